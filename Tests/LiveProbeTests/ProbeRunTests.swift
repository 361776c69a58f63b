import BillingTypes
import LiveProbe
import PricingRules
import RateCatalogue
import Testing

@Suite("A run of a probe pays once, and writes it down before")
struct ProbeRunTests {
  @Test("What goes well is counted, sent, looked at, ended and settled, in this order")
  func order() throws {
    let outside = FakeOutside(SampleRecipe.good)
    let (result, _) = try SampleRecipe.run(outside)
    #expect(
      outside.log == [
        "GET /balance", "POST /token", "reserve 0.5 USD", "sending", "opened", "POST /films",
        "job f/1",
        "GET /films/f%2F1", "GET /films/f%2F1", "GET /films/f%2F1", "POST /stop",
        "closed",
        "GET /balance", "settled 0.12 stated",
      ])
    #expect(result.outcome == .succeeded)
    #expect(result.billed == .yes)
    #expect(result.amount?.decimalText == "0.12")
    #expect(result.latency == ProbeLatency(total: 10, queued: 5, ran: 5))
  }

  @Test("What is sent has the key, the recipe's headers and the words, filled in")
  func message() throws {
    let outside = FakeOutside(SampleRecipe.good)
    _ = try SampleRecipe.run(outside)
    let paid = try #require(outside.messages.first { $0.url.hasSuffix("/films") })
    #expect(paid.headers.first == ProbeHeader("Authorization", "Bearer session-that-is-secret"))
    #expect(paid.headers.contains(ProbeHeader("X-Version", "7")))
    #expect(String(decoding: paid.body, as: UTF8.self) == #"{"prompt":"a ball","token":"r-1"}"#)
    #expect(outside.messages[0].headers[0].value == "Bearer key-that-is-secret")
  }

  @Test(
    "Whatever becomes of the request that costs, it is sent once, and what nobody knows stays counted",
    arguments: [
      (ProbeExchange.lost(.connectionLost), "unclear connection_lost"),
      (.lost(.tooSlow), "unclear too_slow"), (.lost(.tooLong), "unclear too_long"),
      (.lost(.noAnswer), "unclear no_answer"), (reply(500, "{}"), "unclear status"),
      (reply(503, "busy"), "unclear status"), (reply(307, ""), "unclear status"),
      (reply(200, "<html>"), "unclear unreadable"), (reply(200, "{}"), "unclear missing"),
      (reply(200, #"{"id": "#), "unclear unreadable"), (reply(403, "{}"), "unclear status"),
      (reply(400, #"{"code": "other"}"#), "unclear status"),
    ])
  func once(_ exchange: ProbeExchange, end: String) throws {
    var answers = SampleRecipe.good
    answers["POST /films"] = [exchange, reply(200, #"{"id": "f/1"}"#)]
    answers["GET /balance"] = [reply(200, #"{"credits": 100}"#)]
    let outside = FakeOutside(answers)
    let (result, _) = try SampleRecipe.run(outside)
    #expect(outside.count("POST /films") == 1)
    #expect(outside.log.last == end)
    #expect(result.outcome == .unclear)
    #expect(result.billed == .unknown)
    #expect(result.amount == nil)
    // What may have begun is ended all the same.
    #expect(outside.count("POST /stop") == 1)
  }

  @Test(
    "Only what was not billed for certain is given back",
    arguments: [
      (ProbeExchange.notSent(.noConnection), "released no_connection", ProbeResult.Outcome.notSent),
      (.notSent(.noHost), "released no_host", .notSent),
      (.notSent(.noTrust), "released no_trust", .notSent),
      (reply(401, "{}"), "released status", .refused),
      (reply(429, "{}"), "released refused_limit", .refused),
      (reply(400, #"{"code": "moderation_blocked"}"#), "released refused_moderation", .refused),
    ])
  func givenBack(
    _ exchange: ProbeExchange, end: String, outcome: ProbeResult.Outcome
  ) throws {
    var answers = SampleRecipe.good
    answers["POST /films"] = [exchange]
    answers["GET /balance"] = [reply(200, #"{"credits": 100}"#)]
    let outside = FakeOutside(answers)
    let (result, _) = try SampleRecipe.run(outside)
    #expect(outside.count("POST /films") == 1)
    #expect(outside.log.last == end)
    #expect(result.outcome == outcome)
    #expect(result.billed == .no)
    #expect(outside.count("POST /stop") == 0, "nothing was begun")
  }

  @Test("Nothing is sent where a cap forbids it, or the book cannot be written")
  func forbidden() throws {
    let capped = FakeOutside(SampleRecipe.good)
    capped.refusal = ProbeStop(.cap, "too much")
    #expect(throws: ProbeStop(.cap, "too much")) { try SampleRecipe.run(capped) }
    #expect(capped.count("POST /films") == 0)
    let broken = FakeOutside(SampleRecipe.good)
    broken.isBroken = true
    #expect(throws: ProbeStop(.ledger, "the disk is full")) { try SampleRecipe.run(broken) }
    #expect(broken.count("POST /films") == 0)
  }

  @Test("Where a step before fails, nothing that costs is sent")
  func before() throws {
    var answers = SampleRecipe.good
    answers["POST /token"] = [reply(500, "{}")]
    let outside = FakeOutside(answers)
    let (result, _) = try SampleRecipe.run(outside)
    #expect(result.outcome == .notSent)
    #expect(outside.count("POST /films") == 0)
    #expect(!outside.log.contains { $0.hasPrefix("reserve") })
  }

  @Test(
    "A state that no rule knows, and a reply that lacks what is needed, end the run",
    arguments: [
      (reply(200, #"{"state": "DONE"}"#), "unknown_state"), (reply(200, "{}"), "unknown_state"),
      (reply(200, "[1"), "unreadable"),
    ])
  func closed(_ exchange: ProbeExchange, code: String) throws {
    var answers = SampleRecipe.good
    answers["GET /films/f%2F1"] = [exchange]
    answers["GET /balance"] = [reply(200, #"{"credits": 100}"#)]
    let (result, _) = try SampleRecipe.run(FakeOutside(answers))
    #expect(result.outcome == .unclear)
    #expect(result.facts.contains { $0.code == code })
  }

  @Test("What the provider states, or the balance lost, says what a failed call cost")
  func failed() throws {
    var answers = SampleRecipe.good
    answers["GET /films/f%2F1"] = [reply(200, #"{"state": "failed", "cost": 0}"#)]
    var outside = FakeOutside(answers)
    #expect(try SampleRecipe.run(outside).result.billed == .no)
    #expect(outside.log.last == "released refused_server")
    answers["GET /films/f%2F1"] = [reply(200, #"{"state": "moderated", "why": "policy 7"}"#)]
    outside = FakeOutside(answers)
    let result = try SampleRecipe.run(outside).result
    #expect(result.outcome == .blocked)
    #expect(result.amount?.decimalText == "0.12")
    #expect(outside.log.last == "settled 0.12 balance")
  }

  @Test("Work that takes too long is cancelled, and free where the provider says so")
  func late() throws {
    var answers = SampleRecipe.good
    answers["GET /films/f%2F1"] = [reply(200, #"{"state": "working"}"#)]
    answers["GET /balance"] = [reply(200, #"{"credits": 100}"#)]
    let outside = FakeOutside(answers)
    let (result, _) = try SampleRecipe.run(outside)
    #expect(outside.count("DELETE /films/f%2F1") == 1)
    #expect(result.outcome == .failed)
    #expect(outside.log.last == "released timed_out")
    let unknown = FakeOutside(answers)
    let recipe = try SampleRecipe.recipe("cancel: no}", "cancel: unknown}")
    #expect(try SampleRecipe.run(unknown, recipe).result.outcome == .unclear)
  }

  @Test("What only reads is asked again, as long as the provider says, up to a minute")
  func again() throws {
    var answers = SampleRecipe.good
    answers["GET /films/f%2F1"] = [
      reply(429, "{}", [ProbeHeader("retry-after", "7")]), .lost(.connectionLost),
      reply(503, "", [ProbeHeader("Retry-After", "9999")]),
      reply(200, #"{"state": "done", "cost": 12}"#),
    ]
    let outside = FakeOutside(answers)
    #expect(try SampleRecipe.run(outside).result.outcome == .succeeded)
    #expect(outside.seconds == 7 + 2 + 60)
  }

  @Test("What goes on costing is ended three times, and said where it cannot be")
  func open() throws {
    var answers = SampleRecipe.good
    answers["POST /stop"] = [reply(500, "{}")]
    let outside = FakeOutside(answers)
    let (result, _) = try SampleRecipe.run(outside)
    #expect(outside.count("POST /stop") == 3)
    #expect(result.facts.contains(.notClosed(step: "stop")))
    // What may go on costing is not settled.
    #expect(result.outcome == .unclear)
    #expect(outside.log.last == "unclear not_closed")
    #expect(!outside.log.contains("closed"))
  }

  @Test(
    "A refusal of what is asked after the request that costs says nothing of its bill",
    arguments: [400, 401, 402, 404, 429])
  func refusedLater(status: Int) throws {
    var answers = SampleRecipe.good
    answers["GET /films/f%2F1"] = [reply(status, #"{"code": "moderation"}"#)]
    answers["GET /balance"] = [reply(200, #"{"credits": 100}"#)]
    let outside = FakeOutside(answers)
    #expect(try SampleRecipe.run(outside).result.outcome == .unclear)
    #expect(outside.log.last == "unclear status")
  }

  @Test(
    "A figure that cannot be a bill settles nothing",
    arguments: ["-50", "\"-1\"", "1e30", "\"NaN\"", "\"abc\"", "100000001"])
  func odd(cost: String) throws {
    var answers = SampleRecipe.good
    answers["GET /films/f%2F1"] = [reply(200, #"{"state": "done", "cost": \#(cost)}"#)]
    let outside = FakeOutside(answers)
    let result = try SampleRecipe.run(outside).result
    #expect(result.outcome == .unclear)
    #expect(result.amount == nil)
    #expect(outside.log.last == "unclear odd_amount")
  }

  @Test("A bill above the worst case is told")
  func above() throws {
    var answers = SampleRecipe.good
    answers["GET /films/f%2F1"] = [reply(200, #"{"state": "done", "cost": 500}"#)]
    let result = try SampleRecipe.run(FakeOutside(answers)).result
    #expect(result.facts.contains(.aboveWorstCase(amount: "5", worstCase: "0.5")))
  }

  @Test(
    "A reply that should have what was made and says nothing is unclear",
    arguments: [
      #"{"error": {"message": "overloaded"}}"#, "null", "[1]", #""x""#, "", #"{"data": []}"#,
    ])
  func nothingMade(body: String) throws {
    let text = SampleRecipe.text.split(separator: "\n").filter {
      !$0.contains("step: status") && !$0.contains("step: cancel") && !$0.contains("step: stop")
        && !$0.contains("secret_words")
    }.joined(separator: "\n").replacing(
      #"auth: {header: Authorization, value: "Bearer {session}"}, save: {job: /id, look: {at: /look, optional: true}}"#,
      with: "save: {job: {at: /id, optional: true}}"
    ).replacing("failures:", with: "asset: {at: /data/0, form: base64}\nfailures:")
    let sync = try DataFile(name: "probes/acme-films-generate.yaml", text: text).probeRecipe()
    var answers = SampleRecipe.good
    answers["POST /films"] = [reply(200, body)]
    answers["GET /balance"] = [reply(200, #"{"credits": 100}"#)]
    let outside = FakeOutside(answers)
    #expect(try SampleRecipe.run(outside, sync).result.outcome == .unclear)
    #expect(outside.count("POST /films") == 1)
  }

  @Test("Credentials go to the recipe's hosts alone, whatever a reply says")
  func hosts() throws {
    let recipe = try SampleRecipe.recipe(
      #"get: "/films/{job|pct}", every"#, #"get: "{look}", every"#)
    for url in [
      "https://evil.example/films", "http://api.acme.example/films",
      "https://api.acme.example@evil.example/films", "https://api.acme.example.evil.example/",
      "ftp://files.acme.example/", "//evil.example", "",
    ] {
      var answers = SampleRecipe.good
      answers["POST /films"] = [reply(200, #"{"id": "f/1", "look": "\#(url)"}"#)]
      answers["GET /balance"] = [reply(200, #"{"credits": 100}"#)]
      let outside = FakeOutside(answers)
      let (result, _) = try SampleRecipe.run(outside, recipe)
      #expect(result.outcome == .unclear, "\(url)")
      #expect(outside.messages.allSatisfy { $0.url.hasPrefix("https://api.acme.example/") })
    }
    var answers = SampleRecipe.good
    answers["POST /films"] = [
      reply(200, #"{"id": "f/1", "look": "https://files.acme.example/films/f%2F1"}"#)
    ]
    #expect(try SampleRecipe.run(FakeOutside(answers), recipe).result.outcome == .succeeded)
  }

  @Test("An unclear call is settled later by the work, and is never begun again")
  func reconcile() throws {
    let recipe = try SampleRecipe.recipe()
    let outside = FakeOutside(SampleRecipe.good)
    _ = outside.exchange(
      ProbeMessage(
        method: "GET", url: "https://x/balance", headers: [], body: [], timeoutSeconds: 1))
    let (_, prepared) = try SampleRecipe.run(FakeOutside(SampleRecipe.good), recipe)
    var run = prepared
    run = try SampleRecipe.fresh(outside, recipe)
    let result = run.reconcile(words: ["job": "f/1", "balance": "100"], isOpen: true)
    #expect(result.outcome == .succeeded)
    #expect(result.amount?.decimalText == "0.12")
    #expect(outside.count("POST /films") == 0)
    #expect(outside.count("POST /stop") == 1)
    #expect(outside.log.last == "settled 0.12 stated")
    // Nothing tells: it stays as it is.
    let silent = FakeOutside(["GET /balance": [reply(200, #"{"credits": 100}"#)]])
    var other = try SampleRecipe.fresh(silent, recipe)
    #expect(other.reconcile(words: ["balance": "100"], isOpen: false).outcome == .unclear)
    #expect(silent.count("POST /films") == 0)
    // One that rose was topped up.
    let rose = FakeOutside(["GET /balance": [reply(200, #"{"credits": 200}"#)]])
    var risen = try SampleRecipe.fresh(rose, recipe)
    #expect(risen.reconcile(words: ["balance": "100"], isOpen: false).outcome == .unclear)
    // What is only ended is not settled.
    let ending = FakeOutside(SampleRecipe.good)
    var ended = try SampleRecipe.fresh(ending, recipe)
    #expect(ended.close(words: ["job": "f/1"]).isEmpty)
    #expect(ending.log == ["POST /stop", "closed"])
    // The balance alone tells.
    let lost = FakeOutside(["GET /balance": [reply(200, #"{"credits": 88}"#)]])
    var third = try SampleRecipe.fresh(lost, recipe)
    #expect(third.reconcile(words: ["balance": "100"], isOpen: false).amount?.decimalText == "0.12")
  }
}
