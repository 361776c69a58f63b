import Testing
import UsageRating

@testable import PricingRules

@Suite("Columns of a usage log")
struct LogColumnTests {
  @Test("The columns with a meaning of their own are three")
  func names() {
    #expect(LogColumn.allCases.map(\.rawValue) == ["timestamp", "offer", "feature"])
  }
}
