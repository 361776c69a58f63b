import BillingTypes
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("What agreements make of a bill")
struct ContractBillTests {
  private static let months = ["2027-01-01", "2027-02-01", "2027-03-01"].map {
    Sample.day($0).month
  }

  private static func bill(
    _ agreements: [Terms.Agreement], _ costs: [String], of provider: String = "acme"
  ) throws -> ContractBill {
    try ContractBill(
      Terms(agreements), of: [provider: costs.map { Sample.usd($0) }],
      in: Array(months.prefix(costs.count)), currency: .usd)
  }

  private static func monthly(_ amount: String) -> Terms.Agreement {
    Terms.Agreement(
      scope: .provider("acme"), commitment: .init(amount: Sample.number(amount), every: .month))
  }

  private static func credits(
    _ amount: String, from: String? = nil, until: String? = nil
  ) -> Terms.Agreement {
    Terms.Agreement(
      scope: .provider("acme"), from: from.map(Sample.day),
      grant: .init(amount: Sample.number(amount), expires: until.map(Sample.day)))
  }

  private static func tax(_ part: String, _ scope: Terms.Scope = .all) -> Terms.Agreement {
    Terms.Agreement(scope: scope, tax: Sample.number(part))
  }

  private func payable(_ bill: ContractBill) -> [String] {
    bill.entries.map(\.parts.payable.decimalText)
  }

  @Test(
    "List, margin, discount, commitment, credits and tax come in this order: the example of the data language"
  )
  func example() throws {
    let prices = Terms.Agreement(
      scope: .provider("acme"), discount: Sample.number("0.15"), margin: Sample.number("0.05"))
    let terms = [
      prices, Self.monthly("9000"), Self.credits("400", until: "2027-02-01"),
      Self.credits("250"), Self.tax("0.19"),
    ]
    // 100,000 and 120,000 pictures at 0.10.
    let catalogue = try Sample.catalogue(Sample.imageOffer(price: "0.10"))
      .contracted(by: Terms(terms), on: Sample.day)
    let costs = try ["100000", "120000"].map { count in
      try Sample.forecast(
        Sample.scenario([Sample.feature(volume: Sample.requests(count))]), catalogue
      ).total.decimalText
    }
    #expect(costs == ["8925", "10710"])
    let bill = try Self.bill(terms, costs)
    #expect(bill.entries.map(\.parts.trueUp.decimalText) == ["75", "0"])
    #expect(bill.entries.map(\.parts.credits.decimalText) == ["650", "0"])
    #expect(bill.entries.map(\.parts.tax.decimalText) == ["1586.5", "2034.9"])
    #expect(payable(bill) == ["9936.5", "12744.9"])
    #expect(bill.total.payable == Sample.usd("22681.4"))
    #expect(bill.total.breakage == .zero(in: .usd))
  }

  @Test(
    "Credits that end first are used first; what nobody used of them is breakage, in the last month they pay"
  )
  func credits() throws {
    let bill = try Self.bill(
      [
        Self.credits("100"), Self.credits("50", from: "2027-02-01", until: "2027-03-15"),
        Self.credits("80", until: "2027-02-01"),
      ],
      ["30", "40", "70"])
    #expect(bill.entries.map(\.parts.credits.decimalText) == ["30", "40", "70"])
    #expect(bill.entries.map(\.parts.breakage.decimalText) == ["50", "0", "0"])
    #expect(bill.total.payable == .zero(in: .usd))
  }

  @Test(
    "A term's shortfall is due in its last month, of a term that goes on in proportion to its months"
  )
  func term() throws {
    func term(_ to: String) -> Terms.Agreement {
      Terms.Agreement(
        scope: .provider("acme"), from: Sample.day("2027-01-01"), to: Sample.day(to),
        commitment: .init(amount: Rational(1200), every: .term))
    }
    let whole = try Self.bill([term("2027-04-01")], ["100", "200", "300"])
    #expect(payable(whole) == ["100", "200", "900"])
    // Three of twelve months: 300 of 1,200 were promised for them.
    let part = try Self.bill([term("2028-01-01")], ["100", "50", "60"])
    #expect(payable(part) == ["100", "50", "150"])
    let reached = try Self.bill([term("2028-01-01")], ["100", "150", "60"])
    #expect(payable(reached) == ["100", "150", "60"])
  }

  @Test(
    "A provider's own tax takes the place of everybody's; another provider's agreements are not its own"
  )
  func scopes() throws {
    let terms = [Self.tax("0.10"), Self.tax("0.20", .provider("acme"))]
    #expect(payable(try Self.bill(terms, ["100"])) == ["120"])
    #expect(payable(try Self.bill(terms, ["100"], of: "other")) == ["110"])
    // What was promised is owed though nothing is used.
    let other = try Self.bill([Self.monthly("50")], ["100"], of: "other")
    #expect(other.entries.map(\.provider) == ["acme", "other"])
    #expect(payable(other) == ["50", "100"])
  }

  @Test(
    "A commitment, credits and a tax of nothing change nothing",
    arguments: 0..<3)
  func nothing(kind: Int) throws {
    let agreement = [Self.monthly("0"), Self.credits("0"), Self.tax("0")][kind]
    let plain = try Self.bill([], ["12.5", "0", "7"])
    let bill = try Self.bill([agreement], ["12.5", "0", "7"])
    #expect(bill.entries == plain.entries)
    #expect(payable(bill) == ["12.5", "7"])
  }

  @Test("Nothing is ever paid below nothing, and a dearer month never makes a cheaper bill")
  func law() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      var terms: [Terms.Agreement] = []
      if random.below(2) == 0 { terms.append(Self.monthly("\(random.below(100))")) }
      for _ in 0..<random.below(3) {
        let end = random.pick(["2027-01-20", "2027-02-01", "2027-03-02", "2028-01-01"])
        terms.append(Self.credits("\(random.below(150))", until: end))
      }
      if random.below(2) == 0 { terms.append(Self.tax("0.\(random.below(30))")) }
      let costs = (0..<3).map { _ in random.below(100) }
      let bill = try Self.bill(terms, costs.map { "\($0)" })
      #expect(bill.entries.allSatisfy { $0.parts.payable.picounits >= 0 })
      let total = bill.total
      #expect(
        try total.contracted + total.trueUp + total.tax == total.payable + total.credits)
      let place = random.below(3)
      let dearer = try Self.bill(
        terms, costs.enumerated().map { "\($1 + ($0 == place ? 10 : 0))" })
      #expect(try !dearer.total.payable.isLess(than: total.payable))
    }
  }
}
