import Foundation

/// Writes files so that none is ever half there: under a temporary name first, then moved into place.
enum FileOutput {
  /// Takes bytes of a file that is being written.
  typealias Writer = @Sendable (_ bytes: [UInt8]) throws -> Void

  /// Writes a text of any size piece by piece, to a file or to standard output; the file appears under
  /// its name when it is whole.
  ///
  /// A link is written through; a pipe or a device is written straight.
  ///
  /// - Parameters:
  ///   - path: The file; nil for standard output.
  ///   - isUnwanted: Whether the file is not wanted after all, by what `body` came to.
  ///   - body: Writes whole lines.
  /// - Throws: ``FileOutputError``, and what `body` throws.
  /// - Returns: What `body` returns.
  @discardableResult
  static func stream<Result>(
    to path: String?, unless isUnwanted: (Result) -> Bool = { _ in false },
    _ body: (@escaping Writer) throws -> Result
  ) throws -> Result {
    guard let path else {
      return try body {
        guard !Terminal.isWrittenTo else {
          return Terminal.write(String(decoding: $0, as: UTF8.self))
        }
        try write($0, to: .standardOutput, "standard output")
      }
    }
    // Standard output under another name: what stands before it in its file must stay.
    if let place = FilePlace(path: path), place == FilePlace(descriptor: STDOUT_FILENO) {
      return try body { try write($0, to: .standardOutput, path) }
    }
    // A pipe or a device has no whole to wait for, and must not be replaced.
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      guard status.st_mode & S_IFMT != S_IFDIR, let handle = FileHandle(forWritingAtPath: path)
      else { throw FileOutputError(path: path, reason: "this is not a file that can be written") }
      defer { try? handle.close() }
      return try body { try write($0, to: handle, path) }
    }
    let file = try TemporaryFile(replacing: path, shown: path)
    defer { file.discard() }
    let result = try body { try write($0, to: file.handle, path) }
    if isUnwanted(result) { return result }
    guard file.commit() else {
      throw FileOutputError(path: path, reason: "the file cannot be replaced")
    }
    return result
  }

  /// Writes bytes where a file is open.
  ///
  /// - Throws: ``FileOutputError`` that names the file as `path`.
  static func write(_ bytes: [UInt8], to handle: FileHandle, _ path: String) throws {
    do {
      try bytes.withUnsafeBytes { memory in
        guard let start = memory.baseAddress else { return }
        // Large pieces are written from where they are.
        try handle.write(
          contentsOf: Data(
            bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: memory.count,
            deallocator: .none))
      }
    } catch {
      throw FileOutputError(path: path, reason: "it cannot be written")
    }
  }
}

/// Why a file could not be written.
struct FileOutputError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String { "\(path): \(reason)" }
}
