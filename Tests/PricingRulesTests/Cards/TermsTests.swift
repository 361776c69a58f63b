import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Contracted prices")
struct TermsTests {
  static let catalogue = Sample.catalogue(
    [
      Sample.offer(
        charges: [
          Sample.charge(
            "output_images", quantity: "images",
            Sample.price([
              DatedAmounts(
                from: nil, knownFrom: nil, calledOff: nil, amounts: [Sample.expression("0.10")]),
              DatedAmounts(
                from: Sample.day("2027-03-01"), knownFrom: Sample.day("2026-01-01"),
                calledOff: nil, amounts: [Sample.expression("0.20")]),
            ]))
        ]),
      Sample.imageOffer("other/still/generate", price: "0.30"),
      Sample.creditOffer("coin/still/generate", costs: "2", credit: "coin/credit"),
    ],
    credits: [
      Credit(
        id: "coin/credit", name: "coin",
        packs: [Credit.Pack(credits: Rational(100), price: Rational(10))], defaultSource: .pack,
        expires: nil, evidence: [])
    ])

  static func amount(
    _ offer: OfferID, on day: String, _ agreements: [Terms.Agreement]
  ) throws -> String? {
    let day = Sample.day(day)
    let cards = try catalogue.contracted(by: Terms(agreements), on: day)
    return try Quoter(catalogue: cards, asOf: day, knownAt: day).quote(offer).amount?.decimalText
  }

  static let off = Sample.number("0.15")

  @Test(
    "A discount holds from its first day up to its last, across changes of the list price",
    arguments: [
      ("2026-12-31", "0.1"), ("2027-01-01", "0.085"), ("2027-02-28", "0.085"),
      ("2027-03-01", "0.17"), ("2027-06-30", "0.17"), ("2027-07-01", "0.2"),
    ])
  func days(day: String, amount: String) throws {
    let agreement = Terms.Agreement(
      scope: .provider("acme"), from: Sample.day("2027-01-01"), to: Sample.day("2027-07-01"),
      discount: Self.off)
    #expect(try Self.amount("acme/still/generate", on: day, [agreement]) == amount)
  }

  @Test(
    "The narrowest scope that says something holds, kind by kind: price, then margin, then discount"
  )
  func order() throws {
    let wide = Terms.Agreement(
      scope: .all, discount: Sample.number("0.5"), margin: Sample.number("0.1"))
    let model = Terms.Agreement(scope: .model("still"), discount: Sample.number("0.2"))
    let own = Terms.Agreement(
      scope: .offer("other/still/generate"),
      prices: [.init(meter: "output_images", amount: Sample.number("0.25"))])
    let day = "2027-01-01"
    #expect(try Self.amount("acme/still/generate", on: day, [wide]) == "0.055")
    #expect(try Self.amount("acme/still/generate", on: day, [wide, model]) == "0.088")
    // 0.25 × 1.1 × 0.8
    #expect(try Self.amount("other/still/generate", on: day, [own, wide, model]) == "0.22")
    #expect(try Self.amount("other/still/generate", on: day, [model, wide, own]) == "0.22")
  }

  @Test(
    "What is sold in credits costs as many; a provider's packs have its discount, an offer's own takes fewer"
  )
  func credits() throws {
    let day = "2027-01-01"
    #expect(try Self.amount("coin/still/generate", on: day, []) == "0.2")
    let provider = Terms.Agreement(scope: .provider("coin"), discount: Self.off)
    #expect(try Self.amount("coin/still/generate", on: day, [provider]) == "0.17")
    let offer = Terms.Agreement(scope: .offer("coin/still/generate"), discount: Self.off)
    #expect(try Self.amount("coin/still/generate", on: day, [offer]) == "0.17")
    #expect(try Self.amount("coin/still/generate", on: day, [provider, offer]) == "0.1445")
  }

  @Test(
    "A discount of nothing changes nothing, on any day",
    arguments: [
      "2026-12-31", "2027-01-01", "2027-03-01", "2028-01-01",
    ])
  func nothing(day: String) throws {
    let zero = Terms.Agreement(
      scope: .all, from: Sample.day("2027-01-01"), discount: .zero, margin: .zero)
    for offer in Self.catalogue.offers {
      #expect(try Self.amount(offer.id, on: day, [zero]) == Self.amount(offer.id, on: day, []))
    }
  }
}
