import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing

@Suite("Credits")
struct CreditTests {
  static func plan(
    _ id: PlanID, fee: String, every: Plan.Interval = .month, includes: [(String, String)]
  ) -> Plan {
    Plan(
      id: id, name: id.rawValue, fee: Sample.number(fee), every: every, billed: every,
      includes: includes.map { (key: $0, quantity: Sample.number($1)) }, overage: [],
      minimumSpend: nil, expires: nil, validity: Validity(), evidence: [])
  }

  static func credit(
    _ id: CreditID, packs: [(String, String)], default source: Credit.DefaultSource = .pack
  ) -> Credit {
    Credit(
      id: id, name: id.rawValue,
      packs: packs.map { Credit.Pack(credits: Sample.number($0), price: Sample.number($1)) },
      defaultSource: source, expires: nil, evidence: [])
  }

  static let clip = Sample.offer(
    "acme/clip/generate", parameters: [Sample.count("seconds", default: 5)],
    charges: [
      Sample.charge(
        "video_seconds", quantity: "seconds", Sample.price("2", in: .credit("acme/credit")),
        unit: "second", maximum: "25")
    ])

  static let catalogue = Sample.catalogue(
    clip,
    Sample.offer(
      "acme/talk/session",
      charges: [
        Sample.charge("requests", quantity: "1", Sample.price("3", in: .credit("acme/minute")))
      ]),
    Sample.offer(
      "acme/still/generate",
      charges: [Sample.charge("output_images", quantity: "1", Sample.price("0.1"))]),
    plans: [
      plan("acme/pro", fee: "12.00", includes: [("acme/credit", "625")]),
      plan("acme/team", fee: "90", every: .year, includes: [("acme/credit", "9000")]),
      plan("acme/talker", fee: "5", includes: [("acme/minute", "30")]),
    ],
    credits: [
      credit("acme/credit", packs: [("1000", "10.00"), ("5000", "45")]),
      credit("acme/minute", packs: [], default: .plan("acme/talker")),
    ])

  static func quote(_ offer: OfferID = "acme/clip/generate", plan: PlanID? = nil) throws -> Quote {
    try Quoter(catalogue: catalogue, asOf: Sample.day).quote(offer, [:], plan: plan)
  }

  @Test(
    "A plan or a pack turns credits into money, and the quote says which",
    arguments: [
      (nil, "0.1", "0.01", "bought in packs, 10 USD for 1000"),
      ("pack", "0.1", "0.01", "bought in packs, 10 USD for 1000"),
      (
        "acme/pro", "0.192", "0.0192",
        "plan acme/pro, 12 USD a month for 625, allowance used in full"
      ),
      (
        "acme/team", "0.1", "0.01",
        "plan acme/team, 90 USD a year for 9000, allowance used in full"
      ),
    ] as [(PlanID?, String, String, String)])
  func worth(plan: PlanID?, amount: String, money: String, words: String) throws {
    let quote = try Self.quote(plan: plan)
    #expect(quote.amount?.decimalText == amount)
    #expect(quote.warnings.map(\.words) == ["1 acme/credit is taken as \(money) USD: \(words)"])
    #expect(quote.creditWorths.map(\.money) == [Sample.number(money)])
    #expect(quote.creditWorths.map(\.plan) == [plan == "pack" ? nil : plan])
    #expect(quote.lines[0].credits == Rational(10))
    #expect(quote.lines[0].price == Rational(2))
    #expect(quote.lines[0].priceUnit == "acme/credit")
    #expect(quote.lines[0].unitPrice == Sample.number(amount).fifth)
  }

  @Test("A credit without a pack takes its card's default plan")
  func defaultPlan() throws {
    let quote = try Self.quote("acme/talk/session")
    #expect(quote.amount?.decimalText == "0.5")
    #expect(
      quote.warnings.map(\.words) == [
        "1 acme/minute is taken as 0.166666666667 USD: "
          + "plan acme/talker, 5 USD a month for 30, allowance used in full"
      ])
  }

  @Test("A cap counts in credits, before they become money")
  func capInCredits() throws {
    let quoter = Quoter(catalogue: Self.catalogue, asOf: Sample.day)
    let quote = try quoter.quote("acme/clip/generate", ["seconds": "100"])
    #expect(quote.lines[0].credits == Rational(25))
    #expect(quote.amount?.decimalText == "0.25")
  }

  @Test("Only the money is rounded: three credits at a third of a dollar are a dollar")
  func roundedOnce() throws {
    let offer = Sample.offer(
      charges: [
        Sample.charge("requests", quantity: "1", Sample.price("3", in: .credit("acme/credit")))
      ])
    let catalogue = Sample.catalogue(
      offer, credits: [Self.credit("acme/credit", packs: [("3", "1")])])
    let quote = try Quoter(catalogue: catalogue, asOf: Sample.day).quote(offer.id)
    #expect(quote.amount?.decimalText == "1")
  }

  @Test("A credit whose worth nobody knows makes the amount unknown; no credits cost nothing")
  func unknownWorth() throws {
    let quoter = Quoter(catalogue: Sample.catalogue(Self.clip), asOf: Sample.day)
    let quote = try quoter.quote("acme/clip/generate")
    #expect(quote.completeness == .unknown)
    #expect(quote.amount == nil)
    #expect(quote.lines[0].credits == Rational(10))
    #expect(
      quote.missing.map(\.words) == ["video_seconds: what one 'acme/credit' costs is not known"])
    let nothing = try quoter.quote("acme/clip/generate", ["seconds": "0"])
    #expect(nothing.completeness == .complete)
    #expect(nothing.amount == .zero(in: .usd))
  }

  @Test(
    "A plan that does not apply is refused, with those that would",
    arguments: [
      (
        "acme/clip/generate", "acme/por", "no plan is called 'acme/por'; did you mean 'acme/pro'?"
      ),
      ("acme/clip/generate", "zzzzzz", "no plan is called 'zzzzzz'"),
      (
        "acme/clip/generate", "acme/talker",
        "plan 'acme/talker' does not include 'acme/credit', which acme/clip/generate is priced in; "
          + "plans that do are 'acme/pro', 'acme/team'"
      ),
      (
        "acme/still/generate", "acme/pro",
        "plan 'acme/pro' does not apply to acme/still/generate, which is priced in money, not in "
          + "credits"
      ),
      (
        "acme/talk/session", "pack",
        "plan 'pack' does not include 'acme/minute', which acme/talk/session is priced in; "
          + "plans that do are 'acme/talker'"
      ),
    ])
  func planRefused(offer: OfferID, plan: PlanID, message: String) throws {
    let error = try #require(throws: RequestError.self) { try Self.quote(offer, plan: plan) }
    #expect(error.description == message)
  }

  @Test("With credits of two kinds a plan values its own, and the default the other")
  func twoKinds() throws {
    let offer = Sample.offer(
      charges: [
        Sample.charge("requests", quantity: "1", Sample.price("3", in: .credit("acme/minute"))),
        Sample.charge(
          "video_seconds", quantity: "5", Sample.price("2", in: .credit("acme/credit"))),
      ])
    let catalogue = Sample.catalogue(
      offer, plans: Self.catalogue.cards[0].plans, credits: Self.catalogue.cards[0].credits)
    let quoter = Quoter(catalogue: catalogue, asOf: Sample.day)
    let quote = try quoter.quote(offer.id, [:], plan: "acme/pro")
    #expect(quote.lines.map(\.amount?.decimalText) == ["0.5", "0.192"])
    #expect(quote.creditWorths.map(\.plan) == ["acme/talker", "acme/pro"])
    #expect(offer.credits == ["acme/minute", "acme/credit"])
  }
}

extension Rational {
  /// A fifth of the number.
  fileprivate var fifth: Rational { (try? self / Rational(5)) ?? .zero }
}
