import BillingTypes
import CostAnalysis
import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing

@Suite("Boards of quality")
struct QualityReadingTests {
  private static let text = """
    board: arena
    name: An arena
    category: image-generation
    day: 2026-08-07
    unit: points
    evidence:
      - {source: "a page", read: 2026-08-22, confidence: high}
    scores:
      - {model: film, score: 1000.5, low: 990, high: 1011, votes: 300}
      - {model: film, entry: "film (high)", score: 1100, low: 1090, high: 1110}

    """

  private static func boards(_ text: String) throws -> [QualityBoard] {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("rates"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("quality"), withIntermediateDirectories: true)
    try folder.write(text, to: "quality/arena.yaml")
    return try withExtendedLifetime(folder) {
      try DataFolder.locate(
        rates: folder.url.path, environment: [:], currentFolder: folder.url, executable: nil
      ).qualityBoards()
    }
  }

  @Test("A board has its scores, the highest first, each with interval and votes")
  func read() throws {
    let boards = try Self.boards(Self.text)
    #expect(boards.map(\.id) == ["arena"])
    #expect(boards[0].day == Sample.day("2026-08-07"))
    #expect(boards[0].scores.map(\.entry) == ["film (high)", "film"])
    #expect(boards[0].scores.map(\.votes) == [nil, 300])
    #expect(boards[0].scores[1].low == Sample.number("990"))
  }

  @Test(
    "What cannot be is refused, with its place",
    arguments: [
      ("board: arena", "board: other", "'other' is in the file 'arena.yaml'"),
      ("day: 2026-08-07", "day: August", "'August' is not a day"),
      ("low: 990", "low: 1001", "the score 1000.5 lies between 'low' 1001 and 'high' 1011"),
      ("votes: 300", "votes: 0", "'0' must be a whole number from 1"),
      ("entry: \"film (high)\", ", "", "'film' is written twice"),
      ("unit: points", "", "'unit' is missing"),
      ("category: image-generation", "category: image", "unknown value 'image'"),
    ])
  func refused(old: String, new: String, message: String) {
    #expect {
      _ = try Self.boards(Self.text.replacing(old, with: new))
    } throws: { error in
      "\(error)".contains(message)
    }
  }

  @Test("Every shipped board has scores of models that cards have, and a source")
  func shipped() throws {
    let folder = try DataFolder.locate(
      rates: nil, environment: [:], currentFolder: Repository.root, executable: nil)
    let boards = try folder.qualityBoards()
    let catalogue = try CatalogueFiles(folder).catalogue(bindingsOf: [])
    #expect(boards.count == 10)
    for board in boards {
      #expect(board.missing(in: catalogue).isEmpty, "\(board.id)")
      #expect(!board.scores.isEmpty && !board.evidence.isEmpty, "\(board.id)")
    }
  }
}
