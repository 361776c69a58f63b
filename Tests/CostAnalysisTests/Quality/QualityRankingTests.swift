import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing

@Suite("Offers by quality")
struct QualityRankingTests {
  private static func offer(_ name: String, price: String) -> Offer {
    Sample.offer(
      OfferID("acme/\(name)/generate"), model: name,
      charges: [Sample.charge("output_images", quantity: "images", Sample.price(price))])
  }

  private static func score(
    _ model: String, _ score: String, _ low: String, _ high: String, entry: String? = nil
  ) -> QualityScore {
    QualityScore(
      model: model, entry: entry ?? model, score: Sample.number(score), low: Sample.number(low),
      high: Sample.number(high), votes: 1000)
  }

  private static func board(
    _ scores: [QualityScore], id: String = "arena", day: Day = Sample.day
  ) -> QualityBoard {
    QualityBoard(
      id: id, name: "an arena", category: .imageGeneration, day: day, unit: "points", evidence: [],
      scores: scores)
  }

  private static func ranking(_ scores: [QualityScore]) throws -> QualityRanking {
    let catalogue = Sample.catalogue(
      offer("fine", price: "0.3"), offer("good", price: "0.1"), offer("plain", price: "0.01"),
      offer("fair", price: "0.2"))
    let quoter = Quoter(catalogue: catalogue, asOf: Sample.day)
    let comparison = try Comparer(quoter: quoter).compare(.imageGeneration, [:])
    return QualityRanking(comparison, by: board(scores))
  }

  @Test("Intervals that overlap are ties, in which the cheaper comes first")
  func ties() throws {
    let ranking = try Self.ranking([
      Self.score("fine", "1200", "1190", "1210"), Self.score("good", "1195", "1185", "1205"),
      Self.score("fair", "1100", "1090", "1110"),
    ])
    #expect(ranking.rows.map(\.candidate.served.model) == ["good", "fine", "fair"])
    #expect(ranking.rows.map(\.place) == [1, 1, 3])
    #expect(ranking.without.map(\.served.model) == ["plain"])
  }

  @Test("Intervals that touch overlap")
  func touching() throws {
    let ranking = try Self.ranking([
      Self.score("fine", "1200", "1190", "1210"), Self.score("good", "1180", "1170", "1190"),
      Self.score("fair", "1150", "1140", "1169"),
    ])
    #expect(ranking.rows.map(\.place) == [1, 1, 3])
  }

  @Test("Of several entries of a model the highest counts")
  func entries() throws {
    let board = Self.board([
      Self.score("fine", "1100", "1090", "1110", entry: "fine (low)"),
      Self.score("fine", "1200", "1190", "1210", entry: "fine (high)"),
    ])
    #expect(board.score(of: "fine")?.entry == "fine (high)")
    #expect(board.scores(of: "fine").count == 2)
    #expect(board.score(of: "good") == nil)
  }

  @Test("A board that has no model of the offers ranks none")
  func nothing() throws {
    let ranking = try Self.ranking([Self.score("other", "1", "1", "1")])
    #expect(ranking.rows.isEmpty && ranking.without.count == 4)
  }
}
