import BillingTypes

/// Working space for pricing single requests with one compiled offer: one per thread, reused.
///
/// Values are set in place, each as often as it changes; ``price()`` then runs the rules.
public struct RequestRun: Sendable {
  /// The compiled offer.
  public let compiled: CompiledOffer
  var registers: [Int128]
  private var reach = Reach.none

  /// How much has been computed since a value was set.
  private enum Reach { case none, quick, all }

  /// A value of a request in the form that rules read, to be set again and again.
  public struct Value: Hashable, Sendable {
    let slot: Int
    let number: Int64
  }

  /// Creates working space with every parameter at its default.
  public init(_ compiled: CompiledOffer) {
    self.compiled = compiled
    registers = compiled.tape.initial
  }

  /// Sets every parameter back to its default and forgets metered values.
  public mutating func reset() {
    registers = compiled.tape.initial
    reach = .none
  }

  /// Gives a parameter or a meter a value; a meter then keeps it against the estimate.
  ///
  /// - Throws: ``RequestError`` for a value that is not legal.
  public mutating func set(_ slot: Int, to value: FormulaValue) throws(RequestError) {
    set(try compiled.value(value, of: slot))
  }

  /// Gives a parameter or a meter a whole number, the fast way.
  ///
  /// - Throws: ``RequestError`` for a number that is not legal.
  public mutating func set(_ slot: Int, to whole: Int) throws(RequestError) {
    set(try compiled.value(whole, of: slot))
  }

  /// Gives a parameter or a meter a value that was prepared with ``CompiledOffer/value(_:of:)``.
  public mutating func set(_ value: Value) {
    registers[compiled.tape.inputRegisters[value.slot]] = Int128(value.number)
    if let given = compiled.tape.givenRegisters[value.slot] { registers[given] = 1 }
    reach = .none
  }

  /// The explanation of the first rule that the request breaks, or nil when it is legal.
  ///
  /// - Throws: ``PricingError`` for a rule that has no value.
  public mutating func brokenRequirement() throws(PricingError) -> String? {
    runQuick()
    for check in compiled.lowered.checks {
      guard check.subject.isRule else { break }
      if holds(check) { continue }
      if case .rule(let index) = check.subject {
        return compiled.offer.requirements[index].explanation
      }
      throw failure(of: check)
    }
    return nil
  }

  /// Prices the request as it is set, whether or not a rule refuses it.
  ///
  /// - Returns: the known amount in picounits of the offer's currency, and how much of it is known.
  /// - Throws: ``PricingError`` for the first formula without a value.
  public mutating func price() throws(PricingError) -> (
    picounits: Int128, completeness: Completeness
  ) {
    runQuick()
    for check in compiled.lowered.checks where !check.subject.isRule && !holds(check) {
      throw failure(of: check)
    }
    let lowered = compiled.lowered
    let completeness: Completeness =
      truth(lowered.isComplete) ? .complete : truth(lowered.isUnknown) ? .unknown : .partial
    return (value(lowered.amount), completeness)
  }

  private mutating func runQuick() {
    guard reach == .none else { return }
    run(compiled.tape.quickInstructions)
    reach = .quick
  }

  /// Computes what explains a price too.
  mutating func runAll() {
    guard reach != .all else { return }
    run(compiled.tape.instructions)
    reach = .all
  }

  private mutating func run(_ instructions: [RuleTape.Instruction]) {
    let tape = compiled.tape
    registers.withUnsafeMutableBufferPointer { registers in
      guard let first = registers.baseAddress else { return }
      tape.run(instructions, first)
    }
  }

  private func holds(_ check: LoweredCheck) -> Bool { truth(check.node) }

  func value(_ step: Int) -> Int128 { registers[compiled.tape.register(of: step)] }

  func truth(_ step: Int) -> Bool { value(step) != 0 }

  /// The exact number that a step stands for; nil where it does not fit 128 bits in lowest terms.
  func number(_ number: GraphNumber) -> Rational? {
    let above = Rational(value(number.numerator))
    guard let scaled = try? above * number.factor else { return nil }
    guard let divisor = number.divisor else { return scaled }
    return try? scaled / Rational(value(divisor))
  }
}
