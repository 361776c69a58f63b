import Foundation
import Yams

/// Reads YAML text that may be hostile: size, encoding, depth and aliases are checked.
enum DataText {
  /// The largest file that is read, in bytes.
  static let maximumSize = 1 << 20
  /// How deep lists and maps may nest.
  static let maximumDepth = 32

  /// What the document in `data` says.
  ///
  /// - Throws: ``DataProblem`` with the line where reading stopped.
  static func tree(of data: Data, file: String) throws(DataProblem) -> DataTree {
    guard data.count <= maximumSize else {
      throw DataProblem(
        file: file, line: 0, path: "",
        message: "the file has \(data.count) bytes; at most \(maximumSize) are read")
    }
    // Some editors put a mark of the byte order before the text; it is no part of it.
    let content = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
    guard let text = String(validating: content, as: UTF8.self) else {
      throw DataProblem(file: file, line: 0, path: "", message: "the file is not UTF-8 text")
    }
    if let line = lineOfAlias(in: text) {
      throw DataProblem(file: file, line: line, path: "", message: aliasMessage)
    }
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let node = try parser.singleRoot() else {
        throw DataProblem(file: file, line: 0, path: "", message: "the file is empty")
      }
      // Values know their anchors only while the parser lives.
      let isPlain = !text.utf8.contains { $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: "&") }
      let refused = withExtendedLifetime(parser) {
        Self.refusal(of: node, depth: 1, isPlain: isPlain)
      }
      if let (line, message) = refused {
        throw DataProblem(file: file, line: line, path: "", message: message)
      }
      var tree = DataTree()
      add(node, to: &tree, in: 0)
      return tree
    } catch let problem as DataProblem {
      throw problem
    } catch {
      throw DataProblem(file: file, yaml: error)
    }
  }

  private static let aliasMessage =
    "anchors and aliases are refused; write the value out where it is used"

  fileprivate static let depthMessage = "lists and maps nest deeper than \(maximumDepth) levels"

  /// The line of the first anchor that an alias uses: the way a small file becomes a huge value.
  ///
  /// This looks at the text, before any value is composed, and is made so that nothing the parser
  /// takes for an anchor or an alias gets by: a name is what the parser takes for one (letters,
  /// digits, `_` and `-`), and it may begin anywhere but inside a word, whatever counts as a line
  /// end.
  private static func lineOfAlias(in text: String) -> Int? {
    guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) else {
      return nil
    }
    var line = 1
    var previous = UInt8(ascii: "\n")
    let bytes = Array(text.utf8)
    var anchors: [(name: ArraySlice<UInt8>, line: Int)] = []
    var aliases: Set<ArraySlice<UInt8>> = []
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"), !isWordByte(previous) {
        let name = bytes[(index + 1)...].prefix { isWordByte($0) || $0 == UInt8(ascii: "-") }
        if !name.isEmpty {
          if byte == UInt8(ascii: "&") {
            anchors.append((name, line))
          } else {
            aliases.insert(name)
          }
        }
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      previous = byte
    }
    return anchors.first { aliases.contains($0.name) }?.line
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// The tags of values that are written without one, or with one that changes nothing.
  private static let plainTags = Set(
    [Tag.Name.implicit, .nonSpecific, .str, .seq, .map].map(\.rawValue))

  /// The first thing that the data language does not have: an anchor, a tag, nesting without end.
  ///
  /// A text is plain without the signs that tags and anchors begin with: then nothing but its depth is looked at.
  private static func refusal(
    of node: Node, depth: Int, isPlain: Bool
  ) -> (line: Int, message: String)? {
    if depth > maximumDepth { return (node.mark?.line ?? 0, depthMessage) }
    if !isPlain, let message = refusal(of: node) { return (node.mark?.line ?? 0, message) }
    switch node {
    case .scalar: return nil
    case .alias: return (node.mark?.line ?? 0, aliasMessage)
    case .sequence(let items):
      for item in items {
        if let found = refusal(of: item, depth: depth + 1, isPlain: isPlain) { return found }
      }
    case .mapping(let pairs):
      for (key, value) in pairs {
        if let found = refusal(of: key, depth: depth + 1, isPlain: isPlain) { return found }
        if let found = refusal(of: value, depth: depth + 1, isPlain: isPlain) { return found }
      }
    }
    return nil
  }

  private static func add(_ node: Node, to tree: inout DataTree, in parent: Int) {
    let line = node.mark?.line ?? 0
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      tree.add(scalar.string, isQuoted: !isPlain, line: line, in: parent)
    // Refused before.
    case .alias: break
    case .sequence(let items):
      let list = tree.open(.list, line: line, in: parent)
      for item in items { add(item, to: &tree, in: list) }
      tree.close(list)
    case .mapping(let pairs):
      let map = tree.open(.map, line: line, in: parent)
      for (key, value) in pairs {
        add(key, to: &tree, in: map)
        add(value, to: &tree, in: map)
      }
      tree.close(map)
    }
  }

  private static func refusal(of node: Node) -> String? {
    if node.anchor != nil { return aliasMessage }
    let tag = node.tag.rawValue
    return plainTags.contains(tag)
      ? nil : "tag '\(tag)' is refused; a value is text, a list or a map"
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
      // The parser stops by itself at a nesting that is far beyond ours.
      guard !problem.hasPrefix("Maximum nesting level") else {
        self.init(file: file, line: mark.line, path: "", message: DataText.depthMessage)
        return
      }
      let words = [context?.text, problem].compactMap { $0 }.joined(separator: ", ")
      self.init(file: file, line: mark.line, path: "", message: "not legal YAML: \(words)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        file: file, line: context.mark.line, path: "",
        message: "key \(duplicates.map { "'\($0)'" }.joined(separator: ", ")) is written twice"
          + Self.hint(duplicates.map { "\($0)" }))
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.utf8.prefix(offset ?? 0)
      let line = offset == nil ? 0 : 1 + before.count { $0 == UInt8(ascii: "\n") }
      self.init(file: file, line: line, path: "", message: "not legal YAML: \(problem)")
    default:
      self.init(file: file, line: 0, path: "", message: "not legal YAML: \(error)")
    }
  }
  /// What three digits as a key come from: a comma inside a number inside braces.
  private static func hint(_ keys: [String]) -> String {
    let areGroups = keys.contains {
      $0.utf8.count == 3 && $0.utf8.allSatisfy { (48...57).contains($0) }
    }
    return areGroups ? "; a number has no separators: write 20000, not 20,000" : ""
  }
}
