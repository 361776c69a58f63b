/// Why rules cannot be written as SQL that is exact: a sentence for people.
package struct WarehouseRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
