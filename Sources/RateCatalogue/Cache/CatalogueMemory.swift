/// What a run knows of the files of a data folder from runs before it, and leaves for those after.
struct CatalogueMemory: Sendable {
  private let cache: CatalogueCache
  private let before: CatalogueIndex
  /// The stamps as they were before anything was read.
  private var stamps: [(path: String, stamp: FileStamp)] = []
  private let start: Int

  init(_ cache: CatalogueCache, folder: String) {
    self.cache = cache
    start = cache.now()
    before = cache.index(of: folder)
  }

  /// What stands for the program.
  var program: String { cache.program }

  /// What is known of a file's bytes where it was not changed since a run before; called once for each file.
  mutating func content(of path: String) -> KnownContent? {
    guard let stamp = FileStamp(path: path) else {
      // There is none, or none that can be looked at: who reads it says so.
      stamps.append((path, FileStamp(size: -1, modified: 0, changed: 0, number: 0, device: 0)))
      return nil
    }
    stamps.append((path, stamp))
    return before.content(of: path, stamp)
  }

  /// Keeps what was learned of the files, which are those whose contents were asked for, in that order.
  func keep(_ files: [CatalogueFile]) {
    var index = CatalogueIndex(folder: before.folder, entries: [:])
    for (file, known) in zip(files, stamps) where known.stamp.isSettled(at: start) {
      guard let content = file.known else { continue }
      index.entries[known.path] = CatalogueIndex.Entry(stamp: known.stamp, content: content)
    }
    if index.entries != before.entries { cache.keep(index) }
  }
}
