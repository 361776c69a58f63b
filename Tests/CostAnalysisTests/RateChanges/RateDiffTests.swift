import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("What is not the same in two catalogues")
struct RateDiffTests {
  private static let page = Evidence(
    source: "Acme's page", read: Sample.day("2026-01-01"), dated: nil, says: nil, confidence: .high)
  private static let newPage = Evidence(
    source: "Acme's new page", read: Sample.day("2026-05-30"), dated: nil, says: nil,
    confidence: .high)
  private static let review = Review(day: Sample.day, says: "cut to a tenth, as announced")

  private static func picture(
    _ price: ChargePrice, id: OfferID = "acme/still/generate", reviewed: [Review] = [],
    tables: [String: LookupTable] = [:], evidence: [Evidence] = [page],
    validity: Validity = Validity()
  ) -> Offer {
    Offer(
      id: id, model: "still", summary: "", category: .imageGeneration,
      integration: .requestResponse, validity: validity,
      parameters: [Sample.count("images"), Sample.choice("quality", ["low", "high"])],
      requirements: [], tables: tables, derivations: [],
      charges: [Sample.charge("output_images", quantity: "images", price)], serviceTiers: [],
      outcomes: [:], capabilities: [], latency: nil, cautions: [], evidence: evidence,
      examples: [
        WorkedExample(
          request: ["images": "2", "quality": "high"], parts: nil, amount: .one, printed: nil,
          quantities: [], asOf: nil, plan: nil, source: nil)
      ], reviewed: reviewed)
  }

  private static func diff(
    _ old: [Offer], _ new: [Offer], from: Day = Sample.day, to: Day = Sample.day
  ) -> RateDiff {
    RateDiff(
      RateSide(Sample.catalogue(old), on: from, named: "old"),
      RateSide(Sample.catalogue(new), on: to, named: "new"))
  }

  private static func diff(_ old: String, _ new: String, reviewed: [Review] = []) -> RateDiff {
    diff([picture(Sample.price(old))], [picture(Sample.price(new), reviewed: reviewed)])
  }

  @Test("The same cards differ in nothing")
  func same() {
    let diff = Self.diff("0.06", "0.06")
    #expect(diff.changes.isEmpty && diff.came.isEmpty && diff.went.isEmpty)
  }

  @Test("A figure and the requests that it moves are changes, with factor and source")
  func figure() throws {
    let diff = Self.diff(
      [Self.picture(Sample.price("60", per: "1000"))],
      [Self.picture(Sample.price("0.09"), evidence: [Self.page, Self.newPage])])
    #expect(diff.changes.map(\.subject.code) == ["price", "request", "request"])
    let change = try #require(diff.changes.first)
    #expect(change.before == .number(Sample.number("0.06"), unit: "USD"))
    #expect(change.after == .number(Sample.number("0.09"), unit: "USD"))
    #expect(change.factor == Sample.number("1.5"))
    #expect(change.evidence == Self.newPage)
    #expect(diff.changes.allSatisfy { $0.doubts.isEmpty })
    #expect(diff.changes[2].after == .number(Sample.number("0.18"), unit: "USD"))
  }

  @Test(
    "A factor of three needs no look, one above it does, whichever way",
    arguments: [
      ("0.1", "0.3", false), ("0.1", "0.3001", true), ("0.3", "0.1", false),
      ("0.3001", "0.1", true),
    ])
  func factor(old: String, new: String, isDoubtful: Bool) {
    let doubts: [RateDoubt] = isDoubtful ? [.largeFactor] : []
    #expect(Self.diff(old, new).changes.allSatisfy { $0.doubts == doubts })
    #expect(Self.diff(old, new).unreviewed.isEmpty == !isDoubtful)
  }

  @Test("What becomes zero needs a look, known or not before; what was zero does not")
  func zero() {
    #expect(Self.diff("0.1", "0").changes.allSatisfy { $0.doubts == [.becomesZero] })
    #expect(Self.diff("unknown", "0").changes.allSatisfy { $0.doubts == [.becomesZero] })
    #expect(Self.diff("0", "0.1").unreviewed.isEmpty)
    #expect(Self.diff("0.1", "unknown").unreviewed.isEmpty)
  }

  @Test("Five figures of a provider that are cleared at once need a look, four do not")
  func cleared() {
    func offers(_ price: String, _ count: Int) -> [Offer] {
      (0..<count).map { Self.picture(Sample.price(price), id: "acme/m\($0)/generate") }
    }
    let five = Self.diff(offers("0.1", 5), offers("unknown", 5))
    #expect(five.unreviewed.map(\.doubts) == Array(repeating: [.severalCleared], count: 5))
    #expect(Self.diff(offers("0.1", 4), offers("unknown", 4)).unreviewed.isEmpty)
  }

  @Test("Another currency needs a look, on the card and at each price")
  func currency() throws {
    let euro = try #require(Currency(code: "EUR"))
    func side(_ currency: Currency, _ reviewed: [Review] = []) -> RateSide {
      let card = RateCard(
        provider: "acme", name: "Acme", relation: .direct, currency: currency,
        offers: [Self.picture(Sample.price("0.1"))], plans: [], credits: [], reviewed: reviewed)
      return RateSide(Catalogue(cards: [card], vocabulary: .empty), on: Sample.day, named: "")
    }
    let diff = RateDiff(side(.usd), side(euro))
    #expect(diff.changes.map(\.subject.code) == ["currency", "price", "request", "request"])
    #expect(diff.unreviewed.allSatisfy { $0.doubts == [.otherCurrency] && $0.factor == nil })
    #expect(RateDiff(side(.usd), side(euro, [Self.review])).unreviewed.isEmpty)
  }

  @Test("A review that the earlier card does not have is of the offer's changes; an old one is not")
  func reviewed() {
    let diff = Self.diff("1", "0.1", reviewed: [Self.review])
    #expect(diff.changes.allSatisfy { $0.review == Self.review && !$0.needsReview })
    let old = Self.diff(
      [Self.picture(Sample.price("1"), reviewed: [Self.review])],
      [Self.picture(Sample.price("0.1"), reviewed: [Self.review])])
    #expect(old.unreviewed.count == 3)
  }

  @Test("On two days a price that began is a change, reviewed beside it or after the first day")
  func days() {
    func offer(_ beside: [Review], _ own: [Review]) -> Offer {
      Self.picture(
        Sample.price([
          DatedAmounts(
            from: nil, knownFrom: nil, calledOff: nil, amounts: [Sample.expression("1")]),
          DatedAmounts(
            from: Sample.day("2026-03-01"), knownFrom: nil, calledOff: nil,
            amounts: [Sample.expression("0.1")], reviewed: beside),
        ]), reviewed: own)
    }
    let (first, early) = (
      Sample.day("2026-02-01"), Review(day: Sample.day("2026-01-15"), says: "a")
    )
    func unreviewed(_ beside: [Review], _ own: [Review]) -> Int {
      let offers = [offer(beside, own)]
      return Self.diff(offers, offers, from: first).unreviewed.count
    }
    #expect(unreviewed([], []) == 3)
    #expect(unreviewed([early], []) == 0)
    #expect(unreviewed([], [early]) == 3)
    #expect(unreviewed([], [Self.review]) == 0)
    let same = [offer([], [])]
    #expect(Self.diff(same, same, from: Sample.day("2026-03-01")).changes.isEmpty)
  }

  @Test("Prices in a table are compared cell by cell, whatever the table is called")
  func cells() {
    func table(_ low: String, _ high: LookupTable.Cell) -> LookupTable {
      LookupTable(
        keyCount: 1, rows: [(["low"], .amount(Sample.number(low))), (["high"], high)])
    }
    func offer(_ name: String, _ table: LookupTable) -> Offer {
      Self.picture(Sample.price("\(name)[quality]", per: "2"), tables: [name: table])
    }
    let diff = Self.diff(
      [offer("rate", table("0.1", .amount(Sample.number("0.4"))))],
      [offer("newer", table("0.1", .unknown))])
    let figures = diff.changes.filter { !$0.subject.isRequest }
    #expect(figures.count == 1)
    #expect(figures.first?.before == .number(Sample.number("0.2"), unit: "USD"))
    #expect(figures.first?.after == .unknown)
    guard case .price(_, _, let cell)? = figures.first?.subject else {
      Issue.record("no price")
      return
    }
    #expect(cell == ["high"])
  }

  @Test("What is silent is never called retired; what a source ended is")
  func moves() {
    func one(_ name: String, _ validity: Validity = Validity()) -> Offer {
      Self.picture(Sample.price("1"), id: "acme/\(name)/generate", validity: validity)
    }
    let diff = Self.diff(
      [
        one("gone"), one("ended"), one("stays"),
        one("coming", Validity(from: Sample.day("2027-01-01"))),
      ],
      [
        one("ended", Validity(status: .retired, successor: "acme/new/generate")), one("stays"),
        one("new"), one("coming"),
      ])
    #expect(diff.went.map(\.thing.id) == ["acme/ended/generate", "acme/gone/generate"])
    #expect(diff.went.map(\.kind) == [.retired, .silent])
    #expect(diff.went.first?.validity.successor == "acme/new/generate")
    #expect(diff.came.map(\.thing.id) == ["acme/coming/generate", "acme/new/generate"])
    #expect(diff.came.map(\.kind) == [.begins, .new])
    #expect(diff.changes.isEmpty)
  }

  @Test("What has no factor and needs a look comes first, then the largest factor")
  func order() {
    func offers(_ prices: [String]) -> [Offer] {
      prices.enumerated().map {
        Self.picture(Sample.price($0.element), id: "acme/m\($0.offset)/generate")
      }
    }
    let diff = Self.diff(
      offers(["1", "1", "1", "0.5"]), offers(["1.1", "0.25", "0", "1"]))
    let figures = diff.changes.filter { $0.subject.code == "price" }
    #expect(
      figures.map(\.thing.id) == [2, 1, 3, 0].map { "acme/m\($0)/generate" })
  }

  @Test("A plan's fee, allowance and overage are figures, and so is a pack")
  func plans() {
    func side(_ fee: String, _ coins: String, _ pack: String) -> RateSide {
      RateSide(
        Sample.catalogue(
          [],
          plans: [
            Sample.plan(
              fee: fee, includes: [(key: "acme/credit", quantity: coins)],
              overage: [(key: "acme/credit", price: .price(Sample.number(fee)))])
          ], credits: [Sample.credit(packs: [(credits: "100", price: pack)])]), on: Sample.day,
        named: "")
    }
    let diff = RateDiff(side("10", "100", "5"), side("20", "150", "6"))
    #expect(diff.changes.map(\.subject.code) == ["fee", "overage", "included", "pack"])
  }

  @Test("A scenario costs more at other prices, feature by feature and in all")
  func scenario() throws {
    func side(_ prices: [String]) -> RateSide {
      RateSide(
        Sample.catalogue(
          prices.enumerated().map {
            Self.picture(Sample.price($0.element), id: "acme/m\($0.offset)/generate")
          }), on: Sample.day, named: "")
    }
    let scenario = Sample.scenario(
      (0..<2).map {
        Sample.feature("f\($0)", offer: "acme/m\($0)/generate", volume: Sample.requests("1000"))
      }, months: 2)
    let difference = try ScenarioDifference(
      scenario, scenario, side(["0.1", "0.2"]), side(["0.15", "0.2"]))
    #expect(difference.rows.map { $0.difference?.decimalText } == ["100", "0"])
    #expect(difference.total.before?.amount?.decimalText == "600")
    #expect(difference.total.difference?.decimalText == "100")
    let missing = try ScenarioDifference(scenario, scenario, side(["0.1"]), side(["0.1", "0.2"]))
    #expect(missing.failureBefore != nil && missing.failureAfter == nil)
    #expect(missing.total.before == nil && missing.total.difference == nil)
  }

  /// Programs compare with these words: one that changes or goes breaks them.
  @Test("The codes that programs read stay the same")
  func codes() {
    #expect(
      RateDoubt.allCases.map(\.rawValue) == [
        "large_factor", "becomes_zero", "other_currency", "several_cleared",
      ])
    #expect(RateMove.Kind.allCases.map(\.rawValue) == ["new", "begins", "retired", "silent"])
  }
}
