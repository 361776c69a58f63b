/// What a text says, as it is kept.
struct KeptTree {
  let tree: DataTree
  /// By which checks all in it was found right, each without a line end: those of programs and vocabularies that take
  /// turns.
  let checks: [String]

  init(tree: DataTree, checks: [String]) {
    self.tree = tree
    self.checks = checks
  }

  /// Reads what was kept of the text with a digest; nil where it is of another, or cannot be.
  init?(_ sections: [ArraySlice<UInt8>], of digest: String) {
    guard sections.count == 4, sections[0].elementsEqual(digest.utf8), sections[2].count % 4 == 0
    else { return nil }
    let words = [UInt32](unsafeUninitializedCapacity: sections[2].count / 4) { words, count in
      sections[2].withUnsafeBytes { UnsafeMutableRawBufferPointer(words).copyMemory(from: $0) }
      count = words.count
    }
    guard
      let tree = DataTree(words: words.map(UInt32.init(littleEndian:)), texts: Array(sections[3]))
    else { return nil }
    self.init(
      tree: tree,
      checks: sections[1].split(separator: UInt8(ascii: "\n")).map {
        String(decoding: $0, as: UTF8.self)
      })
  }

  /// The tree as it is kept.
  func sections(of digest: String) -> [[UInt8]] {
    [
      Array(digest.utf8), Array(checks.joined(separator: "\n").utf8),
      tree.words.map(\.littleEndian).withUnsafeBytes { Array($0) }, tree.texts,
    ]
  }
}
