import Foundation
import TestSupport
import Testing

/// Everything that another package can name says what it is.
@Suite("Comments of the public interface")
struct PublicCommentTests {
  @Test("Every public declaration of a library product has a comment", arguments: products)
  func declarations(product: String) throws {
    let folder = Repository.root.appendingPathComponent("Sources/\(product)")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".swift") }
    #expect(!files.isEmpty)
    var found: [String] = []
    for file in files {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      found += uncommented(text).map { "\(product)/\(file):\($0)" }
    }
    #expect(found == [])
  }

  @Test(
    "A declaration without a comment is found, and only that",
    arguments: [
      (text: "public struct A {}", found: [1]),
      (text: "/// A.\npublic struct A {}", found: []),
      (text: "/// A.\n@frozen\npublic struct A {\n  public let b: Int\n}", found: [4]),
      (
        text: "/// A.\npublic enum A {\n  /// B.\n  case b\n  case c\n}\nenum D {\n  case e\n}",
        found: [5]
      ),
      (text: "/// A.\npublic protocol A {\n  var b: Int { get }\n}", found: [3]),
      (text: "  @inlinable public func a() {}", found: [1]),
      (text: "public import A\npublic extension B {}", found: []),
      (
        text:
          "/// A.\npublic enum A {\n  /// B.\n  public func c() {\n    switch self {\n    case .b: 1\n    }\n  }\n}",
        found: []
      ),
    ])
  func check(text: String, found: [Int]) {
    #expect(uncommented(text) == found)
  }
}

/// The library products, as Package.swift lists them.
private let products: [String] = {
  let package = try? String(
    contentsOf: Repository.root.appendingPathComponent("Package.swift"), encoding: .utf8)
  return (package ?? "").components(separatedBy: ".library(name: \"").dropFirst()
    .compactMap { $0.components(separatedBy: "\"").first }
}()

/// The numbers of lines that declare something public without a comment above.
///
/// Files are formatted, so that indentation tells where a declaration ends.
private func uncommented(_ text: String) -> [Int] {
  var found: [Int] = []
  var isCommented = false
  // The indentation of the members of the public enum or protocol that is open.
  var members: (indentation: Int, words: [String])?
  for (index, line) in text.components(separatedBy: "\n").enumerated() {
    let indentation = line.prefix { $0 == " " }.count
    let code = line.dropFirst(indentation)
    if code.hasPrefix("///") {
      isCommented = true
      continue
    }
    if code.hasPrefix("@"), !code.contains("public ") { continue }
    let words = code.split(separator: " ").map(String.init)
    if let open = members, indentation < open.indentation, !code.isEmpty { members = nil }
    let isPublic =
      words.contains("public")
      && words.prefix { $0 != "public" }.allSatisfy { word in
        word.hasPrefix("@") || ["final", "indirect"].contains(word)
      }
    let kind = words.first { ["import", "extension", "enum", "protocol"].contains($0) }
    let isMember =
      members.map { open in
        indentation == open.indentation && words.first.map(open.words.contains) ?? false
      } ?? false
    if (isPublic && kind != "import" && kind != "extension") || isMember {
      if !isCommented { found.append(index + 1) }
    }
    if isPublic, kind == "enum" { members = (indentation + 2, ["case", "indirect"]) }
    if isPublic, kind == "protocol" {
      members = (
        indentation + 2,
        ["var", "func", "init", "static", "associatedtype", "mutating", "subscript"]
      )
    }
    isCommented = false
  }
  return found
}
