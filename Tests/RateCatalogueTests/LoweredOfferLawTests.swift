import BillingTypes
import TestSupport
@testable import PricingRules
import RateCatalogue
import Testing

/// The narrow form that columns and SQL read against the wide one that requests run, over requests from seeds.
@Suite("Lowered forms of the shipped offers")
struct LoweredOfferLawTests {
  static let ids = OfferShapes.ids

  /// The quoter of a day on which an offer was sold, and the offer in both forms.
  private struct Subject {
    let offer: Offer
    let compiled: CompiledOffer
    let whole: LoweredOffer
    let codes: WordCodes
    let places: DecimalPlaces

    init(_ id: OfferID) throws {
      let catalogue = try Repository.catalogue()
      offer = try #require(catalogue.offer(id))
      let quoter = Quoter(catalogue: catalogue, asOf: RangeLawTests.day(for: offer))
      let worths = try quoter.creditWorths(of: offer, plan: nil)
      compiled = try quoter.compile(offer, worths: worths)
      places = DecimalPlaces(catalogue)
      var codes = WordCodes()
      whole = try LoweredOffer(
        offer, currency: compiled.currency, on: quoter.asOf,
        creditWorth: Dictionary(uniqueKeysWithValues: worths.map { ($0.credit, $0.money) }),
        setting: LoweringSetting(
          given: Set(offer.allParameters.map(\.name) + offer.meters), places: places),
        codes: &codes)
      self.codes = codes
    }

    /// A value as the form's inputs have it.
    func whole(_ value: FormulaValue, of input: RuleInput) throws -> Int64? {
      switch value {
      case .boolean(let truth): return truth ? 1 : 0
      case .choice(let word): return codes.known(word)
      case .number(let number):
        let scaled = try number * Rational(Int128(decimalPower(places[input.name])))
        // Finer than a column can be, as a legal value of a list may be.
        guard scaled.isWhole, let whole = Int64(exactly: scaled.numerator) else { return nil }
        return whole
      }
    }
  }

  @Test("Both forms give the same amount and refuse the same requests", arguments: ids)
  func bothFormsAgree(id: OfferID) throws {
    let subject: Subject
    do {
      subject = try Subject(id)
    } catch {
      // Columns and SQL refuse what may not fit, and say so; requests have the wider form.
      #expect("\(error)".contains("64 bits"))
      return
    }
    var boxes = RandomBoxes(offer: subject.offer, seed: 7)
    var random = SplitMix64(seed: 11)
    let prepared = subject.compiled.preparedForMany()
    #expect(prepared.isPreparedForMany)
    let plain = PlainRuleGraph(graph: subject.whole.graph)
    var fineCount = 0
    for _ in 0..<300 {
      var request = boxes.request(in: boxes.box())
      // Some values are left out, and some meters are given.
      for parameter in subject.offer.allParameters
      where parameter.defaultValue != nil && Int.random(in: 0..<5, using: &random) == 0 {
        request[parameter.name] = nil
      }
      for input in subject.whole.inputs
      where input.isMeter && Int.random(in: 0..<5, using: &random) == 0 {
        let whole = Int128(Int.random(in: 0...1_000_000_000, using: &random))
        let parts: Int128 = subject.offer.countedMeters.contains(input.name) ? 1 : 1000
        request[input.name] = .number(try Rational(whole, over: parts))
      }
      let given = try subject.whole.inputs.map { input in
        try request[input.name].flatMap { try subject.whole($0, of: input) }
      }
      guard zip(subject.whole.inputs, given).allSatisfy({ request[$0.name] == nil || $1 != nil })
      else { continue }
      guard zip(subject.whole.inputs, given).allSatisfy({ $1.map($0.range.contains) ?? true })
      else { continue }
      let values = try #require(plain.values(given: given), "\(request) leaves a range")
      let expected = Self.price(request, subject.compiled)
      let quick = Self.price(request, prepared)
      #expect(
        quick?.picounits == expected?.picounits && quick?.completeness == expected?.completeness,
        "\(request)")
      let isFine = subject.whole.isFine.map { values[$0] == 1 } ?? true
      #expect(isFine == (expected != nil), "\(request)")
      guard isFine, let expected else { continue }
      fineCount += 1
      #expect(Int128(values[subject.whole.amount]) == expected.picounits, "\(request)")
      let completeness: Completeness =
        values[subject.whole.isComplete] == 1
        ? .complete : values[subject.whole.isUnknown] == 1 ? .unknown : .partial
      #expect(completeness == expected.completeness, "\(request)")
    }
    #expect(fineCount > 20, "hardly any request of \(id) is legal")
  }

  static func price(
    _ request: [String: FormulaValue], _ compiled: CompiledOffer
  ) -> (picounits: Int128, completeness: Completeness)? {
    var run = RequestRun(compiled)
    for (name, value) in request {
      guard let slot = compiled.slot(of: name), (try? run.set(slot, to: value)) != nil else {
        return nil
      }
    }
    guard let broken = try? run.brokenRequirement() as String??, broken == nil else { return nil }
    return try? run.price()
  }
}
