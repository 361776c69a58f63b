import BillingTypes
import PricingRules

/// Short ways to write offers, charges and catalogues in tests.
enum Sample {
  static let day = day("2026-06-01")

  static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

  /// An expression from text that is known to be right.
  static func expression(_ text: String) -> Formula {
    do throws(FormulaError) {
      return try Formula(parsing: text)
    } catch {
      preconditionFailure("'\(text)': \(error)")
    }
  }

  /// A number from text that is known to be right.
  static func number(_ text: String) -> Rational {
    do throws(NumberError) {
      return try DecimalText.parse(text)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Amounts that have always held; `unknown` is an amount nobody knows.
  static func amounts(_ texts: [String]) -> DatedAmounts {
    DatedAmounts(
      from: nil, knownFrom: nil, calledOff: nil,
      amounts: texts.map { $0 == "unknown" ? nil : expression($0) })
  }

  static func price(
    _ amounts: String..., model: ChargePrice.Model = .perUnit(per: .one),
    in unit: PriceUnit = .money
  ) -> ChargePrice {
    ChargePrice(model: model, history: [Sample.amounts(amounts)], unit: unit)
  }

  static func charge(
    _ meter: String, quantity: String? = nil, _ price: ChargePrice, unit: String = "image",
    when condition: String? = nil, minimum: String? = nil, maximum: String? = nil,
    missing: String? = nil, evidence: [Evidence] = []
  ) -> Charge {
    Charge(
      meter: meter, unit: unit, quantity: expression(quantity ?? meter), price: price,
      condition: condition.map(expression), minimum: minimum.map(number),
      maximum: maximum.map(number), missing: missing, evidence: evidence)
  }

  static func estimate(
    _ name: String, _ formula: String, isMeter: Bool = true, confidence: Confidence? = nil,
    spread: EstimateSpread? = nil
  ) -> Derivation {
    Derivation(
      name: name, expression: expression(formula), isMeter: isMeter, confidence: confidence,
      spread: spread)
  }

  /// A whole number from 0 to 1000 that has a default.
  static func count(_ name: String, default value: Int? = 1, unit: String? = nil) -> Parameter {
    Parameter(
      name: name, domain: .integer(lower: 0, upper: 1000, step: 1),
      defaultValue: value.map { .number(Rational($0)) }, unit: unit)
  }

  static func choice(_ name: String, _ words: [String], default word: String?) -> Parameter {
    Parameter(
      name: name, domain: .choice(words), defaultValue: word.map { .choice($0) }, unit: nil)
  }

  static func offer(
    _ id: String = "acme/still/generate", category: MediaCategory = .imageGeneration,
    validity: Validity = Validity(), parameters: [Parameter] = [],
    requirements: [Requirement] = [], tables: [String: LookupTable] = [:],
    derivations: [Derivation] = [], charges: [Charge], serviceTiers: [ServiceTier] = [],
    outcomes: [Outcome: OutcomeBilling] = [:], cautions: [String] = [], evidence: [Evidence] = []
  ) -> Offer {
    Offer(
      id: id, model: "still", summary: "", category: category, integration: .requestResponse,
      validity: validity, parameters: parameters, requirements: requirements, tables: tables,
      derivations: derivations, charges: charges, serviceTiers: serviceTiers, outcomes: outcomes,
      capabilities: [], latency: nil, cautions: cautions, evidence: evidence, examples: [])
  }

  static func catalogue(
    _ offers: Offer..., plans: [Plan] = [], credits: [Credit] = [],
    vocabulary: Vocabulary = .empty
  ) -> Catalogue {
    let card = RateCard(
      provider: "acme", name: "Acme", relation: .direct, currency: .usd, offers: offers,
      plans: plans, credits: credits)
    return Catalogue(cards: [card], vocabulary: vocabulary)
  }

  /// The quote of a request to one offer alone.
  static func quote(
    _ offer: Offer, _ request: Request = [:], on day: Day = Sample.day
  ) throws(RequestError) -> Quote {
    try Quoter(catalogue: catalogue(offer), asOf: day).quote(offer.id, request)
  }

  static func table(_ cells: [([String], String)]) -> LookupTable {
    LookupTable(
      keyCount: cells[0].0.count,
      rows: cells.map { (keys: $0, cell: $1 == "unknown" ? .unknown : .amount(number($1))) })
  }
}
