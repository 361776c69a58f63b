import BillingTypes
import CostAnalysis
import PricingRules

extension QualityScore {
  /// The score with its interval.
  var shortWords: String {
    "\(DecimalText.print(score)) (\(DecimalText.print(low))–\(DecimalText.print(high)))"
  }

  /// The score with its interval, how many votes it is made of, and what the board calls the model.
  var words: String {
    shortWords
      + (votes.map { ", \(DisplayRounding.count(Rational($0))) votes" } ?? "")
      + (entry == model ? "" : ", as \(entry)")
  }

  /// What programs read.
  var json: [(key: String, value: JSONText)] {
    [
      ("entry", .string(entry)), ("score", .string(DecimalText.print(score))),
      ("low", .string(DecimalText.print(low))), ("high", .string(DecimalText.print(high))),
      ("votes", votes.map { .count($0) } ?? .null),
    ]
  }
}

extension QualityBoard {
  /// The board, its day and its source, in a line.
  var words: String {
    "\(id): \(name), board of \(day), in \(unit); "
      + evidence.map { $0.note + ($0.url.map { ", \($0)" } ?? "") }.joined(separator: "; ")
  }

  /// What a table shows of a model.
  func cell(of model: String) -> ReportTable.Cell {
    score(of: model).map { .text($0.shortWords) } ?? .empty
  }

  /// What the board says of a model, for a reader who sees the model beside it.
  func sentences(of model: String) -> [String] {
    scores(of: model).map { "\($0.words) by \(words)" }
  }

  /// What programs read of the board itself.
  var json: [(key: String, value: JSONText)] {
    [
      ("board", .string(id)), ("name", .string(name)), ("day", .string(day.description)),
      ("unit", .string(unit)),
      ("source", .optional(evidence.first?.source)), ("url", .optional(evidence.first?.url)),
    ]
  }
}

extension [QualityBoard] {
  /// What the boards say of a model, each with its source.
  func json(of model: String) -> JSONText {
    .array(
      flatMap { board in board.scores(of: model).map { .object(board.json + $0.json) } })
  }

  /// The board that has most of some models; of equals the newest, then the first by name.
  ///
  /// - Parameter models: What the cards call them.
  /// - Returns: nil where no board has any.
  func mostTelling(of models: [String]) -> QualityBoard? {
    func count(_ board: QualityBoard) -> Int { models.count { board.score(of: $0) != nil } }
    return filter { count($0) > 0 }.max { left, right in
      (count(left), left.day.number, right.id) < (count(right), right.day.number, left.id)
    }
  }
}
