/// Where offers stand in a card's lines, and what their plain values say.
extension CardText {
  /// The lines of each offer.
  var offers: [Range<Int>] {
    guard
      let head = lines.indices.first(where: {
        lines[$0].indent == 0 && words($0).starts(with: "offers:".utf8)
      })
    else { return [] }
    var starts: [Int] = []
    var end = lines.count
    var own: Int?
    for index in lines.indices[(head + 1)...] {
      let words = words(index)
      guard let first = words.first, first != UInt8(ascii: "#") else { continue }
      let isItem = words.starts(with: "- ".utf8)
      let indent = lines[index].indent
      if own == nil, isItem { own = indent }
      guard let own, indent >= own, indent > own || isItem else {
        end = index
        break
      }
      if indent == own { starts.append(index) }
    }
    return zip(starts, starts.dropFirst() + [end]).map { $0..<$1 }
  }

  /// A plain value of a key of an offer; nil where it is left out or written in any other way.
  func value(of key: String, in block: Range<Int>) -> String? {
    let first = words(block.lowerBound)
    let gap = first.dropFirst().prefix { $0 == UInt8(ascii: " ") }.count + 1
    let indent = lines[block.lowerBound].indent + gap
    for index in block where index == block.lowerBound || lines[index].indent == indent {
      let words = index == block.lowerBound ? first.dropFirst(gap) : words(index)
      guard words.starts(with: "\(key):".utf8) else { continue }
      let text = words.dropFirst(key.utf8.count + 1)
      let plain = text.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: " ") }
      let rest = text.drop { $0 == UInt8(ascii: " ") }.dropFirst(plain.count)
        .drop { $0 == UInt8(ascii: " ") }
      guard rest.first == nil || rest.first == UInt8(ascii: "#"),
        plain.allSatisfy({ Self.isPlain($0) }), !plain.isEmpty
      else { return nil }
      return String(decoding: plain, as: UTF8.self)
    }
    return nil
  }

  /// The ids that the calls of an offer list under `models`, and perhaps words that are none.
  func ids(_ block: Range<Int>) -> [[UInt8]] {
    let key = Array("models".utf8)
    var ids: [[UInt8]] = []
    for index in block {
      let line = words(index)
      guard let place = Self.place(of: key, in: line) else { continue }
      // From there to the end of the list: a bracket, or the first line that is no item.
      var text = line[(place + key.count)...]
      for next in (index + 1)..<max(index + 1, block.upperBound) {
        let words = words(next)
        let isOpen = text.contains(UInt8(ascii: "[")) && !text.contains(UInt8(ascii: "]"))
        guard isOpen || words.first.map({ "-[#".utf8.contains($0) }) ?? true else { break }
        text += [UInt8(ascii: ",")] + words
      }
      ids += text.split { Self.marks.contains($0) }.map { Array($0) }
    }
    return ids
  }

  /// Where some bytes begin in others.
  static func place(of word: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    guard let first = word.first, text.count >= word.count else { return nil }
    return text.withUnsafeBufferPointer { bytes in
      for start in 0...(bytes.count - word.count) where bytes[start] == first {
        if bytes[start..<(start + word.count)].elementsEqual(word) {
          return text.startIndex + start
        }
      }
      return nil
    }
  }

  /// What stands between the ids of a list.
  private static let marks = Array("[]{}:,\"' ".utf8)

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._/".utf8.contains(byte)
    }
  }
}
