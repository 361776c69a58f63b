/// An uncertain input with its share of the variance of the total.
public struct Driver: Sendable, Hashable {
  /// The input's name, such as `traffic` or `clips.requests_per_month`; `chance` for counts and
  /// mixes that vary from month to month though every input is known.
  public let name: String
  /// The share of the variance that goes away when the input is known.
  public let firstOrder: Double
  /// The share of the variance that is left when everything else is known.
  public let total: Double

  /// Creates a driver.
  public init(name: String, firstOrder: Double, total: Double) {
    self.name = name
    self.firstOrder = firstOrder
    self.total = total
  }
}
