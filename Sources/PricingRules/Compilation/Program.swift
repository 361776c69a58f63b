package import BillingTypes

/// An expression as a list of instructions for a small stack machine.
///
/// Names have become slots, words have become codes, tables have become arrays: nothing is looked
/// up by text while a request is priced.
package struct Program: Sendable {
  var instructions: [Instruction] = []

  /// One step of a program; each takes its operands from the stack and leaves its result there.
  enum Instruction: Sendable {
    case push(Fraction)
    case load(Int)
    case add, subtract, multiply, divide, negate
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, not
    case minimum, maximum, ceil, floor, roundHalfUp, roundHalfEven, absolute, ceilTo
    case jump(Int)
    case jumpIfFalse(Int)
    case lookup(CompiledTable)
  }

  /// The number the program always gives, if it is a single constant.
  package var constant: Fraction? {
    if instructions.count == 1, case .push(let value) = instructions[0] { value } else { nil }
  }
}

/// A table as an array of cells, addressed by the positions of its keys.
final class CompiledTable: Sendable {
  /// How a key on the stack becomes a position.
  enum Column: Sendable {
    /// A word or truth value: its code is an index of this array; -1 where there is no cell.
    case codes([Int])
    /// A number: the position of its equal.
    case numbers([Fraction])

    func position(of key: Fraction) -> Int? {
      switch self {
      case .codes(let positions):
        let code = Int(truncatingIfNeeded: key.numerator)
        guard positions.indices.contains(code), positions[code] >= 0 else { return nil }
        return positions[code]
      case .numbers(let values):
        return values.firstIndex { $0.isEqual(to: key) }
      }
    }

    var count: Int {
      switch self {
      case .codes(let positions): (positions.max() ?? -1) + 1
      case .numbers(let values): values.count
      }
    }
  }

  /// What stands in a cell.
  enum Cell: Sendable {
    case amount(Fraction)
    case unknown
    case none
  }

  let name: String
  let columns: [Column]
  let cells: [Cell]

  init(name: String, columns: [Column], cells: [Cell]) {
    self.name = name
    self.columns = columns
    self.cells = cells
  }
}

/// Why a program has no result.
package enum ProgramError: Error, Sendable {
  /// A slot or cell holds a value that is not known.
  case unknown
  /// The table has no such cell.
  case missingCell(table: String)
  /// The arithmetic failed.
  case number(NumberError)
}

extension Program {
  /// Runs the program.
  ///
  /// - Parameters:
  ///   - slots: The values of names; nil where a value is not known.
  ///   - stack: Working space, reused between runs.
  package func run(
    slots: [Fraction?], stack: inout [Fraction]
  ) throws(ProgramError) -> Fraction {
    if let constant { return constant }
    stack.removeAll(keepingCapacity: true)
    do {
      var position = 0
      while position < instructions.count {
        switch instructions[position] {
        case .push(let value):
          stack.append(value)
        case .load(let slot):
          guard let value = slots[slot] else { throw ProgramError.unknown }
          stack.append(value)
        case .jump(let target):
          position = target
          continue
        case .jumpIfFalse(let target):
          if !stack.removeLast().isTrue {
            position = target
            continue
          }
        case .lookup(let table):
          let cell = try table.cell(from: &stack)
          stack.append(cell)
        case .negate: try Self.replaceTop(&stack) { x throws(NumberError) in try x.negated() }
        case .not: stack.append(.condition(!stack.removeLast().isTrue))
        case .ceil: try Self.replaceTop(&stack) { x throws(NumberError) in try x.rounded(.up) }
        case .floor: try Self.replaceTop(&stack) { x throws(NumberError) in try x.rounded(.down) }
        case .roundHalfUp:
          try Self.replaceTop(&stack) { x throws(NumberError) in try x.rounded(.halfUp) }
        case .roundHalfEven:
          try Self.replaceTop(&stack) { x throws(NumberError) in try x.rounded(.halfEven) }
        case .absolute:
          try Self.replaceTop(&stack) { x throws(NumberError) in
            x.numerator < 0 ? try x.negated() : x
          }
        case let binary:
          let right = stack.removeLast()
          let left = stack.removeLast()
          stack.append(try Self.combine(binary, left, right))
        }
        position += 1
      }
      return stack.removeLast()
    } catch let error as ProgramError {
      throw error
    } catch let error as NumberError {
      throw .number(error)
    } catch {
      throw .unknown
    }
  }

  @inline(__always)
  private static func replaceTop(
    _ stack: inout [Fraction], _ change: (Fraction) throws(NumberError) -> Fraction
  ) throws(NumberError) {
    stack.append(try change(stack.removeLast()))
  }

  private static func combine(
    _ instruction: Instruction, _ left: Fraction, _ right: Fraction
  ) throws(NumberError) -> Fraction {
    switch instruction {
    case .add: return try left.adding(right)
    case .subtract: return try left.adding(right.negated())
    case .multiply: return try left.multiplied(by: right)
    case .divide: return try left.divided(by: right)
    case .equal: return .condition(left.isEqual(to: right))
    case .notEqual: return .condition(!left.isEqual(to: right))
    case .less: return .condition(left.isLess(than: right))
    case .lessOrEqual: return .condition(!right.isLess(than: left))
    case .greater: return .condition(right.isLess(than: left))
    case .greaterOrEqual: return .condition(!left.isLess(than: right))
    case .minimum: return right.isLess(than: left) ? right : left
    case .maximum: return left.isLess(than: right) ? right : left
    case .ceilTo:
      guard right.numerator > 0 else { throw .divisionByZero }
      return try left.divided(by: right).rounded(.up).multiplied(by: right)
    default: preconditionFailure("\(instruction) is not an operator between two numbers")
    }
  }
}

extension CompiledTable {
  /// Takes the keys from the stack and gives the cell under them.
  func cell(from stack: inout [Fraction]) throws(ProgramError) -> Fraction {
    var index = 0
    let first = stack.count - columns.count
    for (offset, column) in columns.enumerated() {
      guard let position = column.position(of: stack[first + offset]) else {
        throw .missingCell(table: name)
      }
      index = index * column.count + position
    }
    stack.removeLast(columns.count)
    switch cells[index] {
    case .amount(let value): return value
    case .unknown: throw .unknown
    case .none: throw .missingCell(table: name)
    }
  }
}
