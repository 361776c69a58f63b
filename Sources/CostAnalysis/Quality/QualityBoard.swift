public import BillingTypes
public import PricingRules

/// What people who compared models side by side made of them: a board of one arena on one day.
///
/// Scores are of this board and this day alone; those of another board, or of the same on another day, are on another
/// scale.
public struct QualityBoard: Sendable {
  /// The name by which it is asked for.
  public let id: String
  /// The arena and the version of its test, in words.
  public let name: String
  /// What was compared.
  public let category: MediaCategory
  /// The day of the board.
  public let day: Day
  /// What scores are counted in.
  public let unit: String
  /// Where the scores can be read.
  public let evidence: [Evidence]
  /// The scores, the highest first.
  public let scores: [QualityScore]

  /// Creates a board.
  package init(
    id: String, name: String, category: MediaCategory, day: Day, unit: String,
    evidence: [Evidence], scores: [QualityScore]
  ) {
    self.id = id
    self.name = name
    self.category = category
    self.day = day
    self.unit = unit
    self.evidence = evidence
    self.scores = scores.enumerated().sorted { left, right in
      left.element.score == right.element.score
        ? left.offset < right.offset : right.element.score < left.element.score
    }.map(\.element)
  }

  /// The score of a model: of several entries the highest; nil where the board has none.
  public func score(of model: String) -> QualityScore? { scores.first { $0.model == model } }

  /// The models of which no card has an offer, sorted.
  public func missing(in catalogue: Catalogue) -> [String] {
    Set(scores.map(\.model)).subtracting(catalogue.offers.map(\.model)).sorted()
  }

  /// All entries of a model, the highest first.
  public func scores(of model: String) -> [QualityScore] { scores.filter { $0.model == model } }
}

/// What a board says of a model.
public struct QualityScore: Hashable, Sendable {
  /// The model, as the cards call it.
  public let model: String
  /// What the board calls it, perhaps with a setting.
  public let entry: String
  /// The score.
  public let score: Rational
  /// The lower end of the board's interval of 95 in 100.
  public let low: Rational
  /// The upper end of it.
  public let high: Rational
  /// How many votes it is made of; nil where the board does not say.
  public let votes: Int?

  /// Creates a score that lies in its interval.
  package init(
    model: String, entry: String, score: Rational, low: Rational, high: Rational, votes: Int?
  ) {
    self.model = model
    self.entry = entry
    self.score = score
    self.low = low
    self.high = high
    self.votes = votes
  }

  /// Whether the interval lies above that of another: where they overlap, nobody knows which is better.
  public func isAbove(_ other: QualityScore) -> Bool { other.high < low }
}

/// The offers of a comparison by the scores of one board.
public struct QualityRanking: Sendable {
  /// An offer with the score of its model.
  public struct Row: Sendable {
    /// One plus how many offers' models have an interval above this one: overlapping intervals are ties.
    public let place: Int
    /// The score.
    public let score: QualityScore
    /// The offer, with what it costs.
    public let candidate: Comparison.Candidate
  }

  /// The board.
  public let board: QualityBoard
  /// The comparison by cost.
  public let comparison: Comparison
  /// Offers with a score, by place, then by what they cost.
  public let rows: [Row]
  /// Offers of whose model the board says nothing, as they are ranked by cost.
  public let without: [Comparison.Candidate]

  /// Ranks the offers of a comparison.
  ///
  /// - Parameters:
  ///   - comparison: The offers that can serve the request.
  ///   - board: The board, of the same category.
  public init(_ comparison: Comparison, by board: QualityBoard) {
    self.board = board
    self.comparison = comparison
    without = comparison.ranked.filter { board.score(of: $0.served.model) == nil }
    let scored = comparison.ranked.compactMap { candidate in
      board.score(of: candidate.served.model).map { ($0, candidate) }
    }
    rows = scored.enumerated().map { order, scored in
      let above = Set(scored.0.betterModels(among: board, scored: comparison))
      return (order, Row(place: above.count + 1, score: scored.0, candidate: scored.1))
    }.sorted { ($0.1.place, $0.0) < ($1.1.place, $1.0) }.map(\.1)
  }
}

extension QualityScore {
  /// The models among the offers of a comparison that are above this one.
  fileprivate func betterModels(
    among board: QualityBoard, scored comparison: Comparison
  ) -> [String] {
    comparison.ranked.map(\.served.model).filter { model in
      board.score(of: model)?.isAbove(self) ?? false
    }
  }
}
