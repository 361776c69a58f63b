import BillingTypes
public import CostAnalysis
public import PricingRules

extension Offer {
  /// The offer's rules for people: what a request may say, what is metered, what it costs.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards.
  ///   - boards: What arenas say of models.
  /// - Returns: The document.
  public func document(in catalogue: Catalogue, boards: [QualityBoard] = []) -> Report {
    let currency = catalogue.currency(of: provider)
    var blocks: [Report.Block] = [
      .heading(1, id.rawValue),
      .paragraph(summary.isEmpty ? category.meaning : summary),
      .bullets([
        "model \(model), \(category.rawValue), \(integration.rawValue), sold \(validity.words)",
        "capabilities: \(capabilities.isEmpty ? "none listed" : capabilities.joined(separator: ", "))",
        "outcomes: "
          + Outcome.allCases.map { "\($0.rawValue) \(billing(of: $0).rawValue)" }
          .joined(separator: ", "),
      ]),
      .heading(2, "Parameters"), .table(parameterTable(catalogue.vocabulary)),
    ]
    if !requirements.isEmpty {
      blocks.append(
        .bullets(requirements.map { "\($0.explanation) (\($0.condition))" }))
    }
    if !derivations.isEmpty {
      blocks.append(.heading(2, "From the request to what is metered"))
      blocks.append(
        .bullets(
          derivations.map { "\($0.name) = \($0.expression)" + ($0.isEstimate ? " (estimate)" : "") }
        ))
    }
    if !disputes.isEmpty {
      blocks += [.heading(2, "What sources disagree on"), .bullets(disputes.map(\.words))]
    }
    for name in tables.keys.sorted() {
      guard let table = tables[name] else { continue }
      blocks += [.heading(3, "Table \(name)"), .table(Self.cells(of: table))]
    }
    blocks.append(.heading(2, "Charges"))
    blocks.append(.table(chargeTable(currency)))
    if let escrow {
      blocks.append(
        .paragraph(
          "\(escrow) \(escrowUnit.words(currency)) \(escrow == .one ? "is" : "are") held back when a session starts."
        ))
    }
    blocks += moneyBlocks(in: catalogue) + serviceBlocks(currency) { sources.firstIndex(of: $0) }
    if !notIncluded.isEmpty {
      blocks += [.heading(2, "Not included, and paid elsewhere"), .bullets(notIncluded)]
    }
    if !cautions.isEmpty { blocks += [.heading(2, "Cautions"), .bullets(cautions)] }
    let quality = boards.filter { $0.category == category }.flatMap { $0.sentences(of: model) }
    if !quality.isEmpty {
      blocks += [
        .heading(2, "Quality"),
        .paragraph("Scores of several boards and days are on several scales."), .bullets(quality),
      ]
    }
    blocks += [.heading(2, "Sources"), .footnotes(sources.map(\.footnote))]
    return Report(blocks)
  }

  /// What the numbers of notes point to.
  private var sources: [Evidence] { (allEvidence + limits.flatMap(\.evidence)).uniqued() }

  private func parameterTable(_ vocabulary: Vocabulary) -> ReportTable {
    ReportTable(
      [.init("name"), .init("legal"), .init("default"), .init("meaning")],
      rows: allParameters.map { parameter in
        [
          .text(parameter.name), .text(parameter.legalValues),
          .text(parameter.defaultValue?.description ?? "must be given"),
          .text(parameter.meaning(vocabulary)),
        ]
      })
  }

  private func chargeTable(_ currency: Currency) -> ReportTable {
    var table = ReportTable([
      .init("meter"), .init("quantity"), .init("price"), .init("from"), .init("when"),
    ])
    for charge in charges {
      for entry in charge.price.history {
        table.rows.append([
          .text(charge.meter), .text(charge.quantity.description),
          .text(charge.price.words(of: entry.amounts, currency)),
          .text(entry.from?.description ?? ""), .text(charge.condition?.description ?? ""),
        ])
      }
    }
    return table
  }

  private static func cells(of table: LookupTable) -> ReportTable {
    ReportTable(
      (1...table.keyCount).map { .init("key \($0)") } + [.init("value", .right)],
      rows: table.rows.map { row in
        let cell: ReportTable.Cell
        switch row.cell {
        case .amount(let number): cell = .figure(number.description)
        case .unknown: cell = .missing("no source")
        }
        return row.keys.map { .text($0) } + [cell]
      })
  }
}

extension Dispute {
  /// The readings and what the sources say, such as `times: 3 or 2; two tables, and a page`.
  fileprivate var words: String {
    "\(name): \(readings.map(\.description).joined(separator: " or ")); \(says)"
  }
}

extension ChargePrice {
  /// Amounts of its history in words, such as `5 USD per 1000000`.
  func words(of amounts: [Formula?], _ currency: Currency) -> String {
    "\(amounts.map { $0?.description ?? "unknown" }.joined(separator: ", ")) \(unit.words(currency)) \(model.terms.words)"
  }
}

extension PriceTerms {
  /// The terms in words, such as `per 1000000`.
  fileprivate var words: String {
    if let steps {
      return "\(steps.mode.rawValue) over a \(steps.period.rawValue), up to "
        + steps.upTo.map { $0?.description ?? "any" }.joined(separator: ", ")
    }
    guard let block else { return "once" }
    if paysStartedBlocks { return "per started \(block)" }
    return block == .one ? "each" : "per \(block)"
  }
}

extension Parameter {
  /// What it means, and whether each of several may have its own.
  fileprivate func meaning(_ vocabulary: Vocabulary) -> String {
    let own = vocabulary.parameters[name]?.meaning ?? ""
    return each.map { "\(own) (each of the \($0) may have its own)" } ?? own
  }
}
