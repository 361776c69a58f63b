public import PricingRules

/// A JSON value whose keys keep the order they were given in, so that the same input gives the same
/// bytes.
public indirect enum JSONText: Hashable, Sendable, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral
{
  /// Text; amounts are text too, so that no reader turns them into binary numbers.
  case string(String)
  /// A whole number that only counts, such as a rank.
  case count(Int)
  /// True or false.
  case boolean(Bool)
  /// No value.
  case null
  /// Values in order.
  case array([JSONText])
  /// Keys with values, in order.
  case object([(key: String, value: JSONText)])

  /// Text.
  public init(stringLiteral value: String) { self = .string(value) }

  /// Values in order.
  public init(arrayLiteral elements: JSONText...) { self = .array(elements) }

  /// The id of an offer, a plan or a credit, or null.
  public static func id<Named>(_ id: Identifier<Named>?) -> JSONText {
    .optional(id?.rawValue)
  }

  /// Text, or null.
  public static func optional(_ text: String?) -> JSONText {
    text.map { .string($0) } ?? .null
  }

  /// Whether both write the same text.
  public static func == (left: JSONText, right: JSONText) -> Bool { left.text == right.text }

  /// Feeds the text.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// The value as JSON, indented by two spaces, without a line end.
  public var text: String {
    var output = ""
    write(to: &output, indentation: 0)
    return output
  }

  /// The value as JSON on one line.
  public var line: String {
    var output = ""
    writeLine(to: &output)
    return output
  }

  private func writeLine(to output: inout String) {
    switch self {
    case .array(let items):
      output += "["
      for (index, item) in items.enumerated() {
        if index > 0 { output += ", " }
        item.writeLine(to: &output)
      }
      output += "]"
    case .object(let entries):
      output += "{"
      for (index, entry) in entries.enumerated() {
        if index > 0 { output += ", " }
        Self.write(entry.key, to: &output)
        output += ": "
        entry.value.writeLine(to: &output)
      }
      output += "}"
    default: write(to: &output, indentation: 0)
    }
  }

  private func write(to output: inout String, indentation: Int) {
    switch self {
    case .string(let text): Self.write(text, to: &output)
    case .count(let number): output += String(number)
    case .boolean(let value): output += value ? "true" : "false"
    case .null: output += "null"
    case .array(let items):
      Self.writeList(items, brackets: ("[", "]"), to: &output, indentation) { item, output in
        item.write(to: &output, indentation: indentation + 2)
      }
    case .object(let entries):
      Self.writeList(entries, brackets: ("{", "}"), to: &output, indentation) { entry, output in
        Self.write(entry.key, to: &output)
        output += ": "
        entry.value.write(to: &output, indentation: indentation + 2)
      }
    }
  }

  private static func writeList<Item>(
    _ items: [Item], brackets: (String, String), to output: inout String, _ indentation: Int,
    write: (Item, inout String) -> Void
  ) {
    output += brackets.0
    for (index, item) in items.enumerated() {
      output += (index == 0 ? "\n" : ",\n") + String(repeating: " ", count: indentation + 2)
      write(item, &output)
    }
    if !items.isEmpty { output += "\n" + String(repeating: " ", count: indentation) }
    output += brackets.1
  }

  private static func write(_ text: String, to output: inout String) {
    output += "\""
    // Nearly every text is written as it is.
    let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }
    if isPlain
      ?? text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      )
    {
      output += text
      output += "\""
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }
}
