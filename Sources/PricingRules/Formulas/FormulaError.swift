public import BillingTypes

/// What is wrong with the text of an expression, and where.
public struct FormulaError: Error, Hashable, Sendable {
  /// Where, in bytes from the start of the expression's text.
  public let offset: Int
  /// What was found.
  public let fact: Fact

  /// Creates an error at a place.
  public init(offset: Int, fact: Fact) {
    self.offset = offset
    self.fact = fact
  }

  /// The kinds of mistake.
  public enum Fact: Hashable, Sendable {
    /// A character that begins no word of the language.
    case illegalCharacter(String)
    /// Another word was expected.
    case unexpected(found: String, expected: String)
    /// A number that is not legal.
    case number(NumberError)
    /// A function that does not exist.
    case unknownFunction(String)
    /// A function with too few or too many arguments.
    case wrongArgumentCount(FormulaFunction, found: Int)
    /// Two comparisons in a row, such as `a < b < c`.
    case chainedComparison
    /// The text is longer, or brackets nest deeper, than is allowed.
    case tooLarge(limit: String)
    /// A name that is nothing the expression can see.
    case unknownName(String, known: [String])
    /// A table that does not exist.
    case unknownTable(String, known: [String])
    /// A table asked with too few or too many keys.
    case wrongKeyCount(table: String, expected: Int, found: Int)
    /// A key of a table that has no finite list of values.
    case openKey(table: String, key: String)
    /// A cell that the table does not have.
    case missingCell(table: String, keys: [String])
    /// A value of the wrong kind.
    case wrongType(expected: String, found: String)
    /// Two units that cannot meet in one sum or comparison.
    case unitMismatch(left: String, right: String)
    /// A quantity whose unit does not fit the meter.
    case unitDoesNotFit(meter: String, unit: String, found: String)
    /// A square root of a quantity in a unit that is no square.
    case noSquareRoot(unit: String)
    /// A name that has no one value outside of a sum.
    case differs(String, count: String)
    /// A sum over something that is no parameter which counts.
    case notCounted(String, counted: [String])
    /// A sum in a sum.
    case nestedSum
    /// A word that the choice does not have as a value.
    case notAValue(String, of: [String])
  }
}

extension FormulaError: CustomStringConvertible {
  /// The place as a column counted from 1, what was found, and what would be right.
  public var description: String { "column \(offset + 1): \(fact)" }
}

extension FormulaError.Fact: CustomStringConvertible {
  /// A clause without the place.
  public var description: String {
    switch self {
    case .illegalCharacter(let character):
      "'\(character)' has no meaning in an expression"
    case .unexpected(let found, let expected):
      found == "the end"
        ? "the expression ends where \(expected) is expected"
        : "found '\(found)' where \(expected) is expected"
    case .number(let error):
      error.description
    case .unknownFunction(let name):
      "no function is called '\(name)'; functions are "
        + FormulaFunction.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    case .wrongArgumentCount(let function, let found):
      "'\(function.rawValue)' takes \(function.arity.words("argument")), found \(found)"
    case .chainedComparison:
      "comparisons do not chain; write 'a < b and b < c'"
    case .tooLarge(let limit):
      "the expression is larger than allowed (\(limit))"
    case .unknownName(let name, let known):
      "unknown name '\(name)'\(suggestion(for: name, among: known))"
    case .unknownTable(let name, let known):
      known.isEmpty
        ? "unknown table '\(name)'; the offer has no tables"
        : "unknown table '\(name)'; tables are \(quotedList(known))"
    case .wrongKeyCount(let table, let expected, let found):
      "table '\(table)' is looked up with \((expected...expected).words("key")), found \(found)"
    case .openKey(let table, let key):
      "'\(key)' has no finite list of values, so table '\(table)' cannot have a cell for each"
    case .missingCell(let table, let keys):
      "table '\(table)' has no cell for \(quotedList(keys)); write the price, or 'unknown'"
    case .wrongType(let expected, let found):
      "expected \(expected), found \(found)"
    case .unitMismatch(let left, let right):
      "a quantity in \(left) and one in \(right) cannot meet in one sum or comparison"
    case .unitDoesNotFit(let meter, let unit, let found):
      "meter '\(meter)' counts in \(unit), but the expression is in \(found)"
    case .noSquareRoot(let unit):
      "'isqrt' of a quantity in \(unit) has no unit; it needs a square, such as width * height"
    case .differs(let name, let count):
      "'\(name)' may differ from one to the next of '\(count)'; write 'sum(\(count), …)' around it"
    case .notCounted(let found, let counted):
      "'sum' goes over what a parameter counts, found '\(found)'; "
        + (counted.isEmpty
          ? "no parameter of the offer has 'each'" : "'each' names \(quotedList(counted))")
    case .nestedSum:
      "a 'sum' cannot stand in another one"
    case .notAValue(let word, let values):
      "'\(word)' is not a legal value; values are \(quotedList(values))"
    }
  }
}

extension ClosedRange<Int> {
  /// `1 argument`, `3 arguments`, or `1 to 8 arguments`.
  fileprivate func words(_ noun: String) -> String {
    let number = lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound) to \(upperBound)"
    return upperBound == 1 ? "\(number) \(noun)" : "\(number) \(noun)s"
  }
}
