import BillingTypes
public import CostAnalysis
import PricingRules
public import WorkloadSimulator

extension Forecast {
  /// The forecast as tidy CSV: one row per month × feature × offer × meter, exact amounts.
  public var csv: String { csv(contracted: nil, in: .en) }

  /// The same, with what each line costs at contracted prices in a column of its own.
  ///
  /// Every row has a name in every key column, what no feature bears too, so that pivots add up to the total.
  ///
  /// - Parameters:
  ///   - other: The same scenario at contracted prices; nil where there are none.
  ///   - exchange: The rate of another currency, in which list cost stands too; nil for none.
  ///   - locale: How numbers are written.
  /// - Returns: The text.
  func csv(
    contracted other: Forecast?, _ exchange: ExchangeRate? = nil, in locale: CSVLocale
  ) -> String {
    struct Place: Hashable {
      let month: Month
      let feature: String?
      let charge: Int?
      let meter: String
      let seller: CreditSeller?

      init(_ line: ForecastLine) {
        (month, feature, charge, meter, seller) = (
          line.month, line.feature, line.charge, line.meter, line.seller
        )
      }
    }
    let costs = Dictionary(
      (other?.lines ?? []).map { (Place($0), $0.cost) }, uniquingKeysWith: { first, _ in first })
    var csv = CSVText(
      in: locale,
      header: Self.lineHeader + OfferDoubt.columns + bookingColumns + ["paid"]
        + (other == nil ? [] : ["contracted_cost"])
        + (exchange == nil ? [] : ["converted_cost", "converted_currency"]))
    let (paid, others) = payments()
    for (line, payment) in zip(lines, paid) {
      csv.append(
        fields(of: line, status: "planned") + doubt(of: line).fields
          + bookingFields(line.month, line.feature) + [.optional(payment)]
          + (other == nil ? [] : [.optional(costs[Place(line)] ?? nil)])
          + (exchange.map { convertedFields(of: line, $0) } ?? []))
    }
    for payment in others {
      csv.append(
        fields(of: payment) + OfferDoubt?.none.fields + bookingFields(payment.month, nil)
          + [.money(payment.amount)] + (other == nil ? [] : [.figure("0")])
          + (exchange.map { [.figure("0"), .text($0.to.code)] } ?? []))
    }
    return csv.text
  }

  private func convertedFields(
    of line: ForecastLine, _ exchange: ExchangeRate
  ) -> [CSVText.Field] {
    let isKnown = expected(of: line).completeness != .unknown
    return [
      .optional(isKnown ? line.cost.flatMap { try? exchange.converted($0) } : nil),
      .text(exchange.to.code),
    ]
  }

  /// What is to be known of a line's figure; nil where it has no offer.
  private func doubt(of line: ForecastLine) -> OfferDoubt? {
    offers.first { $0.id == line.offer }?.doubt
  }

  static let lineHeader =
    [
      "scenario", "month", "feature", "category", "provider", "offer", "meter", "quantity", "unit",
      "unit_price", "cost", "currency", "completeness", "plan", "price_from", "as_of", "status",
      "not_known",
    ] + RatedRange.columns

  /// The fields of ``lineHeader``.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - status: Whether its offer is planned.
  ///   - bearer: What bears a line that no feature does; nil for a name of its own.
  /// - Returns: The fields.
  func fields(
    of line: ForecastLine, status: String, bearer: FeatureAlternatives.Option? = nil
  ) -> [CSVText.Field] {
    let expected = expected(of: line)
    let completeness = expected.completeness
    let feature = bearer?.forecast.scenario.features.first
    let name = UnbornePart(line)?.words ?? ""
    return [
      .text(scenario.name), .text(line.month.description),
      .text(line.feature ?? feature?.name ?? name),
      .text((line.category ?? feature?.category)?.rawValue ?? name), .text(line.provider),
      .text((line.offer ?? bearer?.offer.id)?.rawValue ?? name),
      .text(line.meter), .number(line.quantity), .text(line.unit),
      .optional(line.shownUnitPrice(isMean: trials != nil)),
      .optional(completeness == .unknown ? nil : line.cost), .text(scenario.currency.code),
      .text(completeness.rawValue),
      .text(line.seller?.description ?? ""), .text(line.priceFrom?.description ?? ""),
      .text(asOf.description),
      .text(status), .text(line.missing.words),
    ] + expected.range.fields
  }

  /// The same of a payment beside all lines, which costs nothing in its month.
  private func fields(of payment: LonePayment) -> [CSVText.Field] {
    let name = CSVText.Field.text(UnbornePart.payment.words)
    return [
      .text(scenario.name), .text(payment.month.description), name, name,
      .text(payment.seller.provider), name, .text("payment"), .figure("0"), .empty, .empty,
      .figure("0"), .text(scenario.currency.code), .text(Completeness.complete.rawValue),
      .text(payment.seller.description), .empty, .text(asOf.description), .text("planned"),
      .empty, .figure("0"), .figure("0"), .empty,
    ]
  }
}

/// The alternatives of every feature as tidy CSV.
public enum AlternativesTable {
  /// One row per month × feature × offer × meter for every offer that qualifies, exact amounts.
  ///
  /// - Parameters:
  ///   - alternatives: The alternatives of every feature.
  ///   - planned: The forecast of the scenario, which says where its features are booked.
  ///   - locale: How numbers are written.
  /// - Returns: The text.
  public static func csv(
    of alternatives: [FeatureAlternatives], in planned: Forecast, _ locale: CSVLocale = .en
  ) -> String {
    var csv = CSVText(
      in: locale,
      header: Forecast.lineHeader + OfferDoubt.columns + planned.bookingColumns)
    for feature in alternatives {
      for option in feature.options {
        for line in option.forecast.lines
        where line.feature == feature.feature.name || line.feature == nil {
          csv.append(
            option.forecast.fields(
              of: line, status: option.isPlanned ? "planned" : "alternative", bearer: option)
              + option.offer.doubt.fields + planned.bookingFields(line.month, feature.feature.name))
        }
      }
    }
    return csv.text
  }
}

extension ForecastLine {
  /// What a unit costs on average: the shortest number that the cost and the quantity, as they are rounded, allow.
  ///
  /// - Parameter isMean: Whether the cost is a mean over trials, in whole millionths.
  /// - Returns: The price; nil where nothing is used or the cost is unknown.
  fileprivate func shownUnitPrice(isMean: Bool) -> Rational? {
    guard let unitPrice, quantity > .zero,
      let off = try? Rational(1, over: isMean ? 1_000_000 : 1_000_000_000_000) / quantity
    else { return nil }
    for places in 0..<15 {
      guard let short = try? unitPrice.rounded(toPlaces: places, .halfEven),
        let least = try? unitPrice - off, let most = try? unitPrice + off
      else { continue }
      if short >= least, short <= most { return short }
    }
    return try? unitPrice.rounded(toPlaces: 15, .halfEven)
  }
}
