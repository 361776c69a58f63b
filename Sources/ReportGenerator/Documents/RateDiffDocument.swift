import BillingTypes
public import CostAnalysis
import PricingRules
import WorkloadSimulator

/// What is not the same in two catalogues, for people and programs.
public struct RateDiffDocument: ReportDocument {
  let diff: RateDiff
  /// What it does to a scenario; nil where none was asked for.
  let scenario: ScenarioDifference?

  /// Creates it.
  ///
  /// - Parameters:
  ///   - diff: What is not the same.
  ///   - scenario: What it does to a scenario; nil where none was asked for.
  public init(_ diff: RateDiff, scenario: ScenarioDifference? = nil) {
    self.diff = diff
    self.scenario = scenario
  }

  /// Counts, what requests cost, figures, what came and went, the scenario.
  public var report: Report {
    let (before, after) = (diff.before, diff.after)
    let days =
      before.day == after.day ? "Prices are those of \(after.day). " : ""
    var blocks: [Report.Block] = [
      .heading(1, "Rate cards: \(before.name) → \(after.name)"),
      .paragraph(days + diff.summary),
    ]
    blocks += table(
      "What requests cost", "request", diff.changes.filter(\.subject.isRequest))
    blocks += table("Figures", "figure", diff.changes.filter { !$0.subject.isRequest })
    blocks += table("Came", diff.came)
    blocks += table("Went", diff.went)
    if let scenario { blocks += scenario.blocks }
    return Report(blocks)
  }

  private func table(
    _ title: String, _ kind: String, _ changes: [RateChange]
  ) -> [Report.Block] {
    guard !changes.isEmpty else { return [] }
    let hasDoubts = changes.contains { !$0.doubts.isEmpty }
    var table = ReportTable(
      [
        .init("of"), .init(kind), .init("before", .right), .init("after", .right),
        .init("after ÷ before", .right),
      ] + (hasDoubts ? [.init("look")] : []) + [.init("source")])
    for change in changes {
      table.rows.append(
        [
          .text(change.thing.id), .text(change.subject.words), cell(change.before),
          cell(change.after), CourtWords.ratio(change.factor).map { .figure($0) } ?? .empty,
        ] + (hasDoubts ? [.text(change.lookWords)] : [])
          + [.text(change.evidence.map { "\($0.source) (\($0.dateText))" } ?? "")])
    }
    return [.heading(2, title), .table(table)]
  }

  private func cell(_ value: RateValue?) -> ReportTable.Cell {
    switch value {
    case nil: .text("none")
    case .unknown?: .missing("not known")
    case .number?: .figure(value?.words ?? "")
    case .text(let text)?: .text(text)
    }
  }

  private func table(_ title: String, _ moves: [RateMove]) -> [Report.Block] {
    guard !moves.isEmpty else { return [] }
    var table = ReportTable([.init("what"), .init("life"), .init("source")])
    for move in moves {
      table.rows.append([
        .text(move.thing.id), .text(move.words),
        .text(move.evidence.map { "\($0.source) (\($0.dateText))" } ?? ""),
      ])
    }
    return [.heading(2, title), .table(table)]
  }

  /// One row for each change, then for what came and went, then for the scenario.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "kind", "id", "what", "of", "before", "after", "unit", "factor", "needs", "reviewed",
        "source", "read",
      ])
    for change in diff.changes {
      csv.append([
        .text("changed"), .text(change.thing.id), .text(change.subject.code),
        .text(change.subject.words), field(change.before), field(change.after),
        .text(change.unit), .optional(change.factor),
        .text(change.doubts.map(\.rawValue).joined(separator: " ")),
        .text(change.review.map { "\($0.day): \($0.says)" } ?? ""),
        .text(change.evidence?.source ?? ""), .text(change.evidence?.dateText ?? ""),
      ])
    }
    for (kind, moves) in [("came", diff.came), ("went", diff.went)] {
      for move in moves {
        csv.append([
          .text(kind), .text(move.thing.id), .text(move.kind.rawValue), .text(move.words), .empty,
          .empty, .empty, .empty, .empty, .empty, .text(move.evidence?.source ?? ""),
          .text(move.evidence?.dateText ?? ""),
        ])
      }
    }
    for row in scenario?.allRows ?? [] {
      csv.append([
        .text("scenario"), .text(row.offer?.rawValue ?? ""), .text("expected_cost"),
        .text(row.name), .optional(row.row.before?.amount), .optional(row.row.after?.amount),
        .text(scenario?.currency ?? ""), .empty, .empty, .empty, .empty, .empty,
      ])
    }
    return csv.text
  }

  private func field(_ value: RateValue?) -> CSVText.Field {
    switch value {
    case nil: .empty
    case .number(let number, _)?: .number(number)
    case .unknown?, .text?: .text(value?.words ?? "")
    }
  }

  /// Both sides, counts, and everything that is not the same.
  public var json: JSONText {
    .object(
      [
        ("before", diff.before.json), ("after", diff.after.json),
        ("needs_review", .count(diff.unreviewed.count)),
        ("came", .array(diff.came.map(\.json))), ("went", .array(diff.went.map(\.json))),
        ("changes", .array(diff.changes.map(\.json))),
      ] + (scenario.map { [("scenario", $0.json)] } ?? []))
  }
}

extension RateSide {
  fileprivate var json: JSONText {
    .object([
      ("name", .string(name)), ("as_of", .string(day.description)),
      ("catalogue", .string(catalogue.digest)),
    ])
  }
}

extension RateMove {
  fileprivate var json: JSONText {
    .object([
      ("id", .string(thing.id)), ("life", .string(kind.rawValue)),
      ("status", .string(validity.status.rawValue)),
      ("from", .optional(validity.from?.description)), ("to", .optional(validity.to?.description)),
      ("successor", .id(validity.successor)), ("evidence", evidence?.json ?? .null),
    ])
  }
}

extension RateChange {
  /// What its numbers are in: what they are in now, where both are not in the same.
  fileprivate var unit: String { after?.unit ?? before?.unit ?? "" }

  fileprivate var json: JSONText {
    .object([
      ("id", .string(thing.id)), ("what", .string(subject.code)), ("of", .string(subject.words)),
      ("before", .optional(before?.figure)), ("before_unit", .optional(before?.unit)),
      ("after", .optional(after?.figure)), ("after_unit", .optional(after?.unit)),
      ("factor", .optional(factor.map { DecimalText.print($0, places: 18) })),
      ("needs", .array(doubts.map { .string($0.rawValue) })),
      (
        "reviewed",
        review.map {
          .object([("day", .string($0.day.description)), ("says", .string($0.says))])
        } ?? .null
      ),
      ("evidence", evidence?.json ?? .null),
    ])
  }
}
