package import PricingRules

extension SampleLog {
  /// The offers whose logs have room beside each other: those that need no column but the most common ones, of which
  /// there are as many as a log may have.
  ///
  /// - Parameters:
  ///   - offers: All offers.
  ///   - options: Which columns there are.
  /// - Returns: Those of them, in their order.
  package static func fitting(_ offers: [Offer], _ options: Options) -> [Offer] {
    func names(_ offer: Offer) -> Set<String> {
      Set(
        offer.allParameters.map(\.name) + offer.elements(upTo: options.elements).map(\.name)
          + (options.hasMeters ? offer.meters : []))
    }
    var counts: [String: Int] = [:]
    for name in offers.flatMap(names) { counts[name, default: 0] += 1 }
    counts[Outcome.parameterName] = .max
    let common = Set(
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(mostColumns).map(\.key))
    return offers.filter { names($0).isSubset(of: common) }
  }

  /// How many columns of parameters and meters a log may have.
  private static let mostColumns = 64
}
