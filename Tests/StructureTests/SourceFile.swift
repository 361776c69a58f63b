import Foundation

/// One `import`.
struct ImportDeclaration: Hashable, Sendable {
  /// The module, without the declaration or submodule that may follow it.
  let module: String
}

/// A Swift file and its tokens.
struct SourceFile: Sendable {
  /// The path below `Sources`, such as `BillingTypes/Money.swift`.
  let path: String
  /// What stands in it.
  let text: String
  /// The number of lines.
  let lineCount: Int
  /// The words and marks of the code; see `SwiftScanner`.
  let tokens: [String]

  /// Reads `text` as Swift.
  init(path: String, text: String) {
    self.path = path
    self.text = text
    let newline = UInt8(ascii: "\n")
    let isUnterminated = !text.isEmpty && text.utf8.last != newline
    lineCount = text.utf8.count { $0 == newline } + (isUnterminated ? 1 : 0)
    tokens = SwiftScanner.tokens(of: text)
  }

  /// The module the file belongs to.
  var module: String { String(path.prefix { $0 != "/" }) }

  /// The imports, in the order of the file.
  var imports: [ImportDeclaration] {
    var found: [ImportDeclaration] = []
    for (index, token) in tokens.enumerated() {
      guard token == "import", !isLabelOrMember(at: index) else { continue }
      var name = index + 1
      if SwiftScanner.importKinds.contains(self.token(at: name)) { name += 1 }
      found.append(ImportDeclaration(module: self.token(at: name)))
    }
    return found
  }

  /// The types that other files can name by themselves: those at the top level or in an extension.
  var declaredTypes: Set<String> {
    var found: Set<String> = []
    var bracesOfExtensions: [Bool] = []
    var isInExtensionHeader = false
    for (index, token) in tokens.enumerated() {
      if token == "extension" { isInExtensionHeader = true }
      if token == "{" {
        bracesOfExtensions.append(isInExtensionHeader)
        isInExtensionHeader = false
      }
      if token == "}" { _ = bracesOfExtensions.popLast() }
      guard SwiftScanner.typeKinds.contains(token), self.token(at: index - 1) != "import",
        bracesOfExtensions.allSatisfy({ $0 })
      else { continue }
      let name = self.token(at: index + 1)
      if name.first?.isUppercase == true { found.insert(name) }
    }
    return found
  }

  /// Whether the code, without comments and the words of strings, contains `fragment`.
  func mentions(_ fragment: String) -> Bool {
    tokens.firstRange(of: SwiftScanner.tokens(of: fragment)) != nil
  }

  /// The tokens without the computed property `name`.
  func tokens(withoutProperty name: String) -> [String] {
    guard let start = tokens.firstRange(of: ["var", name])?.lowerBound,
      let opening = tokens[start...].firstIndex(of: "{")
    else { return tokens }
    var depth = 0
    let closing = tokens[opening...].firstIndex { token in
      if token == "{" { depth += 1 }
      if token == "}" { depth -= 1 }
      return depth == 0
    }
    return Array(tokens[..<start] + tokens[(closing ?? tokens.endIndex - 1)...].dropFirst())
  }

  /// Whether `import` is a label, a parameter or a member here, and not the keyword.
  private func isLabelOrMember(at index: Int) -> Bool {
    [".", "(", ","].contains(token(at: index - 1)) || token(at: index + 1) == ":"
  }

  private func token(at index: Int) -> String {
    tokens.indices.contains(index) ? tokens[index] : ""
  }
}

extension SourceFile {
  /// Every Swift file below `Sources`, sorted by path; read once.
  static let all = Result { try read() }

  /// The names of the folders in `folder`, sorted.
  static func names(ofFoldersIn folder: String) throws -> [String] {
    let contents = try FileManager.default.contentsOfDirectory(
      at: root.appending(path: folder), includingPropertiesForKeys: [.isDirectoryKey],
      options: .skipsHiddenFiles)
    return
      try contents
      .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
      .map(\.lastPathComponent).sorted()
  }

  /// The text of a file, by its path in the repository.
  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func read() throws -> [SourceFile] {
    let sources = root.appending(path: "Sources")
    return try FileManager.default.subpathsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix(".swift") }.sorted()
      .map { path in
        let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
        return SourceFile(path: path, text: text)
      }
  }
}
