import BillingTypes
import PricingRules
import SampleLogs
import TestSupport
import Testing
import WarehouseSQL

/// The generated SQL against the pricing run, on random rows of every shipped offer: SQLite runs it.
@Suite("SQL of the shipped offers")
struct WarehouseLawTests {
  static let ids = OfferShapes.ids

  @Test("A row comes to what a quote comes to; what cannot be quoted is bad", arguments: ids)
  func rowsComeToTheirQuotes(id: OfferID) throws {
    let catalogue = try Repository.catalogue()
    let offer = try #require(catalogue.offer(id))
    var options = SampleLog.Options(rows: 150, from: try #require(Month("2026-01")))
    options.months = 10
    options.badInMillion = 150_000
    options.isTyped = true
    let log = try SampleTable(catalogue, offers: [offer], options)
    let database = try UsageDatabase(catalogue, offers: [offer])
    try database.add(log.rows)
    let priced = try database.rows(.rows)
    #expect(priced.count == log.rows.count)
    let byID = Dictionary(uniqueKeysWithValues: priced.map { ($0["feature"] ?? "", $0) })
    for row in log.rows {
      let found = try #require(byID[row["feature"] ?? ""])
      let expected = log.quote(of: row)
      #expect((found["problem"] == nil) == (expected != nil), "\(row): \(found)")
      // SQL looks for no ranges: where sources disagree, or an estimate may be off, it is careful.
      let isOpen = expected?.pricing == .complete && found["completeness"] == "partial"
      #expect(
        isOpen ? offer.mayBeOpen : found["completeness"] == expected?.pricing.rawValue,
        "\(row): \(found)")
      // Steps over the month are settled for the month, and no part of a row.
      let monthly = Set(
        offer.charges.filter(\.price.model.countsOverMonth).map(\.meter))
      if found["completeness"] == "complete", monthly.isEmpty {
        #expect(expected?.completeness == .complete, "\(row): \(found)")
      }
      let amount = try found["amount"].map { try DecimalText.parse($0) }
      let elsewhere = try (expected?.lines ?? []).filter { monthly.contains($0.meter) }
        .reduce(Rational.zero) { try $0 + ($1.amount?.units ?? .zero) }
      let own = try expected?.amount.map { try $0.units - elsewhere }
      #expect(amount == (expected?.pricing == .unknown ? nil : own), "\(row): \(found)")
    }
  }
}

extension Offer {
  /// Whether some bills may be open although their amounts lack nothing.
  fileprivate var mayBeOpen: Bool {
    !disputes.isEmpty || !credits.isEmpty || derivations.contains { $0.spread != nil }
      || isOpenAnyway(on: Day(number: 20_454))
  }
}
