import PricingRules

/// How much of a body is read.
package struct BodyLimit: Sendable {
  let bytes: Int
  let depth: Int

  /// Of a body: fifty megabytes of picture, as base64 and with room around it.
  package static let body = BodyLimit(bytes: 80_000_000, depth: 64)
  /// Of a message that has a body inside.
  package static let message = BodyLimit(bytes: 120_000_000, depth: 72)
  /// Of a list of prices, which is text all through.
  package static let list = BodyLimit(bytes: 32_000_000, depth: 24)

  /// How many values there may be.
  static let values = 1_000_000
  /// How long a number may be.
  static let digits = 400
}

/// Why a body cannot be read.
public enum BodyError: Error, Hashable, Sendable {
  /// There is nothing in it.
  case empty
  /// It is larger than is read.
  case tooLarge(bytes: Int, most: Int)
  /// It is not JSON, or more of it than is read.
  case notJSON(Flaw, line: Int, column: Int)
  /// A word is no field of a form.
  case notAField(String)
  /// It holds the price of several requests where one is meant.
  case illegal(pointer: String, found: String, legal: String)
  /// A field is needed and not there.
  case missing(pointer: String)
  /// Two fields say different things of one parameter.
  case contradiction(pointer: String, other: String, parameter: String)
  /// The offer does not sell what the body asks for.
  case refused(String)
  /// What is said beside the body is nothing that the offer has.
  case beside(String)
  /// The reply cannot be read.
  case ofReply(String)
  /// No offer is called by that API.
  case unknownAPI(String, nearest: [String], known: [String])

  /// What is wrong at one place of a text that should be JSON.
  public enum Flaw: Hashable, Sendable {
    /// Something else is expected there.
    case unexpected(UInt8, wanted: String)
    /// The body ends where something is expected.
    case ends(wanted: String)
    /// A string has no end.
    case unfinishedString
    /// A string holds a character that must be escaped.
    case controlCharacter(UInt8)
    /// A string is not UTF-8.
    case notUTF8
    /// An escape is none.
    case illegalEscape
    /// A number is written in a way that JSON does not have.
    case illegalNumber
    /// A number is longer than is read.
    case longNumber(Int)
    /// A key stands twice in one object.
    case keyTwice(String)
    /// Lists and objects nest deeper than is read.
    case tooDeep(most: Int)
    /// There are more values than are read.
    case tooManyValues
  }
}

extension BodyError {
  /// Whether the text may be fine, and is only more than is read.
  package var isLimit: Bool {
    switch self {
    case .tooLarge, .notJSON(.longNumber, _, _), .notJSON(.tooDeep, _, _),
      .notJSON(.tooManyValues, _, _):
      true
    default: false
    }
  }
}

extension BodyError: CustomStringConvertible {
  /// One line: where, what was found in quotes, what would be right.
  public var description: String {
    switch self {
    case .empty:
      "the body is empty; write the JSON that is about to be sent, or name=value for each field of a form"
    case .tooLarge(let bytes, let most): "the body has \(bytes) bytes; at most \(most) are read"
    case .notJSON(let flaw, let line, let column): "line \(line), column \(column): \(flaw)"
    case .notAField(let word): "'\(word)' is not a field; write name=value, such as quality=high"
    case .illegal(let pointer, let found, let legal):
      "\(pointer): '\(found)' is not legal; legal are \(legal)"
    case .missing(let pointer): "the body does not say \(pointer), which is needed"
    case .contradiction(let pointer, let other, let parameter):
      "\(pointer) and \(other) say different things of '\(parameter)'; keep one of them"
    case .refused(let words): words
    case .beside(let words): words
    case .ofReply(let words): "the reply: \(words)"
    case .unknownAPI(let name, let nearest, let known):
      "no offer is called by an API named '\(name)'"
        + (nearest.isEmpty ? "; known are \(quotedList(known))" : didYouMean(nearest))
    }
  }
}

extension BodyError.Flaw: CustomStringConvertible {
  /// What was found and what would be right.
  public var description: String {
    switch self {
    case .unexpected(let byte, let wanted): "found \(Self.words(byte)) where \(wanted) is expected"
    case .ends(let wanted): "the body ends where \(wanted) is expected"
    case .unfinishedString: "the string has no closing quote"
    case .controlCharacter(let byte):
      "the string holds \(Self.words(byte)), which must be written as an escape such as \\n"
    case .notUTF8: "the string is not UTF-8"
    case .illegalEscape:
      "the escape is none of JSON's, which are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits"
    case .illegalNumber: "the number is not written as JSON writes one, such as 8 or 0.5"
    case .longNumber(let count):
      "the number has \(count) characters; at most \(BodyLimit.digits) are read"
    case .keyTwice(let key): "the key '\(key)' stands twice; keep one of them"
    case .tooDeep(let most): "lists and objects nest deeper than \(most) levels"
    case .tooManyValues: "the body holds more than \(BodyLimit.values) values"
    }
  }

  /// A byte as people see it.
  private static func words(_ byte: UInt8) -> String {
    (33...126).contains(byte)
      ? "'\(Character(Unicode.Scalar(byte)))'" : "a byte of value \(byte)"
  }
}
