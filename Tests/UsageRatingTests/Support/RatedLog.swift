import BillingTypes
import CostAnalysis
import Foundation
import PricingRules
import ReportGenerator
import SampleLogs
import Synchronization
import TestSupport
import Testing

@testable import UsageRating

/// A log that was rated, with what was written of its rows.
struct RatedLog {
  let rating: LogRating
  /// `line,offer,amount,completeness`.
  let rows: [String]
  /// `line,reason`.
  let rejects: [String]

  /// Rates a log, with defaults where nothing else is said; small pieces cut it everywhere.
  init(
    _ text: String, _ options: RatingOptions = RatingOptions(assumesDefaults: true),
    catalogue: Catalogue? = nil,
    workers: Int = 2, size: Int = 1 << 12, ignoresUnknown: Bool = false,
    listsRows: Bool = true
  ) throws {
    let catalogue = try catalogue ?? Repository.catalogue()
    var options = options
    options.listsRows = listsRows
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "log.csv")
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    let places = DecimalPlaces(catalogue)
    let pieces = try LogPieces(.descriptor(descriptor), size: size)
    let layout = try LogLayout(
      header: pieces.header, catalogue: catalogue, places: places,
      needsTimestamp: options.asOf == nil, ignoresUnknown: ignoresUnknown)
    let rater = try LogRater(
      catalogue: catalogue, options: options, layout: layout, places: places)
    let written = Mutex<(rows: [String], rejects: [String])>(([], []))
    rating = try rater.rate(
      pieces, workers: workers,
      rows: { rows in written.withLock { $0.rows += Self.lines(LineFile.rated.bytes(of: rows)) } },
      rejects: { rows in
        written.withLock { $0.rejects += Self.lines(LineFile.rejected.bytes(of: rows)) }
      })
    rows = written.withLock(\.rows)
    rejects = written.withLock(\.rejects)
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
  }

  /// Everything that was found, as a program would read it.
  var document: String {
    RatingDocument(rating, source: "log", target: .asLogged, catalogue: "").json.text
  }
}

extension SampleLog {
  /// A log of an offer of each shape.
  static func text(rows: Int, badInMillion: Int, seed: UInt64 = 3, elements: Int = 0) throws
    -> String
  {
    let catalogue = try #require(OfferShapes.logged)
    var options = Options(rows: rows, from: try #require(Month("2026-03")))
    options.months = 12
    options.seed = seed
    options.elements = elements
    options.badInMillion = badInMillion
    var bytes: [UInt8] = []
    try SampleLog(catalogue, offers: SampleLog.fitting(catalogue.offers, options), options).write {
      bytes += $0
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
