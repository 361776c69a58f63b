import BillingTypes
public import BodyPricing
import PricingRules

extension PricedBody: ReportDocument {
  /// The price for people: the amount first, then what it rests on.
  public var report: Report {
    var blocks: [Report.Block] = []
    let name = offer.map { "\($0) on \(asOf)" } ?? "this body on \(asOf)"
    blocks.append(.heading(1, "\(name): \(amountWords)"))
    if !why.isEmpty { blocks.append(.bullets(why.map(\.words))) }
    if !lines.isEmpty { blocks.append(.table(lineTable)) }
    if !values.isEmpty {
      blocks.append(.heading(2, "The request"))
      blocks.append(.table(requestTable))
    }
    if !cheaper.isEmpty {
      blocks.append(.heading(2, "The same for less"))
      blocks.append(.table(cheaperTable))
    }
    if !evidence.isEmpty {
      blocks.append(.heading(2, "Sources"))
      blocks.append(.footnotes(evidence.map(\.footnote)))
    }
    return Report(blocks)
  }

  /// The figure, with what the bill can be where that is more than the figure.
  var amountWords: String {
    guard source != .unknown, let amount else { return "unknown" }
    guard let ceiling else {
      let least = floor.map { $0 == amount ? "" : "at least \($0); " } ?? ""
      return "\(amount) (estimated; \(least)nothing proves a most)"
    }
    let range = floor.map { AmountRange(floor: $0, ceiling: ceiling, reasons: []) }
    return (range?.words(around: amount) ?? "\(amount)")
      + (source == .exact ? "" : ", estimated")
  }

  private var lineTable: ReportTable {
    ReportTable(
      [
        .init("meter"), .init("quantity", .right), .init("unit"), .init("price"),
        .init("amount", .right),
      ],
      rows: lines.map { line in
        [
          .text(line.meter),
          line.quantity.map { .figure($0.description) } ?? .missing(line.missing?.words ?? ""),
          .text(line.unit), .text(line.priceText),
          line.amount.map { .figure($0.description) } ?? .missing(line.missing?.words ?? ""),
        ]
      })
  }

  private var requestTable: ReportTable {
    ReportTable(
      [.init("name"), .init("value", .right), .init("from")],
      rows: values.map {
        [.text($0.name), .figure($0.value.description), .text($0.origin.words)]
      })
  }

  private var cheaperTable: ReportTable {
    ReportTable(
      [.init("offer"), .init("service tier"), .init("amount", .right), .init("at most", .right)],
      rows: cheaper.map {
        [
          .id($0.offer), .text($0.serviceTier ?? ""), .figure($0.amount.description),
          .figure($0.ceiling.description),
        ]
      })
  }

  /// The price for programs; amounts are text.
  public var json: JSONText {
    .object(
      head + [
        ("request", .object(values.map { ($0.name, .string($0.value.description)) })),
        ("request_origins", .object(values.map { ($0.name, .string($0.origin.rawValue)) })),
        ("lines", .array(lines.map(\.json))),
        ("evidence", .array(evidence.map(\.json))),
        ("cheaper_equivalents", .array(cheaper.map(\.json))),
      ])
  }

  /// What a line of JSON Lines says.
  package var brief: JSONText { .object(head) }

  private var head: [(key: String, value: JSONText)] {
    [
      ("offer", .id(offer)), ("api", .optional(api)), ("source", .string(source.rawValue)),
      ("amount", .optional(amount?.decimalText)), ("floor", .optional(floor?.decimalText)),
      ("ceiling", .optional(ceiling?.decimalText)),
      ("completeness", .string(completeness.rawValue)),
      ("reasons", .array(codes.map { .string($0.rawValue) })),
      ("currency", .optional(currency?.code)),
      ("why", .array(why.map { .string($0.words) })),
      ("unread", .array(unread.map { .string($0.description) })),
      ("as_of", .string(asOf.description)),
    ]
  }

  /// The codes of why, each once; there are few.
  private var codes: [FactCode] {
    why.reduce(into: []) { codes, fact in
      if !codes.contains(fact.code) { codes.append(fact.code) }
    }
  }

  private var completeness: Completeness {
    switch source {
    case .exact: .complete
    case .estimated: .partial
    case .unknown: .unknown
    }
  }

  /// The figures for spreadsheets: one row.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "offer", "api", "as_of", "source", "amount", "currency", "floor", "ceiling", "reasons",
        "unread",
      ])
    csv.append([
      .id(offer), .text(api ?? ""), .text(asOf.description), .text(source.rawValue),
      .optional(amount), .text(currency?.code ?? ""), .optional(floor), .optional(ceiling),
      .text(codes.map(\.rawValue).joined(separator: " ")),
      .text(unread.map(\.description).joined(separator: " ")),
    ])
    return csv.text
  }
}

extension CheaperEquivalent {
  var json: JSONText {
    .object([
      ("offer", .id(offer)), ("service_tier", .optional(serviceTier)),
      ("amount", .string(amount.decimalText)), ("ceiling", .string(ceiling.decimalText)),
    ])
  }
}
