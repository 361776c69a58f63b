import Foundation

/// Where a path leads, links followed: paths of one place are one file, whether or not it exists yet.
struct FilePlace: Hashable {
  private let device: UInt64
  private let inode: UInt64
  /// What is still to be made below that folder, for a file that does not exist.
  private let missing: [String]

  /// The place of a path; nil for a device, which keeps nothing that could be lost, and for a path that
  /// leads nowhere.
  init?(path: String) {
    var status = stat()
    if stat(path, &status) == 0 {
      self.init(status)
      return
    }
    guard var folder = Self.end(of: path) else { return nil }
    var missing: [String] = []
    while stat(folder, &status) != 0 {
      let url = URL(fileURLWithPath: folder)
      missing.insert(url.lastPathComponent, at: 0)
      folder = url.deletingLastPathComponent().path
      guard missing.count < 1000 else { return nil }
    }
    self.init(status, missing: missing)
  }

  /// The place of a file that is open; nil for what is no regular file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(status)
  }

  private init?(_ status: stat, missing: [String] = []) {
    guard status.st_mode & S_IFMT != S_IFCHR else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
    self.missing = missing
  }

  /// The path at the end of a chain of links, which may not exist; the path itself where it is no link.
  ///
  /// - Returns: nil for links without end.
  static func end(of path: String) -> String? {
    var path = path
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
        return path
      }
      path =
        next.hasPrefix("/")
        ? next
        : URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(next).path
    }
    return nil
  }
}
