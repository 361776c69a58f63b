import BillingTypes
package import PricingRules

extension Sample {
  /// Amounts that have always held; `unknown` is an amount nobody knows.
  package static func amounts(_ texts: [String]) -> DatedAmounts {
    DatedAmounts(
      from: nil, knownFrom: nil, calledOff: nil,
      amounts: texts.map { $0 == "unknown" ? nil : expression($0) })
  }

  /// One amount from a day on; `unknown` is an amount nobody knows.
  package static func amount(
    _ text: String, from day: String? = nil, known: String? = nil, calledOff: String? = nil
  ) -> DatedAmounts {
    DatedAmounts(
      from: day.map(Sample.day), knownFrom: known.map(Sample.day),
      calledOff: calledOff.map(Sample.day), amounts: [text == "unknown" ? nil : expression(text)])
  }

  /// A price that has always held, per unit where no other model is named; `unknown` is one nobody knows.
  package static func price(
    _ amounts: String..., model: ChargePrice.Model = .perUnit(per: .one),
    in unit: PriceUnit = .money
  ) -> ChargePrice {
    ChargePrice(model: model, history: [Sample.amounts(amounts)], unit: unit)
  }

  /// A price for so many units that has always held.
  package static func price(
    _ amount: String, per: String, in unit: PriceUnit = .money
  ) -> ChargePrice {
    price(amount, model: .perUnit(per: number(per)), in: unit)
  }

  /// A price per unit that changes.
  package static func price(_ history: [DatedAmounts]) -> ChargePrice {
    ChargePrice(model: .perUnit(per: .one), history: history, unit: .money)
  }

  /// Steps over a month, each with its bound and its amount.
  package static func steps(
    _ mode: TierMode, _ steps: [(upTo: String?, amount: String)]
  ) -> ChargePrice {
    ChargePrice(
      model: .tiered(mode, over: .month, upTo: steps.map { $0.upTo.map(number) }),
      history: [amounts(steps.map(\.amount))], unit: .money)
  }

  /// A charge; its quantity is the meter's own where no other is named.
  package static func charge(
    _ meter: String, quantity: String? = nil, _ price: ChargePrice, unit: String = "image",
    when condition: String? = nil, minimum: String? = nil, maximum: String? = nil,
    missing: String? = nil, doubt: String? = nil, evidence: [Evidence] = []
  ) -> Charge {
    Charge(
      meter: meter, unit: unit, quantity: expression(quantity ?? meter), price: price,
      condition: condition.map(expression), minimum: minimum.map(number),
      maximum: maximum.map(number), missing: missing, doubt: doubt, evidence: evidence)
  }

  /// A rule that says what will be metered.
  package static func estimate(
    _ name: String, _ formula: String, isMeter: Bool = true, confidence: Confidence? = nil,
    spread: EstimateSpread? = nil
  ) -> Derivation {
    Derivation(
      name: name, expression: expression(formula), isMeter: isMeter, confidence: confidence,
      spread: spread)
  }
}
