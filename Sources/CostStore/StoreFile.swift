import Foundation
import GRDB

/// The file of a store, before SQLite touches it.
enum StoreFile {
  /// Makes the file and its folders where they are missing, for the owner alone, and refuses a file that
  /// belongs to something else.
  static func prepare(_ path: String, ownsFolder: Bool) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try makeFolder(folder)
    if ownsFolder { chmod(folder, 0o700) }
    guard try !isStore(path) else {
      if try mark(of: path) == 0 { try CostStore.examine(StoreSnapshot.queue(of: path)) }
      return
    }
    // Made here, so that it is never readable by others, not even at first.
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 { close(descriptor) }
  }

  /// Takes the file from the eyes of others.
  static func makePrivate(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return }
    chmod(path, status.st_mode & 0o700)
  }

  private static func makeFolder(_ path: String) throws {
    var status = stat()
    if stat(path, &status) == 0 { return }
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard parent != path else { throw StoreError.Trouble.unreadable(ENOENT) }
    try makeFolder(parent)
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw DatabaseError(resultCode: .SQLITE_CANTOPEN)
    }
  }

  /// Whether there is a file with something in it, which is ours by its first bytes or may be.
  ///
  /// - Throws: ``StoreError/Trouble`` for what is no database or another application's.
  static func isStore(_ path: String) throws -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else {
      // What is not there is not damaged; a file in the place of a folder is something else.
      if errno == ENOENT { return false }
      throw StoreError.Trouble.unreadable(errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw StoreError.Trouble.noFile }
    guard status.st_size > 0 else { return false }
    guard [0, Int(StoreSchema.applicationID)].contains(try mark(of: path)) else {
      throw StoreError.Trouble.foreign
    }
    return true
  }

  /// The application's number in the head of an SQLite file, where nothing else has to be read.
  private static func mark(of path: String) throws -> Int {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError.Trouble.unreadable(errno) }
    defer { close(descriptor) }
    var head = [UInt8](repeating: 0, count: 100)
    guard read(descriptor, &head, 100) == 100, head.starts(with: "SQLite format 3\0".utf8) else {
      throw StoreError.Trouble.noDatabase
    }
    return head[68..<72].reduce(0) { $0 << 8 | Int($1) }
  }
}
