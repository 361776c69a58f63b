import BillingTypes

/// A graph as a flat list of instructions over registers, for readers that price one request at a time.
///
/// Steps that no result needs are left out, an estimate is the number itself, and constants, inputs and
/// whether they are given lie in registers that no instruction writes.
package struct RuleTape: Sendable {
  /// What an instruction does.
  enum Operation: UInt8, Sendable {
    case add, subtract, multiply, least, greatest, isEqual, isLess, both, either, isNot, choice
    /// Floors of quotients: of numbers that fit 64 bits, and of any.
    case narrowQuotient, quotient
    /// A cell found by arithmetic, and one that is searched for.
    case cell, searchedCell
  }

  /// One step: registers, and for cells the place of the table.
  struct Instruction: Sendable {
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
  let tables: [Table]
  /// What registers hold before anything is given.
  let initial: [Int128]
  /// By input: the register of its value.
  let inputRegisters: [Int]
  /// By input: the register that says whether it is given; nil where no step asks.
  let givenRegisters: [Int?]
  private let registers: [Int32]

  /// Lays out what some results of a graph need.
  ///
  /// - Parameters:
  ///   - graph: The rules.
  ///   - results: The steps that are wanted.
  ///   - quick: Those among them that are wanted most of the time.
  init(_ graph: RuleGraph, results: [Int], quick: [Int]) {
    let live = Self.needed(by: results, graph)
    let quickLive = Self.needed(by: quick, graph)
    var registers = [Int32](repeating: -1, count: graph.nodes.count)
    var initial: [Int128] = []
    var inputRegisters: [Int] = []
    var givenRegisters = [Int?](repeating: nil, count: graph.inputs.count)
    for input in graph.inputs {
      inputRegisters.append(initial.count)
      initial.append(Int128(input.defaultValue ?? input.range.lowerBound))
    }
    var instructions: [Instruction] = []
    var quickInstructions: [Instruction] = []
    var tables: [Table] = []
    for (index, node) in graph.nodes.enumerated() where live[index] {
      switch node {
      case .constant(let value):
        registers[index] = Int32(initial.count)
        initial.append(value)
      case .input(let input): registers[index] = Int32(inputRegisters[input])
      case .isGiven(let input):
        registers[index] = Int32(initial.count)
        givenRegisters[input] = initial.count
        initial.append(0)
      case .estimate(let step, _): registers[index] = registers[step]
      default:
        registers[index] = Int32(initial.count)
        initial.append(0)
        let instruction = Self.instruction(node, at: index, graph, registers, &tables)
        instructions.append(instruction)
        if quickLive[index] { quickInstructions.append(instruction) }
      }
    }
    self.instructions = instructions
    self.quickInstructions = quickInstructions
    self.tables = tables
    self.initial = initial
    self.inputRegisters = inputRegisters
    self.givenRegisters = givenRegisters
    self.registers = registers
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

  private static func instruction(
    _ node: RuleStep, at index: Int, _ graph: RuleGraph, _ registers: [Int32],
    _ tables: inout [Table]
  ) -> Instruction {
    let operands = node.operands.map { registers[$0] }
    var instruction = Instruction(
      operation: .add, target: registers[index], a: operands.first ?? 0,
      b: operands.dropFirst().first ?? 0, c: operands.dropFirst(2).first ?? 0)
    switch node {
    case .constant, .input, .isGiven, .estimate: preconditionFailure("a register, no instruction")
    case .add: instruction.operation = .add
    case .subtract: instruction.operation = .subtract
    case .multiply: instruction.operation = .multiply
    case .least: instruction.operation = .least
    case .greatest: instruction.operation = .greatest
    case .isEqual: instruction.operation = .isEqual
    case .isLess: instruction.operation = .isLess
    case .both: instruction.operation = .both
    case .either: instruction.operation = .either
    case .isNot: instruction.operation = .isNot
    case .choice: instruction.operation = .choice
    case .quotient(let a, let b):
      let isNarrow = [a, b].allSatisfy {
        Int64(exactly: graph.ranges[$0].lowerBound) != nil
          && Int64(exactly: graph.ranges[$0].upperBound) != nil
      }
      instruction.operation = isNarrow ? .narrowQuotient : .quotient
    case .cell(let table):
      let grid = CellGrid(table, ranges: table.keys.map { graph.ranges[$0] })
      instruction.operation = grid == nil ? .searchedCell : .cell
      instruction.c = Int32(tables.count)
      tables.append(Table(registers: operands, grid: grid, rows: table))
    }
    return instruction
  }
}

extension RuleTape {
  /// Runs instructions over registers whose inputs are set.
  @inline(__always)
  func run(_ instructions: [Instruction], _ registers: UnsafeMutablePointer<Int128>) {
    for step in instructions {
      let (a, b) = (Int(step.a), Int(step.b))
      let result: Int128
      // What is proven to fit needs no look at overflow.
      switch step.operation {
      case .add: result = registers[a] &+ registers[b]
      case .subtract: result = registers[a] &- registers[b]
      case .multiply: result = registers[a] &* registers[b]
      case .least: result = registers[a] < registers[b] ? registers[a] : registers[b]
      case .greatest: result = registers[a] < registers[b] ? registers[b] : registers[a]
      case .isEqual: result = registers[a] == registers[b] ? 1 : 0
      case .isLess: result = registers[a] < registers[b] ? 1 : 0
      case .both: result = registers[a] & registers[b]
      case .either: result = registers[a] | registers[b]
      case .isNot: result = 1 &- registers[a]
      case .choice: result = registers[a] != 0 ? registers[b] : registers[Int(step.c)]
      case .narrowQuotient:
        let (above, below) = (
          Int64(truncatingIfNeeded: registers[a]), Int64(truncatingIfNeeded: registers[b])
        )
        let quotient = above / below
        result = Int128(quotient &- (above &- quotient &* below < 0 ? 1 : 0))
      case .quotient: result = registers[a].floorQuotient(registers[b])
      case .cell, .searchedCell: result = cell(tables[Int(step.c)], registers)
      }
      registers[Int(step.target)] = result
    }
  }

  private func cell(_ table: Table, _ registers: UnsafeMutablePointer<Int128>) -> Int128 {
    guard let grid = table.grid else {
      let keys = table.registers.map { registers[Int($0)] }
      let row = table.rows.rows.first { row in zip(row.keys, keys).allSatisfy { Int128($0) == $1 } }
      return row?.value ?? table.rows.otherwise
    }
    var place: Int64 = 0
    for (index, key) in grid.keys.enumerated() {
      let value = Int64(truncatingIfNeeded: registers[Int(table.registers[index])])
      let number = key.number(of: value)
      guard number < UInt64(bitPattern: key.width) else { return grid.otherwise }
      place &+= Int64(bitPattern: number) &* key.stride
    }
    return grid.cells[Int(place)]
  }
}
