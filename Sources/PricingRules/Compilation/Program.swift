package import BillingTypes

/// An expression as a list of instructions for a small stack machine.
///
/// Names have become slots, words have become codes, tables have become arrays: nothing is looked
/// up by text, and nothing is counted by reference, while a request is priced.
package struct Program: Sendable {
  var instructions: [Instruction] = []
  var constants: [Fraction] = []
  var tables: [CompiledTable] = []

  /// One step of a program; it takes its operands from the stack and leaves its result there.
  struct Instruction: Sendable {
    let operation: Operation
    /// A slot, the index of a constant or table, or the target of a jump.
    let operand: Int

    init(_ operation: Operation, _ operand: Int = 0) {
      self.operation = operation
      self.operand = operand
    }
  }

  /// What a step does.
  enum Operation: UInt8, Sendable {
    case push, load, lookup, jump, jumpIfFalse
    case negate, not, ceil, floor, roundHalfUp, roundHalfEven, absolute
    case add, subtract, multiply, divide
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case minimum, maximum, ceilTo
  }

  /// The number the program always gives, if it is a single constant.
  package var constant: Fraction? {
    instructions.count == 1 && instructions[0].operation == .push ? constants[0] : nil
  }

  /// The slot that the program only reads, if that is all it does.
  var loadedSlot: Int? {
    instructions.count == 1 && instructions[0].operation == .load ? instructions[0].operand : nil
  }
}

/// A table as an array of cells, addressed by the positions of its keys.
struct CompiledTable: Sendable {
  /// What stands in a cell.
  enum Cell: Sendable {
    case amount(Fraction)
    case unknown
    case none
  }

  /// A key: where its values begin in the table's lists, and how many positions it has.
  struct Column: Sendable {
    let isNumber: Bool
    let begin: Int
    let end: Int
    let count: Int
  }

  let name: String
  let columns: [Column]
  /// For words and truth values: the position of each code; -1 where there is no cell.
  let positions: [Int]
  /// For numbers: the values in the order of their positions.
  let numbers: [Fraction]
  let cells: [Cell]

  /// The cell under the keys that stand in the stack from `first` on.
  func cell(
    under keys: UnsafeMutablePointer<Fraction>
  ) throws(ProgramError) -> Fraction {
    var index = 0
    for offset in 0..<columns.count {
      let column = columns[offset]
      let key = keys[offset]
      var position = -1
      if column.isNumber {
        for candidate in column.begin..<column.end where numbers[candidate].isEqual(to: key) {
          position = candidate - column.begin
          break
        }
      } else {
        let code = Int(truncatingIfNeeded: key.numerator)
        if code >= 0, column.begin + code < column.end { position = positions[column.begin + code] }
      }
      guard position >= 0 else { throw .missingCell(table: name) }
      index = index * column.count + position
    }
    switch cells[index] {
    case .amount(let value): return value
    case .unknown: throw .unknown
    case .none: throw .missingCell(table: name)
    }
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
  /// How many numbers a program can have on its stack; a tree is at most this deep.
  static let stackDepth = 2 * (Formula.maximumDepth * 5 + 16)

  /// Runs the program.
  ///
  /// - Parameters:
  ///   - slots: The values of names; nil where a value is not known.
  ///   - stack: Working space of ``stackDepth`` numbers, reused between runs.
  /// - Returns: The result.
  /// - Throws: ``ProgramError``.
  package func run(
    slots: [Fraction?], stack: inout [Fraction]
  ) throws(ProgramError) -> Fraction {
    if let slot = loadedSlot {
      guard let value = slots[slot] else { throw .unknown }
      return value
    }
    if let constant { return constant }
    return try stack.withUnsafeMutableBufferPointer { buffer throws(ProgramError) -> Fraction in
      guard let base = buffer.baseAddress else { throw .unknown }
      return try run(slots: slots, stack: base)
    }
  }

  private func run(
    slots: [Fraction?], stack: UnsafeMutablePointer<Fraction>
  ) throws(ProgramError) -> Fraction {
    var height = 0
    var position = 0
    while position < instructions.count {
      let instruction = instructions[position]
      position += 1
      switch instruction.operation {
      case .push:
        stack[height] = constants[instruction.operand]
        height += 1
      case .load:
        guard let value = slots[instruction.operand] else { throw .unknown }
        stack[height] = value
        height += 1
      case .lookup:
        height -= tables[instruction.operand].columns.count
        stack[height] = try tables[instruction.operand].cell(under: stack + height)
        height += 1
      case .jump:
        position = instruction.operand
      case .jumpIfFalse:
        height -= 1
        if !stack[height].isTrue { position = instruction.operand }
      case .negate, .not, .ceil, .floor, .roundHalfUp, .roundHalfEven, .absolute:
        do {
          stack[height - 1] = try Self.change(instruction.operation, stack[height - 1])
        } catch {
          throw .number(error)
        }
      default:
        height -= 1
        do {
          stack[height - 1] = try Self.combine(
            instruction.operation, stack[height - 1], stack[height])
        } catch {
          throw .number(error)
        }
      }
    }
    return stack[height - 1]
  }

  private static func change(
    _ operation: Operation, _ value: Fraction
  ) throws(NumberError) -> Fraction {
    switch operation {
    case .negate: return try value.negated()
    case .not: return .condition(!value.isTrue)
    case .ceil: return try value.rounded(.up)
    case .floor: return try value.rounded(.down)
    case .roundHalfUp: return try value.rounded(.halfUp)
    case .roundHalfEven: return try value.rounded(.halfEven)
    default: return value.numerator < 0 ? try value.negated() : value
    }
  }

  @inline(__always)
  private static func combine(
    _ operation: Operation, _ left: Fraction, _ right: Fraction
  ) throws(NumberError) -> Fraction {
    switch operation {
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
    default: preconditionFailure("\(operation) is not an operator between two numbers")
    }
  }
}
