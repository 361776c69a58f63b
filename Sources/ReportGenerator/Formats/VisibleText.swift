/// Text from outside in which nothing can command a terminal or turn its lines around.
public enum VisibleText {
  /// Text in which control characters, marks of direction and line separators are written out, such as `\u{1B}`.
  ///
  /// Line ends and tabs stay. Text that is safe already comes back as it is.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The text as a terminal may show it.
  public static func escaped(_ text: String) -> String {
    guard hasSuspects(text) else { return text }
    var result = String.UnicodeScalarView()
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if commands(scalar), !(scalar == "\r" && scalars.first == "\n") {
        result.append(contentsOf: shown(scalar).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// A character as it is written out.
  static func shown(_ scalar: Unicode.Scalar) -> String {
    "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }

  /// Whether a character does something to a terminal instead of being seen.
  static func commands(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return (scalar.value < 0x20 || scalar.value == 0x7F)
        && !"\n\t".unicodeScalars.contains(scalar)
    }
    let properties = scalar.properties
    if properties.isBidiControl { return true }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    // Marks that join letters belong to words; tags and the like are never seen.
    case .format:
      return !"\u{200C}\u{200D}\u{AD}".unicodeScalars.contains(scalar)
        && properties.isDefaultIgnorableCodePoint
    default: return false
    }
  }

  /// Whether a character stands apart from what is laid out in columns.
  static func commandsOrIsTab(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\t" || commands(scalar)
  }

  /// A quick look, because nearly all text is plain.
  private static func hasSuspects(_ text: String) -> Bool {
    text.utf8.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 >= 0x7F }
      && text.unicodeScalars.contains(where: commands)
  }
}
