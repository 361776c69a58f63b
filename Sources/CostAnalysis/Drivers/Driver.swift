/// An uncertain input with its share of the variance of the total.
public struct Driver: Sendable, Hashable {
  /// The input's name, such as `traffic` or `clips.requests_per_month`; `chance` for counts and
  /// mixes that vary from month to month though every input is known.
  public let name: String
  /// The share of the variance that goes away when the input is known; nil where it is under twice its error, so that
  /// it may be nothing.
  public let firstOrder: Double?
  /// The share of the variance that is left when everything else is known: at least twice its error.
  public let total: Double
  /// The standard error of ``firstOrder``, from the trials behind it.
  public let firstOrderError: Double
  /// The standard error of ``total``, from the pairs of trials behind it.
  public let totalError: Double

  /// Creates a driver; nil where its total share may be nothing.
  init?(name: String, firstOrder: DriverStudy.Share, total: DriverStudy.Share) {
    guard total.value >= DriverStudy.smallest, total.isCertain else { return nil }
    self.name = name
    // What an input does alone is part of what it does at all.
    let isPossible = firstOrder.value <= total.value + 2 * (firstOrder.error + total.error)
    let isTold = firstOrder.isCertain && isPossible
    // Where chance has it the other way round, both are the same, which the surer of them says better.
    let isSame = isTold && firstOrder.value > total.value
    let both = isSame ? DriverStudy.Share(likeliestOf: firstOrder, total).value : total.value
    self.firstOrder = isTold ? (isSame ? both : firstOrder.value) : nil
    self.total = both
    firstOrderError = firstOrder.error
    totalError = total.error
  }
}
