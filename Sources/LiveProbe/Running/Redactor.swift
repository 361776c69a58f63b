import BodyPricing

/// Takes secrets out of what is written, by their value, in any of the ways in which they may stand there.
public struct Redactor: Sendable {
  /// What stands in the place of a secret.
  public static let mask = "[hidden]"

  private var values: [[UInt8]] = []
  /// The secrets as they are, to be looked for in what was decoded.
  private var secrets: [[UInt8]] = []

  /// Creates a redactor that knows no secret.
  public init() {}

  /// Adds a secret; nothing that is shorter than four bytes.
  public mutating func add(_ secret: String) {
    guard secret.utf8.count >= 4 else { return }
    secrets.append(Array(secret.utf8))
    let texts = [
      secret, ProbeWords.percentEncoded(secret), ProbeWords.percentEncoded(secret).lowercased(),
      ProbeWords.json(secret), ProbeWords.json(secret).replacing("/", with: "\\/"),
      // As credentials stand in a header of the basic kind.
      String(Base64Text.encoded(Array(secret.utf8)).prefix { $0 != "=" }),
    ]
    for form in texts.map({ Array($0.utf8) }) where form.count >= 4 && !values.contains(form) {
      values.append(form)
    }
    // The longest first, so that none of it is left beside a shorter one.
    values.sort { $0.count > $1.count }
  }

  /// A text without the secrets.
  public func clean(_ text: String) -> String {
    String(decoding: clean(Array(text.utf8)), as: UTF8.self)
  }

  /// Bytes without the secrets.
  public func clean(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for value in values where bytes.count >= value.count {
      var clean: [UInt8] = []
      var rest = bytes[...]
      var isFound = false
      while let place = Self.place(of: value, in: rest) {
        clean += rest[..<place]
        clean += Self.mask.utf8
        rest = rest[(place + value.count)...]
        isFound = true
      }
      if isFound { bytes = clean + rest }
    }
    // Whatever else stands for its letters: where a secret is left after decoding, nothing of the text is.
    guard
      bytes.contains(where: {
        $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "&")
      })
    else { return bytes }
    let plain = EscapedText.plain(bytes)
    let isLeft = secrets.contains { Self.place(of: $0, in: plain[...]) != nil }
    return isLeft ? Array(Self.mask.utf8) : bytes
  }

  /// A text without the secrets, and without what follows the `?` of an address: that may be a signature.
  public func cleanAddresses(_ text: String) -> String {
    var rest = clean(text)[...]
    var cleaned = ""
    while let start = rest.firstRange(of: "https://") ?? rest.firstRange(of: "http://") {
      let end =
        rest[start.upperBound...].firstIndex {
          $0 == "\"" || $0 == " " || $0 == "<" || $0 == "\\" || $0 == "\n" || $0 == "'"
        } ?? rest.endIndex
      let address = rest[start.lowerBound..<end]
      cleaned += rest[..<start.lowerBound]
      if let query = address.firstIndex(of: "?") {
        cleaned += address[...query] + Self.mask
      } else {
        cleaned += address
      }
      rest = rest[end...]
    }
    return cleaned + rest
  }

  private static func place(of value: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= value.count, let first = value.first else { return nil }
    let last = bytes.endIndex - value.count
    var place = bytes.startIndex
    while place <= last {
      if bytes[place] == first, bytes[place..<place + value.count].elementsEqual(value) {
        return place
      }
      place += 1
    }
    return nil
  }
}
