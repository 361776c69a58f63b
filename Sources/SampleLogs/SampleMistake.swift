import BillingTypes
import PricingRules

/// A way in which a row of a log can be bad.
enum SampleMistake: CaseIterable {
  case numberBelow, numberAbove, numberBetweenSteps, unknownWord, otherTruth, foreignValue
  case brokenRule, missingValue, negativeMeter, unknownOffer, noOffer, notSold
  case notANumber, fractionOfWhole, noTime, impossibleTime, shortRow, longRow

  /// Whether a table with typed columns can hold such a row.
  var isTyped: Bool {
    switch self {
    case .notANumber, .fractionOfWhole, .noTime, .impossibleTime, .shortRow, .longRow: false
    default: true
    }
  }
}

/// A row before it is written.
struct SampleRow {
  /// What stands in place of the time; nil for the time.
  var time: String?
  var offer: String
  var values: [String: String]
  /// Columns that are cut off at the end, or added when below zero.
  var missingColumns = 0
}

extension SampleMistake {
  /// A row with the mistake; nil when the offer leaves no room for it.
  ///
  /// - Parameters:
  ///   - requests: Of the offer.
  ///   - foreign: Columns of the log that the offer does not know, with a value each.
  /// - Returns: The row.
  func row(
    _ requests: inout SampleRequests, foreign: [(name: String, value: String)]
  ) -> SampleRow? {
    let offer = requests.offer
    var row = SampleRow(
      offer: offer.id.rawValue, values: requests.legal().mapValues(\.description))
    switch self {
    case .notSold: return row
    case .unknownOffer: row.offer += requests.random.pick(["2", "/fast", "-preview"])
    case .noOffer: row.offer = ""
    case .noTime: row.time = ""
    case .impossibleTime:
      row.time = requests.random.pick(["2026-02-30T00:00:00Z", "yesterday", "2026-13-01T00:00:00Z"])
    case .shortRow: row.missingColumns = 1
    case .longRow: row.missingColumns = -1
    case .brokenRule:
      guard let broken = requests.broken() else { return nil }
      row.values = broken.mapValues(\.description)
    case .missingValue:
      let needed = offer.allParameters.filter { $0.defaultValue == nil }
      guard !needed.isEmpty else { return nil }
      row.values[requests.random.pick(needed).name] = nil
    case .negativeMeter:
      guard !requests.meters.isEmpty else { return nil }
      row.values[requests.random.pick(requests.meters).name] = "-1"
    case .foreignValue:
      guard !foreign.isEmpty else { return nil }
      let (name, value) = requests.random.pick(foreign)
      row.values[name] = value
    default:
      let wrong = offer.allParameters.compactMap { parameter in
        wrongValue(of: parameter).map { (parameter.name, $0) }
      }
      guard !wrong.isEmpty else { return nil }
      let (name, value) = requests.random.pick(wrong)
      row.values[name] = value
    }
    return row
  }

  /// A value that is not legal, in this way; nil where there is none.
  private func wrongValue(of parameter: Parameter) -> String? {
    switch (self, parameter.domain) {
    case (.unknownWord, .choice(let words)):
      return words.contains("ultra") ? "none of these" : "ultra"
    case (.otherTruth, .boolean(let truths)):
      return truths.count == 1 ? (truths[0] ? "false" : "true") : nil
    case (.numberBelow, .integer(let lower, _, let step)): return "\(lower - step)"
    case (.numberAbove, .integer(_, let upper, let step)): return "\(upper + step)"
    case (.numberBetweenSteps, .integer(let lower, let upper, let step)):
      return step > 1 && upper > lower ? "\(lower + 1)" : nil
    case (.numberBelow, .decimal(let lower, _)): return (try? lower - .one)?.description
    case (.numberAbove, .decimal(_, let upper)): return (try? upper + .one)?.description
    case (.numberAbove, .numbers(let values)):
      return values.last.flatMap { try? $0 + .one }?.description
    case (.notANumber, .integer), (.notANumber, .decimal): return "many"
    case (.fractionOfWhole, .integer(let lower, let upper, _)):
      return upper > lower ? "\(max(lower, 0)).5" : nil
    default: return nil
    }
  }
}
