public import BillingTypes
import BodyPricing
public import LiveProbe
import PricingRules

/// What probes would call, what that can cost at most, and which doubt it would settle.
public struct ProbePlanDocument: ReportDocument {
  /// One recipe.
  public struct Item: Sendable {
    let probe: PreparedProbe
    /// The run that answered it; nil where none did.
    let answeredBy: Int64?
    /// How far a scenario's total is open by the recipe's offer, and the currency; nil without a scenario.
    let openIn: Money?

    /// The recipe.
    public var recipe: ProbeRecipe { probe.recipe }

    /// Creates an item.
    public init(probe: PreparedProbe, answeredBy: Int64?, openIn: Money?) {
      self.probe = probe
      self.answeredBy = answeredBy
      self.openIn = openIn
    }
  }

  private let items: [Item]
  private let digest: String
  private let expires: String
  private let scenario: String?

  /// Creates a plan.
  ///
  /// - Parameters:
  ///   - items: The recipes.
  ///   - digest: What the plan is bound to: recipes and cards.
  ///   - expires: Until when it may be run, in UTC.
  ///   - scenario: The name of the scenario that it was made for; nil for none.
  public init(items: [Item], digest: String, expires: String, scenario: String?) {
    self.items = items
    self.digest = digest
    self.expires = expires
    self.scenario = scenario
  }

  /// A table of the recipes, then the questions.
  public var report: Report {
    guard !items.isEmpty else { return Report([.paragraph("No recipe is about that.")]) }
    var columns: [ReportTable.Column] = [
      .init("recipe"), .init("at most", .right), .init("our price", .right), .init("state"),
    ]
    if scenario != nil { columns.append(.init("open in the scenario", .right)) }
    let rows = items.map { item -> [ReportTable.Cell] in
      var row: [ReportTable.Cell] = [
        .text(item.probe.recipe.id.rawValue), .figure(item.probe.worstCase.description),
        item.probe.estimate.map { .figure($0.amount?.description ?? "unknown") }
          ?? .missing("no card"),
        .text(item.state),
      ]
      if scenario != nil {
        row.append(item.openIn.map { .figure($0.description) } ?? .missing("-"))
      }
      return row
    }
    var blocks: [Report.Block] = [
      .heading(1, "What probes would call" + (scenario.map { " for \($0)" } ?? "")),
      .table(ReportTable(columns, rows: rows)),
    ]
    let questions = items.flatMap { item in
      item.probe.recipe.questions.map { "\(item.probe.recipe.id): \($0.asks)" }
    }
    if !questions.isEmpty {
      blocks.append(.heading(2, "What they would settle"))
      blocks.append(.bullets(questions))
    }
    blocks.append(
      .paragraph(
        "Nothing was sent. The plan holds for these recipes and cards (\(digest.prefix(12))) until \(expires)."
      ))
    return Report(blocks)
  }

  /// One row for each recipe.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "recipe", "offer", "worst_case", "currency", "floor", "ceiling", "state", "question",
      ])
    for item in items {
      csv.append([
        .text(item.probe.recipe.id.rawValue), .id(item.probe.recipe.offer),
        .figure(item.probe.worstCase.decimalText),
        .text(item.probe.worstCase.currency.code),
        .figure(item.probe.estimate?.floor?.decimalText ?? ""),
        .figure(item.probe.estimate?.ceiling?.decimalText ?? ""), .text(item.state),
        .text(item.question ?? ""),
      ])
    }
    return csv.text
  }

  /// The plan for programs, and for 'probe run --plan'.
  public var json: JSONText {
    .object([
      ("digest", .string(digest)), ("expires", .string(expires)),
      ("scenario", .optional(scenario)), ("plan", .array(items.map(\.json))),
    ])
  }
}

extension ProbePlanDocument.Item {
  fileprivate var state: String {
    if probe.recipe.disabled != nil { return "disabled" }
    if let answeredBy { return "answered by run \(answeredBy)" }
    if probe.recipe.paidStep == nil { return "free quote" }
    return probe.worstCase.picounits == 0 ? "free" : "ready"
  }

  fileprivate var question: String? {
    let questions = probe.recipe.questions.map(\.asks)
    return questions.isEmpty ? nil : questions.joined(separator: " ")
  }

  fileprivate var json: JSONText {
    let recipe = probe.recipe
    return .object([
      ("recipe", .string(recipe.id.rawValue)), ("title", .string(recipe.title)),
      ("offer", .id(recipe.offer)), ("question", .optional(question)),
      ("settles", .array(recipe.questions.flatMap(\.settles).map { .string($0) })),
      ("worst_case", .string(probe.worstCase.decimalText)),
      ("currency", .string(probe.worstCase.currency.code)),
      ("floor", .optional(probe.estimate?.floor?.decimalText)),
      ("ceiling", .optional(probe.estimate?.ceiling?.decimalText)),
      ("state", .string(state)), ("disabled", .optional(recipe.disabled)),
      ("answered_by", answeredBy.map { .count(Int($0)) } ?? .null),
      ("open_in_scenario", .optional(openIn?.decimalText)),
      ("needs", .array(needs.map { .string($0) })),
    ])
  }

  /// The environment variables that a run needs.
  private var needs: [String] {
    probe.recipe.secretNames
      + probe.recipe.variables.filter { $0.fallback == nil }.map(\.environment)
  }
}
