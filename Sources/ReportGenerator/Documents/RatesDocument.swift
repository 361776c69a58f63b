public import BillingTypes
public import PricingRules

/// What a catalogue holds, for people and programs.
public struct RatesDocument: ReportDocument {
  let catalogue: Catalogue
  let asOf: Day
  let knownAt: Day?
  let offers: [Offer]

  /// Creates a list of the offers that `isIncluded` picks.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards.
  ///   - asOf: The day whose prices are shown.
  ///   - knownAt: The day on which they had to be known; all that the cards hold by default.
  ///   - isIncluded: Whether an offer is listed.
  public init(
    catalogue: Catalogue, asOf: Day, knownAt: Day? = nil,
    where isIncluded: (Offer) -> Bool = { _ in true }
  ) {
    self.catalogue = catalogue
    self.asOf = asOf
    self.knownAt = knownAt
    offers = catalogue.offers.filter(isIncluded)
  }

  /// Whether no offer is listed.
  public var isEmpty: Bool { offers.isEmpty }

  /// The offers by category, with what a default request costs.
  public var report: Report {
    var blocks: [Report.Block] = []
    if !offers.isEmpty {
      blocks.append(
        .paragraph(
          "A default request is what an offer makes when asked for nothing in particular: one call, each at its own size, length "
            + "and quality, so that the amounts are for different things. 'mediacost quote OFFER' shows what is in one; "
            + "'mediacost compare' asks all for the same."))
    }
    let quoter = Quoter(catalogue: catalogue, asOf: asOf, knownAt: knownAt)
    for category in MediaCategory.allCases {
      let own = offers.filter { $0.category == category }
      guard !own.isEmpty else { continue }
      var table = ReportTable([
        .init("offer", keepsWords: true), .init("default request", .right), .init("known"),
        .init("sold", isOptional: true), .init("can be", isOptional: true),
      ])
      for offer in own {
        table.rows.append([.id(offer.id)] + cells(offer, quoter))
      }
      blocks += [.heading(2, "\(category.rawValue): \(category.meaning)"), .table(table)]
    }
    blocks.append(.paragraph("Catalogue \(catalogue.digest), prices of \(asOf)."))
    return Report(blocks)
  }

  private func cells(_ offer: Offer, _ quoter: Quoter) -> [ReportTable.Cell] {
    guard let quote = try? quoter.quote(offer.id) else {
      return [
        .missing("not sold"), .text(offer.validity.contains(asOf) ? "unknown" : "not sold"),
        .text(offer.validity.shortWords), .empty,
      ]
    }
    return [
      quote.amount.map { .figure($0.description) }
        ?? .missing(quote.missing.map(\.words).joined(separator: "; ")),
      .text(quote.completeness.rawValue), .text(offer.validity.shortWords),
      quote.range.isSingle ? .empty : .figure(quote.range.words),
    ]
  }

  /// The offers as CSV.
  public func csv(in locale: CSVLocale) -> String {
    let quoter = Quoter(catalogue: catalogue, asOf: asOf, knownAt: knownAt)
    var csv = CSVText(
      in: locale,
      header: [
        "offer", "provider", "model", "category", "integration", "status", "from", "to",
        "default_amount", "currency", "completeness",
      ])
    for offer in offers {
      let quote = try? quoter.quote(offer.id)
      csv.append([
        .id(offer.id), .text(offer.provider), .text(offer.model), .text(offer.category.rawValue),
        .text(offer.integration.rawValue), .text(offer.validity.life.rawValue),
        .text(offer.validity.from?.description ?? ""), .text(offer.validity.to?.description ?? ""),
        .optional(quote?.amount), .text(catalogue.card(offer.provider)?.currency.code ?? ""),
        .text(quote?.completeness.rawValue ?? ""),
      ])
    }
    return csv.text
  }

  /// The offers, plans and credits for programs.
  public var json: JSONText {
    let quoter = Quoter(catalogue: catalogue, asOf: asOf, knownAt: knownAt)
    return .object([
      ("catalogue", .string(catalogue.digest)),
      ("as_of", .string(asOf.description)),
      (
        "offers",
        .array(
          offers.map { offer in
            let quote = try? quoter.quote(offer.id)
            return .object([
              ("offer", .id(offer.id)), ("model", .string(offer.model)),
              ("category", .string(offer.category.rawValue)),
              ("integration", .string(offer.integration.rawValue)),
              ("status", .string(offer.validity.life.rawValue)),
              ("from", .optional(offer.validity.from?.description)),
              ("to", .optional(offer.validity.to?.description)),
              ("amount", .optional(quote?.amount?.decimalText)),
              ("completeness", .optional(quote?.completeness.rawValue)),
            ])
          })
      ),
      ("plans", .array(catalogue.planIDs.map { .id($0) })),
    ])
  }
}

extension Validity {
  /// The period in as few words as tell it from others: nothing for what is sold on every day, as far as is known.
  fileprivate var shortWords: String {
    let days: String? =
      switch (from, to) {
      case (_, let to?): "until \(to)"
      case (let from?, nil): "from \(from)"
      case (nil, nil): nil
      }
    let state = [.active, .retiring, .retired].contains(status) ? nil : status.rawValue
    return [days, state].compactMap { $0 }.joined(separator: ", ")
  }
}
