import BillingTypes
public import CostAnalysis
import PricingRules

extension KeyTable {
  static let board: KeyTable = KeyTable(
    "board",
    [
      .must("board", .text), .must("name", .text),
      .must("category", .choice(of: MediaCategory.self)), .must("day", .day),
      .must("unit", .text), .must("evidence", .list(.map(evidence))),
      .must("scores", .list(.map(score))),
    ])

  static let score: KeyTable = KeyTable(
    "score",
    [
      .must("model", .text), .may("entry", .text), .must("score", .number),
      .must("low", .number), .must("high", .number), .may("votes", .number),
    ])
}

extension DataFolder {
  /// The boards of quality beside the rate cards, sorted by name; none where the data has no folder of them.
  ///
  /// - Throws: ``DataProblems`` with everything that is wrong.
  public func qualityBoards() throws(DataProblems) -> [QualityBoard] {
    let problems = ProblemCollector()
    var boards: [QualityBoard] = []
    for path in files(in: "quality") {
      do throws(DataProblem) {
        let file = try DataFile(path: path)
        let tree = try DataText.tree(of: file.bytes, file: path)
        let stem = path.split(separator: "/").last.map { String($0.dropLast(5)) } ?? ""
        if let board = DataReader(tree, file: path, problems).board(named: stem) {
          boards.append(board)
        }
      } catch {
        problems.report(error)
      }
    }
    try problems.check()
    return boards
  }
}

extension DataReader {
  /// Reads `quality/<name>.yaml`.
  fileprivate func board(named stem: String) -> QualityBoard? {
    let map = self.map(.board)
    let id = map.required("board")?.text()
    if let id, id != stem {
      map["board"]?.report("'\(id)' is in the file '\(stem).yaml'; a board is named as its file")
    }
    let name = map.required("name")?.text()
    let category = map.required("category")?.choice(of: MediaCategory.self)
    let day = map.required("day")?.day()
    let unit = map.required("unit")?.text()
    let evidence = map.required("evidence")?.evidence() ?? []
    if let place = map["evidence"], place.isList, place.items().isEmpty {
      place.report("a score needs at least one source")
    }
    var seen: Set<String> = []
    let scores = (map.required("scores")?.list() ?? []).compactMap { place -> QualityScore? in
      guard let score = place.score() else { return nil }
      if !seen.insert(score.entry).inserted {
        place.report("'\(score.entry)' is written twice")
      }
      return score
    }
    guard let id, let name, let category, let day, let unit else { return nil }
    return QualityBoard(
      id: id, name: name, category: category, day: day, unit: unit, evidence: evidence,
      scores: scores)
  }

  private func score() -> QualityScore? {
    let map = self.map(.score)
    let model = map.required("model")?.text()
    let score = map.required("score")?.number()
    let low = map.required("low")?.number()
    let high = map.required("high")?.number()
    let votes = map["votes"]?.whole(in: 1...1_000_000_000)
    guard let model, let score, let low, let high else { return nil }
    guard low <= score, score <= high else {
      report("the score \(score) lies between 'low' \(low) and 'high' \(high)")
      return nil
    }
    return QualityScore(
      model: model, entry: map["entry"]?.text() ?? model, score: score, low: low, high: high,
      votes: votes)
  }
}
