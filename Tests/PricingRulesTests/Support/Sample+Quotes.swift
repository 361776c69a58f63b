import BillingTypes
import PricingRules
import TestSupport

extension Sample {
  /// The quote of a request to one offer alone.
  static func quote(
    _ offer: Offer, _ request: Request = [:], on day: Day = Sample.day
  ) throws(RequestError) -> Quote {
    try Quoter(catalogue: catalogue(offer), asOf: day).quote(offer.id, request)
  }

  /// A table from rows of keys with a cell each; `unknown` is a cell nobody knows.
  static func table(_ cells: [([String], String)]) -> LookupTable {
    LookupTable(
      keyCount: cells[0].0.count,
      rows: cells.map { (keys: $0, cell: $1 == "unknown" ? .unknown : .amount(number($1))) })
  }
}
