import BillingTypes
import PricingRules
import TestSupport
import Testing

/// How ceilings treat each kind of price, and each thing a card may say of a charge.
@Suite("RequestCeiling")
struct RequestCeilingTests {
  static let seconds = Sample.count("seconds")
  static let quality = Sample.choice("quality", ["low", "high"], default: "low")

  static func interval(_ low: Int, _ high: Int) -> ValueRange {
    .number(Rational(low)...Rational(high))
  }

  static func ceiling(
    _ charges: Charge..., values: [String: ValueRange] = ["seconds": interval(3, 12)],
    requirements: [Requirement] = [], tiers: [ServiceTier] = [],
    outcomes: [Outcome: OutcomeBilling] = [:], derivations: [Derivation] = []
  ) -> RequestCeiling {
    Sample.offer(
      parameters: [seconds, quality], requirements: requirements, derivations: derivations,
      charges: charges, serviceTiers: tiers, outcomes: outcomes
    ).ceiling(of: values, on: Sample.day)
  }

  static func cost(_ text: String) -> [RequestCeiling.Limit] { [.atMost(Sample.number(text))] }

  typealias Model = ChargePrice.Model

  @Test(
    "The most of 3 to 12 seconds under each kind of price",
    arguments: [
      (Model.flat, ["7"], "7"), (.perUnit(per: .one), ["0.5"], "6"),
      (.perUnit(per: Rational(10)), ["0.5"], "0.6"), (.package(size: Rational(5)), ["1"], "3"),
      (.perUnit(per: .one), ["if(quality == low, 1, 2)"], "12"),
      (.tiered(.package, over: .request, upTo: [Rational(5)]), ["1"], "3"),
      (.tiered(.graduated, over: .request, upTo: [Rational(10), nil]), ["2", "1"], "22"),
      // 10 at 2 cost more than 12 at 1.
      (.tiered(.volume, over: .request, upTo: [Rational(10), nil]), ["2", "1"], "20"),
      (.tiered(.volume, over: .request, upTo: [Rational(2), nil]), ["9", "1"], "12"),
      (.tiered(.cliff, over: .request, upTo: [Rational(5), nil]), ["4", "3"], "4"),
      (.tiered(.cliff, over: .request, upTo: [Rational(2), nil]), ["4", "3"], "3"),
      // Over a month every unit may fall into the dearest step.
      (.tiered(.graduated, over: .month, upTo: [Rational(1), nil]), ["1", "2"], "24"),
      (.tiered(.volume, over: .month, upTo: [Rational(1), nil]), ["2", "1"], "24"),
      (.tiered(.cliff, over: .month, upTo: [Rational(1), nil]), ["2", "1"], "2"),
    ] as [(Model, [String], String)])
  func models(model: Model, amounts: [String], most: String) {
    let price = ChargePrice(model: model, history: [Sample.amounts(amounts)], unit: .money)
    let ceiling = Self.ceiling(Sample.charge("video_seconds", quantity: "seconds", price))
    #expect(ceiling.charges.map(\.cost) == Self.cost(most))
    #expect(ceiling.charges.map(\.quantity) == Self.cost("12"))
  }

  @Test("Service tier, cap and floor come in the order of a quote")
  func adjusted() {
    let tiers = [ServiceTier(name: "batch", multiplier: Sample.number("0.5"), latency: nil)]
    func cost(_ tier: ValueRange?, minimum: String? = nil, maximum: String? = nil)
      -> [RequestCeiling
      .Limit]
    {
      var values = ["seconds": Self.interval(3, 12)]
      values["service_tier"] = tier
      return Self.ceiling(
        Sample.charge(
          "video_seconds", quantity: "seconds", Sample.price("2"), minimum: minimum,
          maximum: maximum), values: values, tiers: tiers
      ).charges.map(\.cost)
    }
    #expect(cost(nil) == Self.cost("24"))
    #expect(cost(.choice(["batch"])) == Self.cost("12"))
    #expect(cost(.choice(["batch", "standard"])) == Self.cost("24"))
    #expect(cost(nil, maximum: "20") == Self.cost("20"))
    #expect(cost(.choice(["batch"]), minimum: "15") == Self.cost("15"))
  }

  @Test("A condition that may hold counts, one that cannot hold does not")
  func conditions() {
    func cost(when condition: String, _ values: [String: ValueRange]) -> [RequestCeiling.Limit] {
      Self.ceiling(
        Sample.charge("video_seconds", quantity: "seconds", Sample.price("2"), when: condition),
        values: values
      ).charges.map(\.cost)
    }
    let both = ["seconds": Self.interval(3, 12), "quality": .choice(["low", "high"])]
    #expect(cost(when: "quality == high", both) == Self.cost("24"))
    #expect(cost(when: "quality == high", ["seconds": Self.interval(3, 12)]) == Self.cost("0"))
    #expect(cost(when: "seconds <= 5", both) == Self.cost("10"))
  }

  @Test("Charges that exclude each other are not added up")
  func exclusive() {
    let ceiling = Self.ceiling(
      Sample.charge("a", quantity: "seconds", Sample.price("2"), when: "quality == low"),
      Sample.charge("b", quantity: "seconds", Sample.price("3"), when: "quality == high"),
      values: ["seconds": Self.interval(3, 12), "quality": .choice(["low", "high"])])
    #expect(ceiling.charges.map(\.cost) == Self.cost("24") + Self.cost("36"))
    #expect(ceiling.totals.map(\.cost) == Self.cost("36"))
    #expect(ceiling.money() == .atMost(Rational(36)))
  }

  @Test("A rule across parameters lowers the ceiling, and one that nothing meets leaves none")
  func requirements() {
    let charge = Sample.charge("video_seconds", quantity: "seconds", Sample.price("2"))
    func rule(_ text: String) -> Requirement {
      Requirement(condition: Sample.expression(text), explanation: "no")
    }
    let values = ["seconds": Self.interval(3, 12), "quality": ValueRange.choice(["low", "high"])]
    let some = Self.ceiling(
      charge, values: values, requirements: [rule("seconds <= 4 or quality == low and seconds < 8")]
    )
    #expect(some.charges.map(\.cost) == Self.cost("14"))
    let none = Self.ceiling(charge, values: values, requirements: [rule("seconds > 12")])
    #expect(none.isEmpty)
    #expect(none.charges.map(\.cost.reason) == ["no request in these ranges is legal"])
  }

  @Test("A given meter counts instead of the estimate")
  func metered() {
    let charge = Sample.charge("video_seconds", Sample.price("2"))
    let estimate = Sample.estimate("video_seconds", "seconds * 2", confidence: .low)
    let estimated = Self.ceiling(charge, derivations: [estimate])
    #expect(estimated.charges.map(\.cost) == Self.cost("48"))
    #expect(estimated.charges.map(\.estimates) == [["video_seconds"]])
    let given = Self.ceiling(
      charge, values: ["video_seconds": Self.interval(0, 5)], derivations: [estimate])
    #expect(given.charges.map(\.cost) == Self.cost("10"))
    #expect(given.charges.map(\.estimates) == [[]])
  }

  @Test("What is not known has a reason instead of a ceiling, unless nothing of it is used")
  func unknown() {
    let charge = Sample.charge(
      "video_seconds", quantity: "seconds", Sample.price("unknown"), missing: "nobody knows")
    #expect(Self.ceiling(charge).charges.map(\.cost) == [.unknown("nobody knows")])
    #expect(Self.ceiling(charge).charges.map(\.quantity) == Self.cost("12"))
    #expect(
      Self.ceiling(charge, values: ["seconds": Self.interval(0, 0)]).charges.map(\.cost)
        == Self.cost("0"))
    let meter = Self.ceiling(Sample.charge("tokens", Sample.price("2")))
    #expect(
      meter.charges.map(\.cost) == [.unknown("the quantity of 'tokens' is not known")])
  }

  @Test("What a source doubts is no ceiling")
  func doubt() {
    let charge = Charge(
      meter: "video_seconds", unit: "second", quantity: Sample.expression("seconds"),
      price: Sample.price("2"), doubt: "sources disagree")
    #expect(
      Self.ceiling(charge).charges.map(\.cost) == [.unknown("video_seconds: sources disagree")])
  }

  @Test("An outcome that is not billed is free, and one that nobody knows has no ceiling")
  func outcomes() {
    let charge = Sample.charge("video_seconds", quantity: "seconds", Sample.price("2"))
    func cost(_ outcomes: Set<String>) -> [RequestCeiling.Limit] {
      Self.ceiling(
        charge, values: ["seconds": Self.interval(3, 12), "outcome": .choice(outcomes)],
        outcomes: [.failed: .notBilled]
      ).charges.map(\.cost)
    }
    #expect(cost(["succeeded"]) == Self.cost("24"))
    #expect(cost(["failed"]) == Self.cost("0"))
    #expect(cost(["succeeded", "failed"]) == Self.cost("24"))
    #expect(
      cost(["failed", "moderated_input"]) == [
        .unknown(
          "video_seconds: whether a request that ended as 'moderated_input' is billed is not known")
      ])
  }
}
