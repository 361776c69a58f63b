import BillingTypes
import BodyPricing
public import LiveProbe
import PricingRules

/// What providers say that requests would cost, beside what we say.
public struct ProbeQuotesDocument: ReportDocument {
  private let quotes: [ProbeQuote]

  /// Creates a document.
  public init(_ quotes: [ProbeQuote]) { self.quotes = quotes }

  /// A table, then what a reader should know.
  public var report: Report {
    let rows = quotes.map { quote -> [ReportTable.Cell] in
      [
        .text(quote.recipe.rawValue),
        quote.said.map { .figure($0.description) } ?? .missing("no answer"),
        quote.ours.map { .figure($0.amountWords) } ?? .missing("no card"),
        .text(quote.words),
      ]
    }
    var blocks: [Report.Block] = [
      .heading(1, "What providers quote, and what we say"),
      .table(
        ReportTable(
          [.init("recipe"), .init("they say", .right), .init("we say", .right), .init("so")],
          rows: rows)),
    ]
    let facts = quotes.flatMap { quote in quote.facts.map { "\(quote.recipe): \($0.words)" } }
    if !facts.isEmpty { blocks.append(.bullets(facts)) }
    blocks.append(
      .paragraph(
        "A quote is an observation; no card changes by it. A difference is a claim to look into."))
    return Report(blocks)
  }

  /// One row for each quote.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale, header: ["recipe", "offer", "said", "currency", "ours", "agrees"])
    for quote in quotes {
      csv.append([
        .text(quote.recipe.rawValue), .id(quote.offer), .figure(quote.said?.decimalText ?? ""),
        .text(quote.said?.currency.code ?? ""), .figure(quote.ours?.amount?.decimalText ?? ""),
        .text(quote.agrees.map { $0 ? "yes" : "no" } ?? "unknown"),
      ])
    }
    return csv.text
  }

  /// The quotes for programs.
  public var json: JSONText {
    .object([
      (
        "quotes",
        .array(
          quotes.map { quote in
            .object([
              ("recipe", .string(quote.recipe.rawValue)), ("offer", .id(quote.offer)),
              ("amount", .optional(quote.said?.decimalText)),
              ("currency", .optional(quote.said?.currency.code)),
              ("ours", quote.ours?.brief ?? .null),
              ("agrees", quote.agrees.map { .boolean($0) } ?? .null),
              ("source", .string(quote.source)),
              ("reasons", .array(quote.facts.map { .string($0.code) })),
            ])
          })
      )
    ])
  }
}

extension ProbeQuote {
  fileprivate var words: String {
    switch agrees {
    case true?: "agrees"
    case false?: "differs"
    case nil: said == nil ? "not known" : "nothing to compare"
    }
  }
}
