/// A piece of HTML or SVG in which text that is put in is only ever text.
///
/// What stands in a literal is markup; what is put into it with `\(…)` is escaped, unless it is markup itself. No
/// other way leads from a text to markup, so that nothing from a file can open or close an element, an attribute or a
/// script. Elements are written as XML has them: every one is closed, every attribute is in quotes.
struct Markup: Sendable, ExpressibleByStringInterpolation {
  /// The text of the document.
  private(set) var text: String

  /// Markup that is written in a source file.
  init(stringLiteral value: String) { text = value }

  /// Markup with text put in.
  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Adds what comes behind.
  static func += (left: inout Markup, right: Markup) { left.text += right.text }

  /// One behind the other.
  static func + (left: Markup, right: Markup) -> Markup {
    var both = left
    both += right
    return both
  }

  /// Nothing.
  static let nothing: Markup = ""

  /// Whether there is nothing.
  var isEmpty: Bool { text.isEmpty }

  /// What is put into a literal.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate(set) var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    /// Text, escaped.
    mutating func appendInterpolation(_ words: String) { text += Markup.escaped(words) }
    /// Markup as it is.
    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
    /// Markup where there is some.
    mutating func appendInterpolation(_ markup: Markup?) { text += markup?.text ?? "" }
    /// Pieces of markup, one behind the other.
    mutating func appendInterpolation(_ parts: [Markup]) { for part in parts { text += part.text } }
    /// A whole number.
    mutating func appendInterpolation(_ number: Int) { text += String(number) }
    /// A place in a drawing, to a tenth.
    mutating func appendInterpolation(_ place: Double) { text += Markup.coordinate(place) }
  }
}

extension Markup {
  /// Text in which no character means anything to HTML, XML or the direction of lines.
  private static func escaped(_ words: String) -> String {
    var result = ""
    for scalar in VisibleText.escaped(words).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // XML has no place for them.
      case "\u{FFFE}", "\u{FFFF}": result += VisibleText.shown(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A place in a drawing, to a tenth; what is beyond any drawing is at its edge.
  private static func coordinate(_ place: Double) -> String {
    guard place.isFinite, abs(place) < 1e6 else { return "0" }
    let tenths = Int((place * 10).rounded())
    let rest = abs(tenths % 10)
    return (tenths < 0 ? "-" : "") + String(abs(tenths) / 10) + (rest == 0 ? "" : ".\(rest)")
  }
}

extension Sequence<Markup> {
  /// All of them, with something between each two.
  func joined(by separator: Markup) -> Markup {
    var all = Markup.nothing
    for (index, part) in enumerated() { all += index == 0 ? part : separator + part }
    return all
  }
}
