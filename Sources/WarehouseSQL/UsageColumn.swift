package import PricingRules
import WorkloadSimulator

/// A column of the usage table.
package struct UsageColumn: Hashable, Sendable {
  /// What its cells hold.
  package enum Kind: Hashable, Sendable {
    /// A moment in UTC.
    case time
    case word
    case truth
    /// A number with at most so many decimals.
    case number(places: Int)
  }

  package let name: String
  package let kind: Kind

  /// The columns that some offers know, in the order of their cards: the log's own, parameters, then meters.
  ///
  /// - Parameters:
  ///   - offers: The offers.
  ///   - places: Decimals that numbers are counted in.
  ///   - withElements: Whether those of single ones of lists are among them.
  /// - Returns: The columns, each once.
  package static func all(
    of offers: [Offer], places: DecimalPlaces, withElements: Bool = false
  ) -> [UsageColumn] {
    var kinds: [String: Kind] = [
      LogColumn.timestamp.rawValue: .time, LogColumn.offer.rawValue: .word,
      LogColumn.feature.rawValue: .word,
    ]
    var names = [LogColumn.timestamp, .offer, .feature].map(\.rawValue) + [Outcome.parameterName]
    let elements = withElements ? offers.flatMap(\.elements) : []
    for parameter in offers.flatMap(\.allParameters) + elements {
      names.append(parameter.name)
      switch parameter.domain {
      case .choice: kinds[parameter.name] = .word
      case .boolean: kinds[parameter.name] = .truth
      case .numbers, .integer, .decimal:
        kinds[parameter.name] = .number(places: places[parameter.name])
      }
    }
    for meter in offers.flatMap(\.meters) where kinds[meter] == nil {
      names.append(meter)
      kinds[meter] = .number(places: places[meter])
    }
    return names.uniqued().map { UsageColumn(name: $0, kind: kinds[$0] ?? .word) }
  }
}

/// 10 to the power of a small number, as digits.
func tenToThe(_ places: Int) -> String { "1" + String(repeating: "0", count: places) }

/// 10 to the power of a small number.
func wholeTenToThe(_ places: Int) -> Int128 {
  var power: Int128 = 1
  for _ in 0..<places { power *= 10 }
  return power
}
