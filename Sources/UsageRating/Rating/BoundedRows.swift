import PricingRules

/// Rows of a part that stay among those that columns price, and what their bills may come to instead.
struct BoundedRows {
  private let amounts: UnsafePointer<Int64>
  private let complete: UnsafePointer<Int64>
  private let unknown: UnsafePointer<Int64>
  private var below: Int128 = 0
  private var above: Int128 = 0
  /// By how many rows columns count too few.
  private var partial = 0
  private var unknownRows = 0
  private var isDisputed = false
  private(set) var isEmpty = true

  /// Looks at what a program found; nil where money is not one output.
  init?(_ priced: PricedRows) {
    guard priced.program.moneyCount == 1, priced.program.pooled.isEmpty, priced.calls == nil else {
      return nil
    }
    amounts = priced.output(0)
    complete = priced.output(priced.program.completePlace)
    unknown = priced.output(priced.program.unknownPlace)
  }

  /// Adds what a row may come to.
  ///
  /// - Returns: Whether its ends are known.
  mutating func add(_ place: Int, _ ends: RowEnds) -> Bool {
    guard ends.isUnlimited[place] == 0 else { return false }
    isEmpty = false
    let (least, most) = (ends.least[place], ends.most[place])
    // A range that does not hold the amount is stretched to it.
    below += Int128(max(0, amounts[place] - least))
    above += Int128(max(0, most - amounts[place]))
    let isPartial = least != most || least != amounts[place]
    // Columns count a row by what of its price is known; what counts is whether its bill is.
    if complete[place] == 0 {
      if unknown[place] != 0 { unknownRows -= 1 } else { partial -= 1 }
    }
    if isPartial { partial += 1 }
    isDisputed = isDisputed || ends.isDisputed[place] != 0
    return true
  }

  /// What is to be added to what columns sum up.
  func total(isOutcomeUnknown: Bool) -> GroupTotal {
    var total = GroupTotal()
    total.partial = partial
    total.unknown = unknownRows
    var reasons: Set<FactCode> = []
    if below != 0 || above != 0 {
      if isOutcomeUnknown { reasons.insert(.outcomeUnknown) }
      if isDisputed { reasons.insert(.sourcesDisagree) }
    }
    total.openness = Openness(below: below, above: above, reasons: reasons)
    return total
  }
}
