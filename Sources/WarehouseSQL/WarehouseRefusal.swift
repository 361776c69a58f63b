/// Why rules cannot be written as SQL that is exact: a sentence for people.
public struct WarehouseRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence.
  public let description: String

  package init(_ description: String) { self.description = description }
}
