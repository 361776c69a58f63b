package import BillingTypes
package import WorkloadSimulator

extension UsageTrace {
  /// What the rows came to in one line, before plans; a lower bound where a row's cost is not fully
  /// known.
  package func summary(in currency: Currency) -> String {
    let bound = partialCount > 0 ? "at least " : ""
    let rest = partialCount > 0 ? "; the cost of \(partialCount) rows is not fully known" : ""
    let amount = total.map { "\(Money(picounits: $0, in: currency))" } ?? "too much to be counted"
    let steps = hasSteps ? " and steps over the month" : ""
    return "\(count) rows, \(bound)\(amount) before plans\(steps)\(rest)"
  }
}
