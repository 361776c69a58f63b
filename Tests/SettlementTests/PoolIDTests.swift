import PricingRules
import TestSupport
import Testing

@testable import Settlement

@Suite("The ids of pools")
struct PoolIDTests {
  static let sorted: [(PoolID, String)] = [
    (.packs("acme/a"), "packs acme/a"), (.packs("acme/b"), "packs acme/b"),
    (.plan("acme/p", allowance: "acme/a"), "plan acme/p acme/a"),
    (.plan("acme/p", allowance: "images"), "plan acme/p images"),
    (.plan("acme/q", allowance: "acme/a"), "plan acme/q acme/a"),
    (.steps("acme/m/generate", charge: 2, meter: "images"), "tiers acme/m/generate 2 images"),
    (.steps("acme/m/generate", charge: 10, meter: "images"), "tiers acme/m/generate 10 images"),
    (.fee("acme/p"), "plan acme/p"),
  ]

  @Test("They are in a stated order, and name the line of a month")
  func order() {
    #expect(Self.sorted.map(\.0) == Self.sorted.map(\.0).reversed().sorted())
    #expect(Self.sorted.map(\.0.description) == Self.sorted.map(\.1))
  }

  @Test("An id begins with its provider")
  func provider() {
    #expect(Self.sorted.map(\.0.provider) == Self.sorted.map { _ in "acme" })
    #expect(PlanID("acme/p").provider == "acme")
  }
}
