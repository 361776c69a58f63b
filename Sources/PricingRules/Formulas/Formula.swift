public import BillingTypes

/// A formula of a rate card as a tree: the one form that every reader works from.
///
/// The same tree is evaluated exactly, explained term by term and compiled for bulk pricing. The
/// language is total and small: no loops, no text, no clock. Two expressions are equal when their
/// trees are, wherever they were written.
public struct Formula: Sendable {
  /// What stands at the root of the tree.
  public let node: Node
  /// Where it began in its text, in bytes from 0; for messages only.
  public let offset: Int

  /// Creates a tree from its root.
  public init(_ node: Node, at offset: Int = 0) {
    self.node = node
    self.offset = offset
  }

  /// The kinds of node.
  public indirect enum Node: Hashable, Sendable {
    /// An exact number, never negative: a minus sign is an operator.
    case number(Rational)
    /// `true` or `false`.
    case boolean(Bool)
    /// A parameter, a meter, an intermediate value, or the value of a choice.
    case name(String)
    /// An operator before its operand.
    case unary(UnaryOperator, Formula)
    /// An operator between its operands.
    case binary(BinaryOperator, Formula, Formula)
    /// A function with its arguments.
    case call(FormulaFunction, [Formula])
    /// A cell of a table, such as `rate[resolution, audio]`.
    case lookup(table: String, keys: [Formula])
  }
}

extension Formula: Hashable {
  /// Whether both trees are the same; positions do not count.
  public static func == (left: Formula, right: Formula) -> Bool { left.node == right.node }

  /// Feeds the tree, without positions.
  public func hash(into hasher: inout Hasher) { hasher.combine(node) }
}

/// An operator with one operand.
public enum UnaryOperator: String, Hashable, Sendable, CaseIterable {
  /// The number with the other sign.
  case minus = "-"
  /// The opposite truth value.
  case not
}

/// An operator with two operands.
public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
  /// Whether one of two holds.
  case or
  /// Whether both hold.
  case and
  /// Whether two values are the same.
  case equal = "=="
  /// Whether two values differ.
  case notEqual = "!="
  /// Whether the first number is the smaller one.
  case less = "<"
  /// Whether the first number is not the larger one.
  case lessOrEqual = "<="
  /// Whether the first number is the larger one.
  case greater = ">"
  /// Whether the first number is not the smaller one.
  case greaterOrEqual = ">="
  /// The sum.
  case add = "+"
  /// The difference.
  case subtract = "-"
  /// The product.
  case multiply = "*"
  /// The exact quotient.
  case divide = "/"

  /// How tightly the operator binds; the larger binds first.
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 4
    case .add, .subtract: 5
    case .multiply, .divide: 6
    }
  }

  /// Whether the operator compares; comparisons do not chain.
  var isComparison: Bool { precedence == 4 }
}

/// The functions of the language.
public enum FormulaFunction: String, Hashable, Sendable, CaseIterable {
  /// `if(condition, then, else)`; only the chosen side is computed.
  case `if`
  /// The smallest of its arguments.
  case min
  /// The largest of its arguments.
  case max
  /// The next whole number upward.
  case ceil
  /// The next whole number downward.
  case floor
  /// The number without its sign.
  case abs
  /// To the nearest whole number, a tie upward.
  case roundHalfUp = "round_half_up"
  /// To the nearest whole number, a tie to the even one.
  case roundHalfEven = "round_half_even"
  /// `ceil_to(x, step)`: the next multiple of a positive step.
  case ceilTo = "ceil_to"
  /// The largest whole number whose square is not above a number that is not negative.
  case squareRoot = "isqrt"
  /// `sum(count, x)`: what x comes to for each of what a parameter counts, together.
  case sumOfEach = "sum"

  /// How many arguments are legal.
  var arity: ClosedRange<Int> {
    switch self {
    case .if: 3...3
    case .min, .max: 1...8
    case .ceil, .floor, .abs, .roundHalfUp, .roundHalfEven, .squareRoot: 1...1
    case .ceilTo, .sumOfEach: 2...2
    }
  }
}

extension Formula {
  /// The names the tree mentions, table names apart, in the order of their first appearance.
  public var names: [String] {
    var found: [String] = []
    visit { node in
      if case .name(let name) = node, !found.contains(name) { found.append(name) }
    }
    return found
  }

  /// The names the tree mentions outside of what is summed, what counts among them.
  package var namesOutsideSums: Set<String> {
    if case .name(let name) = node { return [name] }
    let seen = listSum == nil ? operands : Array(operands.prefix(1))
    return seen.reduce(into: []) { $0.formUnion($1.namesOutsideSums) }
  }

  /// What counts, and what is summed, where the tree is a sum over what a parameter counts.
  package var listSum: (count: Formula, term: Formula)? {
    if case .call(.sumOfEach, let arguments) = node { (arguments[0], arguments[1]) } else { nil }
  }

  /// Whether there is a sum over what a parameter counts.
  package var hasListSum: Bool { listSum != nil || operands.contains(where: \.hasListSum) }

  /// Whether the tree is a number, and nothing has to be known to compute it.
  public var constant: Rational? {
    if case .number(let number) = node { number } else { nil }
  }

  /// Calls `body` with every node, parents first.
  package func visit(_ body: (Node) -> Void) {
    body(node)
    for operand in operands { operand.visit(body) }
  }

  /// What the root is made of.
  private var operands: [Formula] {
    switch node {
    case .number, .boolean, .name: []
    case .unary(_, let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    case .call(_, let arguments): arguments
    case .lookup(_, let keys): keys
    }
  }
}
