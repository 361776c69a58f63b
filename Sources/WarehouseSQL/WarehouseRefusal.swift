/// Why SQL cannot be written: a sentence for people.
public struct WarehouseRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// What SQL cannot do, and why, in a sentence for people.
  public let description: String
  /// Whether a name that was asked for is at fault rather than a rule that SQL cannot hold exactly.
  public let isUsage: Bool

  package init(_ description: String, isUsage: Bool = false) {
    self.description = description
    self.isUsage = isUsage
  }
}
