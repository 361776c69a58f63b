import Testing

@testable import CostAnalysis

/// One input's shares of the variance, alone and at all.
@Suite("A driver's shares")
struct DriverTests {
  static func driver(_ first: (Double, Double), _ total: (Double, Double)) -> Driver? {
    Driver(
      name: "chance", firstOrder: .init(value: first.0, error: first.1),
      total: .init(value: total.0, error: total.1))
  }

  @Test("Shares that differ as they should are told as they were found")
  func ordered() throws {
    let driver = try #require(Self.driver((0.2, 0.02), (0.3, 0.03)))
    #expect(driver.firstOrder == 0.2 && driver.total == 0.3)
    #expect(driver.firstOrderError == 0.02 && driver.totalError == 0.03)
  }

  @Test(
    "Nothing alone is more than at all: where chance has it so, both are what the two make likeliest"
  )
  func together() throws {
    let driver = try #require(Self.driver((0.32, 0.02), (0.30, 0.01)))
    #expect(driver.firstOrder == driver.total)
    #expect(abs(driver.total - 0.304) < 1e-12)
    let even = try #require(Self.driver((0.5, 0), (0.5, 0)))
    #expect(even.firstOrder == 0.5 && even.total == 0.5)
  }

  @Test("A share alone that is far above what the input does at all is not told")
  func impossible() throws {
    let driver = try #require(Self.driver((0.6, 0.02), (0.3, 0.03)))
    #expect(driver.firstOrder == nil && driver.total == 0.3)
  }

  @Test("What is under twice its error is not told")
  func uncertain() throws {
    #expect(Self.driver((0.2, 0.02), (0.03, 0.02)) == nil)
    #expect(try #require(Self.driver((0.01, 0.02), (0.3, 0.03))).firstOrder == nil)
  }
}
