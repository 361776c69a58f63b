import Foundation
import Yams

/// Reads YAML text that may be hostile: size, encoding, depth and aliases are checked.
enum DataText {
  /// The largest file that is read, in bytes.
  static let maximumSize = 1 << 20
  /// How deep lists and maps may nest.
  static let maximumDepth = 32

  /// The root of the document in `data`.
  ///
  /// - Throws: ``DataProblem`` with the line where reading stopped.
  static func root(of data: Data, file: String) throws(DataProblem) -> Node {
    guard data.count <= maximumSize else {
      throw DataProblem(
        file: file, line: 0, path: "",
        message: "the file has \(data.count) bytes; at most \(maximumSize) are read")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw DataProblem(file: file, line: 0, path: "", message: "the file is not UTF-8 text")
    }
    if let line = lineOfAlias(in: text) {
      throw DataProblem(
        file: file, line: line, path: "",
        message: "anchors and aliases are refused; write the value out where it is used")
    }
    do {
      guard let node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else {
        throw DataProblem(file: file, line: 0, path: "", message: "the file is empty")
      }
      guard depth(of: node, limit: maximumDepth + 1) <= maximumDepth else {
        throw DataProblem(
          file: file, line: node.mark?.line ?? 0, path: "",
          message: "lists and maps nest deeper than \(maximumDepth) levels")
      }
      return node
    } catch let problem as DataProblem {
      throw problem
    } catch {
      throw DataProblem(file: file, yaml: error)
    }
  }

  /// The line of the first anchor that an alias uses: the way a small file becomes a huge value.
  private static func lineOfAlias(in text: String) -> Int? {
    guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) else {
      return nil
    }
    var line = 1
    var previous = UInt8(ascii: "\n")
    let bytes = Array(text.utf8)
    var anchors: [(name: ArraySlice<UInt8>, line: Int)] = []
    var aliases: Set<ArraySlice<UInt8>> = []
    let ends: Set<UInt8> = Set(" \t\r\n,]}:".utf8)
    let starts: Set<UInt8> = Set(" \t\n[{,:?-".utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"), starts.contains(previous) {
        let end = bytes[(index + 1)...].firstIndex { ends.contains($0) } ?? bytes.endIndex
        if end > index + 1 {
          if byte == UInt8(ascii: "&") {
            anchors.append((bytes[(index + 1)..<end], line))
          } else {
            aliases.insert(bytes[(index + 1)..<end])
          }
        }
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      previous = byte
    }
    return anchors.first { aliases.contains($0.name) }?.line
  }

  private static func depth(of node: Node, limit: Int) -> Int {
    guard limit > 0 else { return 1 }
    switch node {
    case .scalar, .alias: return 1
    case .sequence(let items):
      return 1 + (items.map { depth(of: $0, limit: limit - 1) }.max() ?? 0)
    case .mapping(let pairs):
      return 1 + (pairs.map { depth(of: $0.value, limit: limit - 1) }.max() ?? 0)
    }
  }
}

extension DataProblem {
  /// Puts a YAML error in our words.
  fileprivate init(file: String, yaml error: any Error) {
    guard let error = error as? YamlError else {
      self.init(file: file, line: 0, path: "", message: "\(error)")
      return
    }
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let words = [context?.text, problem].compactMap { $0 }.joined(separator: ", ")
      self.init(file: file, line: mark.line, path: "", message: "not legal YAML: \(words)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        file: file, line: context.mark.line, path: "",
        message: "key \(duplicates.map { "'\($0)'" }.joined(separator: ", ")) is written twice")
    case .reader(let problem, _, _, _):
      self.init(file: file, line: 0, path: "", message: "not legal YAML: \(problem)")
    default:
      self.init(file: file, line: 0, path: "", message: "not legal YAML: \(error)")
    }
  }
}
