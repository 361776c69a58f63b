import LiveProbe
import PricingRules
import Testing

@Suite("Secrets are in nothing that is written")
struct SecretTests {
  @Test("A secret is hidden however it is written")
  func forms() {
    var redactor = Redactor()
    redactor.add("sk/ab\"c+d==")
    for text in [
      "Bearer sk/ab\"c+d==", "?key=sk%2Fab%22c%2Bd%3D%3D&x", #"{"key": "sk/ab\"c+d=="}"#,
      "Basic c2svYWIiYytkPT0=", "sk/ab\"c+d==sk/ab\"c+d==",
    ] {
      let clean = redactor.clean(text)
      #expect(clean.contains("[hidden]"), "\(text)")
      #expect(!clean.contains("ab\"c+d") && !clean.contains("c2svYWIi"), "\(clean)")
    }
    #expect(redactor.clean("nothing to hide") == "nothing to hide")
  }

  @Test(
    "Where letters of a secret are written otherwise, nothing of the text is left",
    arguments: [
      #"planted\/secret+2x"#, "planted%2fsecret%2b2x", #"pl\u0061nted/secret+2x"#,
      "planted&#x2F;secret&#43;2x", #"plante\u0064\/secret\u002B2x"#, "%70lanted/secret+2x",
    ])
  func escaped(text: String) {
    var redactor = Redactor()
    redactor.add("planted/secret+2x")
    #expect(redactor.clean("before \(text) after").contains("[hidden]"))
    #expect(!redactor.clean("before \(text) after").contains("secret"))
  }

  @Test("A secret that a message would cut in two is hidden before it is cut")
  func cut() throws {
    var answers = SampleRecipe.good
    let long = String(repeating: "x", count: 290)
    answers["POST /films"] = [reply(418, long + "key-that-is-secret")]
    answers["GET /balance"] = [reply(200, #"{"credits": 100}"#)]
    let (result, _) = try SampleRecipe.run(FakeOutside(answers))
    #expect(!"\(result.facts)".contains("key-that"))
  }

  @Test("A word that a reply gives, and is the key, is in no ledger")
  func echoed() throws {
    var answers = SampleRecipe.good
    answers["POST /films"] = [reply(200, #"{"id": "key-that-is-secret"}"#)]
    let outside = FakeOutside(answers)
    _ = try SampleRecipe.run(outside)
    #expect(!"\(outside.events)".contains("key-that"))
  }

  @Test("What follows the ? of an address may be a signature")
  func addresses() {
    let redactor = Redactor()
    #expect(
      redactor.cleanAddresses(#"{"url": "https://a.example/f.mp4?sig=1&e=2", "n": 1}"#)
        == #"{"url": "https://a.example/f.mp4?[hidden]", "n": 1}"#)
    #expect(redactor.cleanAddresses("see https://a.example/f") == "see https://a.example/f")
  }

  @Test("A recording has no secret, whatever went wrong", arguments: [200, 400, 403, 500, 0])
  func recording(status: Int) throws {
    var answers = SampleRecipe.good
    let echo =
      #"{"id": "f/1", "echo": "key-that-is-secret session-that-is-secret", "url": "https://x.example/?sig=abcd"}"#
    answers["POST /films"] = [status == 0 ? .lost(.connectionLost) : reply(status, echo)]
    answers["GET /balance"] = [reply(200, #"{"credits": 100}"#)]
    let (result, run) = try SampleRecipe.run(FakeOutside(answers))
    let text = "\(run.cleanTrail) \(result.facts) \(result.usage)"
    #expect(!text.contains("that-is-secret"))
    #expect(!text.contains("sig=abcd"))
    #expect(text.contains("[hidden]"))
  }

  @Test("Words that are secrets are not handed to the ledger")
  func ledger() throws {
    let outside = FakeOutside(SampleRecipe.good)
    _ = try SampleRecipe.run(outside)
    #expect(!"\(outside.events)".contains("that-is-secret"))
    #expect("\(outside.events)".contains("f/1"))
  }

  @Test("A secret comes from the environment, and looks like one")
  func environment() throws {
    let recipe = try SampleRecipe.recipe()
    func words(_ environment: [String: String]) -> String {
      do {
        _ = try ProbeSurroundings(environment, for: recipe)
        return ""
      } catch {
        return error.description
      }
    }
    #expect(
      words([:]) == "set 'ACME_KEY'; secrets and accounts come from the environment alone")
    #expect(
      words(["ACME_KEY": "short"])
        == "'ACME_KEY' holds no secret: one has at least eight characters, without spaces or line ends"
    )
    #expect(words(["ACME_KEY": "two lines\nof a key"]) == words(["ACME_KEY": "short"]))
    #expect(words(["ACME_KEY": "long-enough"]) == "")
  }
}
