/// Who sent a message and what it asks, found without reading it: of one that is too much to be read.
struct MessageHead {
  /// The id as it was written; nil where there is none.
  private(set) var id: String?
  /// What is asked for; nil where there is none.
  private(set) var method: String?

  /// Looks for both among the members of the message itself, whatever stands inside them.
  init(_ line: [UInt8]) {
    var place = 0
    var depth = 0
    /// The string that ended last, and whether a colon followed.
    var key: ArraySlice<UInt8>?
    var isValue = false
    while place < line.count {
      let byte = line[place]
      switch byte {
      case UInt8(ascii: "\""):
        let start = place
        place += 1
        while place < line.count, line[place] != UInt8(ascii: "\"") {
          place += line[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        let end = min(place, line.count)
        guard depth == 1 else { break }
        if isValue {
          note(key, line[start..<min(end + 1, line.count)])
        } else {
          key = line[(start + 1)..<end]
        }
        isValue = false
      case UInt8(ascii: ":"): if depth == 1 { isValue = true }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        isValue = false
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): if depth == 1 { isValue = false }
      case 48...57, UInt8(ascii: "-"):
        guard depth == 1, isValue else { break }
        let digits = line[place...].prefix(400).prefix {
          (43...57).contains($0) && $0 != 44 && $0 != 47
        }
        note(key, digits)
        place += digits.count - 1
        isValue = false
      default: break
      }
      place += 1
    }
  }

  private mutating func note(_ key: ArraySlice<UInt8>?, _ value: ArraySlice<UInt8>) {
    guard let key, value.count <= 400, let text = String(validating: value, as: UTF8.self) else {
      return
    }
    if key.elementsEqual("id".utf8), id == nil { id = text }
    if key.elementsEqual("method".utf8), method == nil {
      method = String(text.dropFirst().dropLast())
    }
  }
}
