import BillingTypes
import PricingRules
import TestSupport
import Testing

/// How ranges treat each kind of price, and each thing a card may say of a charge.
@Suite("Amount ranges")
struct AmountRangeTests {
  static let seconds = Sample.count("seconds")
  static let quality = Sample.choice("quality", ["low", "high"], default: "low")

  static func interval(_ low: Int, _ high: Int) -> InputState {
    .notReported(within: .number(Rational(low)...Rational(high)))
  }

  static let unreported = InputState.notReported(within: nil)

  static func words(_ words: Set<String>) -> InputState { .notReported(within: .choice(words)) }

  static func range(
    _ charges: Charge..., states: [String: InputState] = ["seconds": interval(3, 12)],
    requirements: [Requirement] = [], tiers: [ServiceTier] = [],
    outcomes: [Outcome: OutcomeBilling] = [:], derivations: [Derivation] = []
  ) throws -> AmountRange? {
    let offer = Sample.offer(
      parameters: [seconds, quality], requirements: requirements, derivations: derivations,
      charges: charges, serviceTiers: tiers, outcomes: outcomes)
    return try CompiledOffer(offer, currency: .usd, on: Sample.day).range(of: states)
  }

  /// Floor and ceiling as text; `none` where there is none.
  static func ends(_ range: AmountRange?) -> [String] {
    guard let range else { return ["no request"] }
    return [range.floor.decimalText, range.ceiling?.decimalText ?? "none"]
  }

  typealias Model = ChargePrice.Model

  @Test(
    "The least and the most of 3 to 12 seconds under each kind of price",
    arguments: [
      (Model.flat, ["7"], "7", "7"), (.perUnit(per: .one), ["0.5"], "1.5", "6"),
      (.perUnit(per: Rational(10)), ["0.5"], "0.15", "0.6"),
      (.package(size: Rational(5)), ["1"], "1", "3"),
      (.perUnit(per: .one), ["if(quality == low, 1, 2)"], "3", "12"),
      (.tiered(.package, over: .request, upTo: [Rational(5)]), ["1"], "1", "3"),
      (.tiered(.graduated, over: .request, upTo: [Rational(10), nil]), ["2", "1"], "6", "22"),
      // 10 at 2 cost more than 12 at 1.
      (.tiered(.volume, over: .request, upTo: [Rational(10), nil]), ["2", "1"], "6", "20"),
      (.tiered(.volume, over: .request, upTo: [Rational(2), nil]), ["9", "1"], "3", "12"),
      (.tiered(.cliff, over: .request, upTo: [Rational(5), nil]), ["4", "3"], "3", "4"),
      (.tiered(.cliff, over: .request, upTo: [Rational(2), nil]), ["4", "3"], "3", "3"),
      // Over a month every unit may fall into any step.
      (.tiered(.graduated, over: .month, upTo: [Rational(1), nil]), ["1", "2"], "3", "24"),
      (.tiered(.volume, over: .month, upTo: [Rational(1), nil]), ["2", "1"], "3", "24"),
      (.tiered(.cliff, over: .month, upTo: [Rational(1), nil]), ["2", "1"], "0", "2"),
      (.tiered(.package, over: .month, upTo: [Rational(5)]), ["1"], "0", "3"),
    ] as [(Model, [String], String, String)])
  func models(model: Model, amounts: [String], least: String, most: String) throws {
    let price = ChargePrice(model: model, history: [Sample.amounts(amounts)], unit: .money)
    let range = try Self.range(Sample.charge("video_seconds", quantity: "seconds", price))
    #expect(Self.ends(range) == [least, most])
    #expect(range?.isExact == true)
  }

  @Test("Service tier, cap and floor come in the order of a quote")
  func adjusted() throws {
    let tiers = [ServiceTier(name: "batch", multiplier: Sample.number("0.5"), latency: nil)]
    func ends(_ tier: InputState?, minimum: String? = nil, maximum: String? = nil) throws
      -> [String]
    {
      var states = ["seconds": Self.interval(3, 12)]
      states["service_tier"] = tier
      return Self.ends(
        try Self.range(
          Sample.charge(
            "video_seconds", quantity: "seconds", Sample.price("2"), minimum: minimum,
            maximum: maximum), states: states, tiers: tiers))
    }
    #expect(try ends(nil) == ["6", "24"])
    #expect(try ends(.given(.choice("batch"))) == ["3", "12"])
    #expect(try ends(Self.words(["batch", "standard"])) == ["3", "24"])
    #expect(try ends(nil, maximum: "20") == ["6", "20"])
    #expect(try ends(.given(.choice("batch")), minimum: "15") == ["15", "15"])
  }

  @Test("A condition that may hold counts, one that cannot hold does not")
  func conditions() throws {
    func ends(when condition: String, _ states: [String: InputState]) throws -> [String] {
      Self.ends(
        try Self.range(
          Sample.charge("video_seconds", quantity: "seconds", Sample.price("2"), when: condition),
          states: states))
    }
    let both = ["seconds": Self.interval(3, 12), "quality": Self.unreported]
    #expect(try ends(when: "quality == high", both) == ["0", "24"])
    #expect(try ends(when: "quality == high", ["seconds": Self.interval(3, 12)]) == ["0", "0"])
    #expect(try ends(when: "seconds <= 5", both) == ["0", "10"])
  }

  @Test("Charges that exclude each other are not added up")
  func exclusive() throws {
    let range = try Self.range(
      Sample.charge("a", quantity: "seconds", Sample.price("2"), when: "quality == low"),
      Sample.charge("b", quantity: "seconds", Sample.price("3"), when: "quality == high"),
      states: ["seconds": Self.interval(3, 12), "quality": Self.unreported])
    #expect(Self.ends(range) == ["6", "36"])
    #expect(range?.reasons == [.notReported("seconds"), .notReported("quality")])
  }

  @Test("A rule across parameters narrows the range, and one that nothing meets leaves none")
  func requirements() throws {
    let charge = Sample.charge("video_seconds", quantity: "seconds", Sample.price("2"))
    func rule(_ text: String) -> Requirement {
      Requirement(condition: Sample.expression(text), explanation: "no")
    }
    let states = ["seconds": Self.interval(3, 12), "quality": Self.unreported]
    let some = try Self.range(
      charge, states: states,
      requirements: [rule("seconds <= 4 or quality == low and seconds < 8")])
    #expect(Self.ends(some) == ["6", "14"])
    #expect(try Self.range(charge, states: states, requirements: [rule("seconds > 12")]) == nil)
    let none = try Self.range(charge, states: ["seconds": Self.interval(1001, 2000)])
    #expect(none == nil)
  }

  @Test("A given meter counts instead of the estimate, and an estimate's spread opens the range")
  func metered() throws {
    let charge = Sample.charge("video_seconds", Sample.price("2"))
    let spread = EstimateSpread(low: Sample.number("0.5"), high: Sample.number("1.25"))
    let estimate = Derivation(
      name: "video_seconds", expression: Sample.expression("seconds * 2"), isMeter: true,
      confidence: .low, spread: spread)
    let estimated = try Self.range(
      charge, states: ["seconds": .given(.number(Rational(4)))], derivations: [estimate])
    #expect(Self.ends(estimated) == ["8", "20"])
    #expect(estimated?.reasons.map(\.code.rawValue) == ["estimate_spread"])
    let given = try Self.range(
      charge, states: ["video_seconds": .estimated(low: .one, high: Rational(5))],
      derivations: [estimate])
    #expect(Self.ends(given) == ["2", "10"])
  }

  @Test("What is not known leaves no ceiling, and a reason, unless nothing of it is used")
  func unknown() throws {
    let charge = Sample.charge(
      "video_seconds", quantity: "seconds", Sample.price("unknown"), missing: "nobody knows")
    let open = try Self.range(charge)
    #expect(Self.ends(open) == ["0", "none"])
    #expect(open?.reasons.contains(.priceUnknown(meter: "video_seconds")) == true)
    #expect(
      Self.ends(try Self.range(charge, states: ["seconds": Self.interval(0, 0)])) == ["0", "0"])
    let meter = try Self.range(Sample.charge("tokens", Sample.price("2")), states: [:])
    #expect(Self.ends(meter) == ["0", "none"])
    #expect(meter?.reasons == [.quantityUnknown(meter: "tokens")])
  }

  @Test("A price that sources disagree on is a floor and no ceiling")
  func doubt() throws {
    let charge = Charge(
      meter: "video_seconds", unit: "second", quantity: Sample.expression("seconds"),
      price: Sample.price("2"), doubt: "sources disagree")
    let range = try Self.range(charge, states: ["seconds": .given(.number(Rational(3)))])
    #expect(Self.ends(range) == ["6", "none"])
    #expect(range?.reasons.map(\.code.rawValue) == ["sources_disagree"])
  }

  @Test("An outcome that nobody knows of is anything from free to billed")
  func outcomes() throws {
    let charge = Sample.charge("video_seconds", quantity: "seconds", Sample.price("2"))
    func range(_ outcome: InputState) throws -> AmountRange? {
      try Self.range(
        charge, states: ["seconds": Self.interval(3, 12), "outcome": outcome],
        outcomes: [.failed: .notBilled])
    }
    #expect(Self.ends(try range(.given(.choice("succeeded")))) == ["6", "24"])
    #expect(Self.ends(try range(.given(.choice("failed")))) == ["0", "0"])
    #expect(Self.ends(try range(Self.words(["succeeded", "failed"]))) == ["0", "24"])
    let open = try range(.given(.choice("moderated_input")))
    #expect(Self.ends(open) == ["0", "24"])
    #expect(
      open?.reasons.contains(.outcomeUnknown(meter: "video_seconds", .moderatedInput)) == true)
  }

  @Test("A name that the offer does not have is an error that lists those it has")
  func unknownName() {
    #expect(throws: RequestError.self) {
      try Self.range(
        Sample.charge("a", quantity: "seconds", Sample.price("2")),
        states: ["secnds": Self.unreported])
    }
  }
}
