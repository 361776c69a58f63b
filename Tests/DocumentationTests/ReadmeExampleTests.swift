import BillingTypes
import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing

@Suite("The example in README.md") struct ReadmeExampleTests {
  /// The lines of README.md's example, as this file compiles them.
  private func example(data: String) throws -> String {
    let here = Repository.root
    let folder = try DataFolder.locate(
      rates: data, environment: [:], currentFolder: here, executable: nil)
    let day = try #require(Day("2026-11-22"))
    let quoter = Quoter(catalogue: try CatalogueFiles(folder).catalogue(), asOf: day)
    let quote = try quoter.quote("openai/gpt-image-2/generate", ["quality": "high"])
    return "\(try #require(quote.amount)) \(quote.completeness.rawValue)"
  }

  @Test("prints what its comment says")
  func comment() throws {
    let readme = try String(
      contentsOf: Repository.root.appendingPathComponent("README.md"), encoding: .utf8)
    let printed = try example(data: "data")
    #expect(readme.contains("// \(printed)"))
  }

  @Test("uses only calls that this file compiles")
  func calls() throws {
    let readme = try String(
      contentsOf: Repository.root.appendingPathComponent("README.md"), encoding: .utf8)
    let source = try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8)
    let example = try #require(
      readme.components(separatedBy: "```swift\n").dropFirst().first?
        .components(separatedBy: "```").first)
    for word in [
      "DataFolder.locate(", "CatalogueFiles(folder).catalogue()", "Quoter(catalogue: ",
      #"quoter.quote("openai/gpt-image-2/generate", ["quality": "high"])"#,
    ] {
      #expect(example.contains(word) && source.contains(word))
    }
    for line in example.split(separator: "\n") where line.hasPrefix("import ") {
      #expect(source.contains("\(line)\n"))
    }
  }
}
