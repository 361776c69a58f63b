public import BillingTypes
public import PricingRules

/// An expected cost: what is known of it, what it can be, and how much of it that leaves open.
public struct ExpectedCost: Hashable, Sendable {
  /// The sum of what is known.
  public let known: Money
  /// The figure; nil where nothing is known, so that ``known`` is a lower bound of nothing.
  public let amount: Money?
  /// What it can be.
  public let range: CodedRange

  /// How much of it is known.
  public var completeness: Completeness {
    range.completeness(hasAmount: amount != nil)
  }

  /// Whether nothing but prices that may change leaves it open: what they may do is in the figure already.
  package var isOpenByPricesAlone: Bool { range.reasons == [.priceRisk] }
}

extension ExpectedCost {
  /// A cost that nothing leaves open.
  init(_ amount: Money) {
    known = amount
    self.amount = amount
    range = CodedRange(amount)
  }

  /// The same with another figure that is as open: both ends are as far from it.
  ///
  /// - Parameter other: The figure.
  /// - Returns: Its cost; an end that does not fit is taken as nothing, or as none.
  func moved(to other: Money) -> ExpectedCost {
    func moved(_ end: Money) -> Money? {
      (try? end + (other - known)).map {
        Money(picounits: max(0, $0.picounits), in: other.currency)
      }
    }
    return ExpectedCost(
      known: other, amount: amount.map { _ in other },
      range: CodedRange(
        floor: moved(range.floor) ?? .zero(in: other.currency),
        ceiling: range.ceiling.flatMap(moved), reasons: range.reasons))
  }
}

extension Forecast {
  /// What the lines that `isIncluded` picks are expected to cost together.
  public func expected(where isIncluded: (ForecastLine) -> Bool) -> ExpectedCost {
    let lines = lines.filter(isIncluded)
    let known = sum(lines.compactMap(\.cost))
    // Months in which nothing is asked for make no figure of those of which nothing is known.
    let hasAmount =
      known.picounits != 0 || lines.allSatisfy { $0.cost != nil && $0.missing.isEmpty }
    // Both ends fit: ``checkSums()`` added them up when the forecast was made.
    let range = try? range(where: isIncluded)
    return ExpectedCost(
      known: known, amount: hasAmount ? known : nil,
      range: range
        ?? CodedRange(floor: .zero(in: scenario.currency), ceiling: nil, reasons: []))
  }

  /// What one line is expected to cost.
  public func expected(of line: ForecastLine) -> ExpectedCost {
    expected {
      $0.month == line.month && $0.feature == line.feature && $0.offer == line.offer
        && $0.charge == line.charge && $0.meter == line.meter && $0.seller == line.seller
    }
  }

  /// The sum of the lines that `isIncluded` picks, and how much of it is known.
  public func cost(where isIncluded: (ForecastLine) -> Bool) -> (Money, Completeness) {
    let expected = expected(where: isIncluded)
    return (expected.known, expected.completeness)
  }
}
