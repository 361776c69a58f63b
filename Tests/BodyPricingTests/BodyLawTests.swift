import BillingTypes
import BodyPricing
import Foundation
import PricingRules
import TestSupport
import Testing

@Suite("What a body says is what was meant")
struct BodyLawTests {
  /// One way to call one offer.
  struct Call: Sendable, CustomTestStringConvertible {
    let offer: OfferID
    let number: Int
    var testDescription: String { "\(offer) (\(number))" }

    /// Each call of a form of its own, whatever model it is for.
    static let all: [Call] = {
      var seen: Set<String> = []
      return ((try? Repository.catalogue())?.offers ?? []).flatMap { offer in
        offer.native.calls.indices.filter { index in
          let call = offer.native.calls[index]
          let fields = call.fields.map { "\($0.pointer) \($0.reading.sets)" }
          return seen.insert("\(call.api) \(fields)").inserted
        }.map { Call(offer: offer.id, number: $0) }
      }
    }()
  }

  @Test(
    "A legal request becomes a body, and the body the same request at the same price",
    arguments: Call.all)
  func thereAndBack(_ call: Call) throws {
    let catalogue = try Repository.catalogue()
    let offer = try #require(catalogue.offer(call.offer))
    // A card whose offer ended before today, or begins later, is read on a day on which it is sold.
    let day =
      offer.validity.contains(Repository.today)
      ? Repository.today
      : try #require(offer.validity.to.map { Day(number: $0.number - 1) } ?? offer.validity.from)
    guard offer.validity.contains(day) else { return }
    let native = offer.native.calls[call.number]
    let pricer = BodyPricer(catalogue: catalogue, asOf: day)
    let quoter = Quoter(catalogue: catalogue, asOf: day)
    let writer = BodyWriter(offer, native)
    var random = SplitMix64(seed: 15)
    var found = 0
    // MEDIACOST_BODIES=1000 tries as many of each form as there is time for.
    let wanted =
      ProcessInfo.processInfo.environment["MEDIACOST_BODIES"].flatMap { Int($0) }
      ?? Thoroughness.count(100, few: 40)
    // Of some offers most sizes that are drawn are refused.
    for _ in 0..<2_000 where found < wanted {
      var values: [String: FormulaValue] = [:]
      for name in writer.parameters {
        let parameter = try #require(offer.parameter(name))
        values[name] = parameter.randomValue(using: &random)
      }
      let body: [UInt8]
      do {
        body = try writer.body(of: values)
      } catch { continue }
      let fixed = native.fixed.merging(native.addresses[0].sets) { first, _ in first }
      let request = Request(
        values.merging(fixed) { first, _ in first }.sorted { $0.key < $1.key }
          .map { ($0.key, $0.value.description) })
      guard let quote = try? quoter.quote(offer.id, request) else { continue }
      found += 1
      let target = BodyTarget(api: native.api, url: native.addresses[0].sample(native.models.first))
      let price = try pricer.price(body, for: target, explaining: found < 20)
      #expect(price.offer == offer.id)
      #expect(price.unread.isEmpty)
      #expect(
        price.source == .unknown ? quote.amount == nil : price.amount == quote.amount,
        "\(String(decoding: body, as: UTF8.self))")
      if let amount = quote.amount, price.source != .unknown {
        #expect(try #require(price.floor).picounits <= amount.picounits)
        #expect(price.ceiling.map { $0.picounits >= amount.picounits } ?? true)
      }
      // What several things have each by itself is said of each by itself.
      for value in price.values where offer.parameter(value.name)?.each == nil {
        if let meant = values[value.name] { #expect(value.value == meant, "\(value.name)") }
      }
    }
    #expect(found >= 10 || writer.parameters.isEmpty, "\(found) legal requests of \(call)")
  }
}

extension Parameter {
  /// Any legal value, more often a small or a round one.
  fileprivate func randomValue(using random: inout SplitMix64) -> FormulaValue {
    let roll = Int.random(in: 0..<3, using: &random)
    if roll == 0, let usual = defaultValue { return usual }
    if roll == 1, case .integer(let lower, let upper, let step) = domain {
      return .number(
        Rational(
          lower + Int128(Int64.random(in: 0...Int64((upper - lower) / step), using: &random)) * step
        ))
    }
    return smallValue(using: &random)
  }

  private func smallValue(using random: inout SplitMix64) -> FormulaValue {
    switch domain {
    case .choice(let words): .choice(words.randomElement(using: &random) ?? words[0])
    case .boolean(let values): .boolean(values.randomElement(using: &random) ?? values[0])
    case .numbers(let values): .number(values.randomElement(using: &random) ?? values[0])
    case .integer(let lower, let upper, let step):
      .number(
        Rational(
          lower + Int128(
            Int64.random(in: 0...Int64(min((upper - lower) / step, 200)), using: &random))
            * step))
    case .decimal(let lower, let upper):
      snappedUp(
        min(
          upper,
          (try? Rational(Int128(Int64.random(in: 0...20_000, using: &random)), over: 100)) ?? lower)
      )
      .map { .number($0) } ?? .number(lower)
    }
  }
}

extension NativeAddress {
  /// An address of this form.
  fileprivate func sample(_ model: String?) -> String {
    var text = template.replacing("{model}", with: model ?? "model")
    while let open = text.firstIndex(of: "{"), let close = text.firstIndex(of: "}") {
      text.replaceSubrange(open...close, with: "some")
    }
    return text
  }
}
