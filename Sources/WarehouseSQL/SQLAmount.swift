import BillingTypes
import Settlement

/// A number of a month as terms that are added up or taken away, so that the rules of ``Settlement`` can
/// be put in a query.
///
/// One side of a product is a constant.
struct SQLAmount: Sendable {
  /// What is added up or taken away.
  indirect enum Term: Sendable {
    /// A number that is known.
    case constant(Rational)
    /// A column of whole numbers, each of which stands for so much.
    case units(String, each: Rational)
    /// A column that is counted in the unit of money.
    case money(String)
    /// What terms come to, or zero where that is below.
    case positive([(isNegative: Bool, term: Term)])
  }

  private(set) var terms: [(isNegative: Bool, term: Term)]

  init(_ term: Term) { terms = [(false, term)] }
  fileprivate init(terms: [(isNegative: Bool, term: Term)]) { self.terms = terms }
}

extension SQLAmount: SettlementNumber {
  typealias Failure = NumberError

  static var zero: SQLAmount { SQLAmount(.constant(.zero)) }

  static func + (left: SQLAmount, right: SQLAmount) throws(NumberError) -> SQLAmount {
    SQLAmount(terms: left.terms + right.terms)
  }

  static func - (left: SQLAmount, right: SQLAmount) throws(NumberError) -> SQLAmount {
    SQLAmount(terms: left.terms + right.terms.map { (!$0.isNegative, $0.term) })
  }

  static func * (left: SQLAmount, right: SQLAmount) throws(NumberError) -> SQLAmount {
    guard right.terms.count == 1, case (false, .constant(let factor)) = right.terms[0] else {
      preconditionFailure("what is used is multiplied by a constant")
    }
    return SQLAmount(terms: try times(left.terms, factor))
  }

  private static func times(
    _ terms: [(isNegative: Bool, term: Term)], _ factor: Rational
  ) throws(NumberError) -> [(isNegative: Bool, term: Term)] {
    var products: [(isNegative: Bool, term: Term)] = []
    for (isNegative, term) in terms {
      switch term {
      case .constant(let number): products.append((isNegative, .constant(try number * factor)))
      case .units(let column, let each):
        products.append((isNegative, .units(column, each: try each * factor)))
      case .money: preconditionFailure("money is not multiplied")
      // A price is not negative, so that what is positive stays so.
      case .positive(let terms):
        products.append((isNegative, .positive(try times(terms, factor))))
      }
    }
    return products
  }

  var positivePart: SQLAmount { SQLAmount(.positive(terms)) }
}
