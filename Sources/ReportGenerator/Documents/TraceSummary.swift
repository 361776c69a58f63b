package import BillingTypes
package import WorkloadSimulator

extension UsageTrace {
  /// What the rows came to in one line, with plans and steps over the month, and what of it is not known.
  package func summary(in currency: Currency) -> String {
    let total = total(in: currency)
    let bound = total?.lacksPrice ?? false ? "at least " : ""
    let rest = partialCount > 0 ? "; the cost of \(partialCount) rows is not fully known" : ""
    let amount = total.map { "\($0.amount)" } ?? "too much to be counted"
    let settled = isSettled ? " with plans and steps over the month" : ""
    return "\(count) rows, \(bound)\(amount)\(settled)\(rest)"
  }
}
