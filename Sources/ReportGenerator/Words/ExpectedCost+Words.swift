import BillingTypes
import PricingRules
import WorkloadSimulator

extension ExpectedCost {
  /// What stands before figures that are the least they can be; nothing where they may also be less.
  var mark: String { range.isLowerBound(known) ? "≥ " : "" }

  /// A figure of it for people, with what it can be where that is more than the figure.
  ///
  /// `12.00`, `12.00 (10.00 to 13.00)`, `≥ 12.00` where nothing limits it, and the ends alone where nothing is known
  /// between them.
  ///
  /// - Parameters:
  ///   - figure: The figure as it is shown.
  ///   - end: An end as it is shown beside the figure.
  /// - Returns: The figure and its range.
  func words(_ figure: String, end: (Money) -> String) -> String {
    if completeness == .unknown { return "unknown" }
    if isOpenByPricesAlone { return figure }
    guard let ceiling = range.ceiling else {
      return mark.isEmpty ? "\(figure) (≥ \(end(range.floor)))" : mark + figure
    }
    if range.isSingle { return figure }
    let ends = "\(end(range.floor)) to \(end(ceiling))"
    return amount == nil ? ends : "\(figure) (\(ends))"
  }

  /// The same where there is no room for a range, which then stands elsewhere.
  func shortWords(_ figure: String, end: (Money) -> String) -> String {
    range.ceiling != nil && amount != nil ? figure : words(figure, end: end)
  }
}
