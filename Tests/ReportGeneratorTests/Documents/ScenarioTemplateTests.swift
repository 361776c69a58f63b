import BillingTypes
import CostAnalysis
import PricingRules
import RateCatalogue
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

/// What a new scenario says is a scenario.
@Suite("A new scenario")
struct ScenarioTemplateTests {
  static let day = Day("2026-11-22") ?? .first

  static func text(_ asks: [StarterAsk], budget: Rational? = nil) throws -> String {
    let catalogue = try Repository.catalogue()
    let chooser = StarterChooser(
      quoter: Quoter(catalogue: catalogue, asOf: day, knownAt: nil), currency: .usd)
    return ScenarioTemplate(
      try asks.map(chooser.choice), catalogue: catalogue, asOf: day,
      start: day.month.advanced(by: 2), months: 3, currency: .usd, budget: budget
    ).text
  }

  static func scenario(_ text: String) throws -> Scenario {
    let catalogue = try Repository.catalogue()
    return try DataFile(name: "new.yaml", text: text).scenario(
      catalogue.assumptions, vocabulary: catalogue.vocabulary)
  }

  /// Words of every category, among them some that only few offers know.
  static let requests: [(MediaCategory, Request)] = [
    (.imageGeneration, Request()), (.imageGeneration, ["quality": "medium"]),
    (.imageGeneration, ["size": "1536x1024", "quality": "high", "prompt_tokens": "80"]),
    (.imageGeneration, ["images": "4"]), (.imageGeneration, ["resolution": "2k"]),
    (.imageEditing, Request()), (.imageEditing, ["reference_images": "3"]),
    (.imageEditing, ["reference_width": "2048", "reference_height": "1024"]),
    (.videoGeneration, Request()), (.videoGeneration, ["seconds": "8", "resolution": "1080p"]),
    (.videoGeneration, ["seconds": "7.5"]), (.videoGeneration, ["audio": "true", "fps": "24"]),
    (.videoGeneration, ["aspect_ratio": "16:9"]), (.videoGeneration, ["input_seconds": "4"]),
    (.liveAvatar, Request()), (.liveAvatar, ["session_seconds": "600", "idle_seconds": "60"]),
    (.liveAvatar, ["session_seconds": "12.5"]),
  ]

  static func ask(_ category: MediaCategory, _ request: Request, offer: OfferID? = nil)
    -> StarterAsk
  {
    StarterAsk(
      feature: "new", category: category, volume: .perMonth(Rational(40_000)), request: request,
      needs: offer == nil ? StarterAsk.typicalNeeds(in: category) : [], offer: offer)
  }

  @Test(
    "Every ask is read back and forecast, and comes to the same bytes again", arguments: requests)
  func law(category: MediaCategory, request: Request) throws {
    let ask = Self.ask(category, request)
    let text: String
    do {
      text = try Self.text([ask])
    } catch is StarterRefusal {
      // Nobody can; then comparing says so too.
      let quoter = try Repository.quoter(asOf: Self.day)
      let comparison = try Comparer(quoter: quoter).compare(category, request)
      #expect(comparison.ranked.allSatisfy { $0.amount == nil || $0.calls > 1 })
      return
    }
    #expect(try Self.text([ask]) == text)
    let scenario = try Self.scenario(text)
    #expect(scenario.features.count == 1 && scenario.months.count == 3)
    try scenario.checkNeeds(in: try Repository.catalogue())
    _ = try Forecaster(catalogue: try Repository.catalogue(), asOf: Self.day).expected(scenario)
    try Self.checkComments(of: text)
  }

  @Test("So is the shop, and so is any offer that is named")
  func shop() throws {
    let text = try Self.text(StarterAsk.shop, budget: Rational(5000))
    let scenario = try Self.scenario(text)
    #expect(scenario.features.map(\.category) == MediaCategory.allCases)
    #expect(scenario.budget.month == Rational(5000))
    #expect(!text.contains("\n\n\n") && text.hasSuffix("\n"))
    _ = try Forecaster(catalogue: try Repository.catalogue(), asOf: Self.day).expected(scenario)
    try Self.checkComments(of: text)
    let catalogue = try Repository.catalogue()
    var (written, refused) = (0, 0)
    for offer in catalogue.offers.enumerated().filter({ $0.offset % 41 == 0 }).map(\.element) {
      do {
        let text = try Self.text([Self.ask(offer.category, Request(), offer: offer.id)])
        let scenario = try Self.scenario(text)
        #expect(scenario.features[0].offer == offer.id)
        try scenario.checkNeeds(in: catalogue)
        _ = try Forecaster(catalogue: catalogue, asOf: Self.day).expected(scenario)
        written += 1
      } catch let refusal as StarterRefusal {
        #expect(refusal.words.hasPrefix(offer.id.rawValue))
        refused += 1
      }
    }
    #expect(written > 8 && refused < written, "\(written) written, \(refused) refused")
  }

  /// Each key that stands in a comment is read where it stands, and so is the other form that its comment names.
  static func checkComments(of text: String) throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (place, line) in lines.enumerated() {
      let indentation = line.prefix { $0 == " " }
      let rest = line.dropFirst(indentation.count)
      guard rest.hasPrefix("# "), let key = rest.dropFirst(2).firstRange(of: ": "),
        rest.dropFirst(2)[..<key.lowerBound].allSatisfy({ $0.isLetter || $0 == "_" })
      else { continue }
      var changed = lines
      changed[place] = String(indentation + rest.dropFirst(2))
      #expect(throws: Never.self, "\(line)") {
        try Self.scenario(changed.joined(separator: "\n"))
      }
    }
  }

  @Test("The rule: exact, sold without doubt, of high confidence; else less, and said so")
  func rule() throws {
    let quoter = try Repository.quoter(asOf: Self.day)
    let chooser = StarterChooser(quoter: quoter, currency: .usd)
    var standards: [StarterStandard: Int] = [:]
    for (category, request) in Self.requests {
      guard let choice = try? chooser.choice(for: Self.ask(category, request)) else { continue }
      let standard = try #require(choice.standard)
      standards[standard, default: 0] += 1
      let planned = choice.planned
      let amount = try #require(planned.amount)
      #expect(planned.calls == 1 && planned.quote.currency == .usd)
      #expect(choice.others.count <= 3)
      let models = choice.others.map(\.quote.model) + [planned.quote.model]
      #expect(Set(models).count == models.count)
      // What a month costs under a plan is no multiple of what a request does.
      func isPlain(_ candidate: Comparison.Candidate) -> Bool {
        candidate.quote.creditWorths.allSatisfy { $0.plan == nil }
      }
      for other in choice.others where isPlain(other) && isPlain(planned) {
        #expect(try #require(other.amount).units >= amount.units)
      }
      guard standard == .certain else { continue }
      #expect(planned.quote.completeness == .complete && planned.differs.isEmpty)
      #expect(planned.quote.doubt.confidence == .high && planned.quote.doubt.life == .active)
      // None of the category that meets the same costs less.
      let needs = Needs(capabilities: choice.ask.needs)
      let cheaper = try Comparer(quoter: quoter, needs: needs).compare(category, request).ranked
        .filter { candidate in
          candidate.quote.completeness == .complete && candidate.differs.isEmpty
            && candidate.quote.doubt.confidence == .high && candidate.quote.doubt.life == .active
            && candidate.quote.currency == .usd
            && quoter.catalogue.offer(candidate.quote.offer)?.disputes.isEmpty ?? false
            && isPlain(candidate) && isPlain(planned)
            && (candidate.amount.map { $0.units < amount.units } ?? false)
        }
      #expect(cheaper.isEmpty)
    }
    #expect(standards[.certain] ?? 0 > 5 && standards.count >= 2, "\(standards)")
  }

  @Test(
    "A plan is taken by what the month costs: not one that does not say what more than it includes costs",
    arguments: [500, 2250, 40_000])
  func plans(count: Int) throws {
    let ask = StarterAsk(
      feature: "new", category: .liveAvatar, volume: .perMonth(Rational(Int128(count))),
      request: StarterAsk.typicalRequest(in: .liveAvatar),
      needs: StarterAsk.typicalNeeds(in: .liveAvatar))
    let catalogue = try Repository.catalogue()
    func month(_ ask: StarterAsk) throws -> ExpectedCost {
      let forecast = try Forecaster(catalogue: catalogue, asOf: Self.day)
        .expected(try Self.scenario(try Self.text([ask])))
      return forecast.expected { _ in true }
    }
    let planned = try month(ask)
    #expect(planned.completeness == .complete)
    let others = try StarterChooser(
      quoter: try Repository.quoter(asOf: Self.day), currency: .usd
    ).choice(for: ask).others
    #expect(!others.isEmpty)
    for other in others {
      let named = StarterAsk(
        feature: "new", category: ask.category, volume: ask.volume, request: ask.request,
        offer: other.quote.offer)
      #expect(try month(named).known.picounits >= planned.known.picounits)
    }
  }

  @Test("Words that YAML would read otherwise are quoted")
  func quoted() throws {
    let text = try Self.text([Self.ask(.videoGeneration, ["aspect_ratio": "16:9"])])
    #expect(text.contains("request: {aspect_ratio: \"16:9\"}"), "\(text)")
  }
}
