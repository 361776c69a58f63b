import BillingTypes
import BodyPricing
import LiveProbe
import PricingRules
import RateCatalogue
import TestSupport

/// A recipe of a provider that nobody has, to be changed line by line.
enum SampleRecipe {
  static let text = """
    probe: acme-films-generate
    title: "a film of Acme"
    words: {/prompt: "a ball", /token: "{run_id}"}
    base: https://api.acme.example
    auth: {header: Authorization, format: "Bearer {secret}", secret: ACME_KEY}
    headers: {X-Version: "7"}
    follow_hosts: [files.acme.example]
    secret_words: [session]
    worst_case: {amount: 0.50}
    unit: {name: credit, worth: 0.01}
    charged_on: {refusal: unknown, timeout: unknown, cancel: no}
    steps:
      - {step: before, role: balance_before, get: /balance, save: {balance: /credits}}
      - {step: prepare, role: prepare, post: /token, send: {mode: lite}, save: {session: /token}}
      - {step: submit, role: submit, paid: true, post: /films, send: body, auth: {header: Authorization, value: "Bearer {session}"}, save: {job: /id, look: {at: /look, optional: true}}}
      - {step: status, role: poll, get: "/films/{job|pct}", every: 5, timeout: 60, state: {at: /state, queued: [waiting], running: [working], succeeded: [done], failed: [failed], blocked: [moderated]}, save: {cost: {at: /cost, optional: true}}}
      - {step: cancel, role: cancel, delete: "/films/{job|pct}"}
      - {step: stop, role: cleanup, post: /stop, send: {id: "{job}"}}
      - {step: after, role: balance_after, get: /balance, save: {balance: /credits}, every: 5, timeout: 20}
    failures:
      - {status: 400, at: /code, begins: moderation, means: moderation, billed: no}
      - {status: [402, 429], means: limit, billed: no}
      - {at: /why, begins: policy, means: moderation, billed: yes}
    evidence:
      - {source: "made up for tests; nobody sells this", read: 2026-11-01, says: "-", confidence: high}
    """

  /// The recipe, with a text of it replaced.
  static func recipe(_ old: String = "", _ new: String = "") throws -> ProbeRecipe {
    let changed = old.isEmpty ? text : text.replacing(old, with: new)
    return try DataFile(name: "probes/acme-films-generate.yaml", text: changed).probeRecipe()
  }

  /// What goes well.
  static let good: [String: [ProbeExchange]] = [
    "GET /balance": [reply(200, #"{"credits": "100"}"#), reply(200, #"{"credits": "88"}"#)],
    "POST /token": [reply(200, #"{"token": "session-that-is-secret"}"#)],
    "POST /films": [reply(200, #"{"id": "f/1"}"#)],
    "GET /films/f%2F1": [
      reply(200, #"{"state": "waiting"}"#), reply(200, #"{"state": "working"}"#),
      reply(200, #"{"state": "done", "cost": 12}"#),
    ],
    "POST /stop": [reply(200, "{}")], "DELETE /films/f%2F1": [reply(200, "{}")],
  ]

  /// Runs the recipe.
  static func run(
    _ outside: FakeOutside, _ recipe: ProbeRecipe? = nil
  ) throws -> (result: ProbeResult, run: ProbeRun) {
    let recipe = try recipe ?? SampleRecipe.recipe()
    let pricer = BodyPricer(catalogue: try Repository.catalogue(), asOf: Repository.today)
    var run = ProbeRun(
      try PreparedProbe(recipe, pricer),
      try ProbeSurroundings(["ACME_KEY": "key-that-is-secret"], for: recipe), run: "r-1",
      transport: outside, clock: outside, ledger: outside)
    let result = try run.result()
    return (result, run)
  }
}

extension SampleRecipe {
  /// A run that has not begun.
  static func fresh(_ outside: FakeOutside, _ recipe: ProbeRecipe) throws -> ProbeRun {
    let pricer = BodyPricer(catalogue: try Repository.catalogue(), asOf: Repository.today)
    return ProbeRun(
      try PreparedProbe(recipe, pricer),
      try ProbeSurroundings(["ACME_KEY": "key-that-is-secret"], for: recipe), run: "r-1",
      transport: outside, clock: outside, ledger: outside)
  }
}
