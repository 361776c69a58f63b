import BillingTypes

extension RuleTape {
  /// The instruction for a step that is no register by itself.
  static func instruction(
    _ node: RuleStep, at index: Int, _ graph: RuleGraph, _ registers: [Int32],
    _ layout: inout TableLayout
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
    case .root: instruction.operation = .root
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
      let isNatural = graph.ranges[a].lowerBound >= 0
      instruction.operation =
        !isNarrow ? .quotient : isNatural ? .naturalQuotient : .narrowQuotient
    case .cell(let table):
      let grid = CellGrid(table, ranges: table.keys.map { graph.ranges[$0] })
      if let grid, grid.keys.count == 1, grid.keys[0].isTotal {
        instruction.operation = .listedCell
        instruction.c = Int32(layout.cells.count) - Int32(grid.keys[0].least)
        layout.cells += grid.cells.map { Number($0) }
        break
      }
      instruction.operation = grid == nil ? .searchedCell : .cell
      instruction.c = Int32(layout.tables.count)
      layout.tables.append(Table(registers: operands, grid: grid, rows: table))
    }
    return instruction
  }

  /// Runs instructions over registers whose inputs are set.
  func run(_ instructions: [Instruction], _ registers: UnsafeMutablePointer<Number>) {
    instructions.withUnsafeBufferPointer { steps in
      cells.withUnsafeBufferPointer { cells in
        Self.run(steps, registers, cells, .passUnretained(self))
      }
    }
  }

  /// The same for a caller who has the instructions and cells of a tape, and keeps the tape.
  @inline(__always)
  static func run(
    _ steps: UnsafeBufferPointer<Instruction>, _ registers: UnsafeMutablePointer<Number>,
    _ cells: UnsafeBufferPointer<Number>, _ tape: Unmanaged<RuleTape>
  ) {
    guard var step = steps.baseAddress else { return }
    let end = step + steps.count
    while step < end {
      perform(step.pointee, registers, cells, tape)
      step += 1
    }
  }

  @inline(__always)
  private static func perform(
    _ step: Instruction, _ registers: UnsafeMutablePointer<Number>,
    _ cells: UnsafeBufferPointer<Number>, _ tape: Unmanaged<RuleTape>
  ) {
    let (a, b) = (Int(step.a), Int(step.b))
    let result: Number
    // What is proven to fit needs no look at overflow.
    switch step.operation {
    case .add: result = registers[a] &+ registers[b]
    case .subtract: result = registers[a] &- registers[b]
    case .multiply: result = registers[a] &* registers[b]
    case .root: result = registers[a].wholeSquareRoot()
    case .least: result = registers[a] < registers[b] ? registers[a] : registers[b]
    case .greatest: result = registers[a] < registers[b] ? registers[b] : registers[a]
    case .isEqual: result = registers[a] == registers[b] ? 1 : 0
    case .isLess: result = registers[a] < registers[b] ? 1 : 0
    case .both: result = registers[a] & registers[b]
    case .either: result = registers[a] | registers[b]
    case .isNot: result = 1 &- registers[a]
    case .choice: result = registers[a] != 0 ? registers[b] : registers[Int(step.c)]
    case .naturalQuotient:
      let (above, below) = (
        UInt64(truncatingIfNeeded: registers[a]), UInt64(truncatingIfNeeded: registers[b])
      )
      result = Number(truncatingIfNeeded: above / below)
    case .narrowQuotient:
      let (above, below) = (
        Int64(truncatingIfNeeded: registers[a]), Int64(truncatingIfNeeded: registers[b])
      )
      let quotient = above / below
      result = Number(truncatingIfNeeded: quotient &- (above &- quotient &* below < 0 ? 1 : 0))
    case .quotient:
      let (above, below) = (registers[a], registers[b])
      let quotient = above / below
      result = quotient &- (above &- quotient &* below < 0 ? 1 : 0)
    case .listedCell:
      result = cells[Int(truncatingIfNeeded: registers[a]) &+ Int(step.c)]
    case .cell, .searchedCell:
      result = tape._withUnsafeGuaranteedRef { $0.cell($0.tables[Int(step.c)], registers) }
    }
    registers[Int(step.target)] = result
  }

  @inline(never)
  private func cell(_ table: Table, _ registers: UnsafeMutablePointer<Number>) -> Number {
    guard let grid = table.grid else {
      let keys = table.registers.map { registers[Int($0)] }
      let row = table.rows.rows.first { row in zip(row.keys, keys).allSatisfy { Number($0) == $1 } }
      return Number(row?.value ?? table.rows.otherwise)
    }
    var place: Int64 = 0
    for (index, key) in grid.keys.enumerated() {
      let value = Int64(truncatingIfNeeded: registers[Int(table.registers[index])])
      let number = key.number(of: value)
      guard number < UInt64(bitPattern: key.width) else { return Number(grid.otherwise) }
      place &+= Int64(bitPattern: number) &* key.stride
    }
    return Number(grid.cells[Int(place)])
  }
}
