import BillingTypes
import PricingRules
import TestSupport
import Testing

/// What holds for the ranges of every shipped offer, over boxes and requests made from seeds.
@Suite("Ranges of the shipped offers")
struct RangeLawTests {
  static let ids = OfferShapes.ids

  /// The day today, or a day on which the offer was sold.
  static func day(for offer: Offer) -> Day {
    guard let to = offer.validity.to, Repository.today >= to else { return Repository.today }
    return Day(number: to.number - 1)
  }

  /// An offer compiled for its day, credits at their worth by the cards.
  static func compiled(_ id: OfferID) throws -> CompiledOffer {
    let catalogue = try Repository.catalogue()
    let offer = try #require(catalogue.offer(id))
    let quoter = Quoter(catalogue: catalogue, asOf: day(for: offer))
    return try quoter.compile(offer, worths: quoter.creditWorths(of: offer, plan: nil))
  }

  static func states(_ box: [String: ValueRange]) -> [String: InputState] {
    box.mapValues { .notReported(within: $0) }
  }

  @Test("No request in a box costs less than its floor or more than its ceiling", arguments: ids)
  func neverTooNarrow(id: OfferID) throws {
    let compiled = try Self.compiled(id)
    var boxes = RandomBoxes(offer: compiled.offer, seed: 7)
    var legal = 0
    for _ in 0..<5 {
      let box = boxes.box()
      let range = try compiled.range(of: Self.states(box))
      for _ in 0..<30 {
        let request = boxes.request(in: box)
        guard let price = LoweredOfferLawTests.price(request, compiled) else { continue }
        legal += 1
        let found = try #require(range, "\(request)")
        #expect(found.floor.picounits <= price.picounits, "\(request)")
        if let ceiling = found.ceiling {
          #expect(price.picounits <= ceiling.picounits, "\(request)")
        }
      }
    }
    #expect(legal > 0)
  }

  @Test("The range of one request is its price", arguments: ids)
  func exactForOne(id: OfferID) throws {
    let compiled = try Self.compiled(id)
    let quoter = Quoter(
      catalogue: try Repository.catalogue(), asOf: Self.day(for: compiled.offer))
    let isOpen =
      try quoter.creditWorths(of: compiled.offer, plan: nil).contains { !$0.others.isEmpty }
      || !compiled.offer.disputes.isEmpty
      || compiled.offer.derivations.contains { $0.spread != nil }
      || compiled.offer.charges.contains { $0.price.model.countsOverMonth || $0.doubt != nil }
    var boxes = RandomBoxes(offer: compiled.offer, seed: 11)
    for _ in 0..<40 {
      let request = boxes.request(in: boxes.box())
      guard request.values.allSatisfy(Self.isPlain) else { continue }
      let range = try compiled.range(of: request.mapValues { .given($0) })
      guard let price = LoweredOfferLawTests.price(request, compiled) else {
        #expect(range == nil, "\(request)")
        continue
      }
      let found = try #require(range, "\(request)")
      if price.completeness == .complete, !isOpen {
        #expect(found.isSingle && found.reasons == [], "\(request)")
      } else {
        #expect(found.isSingle == found.reasons.isEmpty, "\(request): \(found)")
      }
      #expect(found.floor.picounits <= price.picounits)
    }
  }

  /// Whether a value is one that a request may have: a number has at most six decimals.
  static func isPlain(_ value: FormulaValue) -> Bool {
    guard case .number(let number) = value, let scaled = try? number * Rational(1_000_000) else {
      return true
    }
    return scaled.isWhole
  }

  @Test("What is more open never has a narrower range", arguments: ids)
  func largerIsNotNarrower(id: OfferID) throws {
    let compiled = try Self.compiled(id)
    var boxes = RandomBoxes(offer: compiled.offer, seed: 13)
    for _ in 0..<2 {
      let small = boxes.box()
      let large = boxes.larger(small)
      guard let low = try compiled.range(of: Self.states(small)) else { continue }
      let high = try #require(try compiled.range(of: Self.states(large)), "\(small) in \(large)")
      #expect(high.floor.picounits <= low.floor.picounits, "\(small) in \(large)")
      if let most = high.ceiling {
        #expect((low.ceiling?.picounits ?? .max) <= most.picounits, "\(small) in \(large)")
      }
    }
  }

  @Test("Ranges over few requests are those of asking for each of them", arguments: ids)
  func exactForFew(id: OfferID) throws {
    let compiled = try Self.compiled(id)
    let offer = compiled.offer
    // Words and truth values, and numbers of which there are few.
    let parameters = offer.parameters.filter { ![nil, 0].contains($0.fewValues?.count) }
    var combinations: [[String: FormulaValue]] = [[:]]
    for parameter in parameters {
      guard let values = parameter.fewValues, combinations.count * values.count <= 400 else {
        continue
      }
      combinations = combinations.flatMap { request in
        values.map { request.merging([parameter.name: $0]) { $1 } }
      }
    }
    let names = combinations.first.map { Set($0.keys) } ?? []
    let range = try compiled.range(
      of: Dictionary(uniqueKeysWithValues: names.map { ($0, .notReported(within: nil)) }))
    let single = try combinations.compactMap { request in
      try compiled.range(of: request.mapValues { .given($0) })
    }
    let found = try #require(range)
    #expect(found.floor.picounits == single.map(\.floor.picounits).min())
    if single.allSatisfy({ $0.ceiling != nil }) {
      #expect(found.ceiling?.picounits == single.compactMap(\.ceiling?.picounits).max())
      #expect(found.isExact)
    } else {
      #expect(found.ceiling == nil)
    }
  }
}

extension Parameter {
  /// Every legal value where there are few.
  fileprivate var fewValues: [FormulaValue]? {
    switch domain {
    case .choice(let words): words.map { .choice($0) }
    case .boolean(let truths): truths.map { .boolean($0) }
    case .numbers(let numbers): numbers.map { .number($0) }
    case .integer(let lower, let upper, let step):
      (upper - lower) / step < 12
        ? stride(from: Int(lower), through: Int(upper), by: Int(step)).map { .number(Rational($0)) }
        : nil
    case .decimal: nil
    }
  }
}
