import BillingTypes

/// A graph as a flat list of instructions over registers, for readers that price one request at a time.
///
/// Steps that no result needs are left out, an estimate is the number itself, and constants, inputs and
/// whether they are given lie in registers that no instruction writes. Registers are numbers of 128 bits, or
/// of 64 where every step is proven to fit.
final class RuleTape<Number: FixedWidthInteger & SignedInteger & BitwiseCopyable & Sendable>:
  Sendable
{
  /// What an instruction does.
  enum Operation: UInt8, Sendable {
    case add, subtract, multiply, root, least, greatest, isEqual, isLess, both, either, isNot,
      choice
    /// Floors of quotients: of numbers that fit 64 bits, of such that are not negative, and of any.
    case narrowQuotient, naturalQuotient, quotient
    /// A cell found by arithmetic: with one key whose values are neighbours, with any keys; and one that is
    /// searched for.
    case listedCell, cell, searchedCell
  }

  /// One step: registers, and for cells the place of the table.
  struct Instruction: BitwiseCopyable, Sendable {
    var operation: Operation
    var target: Int32
    var a: Int32
    var b: Int32
    var c: Int32
  }

  /// A table with the registers of its keys.
  struct Table: Sendable {
    let registers: [Int32]
    let grid: CellGrid?
    let rows: StepTable
  }

  /// All instructions, in order.
  let instructions: [Instruction]
  /// Those that the amount, how much of it is known, and the checks need.
  let quickInstructions: [Instruction]
  /// Those that depend on inputs that vary while the others stay as they are.
  let varyingInstructions: [Instruction]
  let tables: [Table]
  /// The cells of tables whose one key has neighbouring values.
  let cells: [Number]
  /// What registers hold before anything is given.
  let initial: [Number]
  /// By input: the register of its value.
  let inputRegisters: [Int]
  /// By input: the register that says whether it is given; nil where no step asks.
  let givenRegisters: [Int?]
  /// Whether some step asks whether a parameter is given.
  let readsGivenParameters: Bool
  /// Registers of truth values: every check holds, nothing of the amount is missing, there is no amount.
  let isFine: Int
  let isComplete: Int
  let isUnknown: Int
  /// The register of the amount in picounits.
  let amount: Int
  private let registers: [Int32]

  /// Lays out an offer's rules.
  ///
  /// - Parameters:
  ///   - lowered: The rules, none of whose wanted steps is wider than the registers.
  ///   - others: Steps that are wanted besides the amount, how much of it is known, and the checks.
  ///   - varying: Inputs that vary while the others stay as they are.
  init(_ lowered: LoweredOffer, others: [Int], varying: Set<Int> = []) {
    let graph = lowered.graph
    var quick = [lowered.amount, lowered.isComplete, lowered.isUnknown]
    quick += lowered.checks.map(\.node) + [lowered.isFine].compactMap(\.self)
    let live = Self.needed(by: quick + others, graph)
    let quickLive = Self.needed(by: quick, graph)
    var registers = [Int32](repeating: -1, count: graph.nodes.count)
    var initial: [Number] = []
    var inputRegisters: [Int] = []
    var givenRegisters = [Int?](repeating: nil, count: graph.inputs.count)
    for input in graph.inputs {
      inputRegisters.append(initial.count)
      initial.append(Number(input.defaultValue ?? input.range.lowerBound))
    }
    var instructions: [Instruction] = []
    var quickInstructions: [Instruction] = []
    var varyingInstructions: [Instruction] = []
    var varies = [Bool](repeating: false, count: graph.nodes.count)
    var layout = TableLayout()
    for (index, node) in graph.nodes.enumerated() where live[index] {
      if case .input(let input) = node { varies[index] = varying.contains(input) }
      varies[index] = varies[index] || node.operands.contains { varies[$0] }
      switch node {
      case .constant(let value):
        registers[index] = Int32(initial.count)
        initial.append(Number(value))
      case .input(let input): registers[index] = Int32(inputRegisters[input])
      case .isGiven(let input):
        registers[index] = Int32(initial.count)
        givenRegisters[input] = initial.count
        initial.append(0)
      case .estimate(let step, _): registers[index] = registers[step]
      default:
        registers[index] = Int32(initial.count)
        initial.append(0)
        let instruction = Self.instruction(node, at: index, graph, registers, &layout)
        instructions.append(instruction)
        if quickLive[index] { quickInstructions.append(instruction) }
        if varies[index] { varyingInstructions.append(instruction) }
      }
    }
    if let step = lowered.isFine {
      isFine = Int(registers[step])
    } else {
      isFine = initial.count
      initial.append(1)
    }
    isComplete = Int(registers[lowered.isComplete])
    isUnknown = Int(registers[lowered.isUnknown])
    amount = Int(registers[lowered.amount])
    self.instructions = instructions
    self.quickInstructions = quickInstructions
    self.varyingInstructions = varyingInstructions
    tables = layout.tables
    cells = layout.cells
    self.initial = initial
    self.inputRegisters = inputRegisters
    self.givenRegisters = givenRegisters
    readsGivenParameters = zip(graph.inputs, givenRegisters).contains { !$0.isMeter && $1 != nil }
    self.registers = registers
  }

  /// The tables so far.
  struct TableLayout {
    var tables: [Table] = []
    var cells: [Number] = []
  }

  /// The register of a step that is wanted.
  func register(of step: Int) -> Int { Int(registers[step]) }

  private static func needed(by results: [Int], _ graph: RuleGraph) -> [Bool] {
    var needed = [Bool](repeating: false, count: graph.nodes.count)
    for result in results { needed[result] = true }
    for index in graph.nodes.indices.reversed() where needed[index] {
      for operand in graph.nodes[index].operands { needed[operand] = true }
    }
    return needed
  }
}
