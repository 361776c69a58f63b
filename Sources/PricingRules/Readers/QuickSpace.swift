/// The 64-bit form of an offer's rules with registers of its own: nothing is counted or copied while a request
/// is priced.
final class QuickSpace {
  /// What leads to everything that pricing touches.
  struct View {
    fileprivate let tape: Unmanaged<RuleTape<Int64>>
    fileprivate let steps: UnsafeBufferPointer<RuleTape<Int64>.Instruction>
    fileprivate let cells: UnsafeBufferPointer<Int64>
    fileprivate let registers: UnsafeMutablePointer<Int64>
    fileprivate let inputs: UnsafeBufferPointer<Input>
    fileprivate let isFine: Int
    fileprivate let isComplete: Int
    fileprivate let isUnknown: Int
    fileprivate let amount: Int
  }

  /// A parameter: where it lies, and what is legal.
  struct Input {
    let register: Int
    let legal: LegalCells
  }

  /// Valid for as long as the space is kept.
  let view: View
  private let tape: RuleTape<Int64>

  /// Makes room, with every parameter at its default.
  init(_ tape: RuleTape<Int64>, legal: [LegalCells]) {
    self.tape = tape
    let registers = UnsafeMutablePointer<Int64>.allocate(capacity: tape.initial.count)
    for (place, number) in tape.initial.enumerated() {
      (registers + place).initialize(to: number)
    }
    view = View(
      tape: .passUnretained(tape), steps: Self.copy(of: tape.quickInstructions),
      cells: Self.copy(of: tape.cells),
      registers: registers,
      inputs: Self.copy(of: zip(tape.inputRegisters, legal).map { Input(register: $0, legal: $1) }),
      isFine: tape.isFine, isComplete: tape.isComplete, isUnknown: tape.isUnknown,
      amount: tape.amount)
  }

  /// Makes room that holds the same.
  convenience init(copying other: QuickSpace) {
    self.init(other.tape, legal: other.view.inputs.map(\.legal))
    view.registers.update(from: other.view.registers, count: tape.initial.count)
  }

  deinit {
    view.steps.deallocate()
    view.cells.deallocate()
    view.registers.deallocate()
    view.inputs.deallocate()
  }

  /// Sets every parameter back to its default.
  func reset() {
    tape.initial.withUnsafeBufferPointer { initial in
      if let initial = initial.baseAddress {
        view.registers.update(from: initial, count: tape.initial.count)
      }
    }
  }

  private static func copy<Element: BitwiseCopyable>(
    of values: [Element]
  ) -> UnsafeBufferPointer<Element> {
    let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: values.count)
    _ = copy.initialize(from: values)
    return UnsafeBufferPointer(copy)
  }
}

extension QuickSpace.View {
  /// How many inputs there are: parameters, and no meters.
  var inputCount: Int { inputs.count }

  /// What a parameter holds.
  func value(of slot: Int) -> Int64 { registers[inputs[slot].register] }

  @inline(__always)
  func set(_ slot: Int, to cell: Int64) { registers[inputs[slot].register] = cell }

  /// The form of a whole number that rules read; nil where it is not legal, or a look at it is not enough.
  @inline(__always)
  func cell(_ whole: Int, of slot: Int) -> Int64? {
    let legal = inputs[slot].legal
    let (cell, overflow) = Int64(whole).multipliedReportingOverflow(by: legal.scale)
    guard legal.scale != 0, !overflow, legal.contains(cell) == true else { return nil }
    return cell
  }

  /// Computes the amount and the checks.
  func run() { RuleTape.run(steps, registers, cells, tape) }

  /// Whether every check holds.
  var holds: Bool { registers[isFine] != 0 }

  /// The amount in picounits, and how much of it is known.
  var price: (picounits: Int128, completeness: Completeness) {
    (
      Int128(registers[amount]),
      Completeness(
        isComplete: registers[isComplete] != 0, isUnknown: registers[isUnknown] != 0)
    )
  }
}
