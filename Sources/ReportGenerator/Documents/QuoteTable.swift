import BillingTypes
public import PricingRules

extension Quote {
  /// The quote's lines as CSV with exact amounts.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "offer", "as_of", "meter", "quantity", "unit", "unit_price", "amount", "currency",
        "completeness", "sku_price_id", "floor", "ceiling", "reasons",
      ])
    for line in lines {
      csv.append(
        [
          .id(offer), .text(asOf.description), .text(line.meter), .optional(line.quantity),
          .text(line.unit), .optional(line.unitPrice), .optional(line.amount), .text(currency.code),
          .text(line.completeness.rawValue),
          .text(line.skuPriceID),
        ] + line.range.fields)
    }
    return csv.text
  }
}
