import BodyPricing
import Foundation

/// The bodies that a command reads: one, or one a line.
struct BodyInput {
  let content: Content

  enum Content {
    /// One body.
    case one([UInt8])
    /// Bodies, one a line.
    case lines([UInt8])
  }

  /// Reads what the command line names.
  ///
  /// - Parameter words: A file, `-` or nothing for standard input, or fields of a form.
  /// - Throws: `FileOutputError` for a file that cannot be read, `BodyError` for a word that is no field.
  init(_ words: [String]) throws {
    if let first = words.first, words.count > 1 || (first.contains("=") && !Self.exists(first)) {
      var form = BodyForm()
      for word in words {
        let field = try BodyForm.field(word)
        form.add(field.name, try Self.text(of: field.value))
      }
      content = .one(form.json)
      return
    }
    let bytes = try Self.file(words.first ?? "-")
    content = BodyForm.isLines(bytes) ? .lines(bytes) : .one(bytes)
  }

  /// The only body.
  func single() throws -> [UInt8] {
    switch content {
    case .one(let bytes): return bytes
    case .lines:
      throw failure("a reply answers one body, and there are several", .usage)
    }
  }

  /// The bytes of a file, or of standard input for `-`.
  static func file(_ path: String) throws -> [UInt8] {
    let log = try LogFile(path)
    defer { log.close() }
    let handle = FileHandle(fileDescriptor: log.descriptor, closeOnDealloc: false)
    do {
      return Array(try handle.readToEnd() ?? Data())
    } catch {
      throw FileOutputError(path: path, reason: "it cannot be read")
    }
  }

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// What a field of a form says: `@file` is the text in the file, or its picture as a data URI.
  private static func text(of value: String) throws -> String {
    guard value.hasPrefix("@"), value.count > 1 else { return value }
    let bytes = try file(String(value.dropFirst()))
    if PictureHeader.sides(of: bytes) == nil, let text = String(validating: bytes, as: UTF8.self) {
      return text
    }
    let data = Data(bytes)
    return "data:application/octet-stream;base64,\(data.base64EncodedString())"
  }
}
