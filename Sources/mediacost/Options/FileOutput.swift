import Foundation
import ReportGenerator

/// Writes files so that none is ever half there: under a temporary name first, then moved into place.
enum FileOutput {
  /// Writes texts into a folder, creating it; all are written before any is moved.
  ///
  /// - Throws: ``FileOutputError`` that names the file.
  static func write(_ files: [ReportFile], into folder: String) throws {
    let base = URL(fileURLWithPath: folder)
    do {
      try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    } catch {
      throw FileOutputError(path: folder, reason: "the folder cannot be created")
    }
    // What cannot be replaced is found before anything is.
    for file in files {
      var isFolder: ObjCBool = false
      let path = base.appendingPathComponent(file.name).path
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
        throw FileOutputError(
          path: "\(folder)/\(file.name)", reason: "a folder is in the way of the file")
      }
    }
    var written: [(temporary: URL, final: URL)] = []
    defer { for file in written { try? FileManager.default.removeItem(at: file.temporary) } }
    for file in files {
      let temporary = base.appendingPathComponent(
        ".\(file.name).\(ProcessInfo.processInfo.processIdentifier)")
      written.append((temporary, base.appendingPathComponent(file.name)))
      do {
        try Data(file.text.utf8).write(to: temporary)
      } catch {
        throw FileOutputError(path: "\(folder)/\(file.name)", reason: "the file cannot be written")
      }
    }
    for file in written {
      guard rename(file.temporary.path, file.final.path) == 0 else {
        throw FileOutputError(
          path: "\(folder)/\(file.final.lastPathComponent)", reason: "the file cannot be replaced")
      }
    }
  }

  /// Takes bytes of a file that is being written.
  typealias Writer = @Sendable (_ bytes: [UInt8]) throws -> Void

  /// Writes a text of any size piece by piece, to a file or to standard output; the file appears under
  /// its name when it is whole.
  ///
  /// - Parameters:
  ///   - path: The file; nil for standard output.
  ///   - isUnwanted: Whether the file is not wanted after all, by what `body` came to.
  ///   - body: Writes.
  /// - Throws: ``FileOutputError``, and what `body` throws.
  /// - Returns: What `body` returns.
  @discardableResult
  static func stream<Result>(
    to path: String?, unless isUnwanted: (Result) -> Bool = { _ in false },
    _ body: (@escaping Writer) throws -> Result
  ) throws -> Result {
    guard let path else {
      return try body { try write($0, to: .standardOutput, "standard output") }
    }
    // A pipe or a device has no whole to wait for, and must not be replaced.
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      guard status.st_mode & S_IFMT != S_IFDIR, let handle = FileHandle(forWritingAtPath: path)
      else { throw FileOutputError(path: path, reason: "this is not a file that can be written") }
      defer { try? handle.close() }
      return try body { try write($0, to: handle, path) }
    }
    let final = URL(fileURLWithPath: path)
    let temporary = final.deletingLastPathComponent().appendingPathComponent(
      ".\(final.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: temporary) }
    guard FileManager.default.createFile(atPath: temporary.path, contents: nil),
      let handle = try? FileHandle(forWritingTo: temporary)
    else { throw FileOutputError(path: path, reason: "the file cannot be written") }
    defer { try? handle.close() }
    let result = try body { try write($0, to: handle, path) }
    if isUnwanted(result) { return result }
    guard rename(temporary.path, final.path) == 0 else {
      throw FileOutputError(path: path, reason: "the file cannot be replaced")
    }
    return result
  }
}

extension FileOutput {
  private static func write(_ bytes: [UInt8], to handle: FileHandle, _ path: String) throws {
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
