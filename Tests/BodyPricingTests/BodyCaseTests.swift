import BillingTypes
import BodyPricing
import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing

@Suite("Bodies as providers document them, with amounts worked out from their sources")
struct BodyCaseTests {
  private static let pricer = Result {
    BodyPricer(catalogue: try Repository.catalogue(), asOf: Repository.today)
  }

  @Test("A body costs what its fact says", arguments: BodyCase.all)
  func price(_ sample: BodyCase) throws {
    let pricer = try Self.pricer.get()
    let target = BodyTarget(
      api: sample.api, model: sample.model, url: sample.url,
      beside: Request(sample.beside.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    if let words = sample.error {
      do {
        let price = try pricer.price(Array(sample.body), for: target)
        // What cannot be told apart is unknown, and the reason names it.
        #expect(price.source == .unknown, "\(price.amount?.decimalText ?? "no amount")")
      } catch let error {
        #expect(error.description.contains(words))
      }
      return
    }
    let price = try pricer.price(Array(sample.body), for: target)
    let found: [String: String?] = [
      "offer": price.offer?.rawValue, "source": price.source.rawValue,
      "amount": price.amount?.decimalText, "floor": price.floor?.decimalText,
      "ceiling": price.ceiling?.decimalText,
    ]
    for (key, value) in sample.expected {
      if sample.isLoose, key == "floor" || key == "ceiling" {
        let (own, other) = try (number(found[key]), number(value))
        #expect(key == "floor" ? own <= other : own >= other)
        continue
      }
      #expect(found[key] == value, "\(key)")
    }
    if let unread = sample.unread { #expect(price.unread.map(\.description) == unread) }
  }

  private func number(_ text: String??) throws -> Rational {
    try DecimalText.parse(try #require(text ?? nil))
  }

  @Test(
    "Every offer that is bound has a smallest body, a full one, one that is not understood and an illegal one"
  )
  func coverage() throws {
    let bound = try Repository.catalogue().offers.filter { !$0.native.calls.isEmpty }
    let cases = Dictionary(grouping: BodyCase.all.filter { $0.error == nil }) {
      $0.expected["offer"] ?? nil
    }
    // Those that came since have none yet: the list gets shorter, and nothing else is left out.
    let list = try String(
      contentsOf: Repository.root.appending(
        path: "Tests/BodyPricingTests/offers-without-bodies.txt"),
      encoding: .utf8)
    let waiting = Set(list.split(separator: "\n").map(String.init))
    #expect(waiting.isSubset(of: Set(bound.map(\.id.rawValue))))
    for offer in bound {
      let own = cases[offer.id.rawValue] ?? []
      if waiting.contains(offer.id.rawValue) {
        #expect(
          own.count < 3 || own.allSatisfy { ($0.unread ?? []).isEmpty },
          "\(offer.id) has its bodies")
        continue
      }
      #expect(own.count >= 3, "\(offer.id)")
      #expect(own.contains { !($0.unread ?? []).isEmpty }, "\(offer.id)")
    }
    #expect(BodyCase.all.count(where: { $0.error != nil }) >= bound.count - waiting.count)
  }
}
