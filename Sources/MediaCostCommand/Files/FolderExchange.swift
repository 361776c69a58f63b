import Foundation

/// A folder that is exchanged in one step for another beside it, with what others put into it.
///
/// Nothing is copied: what is carried over is the same file under both folders until the old one goes.
final class FolderExchange {
  /// A folder with more files of others is not exchanged.
  private static let mostCarried = 2000

  private let folder: String
  private let stage: String
  private let own: Set<String>
  private var carried = 0
  /// Where something is that could not be carried over after the exchange; nil where all was.
  private(set) var left: String?

  /// Creates an exchange.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - stage: What takes its place; already has the new files.
  ///   - own: Names in the folder that are not carried over.
  init(folder: String, stage: String, own: Set<String>) {
    self.folder = folder
    self.stage = stage
    self.own = own
  }

  /// Links what belongs to others into the new folder.
  ///
  /// - Returns: Whether all of it could be.
  func carryOver() -> Bool {
    var status = stat()
    guard lstat(folder, &status) == 0, carryOver("", on: status.st_dev) else { return false }
    return isLike(status, stage)
  }

  private func carryOver(_ below: String, on device: dev_t) -> Bool {
    guard let names = names(in: folder + below) else { return false }
    for name in names {
      let path = "\(below)/\(name)"
      var status = stat()
      guard lstat(folder + path, &status) == 0, status.st_dev == device else { return false }
      if status.st_mode & S_IFMT == S_IFDIR {
        let isNew = mkdir(stage + path, 0o700) == 0
        guard isNew || errno == EEXIST, carryOver(path, on: device) else { return false }
        // A folder that held files of ours only goes with them.
        if isNew, self.names(in: folder + path) != [], rmdir(stage + path) == 0 { continue }
        guard isLike(status, stage + path) else { return false }
      } else if !own.contains(String(path.dropFirst())) {
        carried += 1
        guard carried <= Self.mostCarried,
          linkat(AT_FDCWD, folder + path, AT_FDCWD, stage + path, 0) == 0
        else { return false }
      }
    }
    return true
  }

  /// Gives a folder the owner, mode and times of another.
  private func isLike(_ status: stat, _ path: String) -> Bool {
    _ = lchown(path, status.st_uid, status.st_gid)
    return chmod(path, status.st_mode & 0o7777) == 0
  }

  /// Exchanges the folders, and removes the old one.
  ///
  /// - Returns: Whether they were exchanged.
  func exchange() -> Bool {
    TemporaryPaths.settle(stage) {
      guard Self.swap(folder, stage) else { return false }
      // Under the stage's name is now what was before.
      if !isCleared("") { left = stage }
      return true
    }
  }

  /// Removes what was, moving what others added since it was looked at.
  private func isCleared(_ below: String) -> Bool {
    var isCleared = true
    for name in names(in: stage + below) ?? [] {
      let path = "\(below)/\(name)"
      var (old, new) = (stat(), stat())
      guard lstat(stage + path, &old) == 0 else { continue }
      if old.st_mode & S_IFMT == S_IFDIR {
        if !self.isCleared(path) { isCleared = false }
      } else if own.contains(String(path.dropFirst()))
        || lstat(folder + path, &new) == 0 && new.st_ino == old.st_ino
      {
        if unlink(stage + path) != 0 { isCleared = false }
      } else {
        mkdir(folder + below, 0o777)
        if rename(stage + path, folder + path) != 0 { isCleared = false }
      }
    }
    return rmdir(stage + below) == 0 && isCleared
  }

  private func names(in folder: String) -> [String]? {
    try? FileManager.default.contentsOfDirectory(atPath: folder)
  }

  /// Lets two paths change places in one step.
  private static func swap(_ one: String, _ other: String) -> Bool {
    #if os(Linux)
      // The function is not among the ones that Swift knows of the C library.
      typealias Rename =
        @convention(c) (
          Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
        ) -> Int32
      guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "renameat2") else { return false }
      let exchange: UInt32 = 2
      return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, one, AT_FDCWD, other, exchange) == 0
    #elseif canImport(Darwin)
      return renamex_np(one, other, UInt32(RENAME_SWAP)) == 0
    #else
      return false
    #endif
  }
}
