package import BillingTypes
package import PricingRules

/// Why a row of a log cannot be priced.
package enum RowRejection: Error, Hashable, CodedFact {
  /// Its quotes are not right.
  case brokenQuotes
  /// It has more or fewer cells than the header has columns.
  case cellCount(Int, columns: Int)
  /// A cell of the column holds a byte of value zero, which no text does.
  case nulByte(column: String)
  /// A cell of the column is not UTF-8.
  case notUTF8(column: String)
  /// The timestamp is no time; the text is cut short where it is long.
  case noTime(String)
  /// The cell of a column that every row needs is empty.
  case emptyCell(column: String)
  /// Its offer refuses it, or the offer that it is to go by.
  case request(RequestError)
  /// The offer that it is to go by cannot serve it.
  case translation(TranslationRefusal, offer: OfferID)
  /// Its amount, or what it uses, is too large for sums.
  case number(NumberError)

  /// Why the row is bad, for programs.
  package var code: FactCode {
    switch self {
    case .brokenQuotes: .brokenQuotes
    case .cellCount: .wrongCellCount
    case .nulByte: .nulByte
    case .notUTF8: .notUTF8
    case .noTime: .illegalTime
    case .emptyCell: .emptyCell
    case .request(let error): error.code
    case .translation(let refusal, _): refusal.code
    case .number: .sumTooLarge
    }
  }
}
