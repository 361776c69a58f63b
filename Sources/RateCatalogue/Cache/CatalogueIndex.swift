/// What is known of the files of a data folder: their stamps, and what their bytes' digests were then.
struct CatalogueIndex {
  /// A file as it was.
  struct Entry: Hashable {
    let stamp: FileStamp
    /// The SHA-256 of its bytes.
    let digest: String
  }

  /// The folder's whole path.
  let folder: String
  /// The files by their paths.
  var entries: [String: Entry]

  /// The digest of a file's bytes where it was not changed since.
  func digest(of path: String, _ stamp: FileStamp?) -> String? {
    entries[path].flatMap { $0.stamp == stamp ? $0.digest : nil }
  }

  /// The index as it is kept: a line for each file.
  var sections: [[UInt8]] {
    let lines = entries.sorted { $0.key < $1.key }.map { path, entry in
      "\(entry.stamp.text) \(entry.digest) \(path)"
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
      let words = line.split(separator: UInt8(ascii: " "), maxSplits: 6)
      let numbers = words.prefix(5).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
      guard words.count == 7, numbers.count == 5 else { return nil }
      entries[String(decoding: words[6], as: UTF8.self)] = Entry(
        stamp: FileStamp(
          size: numbers[0], modified: numbers[1], changed: numbers[2], number: numbers[3],
          device: numbers[4]),
        digest: String(decoding: words[5], as: UTF8.self))
    }
    return entries
  }
}
