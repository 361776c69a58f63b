import CostAnalysis
import PricingRules
import TestSupport
import Testing

@testable import UsageRating

@Suite("Other words for columns")
struct LogSynonymTests {
  private func layout(_ header: String, ignoresUnknown: Bool = false) throws -> LogLayout {
    let catalogue = try Repository.catalogue()
    return try LogLayout(
      header: Array(header.utf8), catalogue: catalogue, places: DecimalPlaces(catalogue),
      ignoresUnknown: ignoresUnknown)
  }

  @Test("A synonym, other letters and a size are read, and said")
  func synonyms() throws {
    let layout = try layout("Timestamp,offer,duration,n,Quality,size,seed\n", ignoresUnknown: true)
    #expect(
      layout.values.map(\.name) == ["seconds", "images", "quality", "width", "height"])
    #expect(layout.reading.ignored == ["seed"])
    #expect(
      layout.reading.synonyms.map { "\($0.column) \($0.name)" }
        == [
          "Timestamp timestamp", "duration seconds", "n images", "Quality quality",
          "size width x height",
        ])
  }

  @Test(
    "Two columns for one thing are refused",
    arguments: [
      ("timestamp,offer,seconds,duration", "'duration' means the same as 'seconds'"),
      ("timestamp,offer,n,images", "'n' means the same as 'images'"),
      ("timestamp,offer,Quality,quality", "'Quality' means the same as 'quality'"),
      ("timestamp,offer,size,width", "'size' means the same as 'width'"),
      ("timestamp,offer,height,Size", "'Size' means the same as 'height'"),
    ])
  func twice(header: String, message: String) throws {
    let error = #expect(throws: LogError.self) { try layout(header + "\n") }
    #expect(error?.description.contains(message) ?? false, "\(error?.description ?? "")")
  }
}
