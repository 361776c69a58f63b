import Foundation

/// Which runs of probes are alive: each holds one byte of a file beside the store, and the system lets go of it when the
/// program ends, however it ends.
public final class ProbeLocks: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Opens the file, which has nothing in it.
  ///
  /// - Parameter store: The file of the store.
  /// - Throws: ``StoreError`` where it cannot be made.
  public init(beside store: String) throws(StoreError) {
    path = store + Self.ending
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreError(path: path, reason: "the file cannot be written")
    }
  }

  deinit { close(descriptor) }

  /// What is put behind the name of the store.
  public static let ending = "-probes"

  /// Marks a run as alive, until this program ends.
  ///
  /// - Throws: ``StoreError`` where another program holds it, or files cannot be locked here.
  public func hold(_ run: Int64) throws(StoreError) {
    var range = self.range(of: run)
    guard fcntl(descriptor, F_SETLK, &range) == 0 else {
      throw StoreError(
        path: path, reason: "the run cannot be marked: \(String(cString: strerror(errno)))")
    }
  }

  /// Whether another program that is running holds a run.
  public func isHeld(_ run: Int64) -> Bool {
    var range = self.range(of: run)
    guard fcntl(descriptor, F_GETLK, &range) == 0 else { return true }
    return range.l_type != Int16(F_UNLCK)
  }

  private func range(of run: Int64) -> flock {
    var range = flock()
    range.l_type = Int16(F_WRLCK)
    range.l_whence = Int16(SEEK_SET)
    range.l_start = off_t(run)
    range.l_len = 1
    return range
  }
}
