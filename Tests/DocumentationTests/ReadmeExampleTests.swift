import Foundation
import MediaCost
import TestSupport
import Testing

@Suite("The example in README.md") struct ReadmeExampleTests {
  @Test("runs, and prints what its comment says")
  func output() throws {
    var printed: [String] = []
    func print(_ value: Any) { printed.append("\(value)") }
    // README.md
    let pricer = try Catalogue.bundled.pricer("openai/gpt-image-2/generate", on: Day("2026-11-22")!)
    print(try pricer.price(["quality": "high"]).amount!)  // 0.21102 USD
    // as far as here
    let comments = try example().compactMap { line in
      line.firstRange(of: "// ").map { String(line[$0.upperBound...]) }
    }
    #expect(printed == comments)
  }

  @Test("is what this file compiles, line for line")
  func lines() throws {
    let own = try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8)
    let lines = own.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let start = try #require(lines.firstIndex(of: "// README.md"))
    let end = try #require(lines.firstIndex(of: "// as far as here"))
    let compiled = Array(lines[(start + 1)..<end])
    let example = try example()
    #expect(example.first == "import MediaCost" && lines.contains("import MediaCost"))
    #expect(Array(example.dropFirst()) == compiled)
  }

  /// The lines of the first piece of Swift in README.md.
  private func example() throws -> [String] {
    let readme = try String(
      contentsOf: Repository.root.appendingPathComponent("README.md"), encoding: .utf8)
    let block = try #require(
      readme.components(separatedBy: "```swift\n").dropFirst().first?
        .components(separatedBy: "```").first)
    return block.split(separator: "\n").map(String.init)
  }
}
