import BillingTypes
import PricingRules
import TestSupport
import Testing

/// What holds for the ceilings of every shipped offer, over boxes and requests made from seeds.
@Suite("Ceilings of the shipped offers")
struct CeilingLawTests {
  static let ids = (try? Repository.catalogue().offers.map(\.id)) ?? []

  /// The day today, or a day on which the offer was sold.
  static func day(for offer: Offer) -> Day {
    guard let to = offer.validity.to, Repository.today >= to else { return Repository.today }
    return Day(number: to.number - 1)
  }

  @Test("No request in a box costs more than the box's ceiling", arguments: ids)
  func neverTooLow(id: String) throws {
    let offer = try #require(try Repository.catalogue().offer(id))
    var boxes = RandomBoxes(offer: offer, seed: 7)
    var run = PricingRun(CompiledOffer(offer, currency: .usd, on: Self.day(for: offer)))
    var legal = 0
    for _ in 0..<5 {
      let box = boxes.box()
      let ceiling = offer.ceiling(of: box, on: Self.day(for: offer))
      for _ in 0..<30 {
        let request = boxes.request(in: box)
        guard let usage = run.usage(of: request, offer) else { continue }
        legal += 1
        #expect(!ceiling.isEmpty, "\(request)")
        var costs: [PriceUnit: Rational] = [:]
        for (index, charge) in ceiling.charges.enumerated() {
          expect(usage[index].quantity, within: charge.quantity, "\(request)")
          expect(usage[index].cost, within: charge.cost, "\(request)")
          costs[charge.priceUnit, default: .zero] =
            try costs[charge.priceUnit, default: .zero] + (usage[index].cost ?? .zero)
        }
        for total in ceiling.totals {
          expect(costs[total.priceUnit], within: total.cost, "\(request)")
        }
      }
    }
    #expect(legal > 0)
  }

  @Test("The ceiling of one request is its price", arguments: ids)
  func exactForOne(id: String) throws {
    let offer = try #require(try Repository.catalogue().offer(id))
    var boxes = RandomBoxes(offer: offer, seed: 11)
    var run = PricingRun(CompiledOffer(offer, currency: .usd, on: Self.day(for: offer)))
    for _ in 0..<40 {
      let request = boxes.request(in: boxes.box())
      let ceiling = offer.ceiling(
        of: request.mapValues { ValueRange($0) }, on: Self.day(for: offer))
      guard let usage = run.usage(of: request, offer) else {
        #expect(ceiling.isEmpty, "\(request)")
        continue
      }
      for (index, charge) in ceiling.charges.enumerated() {
        #expect(charge.quantity.amount == usage[index].quantity, "\(request)")
        // A doubtful price is no ceiling.
        if offer.charges[index].doubt == nil {
          #expect(charge.cost.amount == usage[index].cost, "\(request)")
        }
      }
    }
  }

  @Test("A larger box has no lower ceiling", arguments: ids)
  func largerIsNotLower(id: String) throws {
    let offer = try #require(try Repository.catalogue().offer(id))
    var boxes = RandomBoxes(offer: offer, seed: 13)
    for _ in 0..<2 {
      let small = boxes.box()
      let large = boxes.larger(small)
      let low = offer.ceiling(of: small, on: Self.day(for: offer))
      let high = offer.ceiling(of: large, on: Self.day(for: offer))
      #expect(low.isEmpty || !high.isEmpty)
      guard !low.isEmpty else { continue }
      for (low, high) in zip(low.charges, high.charges) {
        expect(low.quantity, notAbove: high.quantity, "\(small) in \(large)")
        expect(low.cost, notAbove: high.cost, "\(small) in \(large)")
      }
      for (low, high) in zip(low.totals, high.totals) {
        expect(low.cost, notAbove: high.cost, "\(small) in \(large)")
      }
    }
  }

  @Test("The ceiling of everything that is legal can be computed for every offer", arguments: ids)
  func everything(id: String) throws {
    let offer = try #require(try Repository.catalogue().offer(id))
    let day = Self.day(for: offer)
    var all: [String: ValueRange] = [:]
    for parameter in offer.parameters { all[parameter.name] = RandomBoxes.everything(parameter) }
    let ceiling = offer.ceiling(of: all, on: day)
    let plain = offer.ceiling(of: [:], on: day)
    #expect(!ceiling.isEmpty)
    for (low, high) in zip(plain.charges, ceiling.charges) {
      expect(low.cost, notAbove: high.cost, "")
      #expect(high.quantity.amount != nil, "\(high.quantity.reason ?? "")")
    }
  }

  /// A figure that is known does not exceed its limit, and one that is not known has none.
  private func expect(
    _ figure: Rational?, within limit: RequestCeiling.Limit, _ comment: Comment,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let amount = limit.amount else { return }
    #expect(figure.map { $0 <= amount } ?? false, comment, sourceLocation: sourceLocation)
  }

  private func expect(
    _ low: RequestCeiling.Limit, notAbove high: RequestCeiling.Limit, _ comment: Comment,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let most = high.amount else { return }
    #expect(low.amount.map { $0 <= most } ?? false, comment, sourceLocation: sourceLocation)
  }
}

extension PricingRun {
  /// What each charge of a request used and cost; nil when the request is refused.
  fileprivate mutating func usage(
    of request: [String: FormulaValue], _ offer: Offer
  ) -> [(quantity: Rational?, cost: Rational?)]? {
    reset()
    for (name, value) in request {
      guard let slot = compiled.slot(of: name) else { return nil }
      set(slot, to: value)
    }
    do throws(PricingError) {
      if try brokenRequirement() != nil { return nil }
      _ = try price()
    } catch {
      return nil
    }
    return offer.charges.indices.map { usage(ofCharge: $0) }
  }
}
