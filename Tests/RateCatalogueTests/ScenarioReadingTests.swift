import BillingTypes
import PricingRules
import RateCatalogue
import TestSupport
import Testing
import WorkloadSimulator

/// The example of DESIGN section 5, key by key.
@Suite("Reading a scenario")
struct ScenarioReadingTests {
  static let example = """
    scenario: Storefront launch
    currency: USD
    start: 2027-01
    months: 12
    features:
      - feature: hero-images
        category: image-generation
        needs: [text-in-image]
        offer: openai/gpt-image-2/generate
        requests_per_month: {p10: 80000, p90: 150000}
        growth_per_month: {p10: 1%, p90: 8%}
        seasonality: {11: 1.6, 12: 1.9}
        mix:
          - {share: 70%, request: {quality: medium}}
          - {share: 30%, request: {quality: high, width: 1536, height: 1024, prompt_tokens: {p10: 30, p90: 200}}}
        takes_per_accepted: {p10: 1.3, p90: 3.0}
        failure_rate: 2%
        moderation_rate: 1%
      - feature: concierge
        category: live-avatar
        offer: heygen/liveavatar-full/session
        sessions_per_month: 9000
        session_seconds: {p10: 40, p90: 420}
        idle_seconds: {p10: 5, p90: 60}
        arrivals: {hours: business, timezone: America/New_York}
    shared: {traffic: {p10: 0.8, p90: 1.25}}
    plans: [runway/standard-annual]
    overhead: {per_vendor_month: 400, integration: {request-response: 4000, async-job: 9000, session: 30000}}
    budget: {month: 25000, year: 250000}

    """

  static func read(_ text: String = example) throws -> Scenario {
    try DataFile(name: "s.yaml", text: text).scenario()
  }

  @Test("The head: name, currency, months, plans, overhead, budget")
  func head() throws {
    let scenario = try Self.read()
    #expect(scenario.name == "Storefront launch")
    #expect(scenario.story == "")
    #expect(scenario.currency == .usd)
    #expect(scenario.months.map(\.description).first == "2027-01")
    #expect(scenario.months.map(\.description).last == "2027-12")
    #expect(scenario.asOf == nil)
    #expect(scenario.plans == ["runway/standard-annual"])
    #expect(scenario.overhead.perVendorMonth == Rational(400))
    #expect(
      scenario.overhead.integration
        == [.requestResponse: Rational(4000), .asyncJob: Rational(9000), .session: Rational(30000)])
    #expect(scenario.budget.month == Rational(25000))
    #expect(scenario.budget.year == Rational(250_000))
    #expect(scenario.shared.map(\.name) == ["traffic"])
    #expect(scenario.shared.map(\.distribution.shape.words) == ["lognormal, p10 0.8, p90 1.25"])
  }

  @Test("A feature: what it needs, how often it asks, for what, and how it ends")
  func pictures() throws {
    let feature = try #require(try Self.read().features.first)
    #expect(feature.name == "hero-images")
    #expect(feature.category == .imageGeneration)
    #expect(feature.needs == Needs(capabilities: ["text-in-image"]))
    #expect(feature.offer == "openai/gpt-image-2/generate")
    #expect(feature.candidates == nil)
    guard case .requests(let volume) = feature.volume else {
      Issue.record("the volume is one of requests")
      return
    }
    #expect(volume.shape.words == "lognormal, p10 80000, p90 150000")
    #expect(feature.growth.shape.words == "normal, p10 0.01, p90 0.08")
    #expect(
      feature.seasonality.mapValues(\.fixedValue) == [
        11: try Rational(16, over: 10), 12: try Rational(19, over: 10),
      ])
    #expect(feature.mix.map(\.share) == [try Rational(7, over: 10), try Rational(3, over: 10)])
    #expect(feature.mix[0].fixedRequest == ["quality": "medium"])
    #expect(
      feature.mix[1].fixedRequest == ["quality": "high", "width": "1536", "height": "1024"])
    #expect(feature.mix[1].varying.map(\.name) == ["prompt_tokens"])
    #expect(
      feature.mix[1].varying.map(\.distribution.shape.words) == ["lognormal, p10 30, p90 200"])
    #expect(feature.takesPerAccepted.shape.words == "lognormal, p10 1.3, p90 3")
    #expect(feature.failureRate == .fixed(try Rational(2, over: 100)))
    #expect(feature.moderationRate == .fixed(try Rational(1, over: 100)))
  }

  @Test(
    "The line of a part is found in the file when it is asked for, and is 0 for what is not there")
  func lines() {
    let text =
      Self.example
      .replacing(
        "failure_rate: 2%",
        with: "failure_rate: 2%\n    chain:\n      calls: 3\n      feeds: {width: width}")
      + "purchases:\n  - {credit: a/b, month: 2027-01, packs: 1}\n"
      + "correlations:\n  - {between: [a, b], rank: 0.5}\n"
    let file = DataFile(name: "s.yaml", text: text)
    let places: [(ScenarioPlace, Int)] = [
      (.whole, 0), (.feature("hero-images"), 6), (.feeds(feature: "hero-images"), 20),
      (.feature("concierge"), 22), (.feeds(feature: "concierge"), 0),
      (.plan(0), 30), (.plan(1), 0), (.purchase(0), 34),
      (.purchase(1), 0), (.correlation(0), 36),
    ]
    for (place, line) in places { #expect(file.line(of: place) == line, "\(place)") }
    #expect(DataFile(name: "s.yaml", text: "a: [").line(of: .purchase(0)) == 0)
  }

  @Test("A plan has months of its own, or holds in all; a plan alone is one without months")
  func subscriptions() throws {
    let plain = "plans: [runway/standard-annual]"
    func read(_ plans: String) throws -> [Subscription] {
      try Self.read(Self.example.replacing(plain, with: "plans: [\(plans)]")).subscriptions
    }
    let all = Subscription("runway/standard-annual")
    #expect(try read("runway/standard-annual") == [all])
    #expect(try read("{plan: runway/standard-annual}") == [all])
    let (march, april) = (Sample.day("2027-03-01").month, Sample.day("2027-04-01").month)
    #expect(
      try read("{plan: a/b, to: 2027-03}, {plan: a/c, from: 2027-04, to: 2027-04}, a/d") == [
        Subscription("a/b", to: march), Subscription("a/c", from: april, to: april),
        Subscription("a/d"),
      ])
  }

  @Test("A feature of sessions: what is said once holds for its whole mix")
  func sessions() throws {
    let feature = try #require(try Self.read().features.last)
    guard case .sessions(let volume) = feature.volume else {
      Issue.record("the volume is one of sessions")
      return
    }
    #expect(volume == .fixed(Rational(9000)))
    #expect(feature.mix.count == 1)
    #expect(feature.mix[0].share == .one)
    #expect(feature.mix[0].fixedRequest == [:])
    #expect(feature.mix[0].varying.map(\.name) == ["idle_seconds", "session_seconds"])
    #expect(feature.growth == .fixed(.zero))
    #expect(feature.takesPerAccepted == .fixed(.one))
    #expect(feature.failureRate == .fixed(.zero))
  }

  @Test("The scenario that ships reads, and can be forecast")
  func shipped() throws {
    let text = try Repository.text("scenarios/storefront.yaml")
    let scenario = try DataFile(name: "storefront.yaml", text: text).scenario()
    #expect(Set(scenario.features.map(\.category)) == Set(MediaCategory.allCases))
    let day = try #require(scenario.asOf)
    let forecast = try Forecaster(catalogue: Repository.catalogue(), asOf: day).expected(scenario)
    #expect(forecast.total.picounits > 0)
    #expect(forecast.summaries.count == scenario.monthCount * scenario.features.count)
  }

  @Test("Further keys: a day, a story, candidates, sizes, needs with a limit, what follows")
  func furtherKeys() throws {
    let text = """
      scenario: S
      story: who asks
      currency: USD
      start: 2026-11
      months: 3
      as_of: 2026-11-22
      features:
        - feature: pictures
          category: image-generation
          needs: [text-in-image, {max_latency_seconds: 60, integration: request-response}]
          offer: openai/gpt-image-2/generate
          candidates: [fal/gpt-image-2/generate, stability/sd3.5-large/generate]
          requests_per_month: 10
          request: {size: 1536x1024, images: 2}
          mix:
            - {share: 0.5, request: {quality: low}}
            - {share: 50%, request: {images: 3}}
        - feature: edits
          category: image-editing
          offer: openai/gpt-image-2/edit
          candidates: all
          max_latency_seconds: 300
          integration: request-response
          follows: {feature: pictures, per_accepted: {uniform: [0.5, 1.5]}}

      """
    let scenario = try Self.read(text)
    #expect(scenario.story == "who asks")
    #expect(scenario.asOf == Repository.today)
    #expect(scenario.months.map(\.description) == ["2026-11", "2026-12", "2027-01"])
    let pictures = scenario.features[0]
    #expect(
      pictures.needs
        == Needs(
          capabilities: ["text-in-image"], integration: .requestResponse,
          maximumLatencySeconds: Rational(60)))
    #expect(
      pictures.candidates == ["fal/gpt-image-2/generate", "stability/sd3.5-large/generate"])
    let common: Request = ["width": "1536", "height": "1024", "images": "2"]
    #expect(Set(pictures.mix[0].fixedRequest.entries).isSuperset(of: common.entries))
    #expect(pictures.mix[0].fixedRequest["quality"] == "low")
    #expect(pictures.mix[1].fixedRequest["images"] == "3")
    #expect(pictures.mix[1].fixedRequest["width"] == "1536")
    let edits = scenario.features[1]
    #expect(edits.candidates == nil)
    #expect(edits.needs.maximumLatencySeconds == Rational(300))
    #expect(edits.volume.followed == "pictures")
  }
}
