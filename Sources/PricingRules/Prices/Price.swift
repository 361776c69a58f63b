public import BillingTypes

/// A price model with its amounts, all known: what a quantity costs.
///
/// Costs are numbers in the price's own unit (money or credits) and exact; who needs money rounds once,
/// later.
///
/// | model | 10.1 seconds cost |
/// | --- | --- |
/// | `flat` 7.00 | 7.00 |
/// | `perUnit(per: 1)` 0.50 | 5.05 |
/// | `package(size: 5)` 0.50 | 1.50, three started blocks |
/// | graduated: 1.00 up to 5, then 0.50 | 7.55, each unit at its own step |
/// | volume: 1.00 up to 5, then 0.50 | 5.05, every unit at the step reached |
/// | cliff: 1.00 up to 5, then 3.00 | 3.00, the step reached, once |
public struct Price: Hashable, Sendable {
  /// How the quantity becomes a cost.
  public let model: ChargePrice.Model
  /// One amount, or one for each step.
  public let amounts: [Rational]
  private let formula: Formula

  /// Creates a price; a block holds a positive quantity, and every step has its amount.
  public init(_ model: ChargePrice.Model, amounts: [Rational]) {
    let terms = model.terms
    precondition(amounts.count == terms.amountCount, "as many amounts as the model has")
    precondition(terms.block.map { $0 > .zero } ?? true, "a block holds a positive quantity")
    self.model = model
    self.amounts = amounts
    formula = model.formula(
      of: Formula(.name(Self.quantity)), amounts: amounts.map { .literal($0) })
  }

  private static let quantity = "quantity"

  /// What `quantity` units cost.
  ///
  /// - Parameter quantity: Not negative.
  /// - Throws: `NumberError.overflow`.
  /// - Returns: The cost in the price's unit.
  public func cost(of quantity: Rational) throws(NumberError) -> Rational {
    do {
      return try formula.number(in: EvaluationScope(values: [Self.quantity: .number(quantity)]))
    } catch {
      // A formula of numbers alone can only fail to fit.
      guard case .number(let error) = error else { throw .overflow }
      throw error
    }
  }
}
