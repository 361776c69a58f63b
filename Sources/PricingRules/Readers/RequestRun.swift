import BillingTypes

/// Working space for pricing single requests with one compiled offer: one per thread, reused.
///
/// Values are set in place, each as often as it changes; ``legalPrice()`` then runs the rules.
public struct RequestRun {
  /// The compiled offer.
  public let compiled: CompiledOffer
  let tape: RuleTape<Int128>
  /// Numbers of 128 bits.
  ///
  /// Where there is a 64-bit form, only metered values in them are as they were set until they are asked.
  var registers: [Int128]
  /// The 64-bit form, if the offer was prepared for many requests.
  private var space: QuickSpace?
  private var quick: QuickSpace.View?
  private var reach = Reach.none
  /// Whether a metered value was set, which only the wider registers hold.
  private var isMetered = false

  /// How much has been computed since a value was set: nothing, the 64-bit form, the amount and the checks,
  /// or all that explains them.
  private enum Reach: Comparable { case none, narrow, quick, all }

  /// A value of a request in the form that rules read, to be set again and again.
  public struct Value: Hashable, Sendable {
    let slot: Int
    let number: Int64
  }

  /// Creates working space with every parameter at its default.
  public init(_ compiled: CompiledOffer) {
    self.compiled = compiled
    tape = compiled.tape
    registers = tape.initial
    space = compiled.quickTape.map {
      QuickSpace($0, legal: Array(compiled.legal.prefix(compiled.parameterCount)))
    }
    quick = space?.view
  }

  /// Sets every parameter back to its default and forgets metered values.
  public mutating func reset() {
    registers = tape.initial
    makeRoom()
    space?.reset()
    reach = .none
    isMetered = false
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
    if let quick, slot < quick.inputCount, let cell = quick.cell(whole, of: slot) {
      set(slot, cell)
    } else {
      set(try compiled.value(whole, of: slot))
    }
  }

  /// Gives a parameter or a meter a value that was prepared with one of the ``CompiledOffer`` methods that
  /// make one.
  public mutating func set(_ value: Value) { set(value.slot, value.number) }

  @inline(__always)
  private mutating func set(_ slot: Int, _ cell: Int64) {
    reach = .none
    // Parameters come before meters in both forms.
    if let quick, slot < quick.inputCount {
      makeRoom()
      self.quick?.set(slot, to: cell)
      if tape.readsGivenParameters, let given = tape.givenRegisters[slot] { registers[given] = 1 }
    } else {
      registers[tape.inputRegisters[slot]] = Int128(cell)
      if let given = tape.givenRegisters[slot] { registers[given] = 1 }
      isMetered = true
    }
  }

  /// Sees to it that no copy of this value has the same registers.
  @inline(__always)
  private mutating func makeRoom() {
    if space == nil || isKnownUniquelyReferenced(&space) { return }
    takeRoom()
  }

  @inline(never)
  private mutating func takeRoom() {
    space = space.map { QuickSpace(copying: $0) }
    quick = space?.view
  }

  /// What an input holds.
  func cell(of slot: Int) -> Int128 {
    if let quick, slot < quick.inputCount { return Int128(quick.value(of: slot)) }
    return registers[tape.inputRegisters[slot]]
  }

  /// The explanation of the first rule that the request breaks, or nil when it is legal.
  ///
  /// - Throws: ``PricingError`` for a rule that has no value.
  public mutating func brokenRequirement() throws(PricingError) -> String? {
    if runNarrow() || runQuick() { return nil }
    for check in compiled.lowered.checks {
      guard check.subject.isRule else { break }
      if holds(check) { continue }
      if case .rule(let index) = check.subject {
        return compiled.offer.requirements[index].explanation
      }
      if case .split(let index) = check.subject { return compiled.offer.splits[index].explanation }
      if case .element(let name) = check.subject { return ParameterList.explanation(of: name) }
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
    if runNarrow(), let quick { return quick.price }
    if !runQuick() {
      for check in compiled.lowered.checks where !check.subject.isRule && !holds(check) {
        throw failure(of: check)
      }
    }
    return (
      registers[tape.amount],
      Completeness(
        isComplete: registers[tape.isComplete] != 0, isUnknown: registers[tape.isUnknown] != 0)
    )
  }

  /// Prices the request as it is set, if the offer's rules allow it.
  ///
  /// - Returns: the known amount in picounits of the offer's currency, and how much of it is known.
  /// - Throws: ``RequestError`` for the first rule that the request breaks, and for a formula without a value.
  public mutating func legalPrice() throws(RequestError) -> (
    picounits: Int128, completeness: Completeness
  ) {
    if runNarrow(), let quick { return quick.price }
    let broken: String?
    do throws(PricingError) {
      broken = try brokenRequirement()
      if broken == nil { return try price() }
    } catch {
      throw .pricing(offer: compiled.offer.id, error)
    }
    throw .refused(offer: compiled.offer.id, explanation: broken ?? "")
  }

  /// Computes the 64-bit form.
  ///
  /// - Returns: Whether it tells all: not without one, and not of a request that is not fine.
  @inline(__always)
  private mutating func runNarrow() -> Bool {
    guard !isMetered, quick != nil else { return false }
    if reach == .none {
      makeRoom()
      quick?.run()
      reach = .narrow
    }
    return quick?.holds ?? false
  }

  /// Computes the amount and the checks.
  ///
  /// - Returns: Whether every check holds.
  private mutating func runQuick() -> Bool {
    if reach < .quick {
      run(tape.quickInstructions)
      reach = .quick
    }
    return registers[tape.isFine] != 0
  }

  /// Whether nothing that sources disagree on matters to the request.
  mutating func isUndisputed() -> Bool {
    guard let step = compiled.lowered.isUndisputed else { return true }
    runAll()
    return truth(step)
  }

  /// Computes what explains a price too.
  mutating func runAll() {
    guard reach < .all else { return }
    run(tape.instructions)
    reach = .all
  }

  private mutating func run(_ instructions: [RuleTape<Int128>.Instruction]) {
    if let quick {
      for slot in 0..<quick.inputCount {
        registers[tape.inputRegisters[slot]] = Int128(quick.value(of: slot))
      }
    }
    registers.withUnsafeMutableBufferPointer { registers in
      guard let first = registers.baseAddress else { return }
      tape.run(instructions, first)
    }
  }

  private func holds(_ check: LoweredCheck) -> Bool { truth(check.node) }

  func value(_ step: Int) -> Int128 { registers[tape.register(of: step)] }

  func truth(_ step: Int) -> Bool { value(step) != 0 }

  /// The exact number that a step stands for; nil where it does not fit 128 bits in lowest terms.
  func number(_ number: GraphNumber) -> Rational? {
    let above = Rational(value(number.numerator))
    guard let scaled = try? above * number.factor else { return nil }
    guard let divisor = number.divisor else { return scaled }
    return try? scaled / Rational(value(divisor))
  }
}

// The pointers in `quick` lead to memory that `space` owns; it is only written by the one value that holds it,
// and a copy of this value gets memory of its own before it writes.
extension RequestRun: @unchecked Sendable {}

extension Completeness {
  /// How much of an amount is known, by the two truth values that rules give.
  package init(isComplete: Bool, isUnknown: Bool) {
    self = isComplete ? .complete : isUnknown ? .unknown : .partial
  }
}
