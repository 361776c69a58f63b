import Foundation
import RateCatalogue
import TestSupport
import Testing

/// Files made to break the reader: each gives one clear problem, at once, and nothing crashes.
///
/// The time limit is the test: a bomb that goes off doubles with every level and never ends.
@Suite("Hostile data files", .timeLimit(.minutes(1)))
struct HostileTextTests {
  /// A file, and what must be said of it.
  struct Bomb: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: Data
    let problem: String

    init(_ name: String, _ text: String, _ problem: String) {
      self.init(name, bytes: Data(text.utf8), problem)
    }

    init(_ name: String, bytes: Data, _ problem: String) {
      testDescription = name
      self.bytes = bytes
      self.problem = problem
    }
  }

  static let sizes = [
    Bomb("nothing", "", "f.yaml: the file is empty"),
    Bomb("a comment", "# nothing\n", "f.yaml: the file is empty"),
    Bomb(
      "one byte too many", "#" + String(repeating: "x", count: 1 << 20),
      "f.yaml: the file has 1048577 bytes; at most 1048576 are read"),
    Bomb(
      "two mebibytes", String(repeating: "x", count: 2 << 20),
      "f.yaml: the file has 2097152 bytes; at most 1048576 are read"),
    Bomb(
      "no byte too many", "#" + String(repeating: "x", count: (1 << 20) - 1),
      "f.yaml: the file is empty"),
  ]

  @Test("A file that is empty or too large", arguments: sizes)
  func size(bomb: Bomb) throws { try check(bomb) }

  static let encodings = [
    Bomb(
      "a byte that begins nothing", bytes: Data("scenario: ".utf8) + [0xFF],
      "f.yaml: the file is not UTF-8 text"),
    Bomb(
      "a cut sequence", bytes: Data("scenario: ".utf8) + [0xE2, 0x82],
      "f.yaml: the file is not UTF-8 text"),
    Bomb(
      "UTF-16", bytes: Data([0xFF, 0xFE, 0x61, 0x00]), "f.yaml: the file is not UTF-8 text"),
    Bomb(
      "a NUL byte", "story: x\nscenario: a\u{0}b\n",
      "f.yaml:2: not legal YAML: control characters are not allowed"),
    Bomb(
      "a bell", "scenario: a\u{7}b\n",
      "f.yaml:1: not legal YAML: control characters are not allowed"),
  ]

  @Test("A file that is not text", arguments: encodings)
  func encoding(bomb: Bomb) throws { try check(bomb) }

  static let shapes = [
    Bomb(
      "two documents", "scenario: a\n---\nscenario: b\n",
      "f.yaml:2: not legal YAML: expected a single document in the stream, but found another document"
    ),
    Bomb(
      "a key twice", "scenario: a\nmonths: 3\nscenario: b\n",
      "f.yaml:1: key 'scenario' is written twice"),
    Bomb(
      "a key twice, inside", "scenario: a\nbudget: {month: 1, month: 2}\n",
      "f.yaml:2: key 'month' is written twice"),
    Bomb("a list", "- a\n", "f.yaml:1: expected a map, found a list"),
    Bomb("text", "hello\n", "f.yaml:1: expected a map, found text"),
    Bomb(
      "a tab", "scenario:\n\t- x\n",
      "f.yaml:2: not legal YAML: while scanning for the next token, found character that cannot start any token"
    ),
    Bomb(
      "an open quote", "scenario: \"abc",
      "f.yaml:1: not legal YAML: while scanning a quoted scalar, found unexpected end of stream"),
    Bomb(
      "an object to build", "story: x\nscenario: !!python/object:os.system x\n",
      "f.yaml:2: tag 'tag:yaml.org,2002:python/object:os.system' is refused; a value is text, a list or a map"
    ),
    Bomb(
      "a tag of its own", "scenario: {a: [!danger x]}\n",
      "f.yaml:1: tag '!danger' is refused; a value is text, a list or a map"),
    Bomb(
      "binary", "scenario: !!binary aGVsbG8=\n",
      "f.yaml:1: tag 'tag:yaml.org,2002:binary' is refused; a value is text, a list or a map"),
    Bomb(
      "a tagged list", "features: !!set [x]\n",
      "f.yaml:1: tag 'tag:yaml.org,2002:set' is refused; a value is text, a list or a map"),
  ]

  @Test("A file that is no plain map", arguments: shapes)
  func shape(bomb: Bomb) throws { try check(bomb) }

  private static let tooDeep = "lists and maps nest deeper than 32 levels"

  static let depths = [
    Bomb("100,000 '['", String(repeating: "[", count: 100_000), "f.yaml:1: \(tooDeep)"),
    Bomb("100,000 '{a: '", String(repeating: "{a: ", count: 100_000), "f.yaml:1: \(tooDeep)"),
    Bomb("10,000 '- '", String(repeating: "- ", count: 10_000) + "x", "f.yaml:1: \(tooDeep)"),
    Bomb(
      "as many '- ' as fit", String(repeating: "- ", count: (1 << 19) - 1) + "x",
      "f.yaml:1: \(tooDeep)"),
    Bomb("10,000 '? '", String(repeating: "? ", count: 10_000) + "x", "f.yaml:1: \(tooDeep)"),
    Bomb(
      "900 '[' in a key", "? \(brackets(900))\n: x\n", "f.yaml:1: \(tooDeep)"),
    Bomb("33 levels", "scenario: \(brackets(32))\n", "f.yaml:1: \(tooDeep)"),
  ]

  @Test("Nesting without end", arguments: depths)
  func depth(bomb: Bomb) throws { try check(bomb) }

  @Test("Thirty-two levels are read")
  func deepestLegal() throws {
    let found = try problems(of: Data("scenario: \(Self.brackets(31))\n".utf8))
    #expect(found.contains("f.yaml:1: scenario: expected text, found a list"))
  }

  private static func brackets(_ count: Int) -> String {
    String(repeating: "[", count: count) + String(repeating: "]", count: count)
  }

  private func check(_ bomb: Bomb, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let found = try problems(of: bomb.bytes)
    #expect(found == [bomb.problem], sourceLocation: sourceLocation)
  }

  /// What is said of a scenario of these bytes, with the file's folder taken away.
  private func problems(of bytes: Data) throws -> [String] {
    try TemporaryFolder.with { folder in
      let file = folder.appendingPathComponent("f.yaml")
      try bytes.write(to: file)
      let data = try DataFile(path: file.path)
      let error = #expect(throws: DataProblems.self) { try data.scenario() }
      return (error?.problems ?? []).map {
        $0.description.replacingOccurrences(of: folder.path + "/", with: "")
      }
    }
  }
}

/// Billion laughs in every disguise: a value that names itself twice at each level.
///
/// Twenty-two levels are enough to be slow and few enough to end, should a disguise work one day.
@Suite("Anchors and aliases", .timeLimit(.minutes(1)))
struct AliasTests {
  /// Levels that are each twice the one before, with `around` before every alias.
  private static func laughs(
    name: String = "a", before: String = "", after: String = "", tag: String = ""
  ) -> String {
    let alias = { (level: Int) in "\(before)*\(name)\(level)\(after)" }
    return "\(name)0: &\(name)0 [ha, ha]\n"
      + (1..<22).map { level in
        "\(name)\(level): \(tag)&\(name)\(level)\(after) [\(alias(level - 1)),\(alias(level - 1))]\n"
      }.joined()
  }

  static let bombs: [(name: String, text: String)] = [
    ("plain", laughs()),
    ("after a space", laughs(before: " ")),
    // whatever the parser takes for the end of a line can stand before an alias
    ("after a carriage return", laughs(before: "\r")),
    ("after a next line", laughs(before: "\u{85}")),
    ("after a line separator", laughs(before: "\u{2028}")),
    ("after a paragraph separator", laughs(before: "\u{2029}")),
    ("after a byte order mark", laughs(before: "\n\u{FEFF}")),
    ("before a next line", laughs(after: "\u{85}")),
    ("before a line separator", laughs(after: "\u{2028}")),
    ("tagged", laughs(tag: "!!seq ")),
    ("merged", "base: &a0 {month: 1}\nbudget: {<<: *a0}\n"),
    ("as keys", "x: &a0 [y]\n? *a0\n: 1\n"),
    // two keys that the parser compares, level by level, before anybody else can look at them
    ("as equal keys", laughs() + laughs(name: "b") + "? *a21\n: 1\n? *b21\n: 2\n"),
  ]

  @Test("A value that refers to itself is refused before it is built", arguments: bombs)
  func bombIsRefused(name: String, text: String) {
    let error = #expect(throws: DataProblems.self, "\(name)") {
      try DataFile(name: "f.yaml", text: text).scenario()
    }
    #expect(
      error?.description
        == "f.yaml:1: anchors and aliases are refused; write the value out where it is used")
  }

  @Test("The same file as a rate card and as claims is refused as well")
  func everyReaderRefuses() throws {
    let text = Self.laughs(before: "\r")
    let words = "acme.yaml:1: anchors and aliases are refused; write the value out where it is used"
    let found = try AcmeCard.problems(text)
    #expect(found == [words])
    let error = #expect(throws: DataProblems.self) {
      try DataFile(name: "acme.yaml", text: text).claims()
    }
    #expect(error?.description == words)
  }

  @Test("An anchor that nothing uses is refused, and an alias to nothing is no YAML")
  func alone() {
    let anchor = #expect(throws: DataProblems.self) {
      try DataFile(name: "f.yaml", text: "story: x\nscenario: &a y\n").scenario()
    }
    #expect(
      anchor?.description
        == "f.yaml:2: anchors and aliases are refused; write the value out where it is used")
    let alias = #expect(throws: DataProblems.self) {
      try DataFile(name: "f.yaml", text: "scenario: *a\n").scenario()
    }
    #expect(alias?.description == "f.yaml:1: not legal YAML: found undefined alias")
  }

  @Test(
    "Stars and ampersands in texts and formulas are no aliases",
    arguments: ["R&D and 2*D", "a & b * b", "x*y&y", "&", "*", "Terms *apply, AT&T"])
  func harmlessText(text: String) throws {
    let card = try AcmeCard.replacing("name: Acme Media", with: "name: \"\(text)\"")
    let found = try AcmeCard.problems(card)
    #expect(found == [])
  }
}
