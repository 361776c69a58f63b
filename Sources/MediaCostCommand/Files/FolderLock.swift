import Foundation

/// One run at a time writes into the folders of a folder.
struct FolderLock {
  private let descriptor: Int32

  /// Waits for its turn; where the file system knows no locks, nobody waits.
  ///
  /// - Throws: ``FileOutputError`` when another run holds it for half a minute.
  init(_ folder: String, shown: String) throws(FileOutputError) {
    descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    let (pause, patience): (useconds_t, Int) = (20_000, 1500)
    for _ in 0..<patience {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
      usleep(pause)
    }
    close(descriptor)
    throw FileOutputError(path: shown, reason: "another program is writing there")
  }

  /// Lets the next one in.
  func release() { if descriptor >= 0 { close(descriptor) } }
}
