import BillingTypes
import PricingRules
import SampleLogs
import TestSupport
import Testing

@Suite("Sample logs")
struct SampleLogTests {
  /// The rows of a log, each with its cells by column.
  private func rows(
    _ options: SampleLog.Options, offers: [OfferID]? = nil
  ) throws -> (text: String, rows: [[String: String]]) {
    let catalogue = try Repository.catalogue()
    let chosen = try offers?.map { try #require(catalogue.offer($0)) } ?? catalogue.offers
    var bytes: [UInt8] = []
    try SampleLog(catalogue, offers: chosen, options).write { bytes += $0 }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let head = try #require(lines.first)
    return (
      text,
      lines.dropFirst().map { cells in
        Dictionary(uniqueKeysWithValues: zip(head, cells + Array(repeating: "", count: head.count)))
          .merging(["cells": cells.count == head.count ? "" : "wrong"]) { first, _ in first }
      }
    )
  }

  /// Whether a row can be priced.
  private func isGood(_ row: [String: String]) throws -> Bool {
    guard row["cells"] == "", let time = row["timestamp"], let day = Day(time.prefix(10)) else {
      return false
    }
    let quoter = Quoter(catalogue: try Repository.catalogue(), asOf: day)
    let request = Request(
      row.filter { !["timestamp", "offer", "feature", "cells"].contains($0.key) && $0.value != "" }
        .map { ($0.key, $0.value) })
    return (try? quoter.quote(OfferID(row["offer"] ?? ""), request)) != nil
  }

  @Test("Every row is legal, in the order of time, and has a number of its own")
  func rowsAreLegal() throws {
    var options = SampleLog.Options(rows: 800, from: try #require(Month("2026-03")))
    options.months = 4
    let (_, rows) = try rows(options)
    #expect(rows.count == 800)
    for row in rows { #expect(try isGood(row), "\(row.filter { $0.value != "" })") }
    #expect(rows.compactMap { $0["timestamp"] }.isAscending)
    #expect(rows.first?["feature"] == "r0000001")
    #expect(Set(rows.compactMap { $0["feature"] }).count == 800)
    #expect(Set(rows.compactMap { $0["offer"] }).count > 35)
  }

  @Test("Bad rows are bad, in many ways")
  func badRowsAreBad() throws {
    var options = SampleLog.Options(rows: 800, from: try #require(Month("2026-03")))
    options.badInMillion = 1_000_000
    options.months = 4
    let (_, rows) = try rows(options)
    // A value that nothing needs, since what needs it is metered, is no mistake; a few of these look like one.
    let good = try rows.filter(isGood)
    let catalogue = try Repository.catalogue()
    for row in good {
      let offer = try #require(catalogue.offer(OfferID(row["offer"] ?? "")))
      let isMetered = offer.meters.contains {
        offer.parameter($0) == nil && row[$0, default: ""] != ""
      }
      #expect(isMetered, "\(row.filter { $0.value != "" })")
    }
    #expect(good.count < rows.count / 20)
    #expect(rows.contains { $0["timestamp"] == "" })
    #expect(rows.contains { $0["cells"] == "wrong" })
    #expect(rows.contains { $0["offer"] == "" })
  }

  @Test("The same seed gives the same bytes, another seed others")
  func seedDecides() throws {
    var options = SampleLog.Options(rows: 300, from: try #require(Month("2026-09")))
    let offers: [OfferID] = ["openai/gpt-image-2/generate", "runway/gen4.5/generate"]
    let first = try rows(options, offers: offers).text
    #expect(try rows(options, offers: offers).text == first)
    options.seed = 2
    #expect(try rows(options, offers: offers).text != first)
  }

  @Test("Only the columns of the chosen offers are there, without meters if that is asked for")
  func columnsAreThoseOfTheOffers() throws {
    var options = SampleLog.Options(rows: 0, from: try #require(Month("2026-09")))
    options.hasMeters = false
    options.hasRowIDs = false
    #expect(
      try rows(options, offers: ["runway/gen4.5/generate"]).text
        == "timestamp,offer,outcome,seconds,resolution,audio,output_format\n")
    options.hasMeters = true
    options.hasRowIDs = true
    #expect(
      try rows(options, offers: ["runway/gen4.5/generate"]).text
        == "timestamp,offer,feature,outcome,seconds,resolution,audio,output_format,video_seconds\n")
  }
}

extension [String] {
  fileprivate var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}
