package import BillingTypes

/// The price models, each stated once: as a formula of the quantity and the amounts, which is lowered,
/// evaluated and explained like any other formula.
extension ChargePrice.Model {
  /// What a quantity costs.
  ///
  /// - Parameters:
  ///   - quantity: What is metered, not negative.
  ///   - amounts: One, or one for each step.
  /// - Returns: The cost in the price's unit, exact.
  package func formula(of quantity: Formula, amounts: [Formula]) -> Formula {
    switch self {
    case .flat: amounts[0]
    case .perUnit(let per): quantity * amounts[0] / .literal(per)
    case .package(let size): Self.blocks(of: quantity, size) * amounts[0]
    case .tiered(.package, _, let upTo):
      Self.blocks(of: quantity, upTo[0] ?? .one) * amounts[0]
    case .tiered(.graduated, _, let upTo): Self.graduated(quantity, upTo, amounts)
    case .tiered(.volume, _, let upTo): quantity * Self.reached(by: quantity, upTo, amounts)
    case .tiered(.cliff, _, let upTo):
      .choice(
        quantity.is(.equal, .literal(.zero)), .literal(.zero),
        Self.reached(by: quantity, upTo, amounts))
    }
  }

  /// What a quantity may cost when its price depends on the month's total, one formula for each case; empty
  /// for a price that does not.
  ///
  /// Each unit costs what one of the steps says. A block or a step that earlier usage has paid costs nothing
  /// more.
  package func formulasOverMonth(of quantity: Formula, amounts: [Formula]) -> [Formula] {
    guard countsOverMonth, case .tiered(let mode, _, _) = self else { return [] }
    switch mode {
    case .graduated, .volume: return amounts.map { quantity * $0 }
    case .package: return [.literal(.zero), formula(of: quantity, amounts: amounts)]
    case .cliff:
      let isNothing = quantity.is(.equal, .literal(.zero))
      return [.literal(.zero)] + amounts.map { .choice(isNothing, .literal(.zero), $0) }
    }
  }

  /// Started blocks.
  private static func blocks(of quantity: Formula, _ size: Rational) -> Formula {
    Formula(.call(.ceil, [quantity / .literal(size)]))
  }

  /// Each unit at the price of its own step; what goes beyond the last bound costs as the last step.
  private static func graduated(
    _ quantity: Formula, _ upTo: [Rational?], _ amounts: [Formula]
  ) -> Formula {
    var cost = Formula.literal(.zero)
    var begin = Rational.zero
    for (index, amount) in amounts.enumerated() {
      var inside = quantity
      if let end = upTo[index], index < amounts.count - 1 {
        inside = Formula(.call(.min, [inside, .literal(end)]))
      }
      inside = Formula(.call(.max, [inside, .literal(begin)]))
      cost = cost + (inside - .literal(begin)) * amount
      begin = upTo[index] ?? begin
    }
    return cost
  }

  /// The amount of the step that a total reaches; a total on a bound is inside it.
  private static func reached(
    by quantity: Formula, _ upTo: [Rational?], _ amounts: [Formula]
  ) -> Formula {
    var result = amounts[amounts.count - 1]
    for index in amounts.indices.dropLast().reversed() {
      guard let end = upTo[index] else { continue }
      result = .choice(Formula.literal(end).is(.less, quantity), result, amounts[index])
    }
    return result
  }
}

extension ChargePrice.Model {
  /// What there is to say of the model beside its amounts.
  public var terms: PriceTerms {
    switch self {
    case .flat: PriceTerms()
    case .perUnit(let per): PriceTerms(block: per)
    case .package(let size): PriceTerms(block: size, paysStartedBlocks: true)
    case .tiered(let mode, let period, let upTo):
      PriceTerms(steps: .init(mode: mode, period: period, upTo: upTo))
    }
  }

  /// Whether a quantity of zero costs nothing, whatever the amounts are.
  package var isFreeForNothing: Bool {
    if case .flat = self { false } else { true }
  }

  /// Whether the price of one more unit depends on the month's total rather than on the request.
  public var countsOverMonth: Bool { terms.steps?.period == .month }
}

extension ChargePrice.Model {
  /// How many units are sold at once; nil where any quantity is.
  package var blockSize: Rational? {
    switch self {
    case .package(let size): size
    case .tiered(.package, _, let upTo): upTo[0] ?? .one
    default: nil
    }
  }

  /// Where one step goes over into the next, ascending; empty for prices without steps.
  package var stepEnds: [Rational] {
    guard case .tiered(let mode, _, let upTo) = self, mode != .package else { return [] }
    return upTo.dropLast().compactMap(\.self)
  }
}

extension Formula {
  /// A number, also one below zero.
  package static func literal(_ number: Rational) -> Formula {
    guard number.isNegative, let positive = try? number.negated() else {
      return Formula(.number(number))
    }
    return Formula(.unary(.minus, Formula(.number(positive))))
  }

  /// `if(condition, then, otherwise)`.
  package static func choice(_ condition: Formula, _ then: Formula, _ otherwise: Formula) -> Formula
  {
    Formula(.call(.if, [condition, then, otherwise]))
  }

  /// A comparison.
  func `is`(_ symbol: BinaryOperator, _ other: Formula) -> Formula {
    Formula(.binary(symbol, self, other))
  }

  static func + (left: Formula, right: Formula) -> Formula { left.is(.add, right) }
  static func - (left: Formula, right: Formula) -> Formula { left.is(.subtract, right) }
  static func * (left: Formula, right: Formula) -> Formula { left.is(.multiply, right) }
  static func / (left: Formula, right: Formula) -> Formula { left.is(.divide, right) }
}
