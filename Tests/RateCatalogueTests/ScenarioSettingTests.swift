import BillingTypes
import PricingRules
import RateCatalogue
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Settings and variants of a scenario")
struct ScenarioSettingTests {
  static let text = """
    scenario: S
    currency: USD
    start: 2027-01
    months: 2
    budget: {month: 100}
    features:
      - feature: hero
        category: image-generation
        offer: acme/still/generate
        requests_per_month: {p10: 100, p90: 200}
        mix:
          - {share: 60%, request: {quality: medium, width: 512, height: 512}}
          - {share: 40%, request: {quality: high}}
      - feature: hero-small
        category: image-generation
        offer: acme/still/generate
        requests_per_month: about 300
        request: {quality: low, size: 256x128}
      - feature: talk
        category: live-avatar
        offer: acme/talk/session
        sessions_per_month: 50
        seasonality: {7: 2%}

    """

  static func read(_ settings: [String]) throws -> String {
    let file = DataFile(name: "s.yaml", text: text)
      .changed(by: try settings.map { try ScenarioSetting(parsing: $0) })
    var found = ""
    dump(try file.scenario(), to: &found)
    return found
  }

  /// What the file says when a word of it is replaced by hand.
  static func edited(_ changes: [(String, String)]) throws -> String {
    var text = text
    for (old, new) in changes {
      try #require(text.contains(old), "'\(old)' stands in the file")
      text = text.replacing(old, with: new)
    }
    var found = ""
    dump(try DataFile(name: "s.yaml", text: text).scenario(), to: &found)
    return found
  }

  @Test(
    "A setting reads as the file does with the value written in it",
    arguments: [
      ("months=3", [("months: 2", "months: 3")]),
      ("budget.month=x2", [("month: 100", "month: 200")]),
      ("budget.year=900", [("{month: 100}", "{month: 100, year: 900}")]),
      ("plans=[acme/standard]", [("months: 2", "months: 2\nplans: [acme/standard]")]),
      ("hero.requests_per_month=70", [("{p10: 100, p90: 200}", "70")]),
      ("hero.requests_per_month=x1.5", [("{p10: 100, p90: 200}", "{p10: 150, p90: 300}")]),
      ("hero.requests_per_month={p10: 5, p90: 6}", [("{p10: 100, p90: 200}", "{p10: 5, p90: 6}")]),
      ("hero-small.requests_per_month=x10", [("about 300", "about 3000")]),
      (
        "hero-small.offer=acme/other/generate",
        [
          (
            "acme/still/generate\n    requests_per_month: about",
            "acme/other/generate\n    requests_per_month: about"
          )
        ]
      ),
      (
        "hero.request.quality=low",
        [
          ("quality: medium", "quality: low"), ("quality: high", "quality: low"),
        ]
      ),
      (
        "hero.request={quality: low}",
        [("quality: medium", "quality: low"), ("quality: high", "quality: low")]
      ),
      (
        "hero.request.images=2",
        [
          ("height: 512}", "height: 512, images: 2}"),
          ("quality: high}", "quality: high, images: 2}"),
        ]
      ),
      (
        "hero.request.size=64x32",
        [
          ("width: 512, height: 512", "size: 64x32"),
          ("quality: high}", "quality: high, size: 64x32}"),
        ]
      ),
      ("hero-small.request.width=64", [("size: 256x128", "width: 64, height: 128")]),
      ("hero.mix[1].share=40%", []),
      ("hero.mix.0.request.quality=low", [("quality: medium", "quality: low")]),
      ("talk.seasonality.7=x3", [("7: 2%", "7: 6%")]),
      ("talk.seasonality.8=2", [("{7: 2%}", "{7: 2%, 8: 2}")]),
      (
        "talk.failure_rate=1%",
        [("sessions_per_month: 50", "sessions_per_month: 50\n    failure_rate: 1%")]
      ),
      (
        "*.requests_per_month=x2",
        [
          ("{p10: 100, p90: 200}", "{p10: 200, p90: 400}"), ("about 300", "about 600"),
        ]
      ),
      ("*.sessions_per_month=9", [("sessions_per_month: 50", "sessions_per_month: 9")]),
      (
        "*.request.quality=low",
        [
          ("quality: medium", "quality: low"), ("quality: high", "quality: low"),
        ]
      ),
    ] as [(String, [(String, String)])])
  func sameAsWritten(setting: String, changes: [(String, String)]) throws {
    #expect(try Self.read([setting]) == Self.edited(changes))
    // A change that is none would equal anything.
    if !changes.isEmpty { #expect(try Self.read([setting]) != Self.read([])) }
  }

  @Test("Settings are made in order, so that a later one wins")
  func order() throws {
    #expect(try Self.read(["months=5", "months=3"]) == Self.read(["months=3"]))
    #expect(
      try Self.read(["budget.month=10", "budget.month=x3"]) == Self.read(["budget.month=30"]))
  }

  @Test(
    "A path that leads nowhere names the nearest that does, and a wrong value its setting",
    arguments: [
      (
        "hreo.offer=a/b/c",
        "--set hreo.offer=a/b/c: no feature and no key of a scenario is called 'hreo'; did you mean 'hero'?"
      ),
      (
        "budgt.month=1",
        "--set budgt.month=1: no feature and no key of a scenario is called 'budgt'; did you mean 'budget'?"
      ),
      ("hero.ofer=a/b/c", "--set hero.ofer=a/b/c: unknown key 'ofer'; did you mean 'offer'?"),
      ("budget.yer=1", "--set budget.yer=1: unknown key 'yer'; did you mean 'year'?"),
      ("months=many", "--set months=many: 'many' is not a decimal number"),
      (
        "talk.growth_per_month=x2",
        "--set talk.growth_per_month=x2: there is no 'growth_per_month' to multiply"
      ),
      (
        "hero.offer=x2",
        "--set hero.offer=x2: 'acme/still/generate' is no number that can be multiplied"
      ),
      (
        "hero.mix[7].share=1",
        "--set hero.mix[7].share=1: '7' is not a place in a list of 2; write 0 to 1"
      ),
      (
        "hero.offer.x=1",
        "--set hero.offer.x=1: 'acme/still/generate' has nothing inside that is called 'x'"
      ),
      (
        "*.acepted_per_month=x2",
        "--set *.acepted_per_month=x2: no feature states 'acepted_per_month'"
      ),
      (
        "months",
        "--set months: a setting is PATH=VALUE, such as illustrations.request.quality=low or *.requests_per_month=x2"
      ),
      (
        "months= ",
        "--set months= : a setting is PATH=VALUE, such as illustrations.request.quality=low or *.requests_per_month=x2"
      ),
      (
        "=3",
        "--set =3: a setting is PATH=VALUE, such as illustrations.request.quality=low or *.requests_per_month=x2"
      ),
    ])
  func wrong(setting: String, message: String) throws {
    var found = ""
    do {
      _ = try Self.read([setting])
    } catch {
      found = "\(error)"
    }
    #expect(found.hasPrefix(message), "\(found)")
  }

  static func variants(_ lines: String) throws -> [ScenarioVariant] {
    try DataFile(name: "s.yaml", text: text + "variants:\n" + lines).variants()
  }

  @Test(
    "A variant is the scenario with its changes, whether they are written as paths or inside a feature's name"
  )
  func variants() throws {
    let found = try Self.variants(
      """
        none: {}
        flat: {hero.offer: acme/other/generate, hero.request.quality: low, "*.requests_per_month": x2}
        nested: {hero: {offer: acme/other/generate, request.quality: low}, months: 3}

      """)
    #expect(found.map(\.name) == ["none", "flat", "nested"])
    #expect(
      found.map(\.scenario.features[0].offer) == [
        "acme/still/generate", "acme/other/generate", "acme/other/generate",
      ])
    #expect(found.map(\.scenario.monthCount) == [2, 2, 3])
    #expect(
      found[1].changes == [
        "hero.offer=acme/other/generate", "hero.request.quality=low", "*.requests_per_month=x2",
      ])
    #expect(
      found[2].changes == [
        "hero.offer=acme/other/generate", "hero.request.quality=low", "months=3",
      ])
  }

  @Test(
    "What is wrong in a variant stands at its line, with its name",
    arguments: [
      (
        "  bad: {hreo.offer: x}",
        "s.yaml:25: variants.bad.hreo.offer: no feature and no key of a scenario is called 'hreo'; did you mean 'hero'?"
      ),
      (
        "  bad: {months: 0}",
        "s.yaml:25: months: '0' must be a whole number from 1 to 120; in variant 'bad'"
      ),
      (
        "  bad: {currency: EUR}",
        "s.yaml:25: variants: variant 'bad' is in EUR, the scenario is in USD"
      ),
      ("  bad: 3", "s.yaml:25: variants.bad: expected a map, found text"),
    ])
  func wrongVariant(line: String, message: String) throws {
    var found = ""
    do {
      _ = try Self.variants(line + "\n")
    } catch {
      found = "\(error)"
    }
    #expect(found == message)
  }

  @Test("Settings of a run hold in variants too, and what a variant says comes after them")
  func both() throws {
    let file = DataFile(name: "s.yaml", text: Self.text + "variants:\n  v: {months: 5}\n")
      .changed(by: [
        try ScenarioSetting(parsing: "budget.month=7"), try ScenarioSetting(parsing: "months=9"),
      ])
    let variant = try #require(file.variants().first)
    #expect(variant.scenario.budget.month == Rational(7))
    #expect(variant.scenario.monthCount == 5)
  }
}
