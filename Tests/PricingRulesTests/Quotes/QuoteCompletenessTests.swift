import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing

/// Unknown is never zero: a figure is complete, a lower bound, or not given at all.
@Suite("What a quote does not know")
struct QuoteCompletenessTests {
  static let known = Sample.charge("output_images", quantity: "images", Sample.price("0.1"))

  static func offer(
    _ charges: Charge..., outcomes: [Outcome: OutcomeBilling] = [:]
  ) -> Offer {
    Sample.offer(
      parameters: [
        Sample.count("images"), Sample.choice("quality", ["low", "high"], default: "low"),
      ],
      tables: ["rate": Sample.table([(["low"], "0.1"), (["high"], "unknown")])],
      charges: charges, outcomes: outcomes)
  }

  static func unknown(
    _ quantity: String = "1", model: ChargePrice.Model = .perUnit(per: .one),
    missing: String? = nil
  ) -> Charge {
    Sample.charge(
      "requests", quantity: quantity, Sample.price("unknown", model: model), missing: missing)
  }

  @Test("A known and an unknown charge are a lower bound, and what is missing is named")
  func partial() throws {
    let quote = try Sample.quote(
      Self.offer(Self.known, Self.unknown(missing: "the fee per request was not found")))
    #expect(quote.completeness == .partial)
    #expect(quote.amount?.decimalText == "0.1")
    #expect(quote.missing.map(\.words) == ["the fee per request was not found"])
    #expect(quote.lines.map(\.meter) == ["output_images", "requests"])
    #expect(quote.lines.map(\.amount?.decimalText) == ["0.1", nil])
    #expect(quote.lines.map(\.unitPrice) == [Sample.number("0.1"), nil])
    #expect(quote.lines.map(\.missing?.words) == [nil, "the fee per request was not found"])
    #expect(quote.lines[1].quantity == .one)
  }

  @Test("Where nothing is known there is no amount, not zero")
  func unknown() throws {
    let quote = try Sample.quote(Self.offer(Self.unknown()))
    #expect(quote.completeness == .unknown)
    #expect(quote.amount == nil)
    #expect(quote.missing.map(\.words) == ["requests: the price is not known"])
  }

  @Test("What is missing twice is named once")
  func missingOnce() throws {
    let quote = try Sample.quote(Self.offer(Self.unknown(), Self.unknown()))
    #expect(quote.missing.map(\.words) == ["requests: the price is not known"])
    #expect(quote.lines.count == 2)
  }

  @Test(
    "Nothing of an unknown price costs nothing",
    arguments: [
      .perUnit(per: .one), .perUnit(per: Rational(1000)), .package(size: Rational(5)),
      .tiered(.graduated, over: .request, upTo: [nil]),
      .tiered(.volume, over: .request, upTo: [nil]), .tiered(.cliff, over: .request, upTo: [nil]),
      .tiered(.package, over: .request, upTo: [Rational(5)]),
    ] as [ChargePrice.Model])
  func zeroOfUnknown(model: ChargePrice.Model) throws {
    let nothing = try Sample.quote(Self.offer(Self.known, Self.unknown("0", model: model)))
    #expect(nothing.completeness == .complete)
    #expect(nothing.amount?.decimalText == "0.1")
    #expect(nothing.missing.map(\.words) == [])
    let some = try Sample.quote(Self.offer(Self.known, Self.unknown("0.001", model: model)))
    #expect(some.completeness == .partial)
  }

  @Test("A flat price is charged for nothing, too, so an unknown one stays unknown")
  func zeroOfUnknownFlat() throws {
    let quote = try Sample.quote(Self.offer(Self.known, Self.unknown("0", model: .flat)))
    #expect(quote.completeness == .partial)
  }

  @Test("A cell that is unknown makes that request's price unknown, and no other's")
  func unknownCell() throws {
    let charge = Sample.charge("output_images", quantity: "images", Sample.price("rate[quality]"))
    let low = try Sample.quote(Self.offer(charge))
    #expect(low.completeness == .complete)
    #expect(low.amount?.decimalText == "0.1")
    let high = try Sample.quote(Self.offer(charge), ["quality": "high"])
    #expect(high.completeness == .unknown)
    #expect(high.amount == nil)
    #expect(high.missing.map(\.words) == ["output_images: the price is not known"])
  }

  @Test("One unknown step of a tiered price makes the charge unknown")
  func unknownStep() throws {
    let charge = Sample.charge(
      "output_images", quantity: "images",
      Sample.price(
        "0.1", "unknown", model: .tiered(.graduated, over: .request, upTo: [Rational(10), nil])))
    #expect(try Sample.quote(Self.offer(charge)).completeness == .unknown)
  }

  @Test("A quantity that nobody gives is missing, and can be given")
  func unknownQuantity() throws {
    let offer = Self.offer(Self.known, Sample.charge("gpu_seconds", Sample.price("0.01")))
    let without = try Sample.quote(offer)
    #expect(without.completeness == .partial)
    #expect(
      without.missing.map(\.words) == [
        "gpu_seconds: the quantity is not known; give it as 'gpu_seconds=…'"
      ])
    #expect(without.lines[1].quantity == nil)
    let with = try Sample.quote(offer, ["gpu_seconds": "2.5"])
    #expect(with.completeness == .complete)
    #expect(with.amount?.decimalText == "0.125")
  }

  @Test("A condition that is not known leaves its charge unknown")
  func unknownCondition() throws {
    let charge = Sample.charge(
      "requests", quantity: "1", Sample.price("1"), when: "gpu_seconds > 1")
    let meter = Sample.charge("gpu_seconds", Sample.price("0.01"))
    #expect(try Sample.quote(Self.offer(charge, meter)).completeness == .unknown)
    let given = try Sample.quote(Self.offer(charge, meter), ["gpu_seconds": "1"])
    #expect(given.completeness == .complete)
    #expect(given.amount?.decimalText == "0.01")
  }

  @Test(
    "An outcome nobody documents costs nothing to all; one that is not billed is a complete zero")
  func outcomes() throws {
    let offer = Self.offer(Self.known, outcomes: [.failed: .notBilled])
    let moderated = try Sample.quote(offer, ["outcome": "moderated_output"])
    #expect(moderated.completeness == .partial)
    #expect(moderated.pricing == .unknown)
    #expect(moderated.amount == .zero(in: .usd))
    #expect(moderated.range.floor == .zero(in: .usd))
    #expect(moderated.range.ceiling?.decimalText == "0.1")
    #expect(moderated.range.reasons.map(\.code.rawValue) == ["outcome_unknown"])
    #expect(
      moderated.lines.map(\.range)
        == [moderated.range].map { line in
          AmountRange(
            floor: line.floor, ceiling: line.ceiling, reasons: line.reasons, isExact: false)
        })
    #expect(
      moderated.missing.map(\.words) == [
        "output_images: whether a request that ended as 'moderated_output' is billed is not known"
      ])
    let failed = try Sample.quote(offer, ["outcome": "failed"])
    #expect(failed.completeness == .complete)
    #expect(failed.amount == .zero(in: .usd))
  }

  @Test("A price of zero is a known price")
  func free() throws {
    let quote = try Sample.quote(
      Self.offer(Sample.charge("output_images", quantity: "images", Sample.price("0"))))
    #expect(quote.completeness == .complete)
    #expect(quote.amount == .zero(in: .usd))
    #expect(quote.lines.map(\.unitPrice) == [.zero])
  }

  @Test("Lines of nothing are left out, unless there is nothing else")
  func emptyLines() throws {
    let none = Sample.charge("requests", quantity: "0", Sample.price("1"))
    #expect(try Sample.quote(Self.offer(none, Self.known)).lines.map(\.meter) == ["output_images"])
    let empty = try Sample.quote(Self.offer(none))
    #expect(empty.lines.map(\.meter) == ["requests"])
    #expect(empty.lines.map(\.unitPrice) == [nil])
    #expect(empty.amount == .zero(in: .usd))
  }

  @Test("A rule about something unknown refuses nothing")
  func unknownRule() throws {
    let offer = Sample.offer(
      requirements: [
        Requirement(condition: Sample.expression("gpu_seconds < 10"), explanation: "too long")
      ],
      charges: [Sample.charge("gpu_seconds", Sample.price("0.01"))])
    #expect(try Sample.quote(offer).completeness == .unknown)
    let error = try #require(throws: RequestError.self) {
      try Sample.quote(offer, ["gpu_seconds": "10"])
    }
    #expect(error.description == "acme/still/generate: too long")
  }
}
