/// A piece of SQL, and how tightly it is bound together.
struct SQLText {
  /// From the loosest to the tightest.
  enum Binding: Int, Comparable {
    case either, both, isNot, comparison, sum, product, atom

    static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
  }

  let text: String
  let binding: Binding

  init(_ text: String, _ binding: Binding = .atom) {
    self.text = text
    self.binding = binding
  }

  /// The piece where only what is bound as tightly may stand.
  func inside(_ least: Binding) -> String { binding < least ? "(\(text))" : text }

  /// `a AND b`; nil for no condition at all.
  static func both(_ conditions: [String]) -> String? {
    conditions.isEmpty ? nil : conditions.joined(separator: " AND ")
  }
}
