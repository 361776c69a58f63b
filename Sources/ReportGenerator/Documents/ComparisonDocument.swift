import BillingTypes
public import CostAnalysis
import PricingRules

extension Comparison: ReportDocument {
  /// The comparison for people: the ranking, what differs, and why others are left out.
  public var report: Report {
    var blocks: [Report.Block] = []
    let asked = request.entries.map { "\($0.name)=\($0.text)" }.joined(separator: " ")
    blocks.append(
      .heading(1, "\(category.rawValue) on \(asOf)\(asked.isEmpty ? "" : ": \(asked)")"))
    if ranked.isEmpty {
      blocks.append(.paragraph("No offer can serve this request."))
    } else {
      let (sold, apart) = rankedApart
      if !sold.isEmpty { blocks.append(.table(table(of: sold))) }
      if !apart.isEmpty {
        blocks += [.heading(2, "Disputed or ending, ranked apart"), .table(table(of: apart))]
      }
    }
    let notes = notes.notes
    if !notes.isEmpty { blocks += [.heading(2, "Before you use a figure"), .footnotes(notes)] }
    if let difference = differentDefaults { blocks.append(.paragraph(difference)) }
    if let board { blocks.append(.paragraph("Quality is by \(board.words).")) }
    let credits = Set(ranked.flatMap(\.quote.creditWorths)).sorted { $0.credit < $1.credit }
    if !credits.isEmpty {
      blocks.append(.heading(2, "Credits"))
      blocks.append(
        .bullets(
          credits.map { "1 \($0.credit) is taken as \(DecimalText.print($0.money)): \($0.words)" }))
    }
    let missing = ranked.filter { !$0.quote.missing.isEmpty }
    if !missing.isEmpty {
      blocks.append(.heading(2, "Not known"))
      blocks.append(
        .bullets(
          missing.map {
            "\($0.quote.offer): \($0.quote.missing.map(\.words).joined(separator: "; "))"
          }))
    }
    if !excluded.isEmpty {
      blocks.append(.heading(2, "Left out"))
      blocks.append(.bullets(excluded.map { "\($0.offer): \($0.reason.words)" }))
    }
    return Report(blocks)
  }

  /// What was not asked for and is not the same everywhere, so that the amounts are for different
  /// things.
  private var differentDefaults: String? {
    var values: [String: [String]] = [:]
    var names: [String] = []
    for value in ranked.flatMap(\.quote.request.values) where value.origin == .byDefault {
      if values[value.name] == nil { names.append(value.name) }
      values[value.name, default: []].append(value.value.description)
    }
    let different = names.compactMap { name -> String? in
      let found = (values[name] ?? []).uniqued()
      return found.count > 1 ? "\(name) (\(found.joined(separator: ", ")))" : nil
    }
    guard !different.isEmpty else { return nil }
    return "Not asked for, and not the same everywhere: \(different.joined(separator: ", ")). "
      + "Each offer is priced at its own default; state them to compare like with like."
  }

  /// What people count in the category.
  private var unit: String {
    switch category {
    case .imageGeneration, .imageEditing: UnitPrice.NaturalUnit.image.rawValue
    case .videoGeneration: UnitPrice.NaturalUnit.second.rawValue
    case .liveAvatar: UnitPrice.NaturalUnit.minute.rawValue
    }
  }

  /// The ranking of some of the candidates; footnotes are those of all.
  private func table(of candidates: [Candidate]) -> ReportTable {
    let isOpen = candidates.contains { $0.amount != nil && !$0.range.isSingle }
    var columns: [ReportTable.Column] = [
      .init("rank", .right), .init("offer", keepsWords: true), .init("amount", .right),
    ]
    columns.append(.bars())
    if !contracted.isEmpty { columns.append(.init("contracted", .right)) }
    if isOpen { columns.append(.init("can be", aside: "can be ")) }
    columns.append(.init("sure"))
    // Amounts of two currencies share no scale.
    let currency = candidates.first?.quote.currency
    let most =
      candidates.filter { $0.quote.currency == currency }
      .compactMap { $0.amount?.units.approximation }.max() ?? 0
    var table = ReportTable(
      columns + [
        .init("differs", aside: ""), .init("notes", aside: "notes "),
        .init("for one \(unit)", .right, isOptional: true),
        .init("p50/p95, n", .right, isOptional: true), .init("called by", isOptional: true),
      ] + (board == nil ? [] : [.init("quality", isOptional: true)]))
    var notes = notes
    for candidate in candidates {
      var cells: [ReportTable.Cell] = [
        candidate.rank.map { .figure(String($0)) } ?? .empty, .id(candidate.quote.offer),
        candidate.amount.map { .figure($0.description) }
          ?? .missing(candidate.quote.missing.map(\.words).joined(separator: "; ")),
      ]
      let amount = candidate.quote.currency == currency ? candidate.amount : nil
      cells.append(
        amount.map { .bar(most > 0 ? $0.units.approximation / most : 0, word: nil) } ?? .empty)
      if !contracted.isEmpty { cells.append(contractedCell(of: candidate)) }
      if isOpen {
        let isSingle = candidate.amount == nil || candidate.range.isSingle
        cells.append(isSingle ? .empty : .figure(candidate.range.words))
      }
      let doubt = candidate.quote.doubt
      let life = doubt.life == .active ? [] : [doubt.life.rawValue]
      let age = candidate.oldSource.map { ["\($0.days) days old"] } ?? []
      cells.append(
        .text(([doubt.confidence.rawValue] + life + age).joined(separator: ", ")))
      table.rows.append(
        cells + [
          .text(candidate.differs.map(\.words).joined(separator: "; ")),
          notes.references(to: candidate.notes),
          candidate.unitPrice?.amount.map { .figure(DisplayRounding.text($0)) }
            ?? .missing("no amount, or not said how much is made"),
          candidate.served.latency.map { .figure($0.words) } ?? .missing("no source"),
          .text(candidate.served.integration.rawValue),
        ] + (board.map { [$0.cell(of: candidate.served.model)] } ?? []))
    }
    return table
  }

  /// The board that is shown: scores of several are on several scales.
  private var board: QualityBoard? { boards.mostTelling(of: ranked.map(\.served.model)) }
  private func contractedCell(of candidate: Candidate) -> ReportTable.Cell {
    contracted[candidate.quote.offer]?.amount.map { .figure($0.description) }
      ?? .missing("not known at contracted prices")
  }

  /// What is to be known of the figures, in the order of the rows.
  private var notes: FootnoteList {
    var notes = FootnoteList()
    for candidate in ranked { _ = notes.references(to: candidate.notes) }
    return notes
  }
}

extension Comparison.Candidate {
  /// What is to be known of the figure; what credits are worth stands in a section of its own, and how old its source is
  /// stands in the row.
  fileprivate var notes: [String] {
    quote.warnings.filter { warning in
      switch warning {
      case .creditTaken, .oldSource: false
      default: true
      }
    }.map(\.words)
  }

  /// That its sources are old; nil where they are not.
  fileprivate var oldSource: OldSource? {
    quote.warnings.lazy.compactMap { if case .oldSource(let old) = $0 { old } else { nil } }.first
  }
}
