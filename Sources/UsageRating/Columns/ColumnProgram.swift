package import PricingRules

/// An offer's rules as a list of column operations, each over a whole block of rows.
///
/// The steps of the whole-number form in order; buffers are used again as soon as nobody needs what is
/// in them, so that a block stays in the processor's cache.
package struct ColumnProgram: Sendable {
  /// A column of numbers, or the same number in every row.
  enum Operand: Sendable {
    case buffer(Int)
    case constant(Int64)
  }

  /// One operation.
  struct Step: Sendable {
    let operation: Operation
    let target: Int
    /// Up to three operands; a list would be counted by reference in the inner loops.
    let a: Operand
    let b: Operand
    let c: Operand
    /// The place of an input, a table or a reciprocal, or the bits of a shift.
    let place: Int

    init(_ operation: Operation, target: Int, operands: [Operand] = [], place: Int = 0) {
      self.operation = operation
      self.target = target
      a = operands.first ?? .constant(0)
      b = operands.dropFirst().first ?? .constant(0)
      c = operands.dropFirst(2).first ?? .constant(0)
      self.place = place
    }
  }

  /// What an operation does.
  enum Operation: Sendable {
    /// Takes a column and looks whether each number is legal; `check` only looks.
    case read, check
    case isGiven, constant
    case add, subtract, multiply, least, greatest
    case quotient, root
    /// Quotients of numbers that are proven to fit 32 bits, by a power of two, and by another constant.
    case shortQuotient, shift, reciprocal
    case isEqual, isLess, both, either, isNot, choice, cell
    /// Comparisons of numbers whose difference is proven to fit.
    case nearLeast, nearGreatest, isNearLess
  }

  let steps: [Step]
  let reads: [ColumnRead]
  let tables: [ColumnTable]
  let reciprocals: [ColumnReciprocal]
  /// How many buffers the steps use; one more holds which rows are fine.
  let bufferCount: Int
  /// 1 for rows that are fine: legal, with all rules kept and a value everywhere.
  let isFine: Operand
  /// What is asked of the rules, in the order it was asked.
  let outputs: [Operand]
  /// By output: whether its sum over a block fits 64 bits.
  let sumsAreNarrow: [Bool]

  /// Compiles rules.
  ///
  /// - Parameters:
  ///   - offer: The rules.
  ///   - reads: How each input is read; nil for inputs that no column gives.
  ///   - outputs: The steps whose columns are wanted.
  /// - Throws: ``LoweringRefusal`` for tables that cannot be laid out.
  package init(
    _ offer: LoweredOffer, reads: [ColumnRead?], outputs: [Int]
  ) throws(LoweringRefusal) {
    let graph = offer.graph
    let roots = outputs + (offer.isFine.map { [$0] } ?? [])
    let lastUse = Self.lastUses(graph, roots)
    var steps: [Step] = []
    var tables: [ColumnTable] = []
    var reciprocals: [ColumnReciprocal] = []
    var places = [Operand](repeating: .constant(0), count: graph.nodes.count)
    var free: [Int] = []
    var bufferCount = 0
    for (place, node) in graph.nodes.enumerated() where lastUse[place] >= 0 {
      if let constant = graph.constant(place) {
        places[place] = .constant(Int64(truncatingIfNeeded: constant))
        continue
      }
      let operands = node.operands.map { places[$0] }
      // Buffers that this step reads last may be written by it: each row is read before it is written.
      let isTable = if case .cell = node { true } else { false }
      var released: [Int] = []
      for operand in Set(node.operands) where lastUse[operand] == place {
        if case .buffer(let buffer) = places[operand] { released.append(buffer) }
      }
      released.sort()
      if !isTable { free += released }
      let target = free.popLast() ?? bufferCount
      bufferCount = max(bufferCount, target + 1)
      if isTable { free += released }
      var step = Step(.constant, target: target)
      switch node {
      case .isGiven(let input):
        step = Step(.isGiven, target: target, place: input)
      case .cell(let table):
        step = Step(.cell, target: target, place: tables.count)
        tables.append(
          try ColumnTable(table, operands, ranges: table.keys.map { graph.ranges[$0] }))
      case .quotient(let a, let b):
        step = Self.quotient(graph, a, b, target: target, operands, &reciprocals)
      default:
        step = Step(
          Self.operation(of: node, graph), target: target, operands: operands,
          place: node.inputRead ?? 0)
      }
      steps.append(step)
      places[place] = .buffer(target)
    }
    // What a column gives is read even where no formula looks at it: it may not be legal.
    var hasSpare = false
    for (input, read) in reads.enumerated() {
      guard let read,
        !steps.contains(where: { $0.operation == .read && $0.place == input })
      else { continue }
      hasSpare = hasSpare || read.changesValues
      steps.append(Step(read.changesValues ? .read : .check, target: bufferCount, place: input))
    }
    if hasSpare { bufferCount += 1 }
    self.steps = steps
    self.reads = reads.map { $0 ?? .absent }
    self.tables = tables
    self.reciprocals = reciprocals
    self.bufferCount = bufferCount
    isFine = offer.isFine.map { places[$0] } ?? .constant(1)
    self.outputs = outputs.map { places[$0] }
    sumsAreNarrow = outputs.map {
      graph.ranges[$0].lowerBound >= 0
        && graph.ranges[$0].upperBound <= Int128(Int64.max / Int64(ColumnRun.capacity))
    }
  }

  /// The last step that uses each step; -1 for none, and past the end for results.
  private static func lastUses(_ graph: RuleGraph, _ roots: [Int]) -> [Int] {
    var lastUse = [Int](repeating: -1, count: graph.nodes.count)
    for root in roots { lastUse[root] = graph.nodes.count }
    for place in graph.nodes.indices.reversed() where lastUse[place] >= 0 {
      guard graph.constant(place) == nil else { continue }
      for operand in graph.nodes[place].operands {
        lastUse[operand] = max(lastUse[operand], place)
      }
    }
    return lastUse
  }

  /// The quickest division that is exact for what is divided.
  private static func quotient(
    _ graph: RuleGraph, _ a: Int, _ b: Int, target: Int, _ operands: [Operand],
    _ reciprocals: inout [ColumnReciprocal]
  ) -> Step {
    let (above, below) = (graph.ranges[a], graph.ranges[b])
    if let divisor = graph.constant(b), divisor & (divisor - 1) == 0 {
      // An arithmetic shift is a floor.
      return Step(
        .shift, target: target, operands: operands, place: divisor.trailingZeroBitCount)
    }
    guard above.lowerBound >= 0 else {
      return Step(.quotient, target: target, operands: operands)
    }
    if let divisor = graph.constant(b) {
      reciprocals.append(
        ColumnReciprocal(
          of: Int64(truncatingIfNeeded: divisor),
          upTo: Int64(truncatingIfNeeded: above.upperBound)))
      return Step(
        .reciprocal, target: target, operands: operands, place: reciprocals.count - 1)
    }
    let isShort = max(above.upperBound, below.upperBound) <= Int128(UInt32.max)
    return Step(isShort ? .shortQuotient : .quotient, target: target, operands: operands)
  }
}
