import BigInt
import BillingTypes
import PricingRules
import TestSupport
import Testing

/// Random offers, read from the graph, against the reference pricer.
@Suite("Random offers")
struct RandomOfferLawTests {
  static let creditWorth: [CreditID: Rational] = ["acme/credit": Sample.number("0.013")]

  /// Offers that can be lowered, from a seed.
  static func offers(seed: UInt64, _ count: Int) -> (offers: [CompiledOffer], random: RandomOffers)
  {
    var random = RandomOffers(seed: seed)
    var offers: [CompiledOffer] = []
    for _ in 0..<count {
      let offer = random.offer()
      let compiled = try? CompiledOffer(
        offer, currency: .usd, on: Sample.day, creditWorth: creditWorth)
      // Sums of fractions may not fit where each has a divisor of its own.
      if let compiled, (try? compiled.form(giving: ["item_3"])) != nil { offers.append(compiled) }
    }
    return (offers, random)
  }

  @Test(
    "A request comes to what the reference pricer says: amount, completeness, every charge, every refusal",
    arguments: 0..<Thoroughness.count(8, few: 2))
  func agreement(seed: Int) throws {
    var (offers, random) = Self.offers(seed: UInt64(seed), 60)
    #expect(offers.count > 40, "most offers can be proven")
    var (priced, failed, narrow, lists) = (0, 0, 0, 0)
    for compiled in offers {
      let reference = ReferencePricer(offer: compiled.offer, creditWorth: Self.creditWorth)
      let prepared = compiled.preparedForMany()
      narrow += prepared.isPreparedForMany ? 1 : 0
      var runs = [RequestRun(compiled), RequestRun(prepared)]
      var longer = RequestRun(try compiled.form(giving: ["item_3"]))
      for _ in 0..<25 {
        let request = random.request(to: compiled.offer)
        let hasElements = request.keys.contains { $0.hasPrefix("item_") }
        lists += hasElements ? 1 : 0
        let expected = reference.price(request)
        func check(_ run: inout RequestRun) throws {
          let found = try Self.price(request, &run)
          #expect(
            found == expected,
            "\(request) of \(compiled.offer.charges) \(compiled.offer.derivations)")
        }
        try check(&longer)
        for index in runs.indices where !hasElements { try check(&runs[index]) }
        if case .priced = expected { priced += 1 } else { failed += 1 }
      }
    }
    #expect(priced > 300 && failed > 100, "\(priced) priced, \(failed) not")
    #expect(lists > 100, "\(lists) requests with lists")
    #expect(narrow > 20, "\(narrow) offers have a form of 64 bits")
  }

  /// What the graph says, in the reference's terms.
  static func price(
    _ request: [String: FormulaValue], _ run: inout RequestRun
  ) throws -> ReferencePricer.Result {
    run.reset()
    for (name, value) in request {
      try run.set(try #require(run.compiled.slot(of: name)), to: value)
    }
    do throws(PricingError) {
      if let broken = try run.brokenRequirement() {
        return .refused(rule: Int(broken.dropFirst("rule ".count)) ?? -1)
      }
      let (picounits, completeness) = try run.price()
      var charges: [ReferencePricer.ChargeResult] = []
      for index in run.compiled.offer.charges.indices {
        let result = run.result(ofCharge: index)
        guard result.state != .skipped else { continue }
        charges.append(
          .init(
            quantity: result.quantity.map { ExactFraction($0) },
            cost: result.cost.map { ExactFraction($0) },
            picounits: result.state == .known ? BigInt(result.picounits) : nil))
      }
      return .priced(picounits: BigInt(picounits), completeness: completeness, charges: charges)
    } catch {
      switch error {
      case .negativeQuantity: return .failed(.negativeQuantity)
      case .negativePrice: return .failed(.negativePrice)
      default: return .failed(.formula(SlowError(error)))
      }
    }
  }

  @Test("What was left out of a request can only be inside its range", arguments: 0..<6)
  func completions(seed: Int) throws {
    var (offers, random) = Self.offers(seed: UInt64(100 + seed), 40)
    var (inside, ceilings) = (0, 0)
    for compiled in offers {
      var run = RequestRun(try compiled.form(giving: ["item_3"]))
      let request = random.request(to: compiled.offer)
      var states = request.mapValues { InputState.given($0) }
      let open = compiled.offer.allParameters.filter { states[$0.name] == nil || $0.name == "a" }
      for parameter in open { states[parameter.name] = .notReported(within: nil) }
      let range = try compiled.range(of: states)
      for _ in 0..<30 {
        var completion = request
        for parameter in open { completion[parameter.name] = random.value(of: parameter) }
        guard case .priced(let picounits, _, _) = try Self.price(completion, &run) else { continue }
        inside += 1
        let found = try #require(range, "\(completion)")
        #expect(BigInt(found.floor.picounits) <= picounits, "\(completion)")
        if let ceiling = found.ceiling {
          ceilings += 1
          #expect(picounits <= BigInt(ceiling.picounits), "\(completion)")
        }
      }
    }
    #expect(inside > 200 && ceilings > 60, "\(inside) inside, \(ceilings) with a ceiling")
  }
}
