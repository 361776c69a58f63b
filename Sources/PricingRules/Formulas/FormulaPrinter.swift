import BillingTypes

extension Formula: CustomStringConvertible {
  /// The expression with no more brackets than it needs; reading it again gives the same tree.
  public var description: String { printed(minimumPrecedence: 0) }

  private func printed(minimumPrecedence: Int) -> String {
    let (text, precedence) = parts
    return precedence < minimumPrecedence ? "(\(text))" : text
  }

  /// The text, and how tightly its outermost operator binds.
  private var parts: (text: String, precedence: Int) {
    switch node {
    case .number(let number):
      // A fraction is printed as a division, so it takes brackets where a division does.
      return DecimalText.exact(number).map { ($0, 9) } ?? (number.description, 6)
    case .boolean(let value):
      return (value ? "true" : "false", 9)
    case .name(let name):
      return (name, 9)
    case .unary(.not, let operand):
      return ("not \(operand.printed(minimumPrecedence: 3))", 3)
    case .unary(.minus, let operand):
      return ("-\(operand.printed(minimumPrecedence: 7))", 7)
    case .binary(let symbol, let left, let right):
      let precedence = symbol.precedence
      let leftText = left.printed(
        minimumPrecedence: symbol.isComparison ? precedence + 1 : precedence)
      let rightText = right.printed(minimumPrecedence: precedence + 1)
      return ("\(leftText) \(symbol.rawValue) \(rightText)", precedence)
    case .call(let function, let arguments):
      return ("\(function.rawValue)(\(Self.list(arguments)))", 9)
    case .lookup(let table, let keys):
      return ("\(table)[\(Self.list(keys))]", 9)
    }
  }

  private static func list(_ items: [Formula]) -> String {
    items.map { $0.printed(minimumPrecedence: 0) }.joined(separator: ", ")
  }
}
