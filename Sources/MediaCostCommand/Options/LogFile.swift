import Foundation

/// A log that is read from start to end: a file, or standard input.
struct LogFile {
  let descriptor: Int32
  /// Bytes of the file; nil for what has no size, such as a pipe.
  let size: Int?

  /// Opens a log; `-` is standard input.
  ///
  /// - Throws: ``FileOutputError`` that says why it cannot be read.
  init(_ path: String) throws {
    if path == "-" {
      descriptor = STDIN_FILENO
      size = nil
      return
    }
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw FileOutputError(
        path: path, reason: "it cannot be read: \(String(cString: strerror(errno)))")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      Foundation.close(descriptor)
      throw FileOutputError(path: path, reason: "it cannot be read: it is a folder")
    }
    self.descriptor = descriptor
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  /// Closes the file.
  func close() {
    if descriptor != STDIN_FILENO { Foundation.close(descriptor) }
  }
}
