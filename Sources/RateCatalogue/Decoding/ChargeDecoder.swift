import BillingTypes
import PricingRules

extension DataReader {
  /// Reads a charge.
  func charge(_ context: CardContext) -> Charge? {
    let map = self.map(.charge)
    guard let meter = map.required("meter")?.text() else { return nil }
    guard let term = context.vocabulary.meters[meter] else {
      map["meter"]?.report(
        "unknown meter '\(meter)'"
          + suggestion(for: meter, among: context.vocabulary.meters.keys.sorted())
          + "; data/vocabulary.yaml lists them")
      return nil
    }
    let price = chargePrice(map)
    let quantity = map["quantity"].map { $0.expression() } ?? Formula(.name(meter), at: 0)
    guard let price, let quantity else { return nil }
    let isUnknown = price.history.contains { $0.amounts.contains { $0 == nil } }
    if isUnknown, map["missing"] == nil {
      report("an unknown price needs 'missing': a sentence that says what is not known")
    }
    let minimum = map["minimum"]?.amount()
    let maximum = map["maximum"]?.amount()
    if let minimum, let maximum, minimum > maximum {
      map["minimum"]?.report("'minimum' \(minimum) is above 'maximum' \(maximum)")
    }
    return Charge(
      meter: meter, unit: term.unit ?? "unit", quantity: quantity, price: price,
      condition: map["when"]?.expression(), minimum: minimum,
      maximum: maximum, missing: map["missing"]?.text(),
      doubt: map["in_doubt"]?.text(),
      evidence: map["evidence"]?.evidence() ?? [])
  }

  private func chargePrice(_ map: DataMap) -> ChargePrice? {
    let per = map["per"]?.positive() ?? .one
    if let tiers = map["tiers"] {
      if map["price"] != nil { tiers.report("a charge has 'price' or 'tiers', not both") }
      return tiers.tieredPrice(per: map["per"])
    }
    guard let field = map.required("price") else { return nil }
    let model: ChargePrice.Model
    switch map["model"]?.text() ?? "per_unit" {
    case "per_unit": model = .perUnit(per: per)
    case "flat": model = .flat
    case "package": model = .package(size: per)
    case let other:
      map["model"]?.report(
        "unknown value '\(other)'; legal are 'per_unit', 'flat', 'package', and 'tiers' for steps")
      return nil
    }
    guard let (history, unit) = field.datedPrices() else { return nil }
    return ChargePrice(model: model, history: history, unit: unit)
  }

  /// One price, or a list of dated ones, and what they are paid in.
  private func datedPrices() -> (history: [DatedAmounts], unit: PriceUnit)? {
    var unit: PriceUnit?
    var history: [DatedAmounts] = []
    for entry in isList ? list() : [self] {
      guard
        let (amounts, entryUnit) = entry.datedAmounts(inList: isList, isFirst: history.isEmpty)
      else { continue }
      if let unit, unit != entryUnit {
        entry.report("all prices of a charge are in one unit")
      }
      unit = entryUnit
      if let from = amounts.from, let last = history.last?.from, from <= last {
        entry.report("'from' \(from) must be after the price before it, \(last)")
      }
      history.append(amounts)
    }
    return unit.map { (history, $0) }
  }

  /// One price: an amount, an expression, `unknown`, or a map of these with a date or a unit.
  private func datedAmounts(inList: Bool, isFirst: Bool) -> (DatedAmounts, PriceUnit)? {
    guard isMap else {
      if inList {
        report("a price in a list is {from: DAY, amount: …}")
        return nil
      }
      guard let amount = amountOrUnknown() else { return nil }
      return (
        DatedAmounts(from: nil, knownFrom: nil, calledOff: nil, amounts: [amount.value]), .money
      )
    }
    let map = self.map(.datedPrice)
    let known = map["known"]?.map(.known)
    let from = map["from"]?.day()
    if inList, !isFirst, map["from"] == nil { report("'from' is missing") }
    let unit = map["unit"]?.text().map { PriceUnit.credit(CreditID($0)) } ?? .money
    guard let amount = map.required("amount")?.amountOrUnknown() else { return nil }
    return (
      DatedAmounts(
        from: from, knownFrom: known?["from"]?.day(), calledOff: known?["to"]?.day(),
        amounts: [amount.value], reviewed: map["reviewed"]?.reviews() ?? []), unit
    )
  }

  /// An amount as an expression; the value is nil for `unknown`, the result nil for a mistake.
  private func amountOrUnknown() -> (value: Formula?, Void)? {
    if scalar == "unknown" { return (nil, ()) }
    if let text = scalar, text.hasPrefix("-") {
      report("'\(text)' must not be negative")
      return nil
    }
    if let mistake = mistakenNumber {
      report("\(mistake)")
      return nil
    }
    return expression().map { ($0, ()) }
  }

  /// What is wrong with a text that can only be meant as a number; `1e6` would else be a name.
  var mistakenNumber: NumberError? {
    guard let text = scalar else { return nil }
    do {
      _ = try DecimalText.parse(text)
      return nil
    } catch .notFinite(let text) {
      return .notFinite(text)
    } catch {
      let isNumeric = text.utf8.allSatisfy { "0123456789.,_'eE+-".utf8.contains($0) }
      switch error {
      case .exponent, .thousandSeparator: return isNumeric ? error : nil
      default: return nil
      }
    }
  }

  /// A number that is above zero.
  func positive(_ unit: NumberUnit = .plain) -> Rational? {
    guard let number = number(unit) else { return nil }
    guard number > .zero else {
      report("'\(scalar ?? "")' must be above zero")
      return nil
    }
    return number
  }

  private func tieredPrice(per: DataReader?) -> ChargePrice? {
    let map = self.map(.tiers)
    let mode = map.required("mode")?.choice(of: TierMode.self)
    let period = map["over"]?.choice(of: TierPeriod.self) ?? .request
    let steps = map.required("steps")?.list() ?? []
    let block = per?.positive()
    guard let mode, !steps.isEmpty else { return nil }
    if mode == .package || mode == .cliff {
      per?.report("'\(mode.rawValue)' pays for blocks and steps as a whole; leave 'per' out")
    }
    var upTo: [Rational?] = []
    var prices: [[DatedAmounts]] = []
    for (index, step) in steps.enumerated() {
      let key = mode == .package ? "size" : "up_to"
      let fields = step.map(mode == .package ? .packageStep : .step)
      guard let price = fields.required("price")?.stepPrices() else { return nil }
      prices.append(price)
      let bound = fields[key]?.positive()
      if mode == .package {
        if bound == nil { step.report("'size' is missing: how many units a package holds") }
        if steps.count > 1 { step.report("'package' has one step") }
      } else if bound == nil, index < steps.count - 1 {
        step.report("'up_to' is missing; only the last step may go on without end")
      }
      if let bound, let last = upTo.last ?? nil, bound <= last {
        step.report("'up_to' \(bound) must be above the step before it, \(last)")
      }
      upTo.append(bound)
    }
    return ChargePrice(
      model: .tiered(mode, over: period, upTo: upTo),
      history: Self.history(ofSteps: prices, per: block),
      unit: map["unit"]?.text().map { .credit(CreditID($0)) } ?? .money)
  }

  /// The prices of a step: one, or a list of dated ones.
  private func stepPrices() -> [DatedAmounts]? {
    guard isList || isMap else {
      return amountOrUnknown().map { amount in
        [DatedAmounts(from: nil, knownFrom: nil, calledOff: nil, amounts: [amount.value])]
      }
    }
    guard let (history, unit) = datedPrices() else { return nil }
    if unit != .money { report("'unit' stands beside 'steps', for all of them") }
    // What was called off for one step would go on in the others' changes.
    if history.contains(where: { $0.knownFrom != nil || $0.calledOff != nil }) {
      report("'known' does not go with the price of a step")
    }
    return history
  }

  /// The prices of all steps by date: a step that does not change goes on as it was.
  private static func history(
    ofSteps steps: [[DatedAmounts]], per: Rational?
  ) -> [DatedAmounts] {
    var starts: [DatedAmounts] = []
    for entry in steps.joined() where !starts.contains(where: { $0.from == entry.from }) {
      starts.append(entry)
    }
    starts.sort { ($0.from?.number ?? Int.min) < ($1.from?.number ?? Int.min) }
    return starts.map { start in
      let amounts = steps.map { step -> Formula? in
        let own = step.last { ($0.from?.number ?? Int.min) <= (start.from?.number ?? Int.min) }
        // Before its first price a step has none that is known.
        guard let amount = own?.amounts[0] else { return nil }
        guard let per, per != .one else { return amount }
        return Formula(.binary(.divide, amount, Formula(.number(per))))
      }
      return DatedAmounts(
        from: start.from, knownFrom: start.knownFrom, calledOff: start.calledOff, amounts: amounts,
        reviewed: start.reviewed)
    }
  }
}
