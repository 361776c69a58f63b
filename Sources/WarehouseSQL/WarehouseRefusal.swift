/// Why SQL cannot be written: a sentence for people.
public struct WarehouseRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// What SQL cannot do, and why, in a sentence for people.
  public let description: String
  /// Whether a name that was asked for is at fault rather than a rule that SQL cannot hold exactly.
  public let isUsage: Bool

  /// Whether it is a rule of an offer that has no exact form in whole numbers of 64 bits.
  let isInexact: Bool

  package init(_ description: String, isUsage: Bool = false) {
    self.init(description, isUsage: isUsage, isInexact: false)
  }

  init(_ description: String, isUsage: Bool = false, isInexact: Bool) {
    self.description = description
    self.isUsage = isUsage
    self.isInexact = isInexact
  }
}
