import BillingTypes
package import CostAnalysis
import PricingRules

extension RowRejection {
  /// What was found and what would be right.
  package var words: String {
    switch self {
    case .brokenQuotes: "the quotes are not right"
    case .cellCount(let cells, let columns):
      "the row has \(cells) cells and the header \(columns) columns"
    case .nulByte(let column): "\(column): the cell holds a NUL byte; a log is plain text"
    case .notUTF8(let column): "\(column): the cell is not UTF-8"
    case .noTime(let text): "timestamp: '\(text)' is no time such as 2027-03-01T12:00:00Z"
    case .emptyCell(let column): "\(column): the cell is empty"
    case .request(let error): error.description
    case .translation(let refusal, let offer): "\(offer): \(refusal.words)"
    case .number(.overflow): "the amount is too large to be added up with those of other rows"
    case .number(let error): error.description
    }
  }
}
