/// How long texts are: all that tokens are estimated from.
struct TextMeasure: Hashable, Sendable {
  /// The bytes in UTF-8.
  private(set) var bytes = 0
  /// The characters that are not ASCII.
  private(set) var others = 0
  /// The bytes of those.
  private(set) var otherBytes = 0

  /// Adds a text.
  mutating func add(_ place: Int, of tree: BodyTree) {
    if tree.nodes[place].isEscaped {
      let text = tree.text(place)
      add(Array(text.utf8)[...])
    } else {
      add(tree.raw(place))
    }
  }

  private mutating func add(_ text: ArraySlice<UInt8>) {
    bytes += text.count
    text.withUnsafeBufferPointer { text in
      for byte in text where byte >= 0x80 {
        otherBytes += 1
        // Every character of several bytes has one that begins it.
        if byte >= 0xC0 { others += 1 }
      }
    }
  }
}
