import Foundation

/// A file that is being written beside the one it will replace, under a name that nobody can foresee.
struct TemporaryFile {
  /// The file that it becomes, links followed.
  let final: String
  /// Where the bytes go meanwhile.
  let handle: FileHandle
  private let path: String
  private let isReplacing: Bool

  /// Begins a file, with the mode of the one that it replaces.
  ///
  /// - Parameters:
  ///   - final: The file that it becomes.
  ///   - shown: The file as messages name it.
  ///   - folder: Where it is written meanwhile; by default beside what it replaces.
  /// - Throws: ``FileOutputError``.
  init(replacing final: String, shown: String, in folder: String? = nil) throws(FileOutputError) {
    guard let end = FilePlace.end(of: final) else {
      throw FileOutputError(path: shown, reason: "its links have no end")
    }
    self.final = end
    var status = stat()
    isReplacing = stat(end, &status) == 0
    let beside = URL(fileURLWithPath: end).deletingLastPathComponent().path
    path = TemporaryPaths.make(in: folder ?? beside)
    // Nobody may read what only the owner of the old file could.
    let mode: mode_t = isReplacing ? 0o600 : 0o666
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      TemporaryPaths.remove(path)
      throw FileOutputError(path: shown, reason: "the file cannot be written")
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    if isReplacing {
      // Only an administrator can give a file away; for others the owner is the same already.
      _ = fchown(descriptor, status.st_uid, status.st_gid)
      fchmod(descriptor, status.st_mode & 0o777)
    }
  }

  /// Makes it the file.
  ///
  /// - Parameter other: The name that it gets instead of the final one, for a folder that is exchanged.
  /// - Returns: Whether that was possible.
  func commit(as other: String? = nil) -> Bool {
    // A power cut must not leave an empty file where a full one was.
    if isReplacing { fsync(handle.fileDescriptor) }
    try? handle.close()
    return TemporaryPaths.settle(path) { rename(path, other ?? final) == 0 }
  }

  /// Takes away what was not made the file.
  func discard() {
    try? handle.close()
    TemporaryPaths.remove(path)
  }
}
