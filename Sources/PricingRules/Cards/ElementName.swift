/// The name of one thing's own value where several are counted: `reference_width_2` is the second one's.
package struct ElementName: Hashable, Sendable, CustomStringConvertible {
  /// The name that stands for all of them.
  package let base: String
  /// Which one, from 1.
  package let place: Int

  /// Creates a name.
  package init(_ base: String, _ place: Int) {
    self.base = base
    self.place = place
  }

  /// Reads a name; nil for one that does not end with a number from 1.
  package init?(parsing text: String) {
    guard let sign = text.lastIndex(of: "_"), sign != text.startIndex else { return nil }
    let digits = text[text.index(after: sign)...].utf8
    guard (1...3).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
      digits.first != 48, let place = Int(text[text.index(after: sign)...])
    else { return nil }
    self.init(String(text[..<sign]), place)
  }

  /// As requests and columns write it.
  package var description: String { "\(base)_\(place)" }
}
