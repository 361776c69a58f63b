/// What is known of the files of a data folder: their stamps, what their bytes' digests were then, and what they sell.
struct CatalogueIndex {
  /// A file as it was.
  struct Entry: Hashable {
    let stamp: FileStamp
    let content: KnownContent
  }

  /// The folder's whole path.
  let folder: String
  /// The files by their paths.
  var entries: [String: Entry]

  /// What is known of a file's bytes where it was not changed since.
  func content(of path: String, _ stamp: FileStamp?) -> KnownContent? {
    entries[path].flatMap { $0.stamp == stamp ? $0.content : nil }
  }

  /// The index as it is kept: a line for each file.
  var sections: [[UInt8]] {
    let lines = entries.sorted { $0.key < $1.key }.map { path, entry in
      "\(entry.stamp.text) \(entry.content.text) \(path)"
    }
    return [Array(folder.utf8), Array(lines.joined(separator: "\n").utf8)]
  }

  /// The entries of an index that was kept; nil where it is another folder's.
  static func entries(
    _ sections: [ArraySlice<UInt8>], of folder: String
  ) -> [String: Entry]? {
    guard sections.count == 2, sections[0].elementsEqual(folder.utf8) else { return nil }
    var entries: [String: Entry] = [:]
    for line in sections[1].split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " "), maxSplits: 7)
        .map { String(decoding: $0, as: UTF8.self) }
      let numbers = words.prefix(5).compactMap { Int($0) }
      guard words.count == 8, numbers.count == 5 else { return nil }
      entries[words[7]] = Entry(
        stamp: FileStamp(
          size: numbers[0], modified: numbers[1], changed: numbers[2], number: numbers[3],
          device: numbers[4]),
        content: KnownContent(digest: words[5], sold: words[6]))
    }
    return entries
  }
}
