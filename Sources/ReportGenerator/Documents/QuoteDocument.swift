import BillingTypes
public import PricingRules

extension Quote: ReportDocument {
  /// The quote for people: the amount first, then the lines, how each came about, and the sources.
  public var report: Report {
    var blocks: [Report.Block] = []
    blocks.append(.heading(1, "\(offer) on \(asOf): \(amountWords)"))
    if !missing.isEmpty { blocks.append(.bullets(missing.map { "not known: \($0.words)" })) }
    blocks.append(.table(lineTable))
    let formulas = formulaTexts
    if !formulas.isEmpty {
      blocks.append(.heading(2, "How the quantities come about"))
      blocks.append(.bullets(formulas))
    }
    blocks.append(.heading(2, "The request"))
    blocks.append(.table(requestTable))
    if !warnings.isEmpty {
      blocks.append(.heading(2, "Before you use this figure"))
      blocks.append(.bullets(warnings.map(\.words)))
    }
    blocks.append(.heading(2, "Sources"))
    blocks.append(.footnotes(evidence.map(\.footnote)))
    return Report(blocks)
  }

  /// The figure, with what the bill can be where that is more than the figure.
  var amountWords: String {
    guard let amount else { return "unknown" }
    return range.words(around: amount) + (range.ceiling == nil ? " (partial)" : "")
  }

  private var lineTable: ReportTable {
    var table = ReportTable([
      .init("meter"), .init("quantity", .right), .init("unit"), .init("price"),
      .init("amount", .right), .init("source"),
    ])
    for line in lines {
      table.rows.append([
        .text(line.meter),
        line.quantity.map { .figure($0.description) } ?? .missing(line.missing?.words ?? ""),
        .text(line.unit), .text(line.priceText),
        line.amountCell,
        .references(line.evidence.map { $0 + 1 }),
      ])
    }
    return table
  }

  private var formulaTexts: [String] {
    lines.flatMap(\.steps).uniqued().map { step in
      var text = "\(step.name) = \(step.formula)"
      if step.substituted != step.formula, step.substituted != step.value?.description {
        text += " = \(step.substituted)"
      }
      if let value = step.value, value.description != step.formula { text += " = \(value)" }
      return step.isEstimate ? text + " (estimate)" : text
    }
  }

  private var requestTable: ReportTable {
    ReportTable(
      [.init("name"), .init("value", .right), .init("from")],
      rows: request.values.map {
        [.text($0.name), .figure($0.value.description), .text($0.origin.words)]
      })
  }

  /// The quote for programs; amounts are text.
  public var json: JSONText {
    .object(
      [
        ("offer", .id(offer)),
        ("model", .string(model)),
        ("category", .string(category.rawValue)),
        ("as_of", .string(asOf.description)),
        ("completeness", .string(completeness.rawValue)),
        ("amount", .optional(amount?.decimalText)),
      ] + range.json + [
        ("currency", .string(currency.code))
      ] + doubt.json + [
        ("lines", .array(lines.map(\.json))),
        ("request", request.json),
        ("request_origins", request.originsJSON),
        ("missing", .array(missing.map { .string($0.words) })),
        ("missing_codes", .codes(missing.map(\.reason))),
        ("warnings", .array(warnings.map { .string($0.words) })),
        ("warnings_codes", .codes(warnings)),
        ("evidence", .array(evidence.map(\.json))),
      ])
  }
}

extension QuoteLine {
  /// The amount, or what it can be where that is not one figure.
  var amountCell: ReportTable.Cell {
    if range.ceiling != nil, !range.isSingle { return .figure(range.words) }
    return amount.map { .figure($0.description) } ?? .missing(missing?.words ?? "")
  }

  /// What the card says, such as `30 USD per 1000000`.
  var priceText: String {
    guard let price else { return missing == nil ? "steps" : "unknown" }
    return "\(price) \(priceUnit)" + (per == .one ? "" : " per \(per)")
  }

  var json: JSONText {
    .object(
      [
        ("meter", .string(meter)),
        ("quantity", .optional(quantity.map { DecimalText.print($0) })),
        ("unit", .string(unit)),
        ("unit_price", .optional(unitPrice.map { DecimalText.print($0, places: 18) })),
        ("amount", .optional(amount?.decimalText)),
      ] + range.json + [
        ("price", .optional(price.map { DecimalText.print($0) })),
        ("per", .string(DecimalText.print(per))),
        ("price_unit", .string(priceUnit)),
        ("credits", .optional(credits.map { DecimalText.print($0) })),
        ("missing", .optional(missing?.words)),
        ("sku_price_id", .string(skuPriceID)),
        ("steps", .array(steps.map(\.json))),
        ("evidence", .array(evidence.map { .count($0) })),
      ])
  }
}

extension ExplainedStep {
  var json: JSONText {
    .object([
      ("name", .string(name)), ("formula", .string(formula)),
      ("substituted", .string(substituted)),
      ("value", .optional(value.map { DecimalText.print($0) })),
      ("estimate", .boolean(isEstimate)),
    ])
  }
}

extension ResolvedRequest {
  /// Names with values as text, as a command line would write them.
  var json: JSONText {
    .object(values.map { ($0.name, .string($0.value.description)) })
  }

  /// Names with where each value came from.
  var originsJSON: JSONText {
    .object(values.map { ($0.name, .string($0.origin.rawValue)) })
  }
}

extension Evidence {
  /// The source in one sentence.
  var note: String {
    "\(source) (\(dateText), \(confidence.rawValue) confidence)" + (says.map { ": \($0)" } ?? "")
  }

  /// The same as a note, with where it can be read.
  var footnote: Footnote { Footnote(note, address: url.flatMap { PageLink($0)?.address }) }

  var json: JSONText {
    .object([
      ("source", .string(source)),
      ("read", .optional(read?.description)),
      ("dated", .optional(dated)),
      ("says", .optional(says)),
      ("confidence", .string(confidence.rawValue)),
    ])
  }
}
