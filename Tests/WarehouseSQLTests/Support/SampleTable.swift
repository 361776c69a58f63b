import BillingTypes
import PricingRules
import SampleLogs

/// A sample log as rows of cells, and what a quote makes of each.
struct SampleTable {
  let rows: [[String: String]]
  private let catalogue: Catalogue

  init(_ catalogue: Catalogue, offers: [Offer], _ options: SampleLog.Options) throws {
    self.catalogue = catalogue
    var bytes: [UInt8] = []
    try SampleLog(catalogue, offers: offers, options).write { bytes += $0 }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let head = lines.first ?? []
    rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
  }

  /// The quote of a row on its day; nil for a bad row.
  func quote(of row: [String: String]) -> Quote? {
    guard let day = Day((row["timestamp"] ?? "").prefix(10)) else { return nil }
    let request = Request(
      row.filter { !["timestamp", "offer", "feature"].contains($0.key) && $0.value != "" }
        .map { ($0.key, $0.value) })
    return try? Quoter(catalogue: catalogue, asOf: day).quote(OfferID(row["offer"] ?? ""), request)
  }
}
