import BillingTypes
import PricingRules

extension DataReader {
  /// Refuses a price that begins after all that its sources could know, unless the card says when it was announced.
  ///
  /// Without that day nobody could know the price before it holds, and a forecast would go on with the old one
  /// without a word.
  ///
  /// - Parameters:
  ///   - charges: The charges as they were read from this list.
  ///   - evidence: The offer's own sources, for charges without any.
  func checkFuturePrices(of charges: [Charge], evidence: [Evidence]) {
    let places = items()
    guard places.count == charges.count else { return }
    for (place, charge) in zip(places, charges) {
      guard let prices = place.entry("price"), prices.isList else { continue }
      let sources = charge.evidence.isEmpty ? evidence : charge.evidence
      for entry in prices.items() {
        let own = entry.entry("evidence")?.evidence() ?? []
        let days = (own.isEmpty ? sources : own).compactMap(\.lastDay)
        guard let from = entry.entry("from")?.day(), let last = days.max(), from > last,
          entry.entry("known") == nil
        else { continue }
        entry.report(
          "the price from \(from) begins after all that its sources could know (\(last)); write "
            + "'known: {from: DAY}' beside it, the day on which it was announced")
      }
    }
  }

  private func entry(_ key: String) -> DataReader? {
    isMap ? entries().first { $0.key == key }?.value : nil
  }
}
