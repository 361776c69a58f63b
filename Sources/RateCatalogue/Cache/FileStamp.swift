import Foundation

/// By what it is told that a file was not changed, without reading it: a change moves its times, and another file in its
/// place has another number.
struct FileStamp: Hashable {
  let size: Int
  /// When its bytes were changed, in nanoseconds since 1970.
  let modified: Int
  /// When anything of it was changed; on a file system in use nobody can set this.
  let changed: Int
  let number: Int
  /// The file system that it is on.
  let device: Int

  /// The stamp of the file that a path leads to; nil where it leads to none.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    size = Int(status.st_size)
    number = Int(truncatingIfNeeded: status.st_ino)
    device = Int(truncatingIfNeeded: status.st_dev)
    #if os(macOS)
      modified = Self.nanoseconds(status.st_mtimespec)
      changed = Self.nanoseconds(status.st_ctimespec)
    #else
      modified = Self.nanoseconds(status.st_mtim)
      changed = Self.nanoseconds(status.st_ctim)
    #endif
  }

  init(size: Int, modified: Int, changed: Int, number: Int, device: Int) {
    self.size = size
    self.device = device
    self.modified = modified
    self.changed = changed
    self.number = number
  }

  private static func nanoseconds(_ time: timespec) -> Int {
    Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
  }

  /// Whether a change after some moment must show: clocks of file systems go in steps, of two seconds at most.
  ///
  /// Where times are of whole seconds they may have been made, as those of disk images are, or be none at all.
  func isSettled(at moment: Int) -> Bool {
    changed % 1_000_000_000 != 0 && max(modified, changed) < moment - 2_500_000_000
  }

  /// The stamp in five numbers.
  var text: String { "\(size) \(modified) \(changed) \(number) \(device)" }

  /// This moment, in nanoseconds since 1970.
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }
}
