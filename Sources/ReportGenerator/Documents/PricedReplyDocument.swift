import BillingTypes
public import BodyPricing
import PricingRules

extension PricedReply: ReportDocument {
  /// What was used and what it cost, then how far the estimate was.
  public var report: Report {
    var blocks = [Report.Block.heading(1, title)]
    blocks.append(.paragraph(differenceWords))
    if !causes.isEmpty { blocks.append(.table(causeTable)) }
    if !used.isEmpty {
      blocks.append(.heading(2, "What the reply says"))
      blocks.append(
        .table(
          ReportTable(
            [.init("name"), .init("value", .right), .init("at")],
            rows: used.map {
              [.text($0.name), .figure($0.value.description), .text($0.pointer.description)]
            })))
    }
    if !price.why.isEmpty { blocks.append(.bullets(price.why.map(\.words))) }
    return Report(blocks)
  }

  private var title: String {
    let name = price.offer.map { "\($0) on \(price.asOf)" } ?? "this reply on \(price.asOf)"
    return "\(name): \(price.amountWords), by its reply"
  }

  private var differenceWords: String {
    guard let before = estimate.amount, let difference else {
      let before = estimate.amount.map { "The estimate was \($0)" } ?? "The estimate was unknown"
      return "\(before); nothing is compared."
    }
    guard !price.mayBeNothing else {
      return "The estimate was \(before); the bill is not known to the last digit."
    }
    guard difference.picounits != 0 else { return "The estimate was the same, \(before)." }
    let share = ratio.map { ", \(DecimalText.print($0, places: 4)) times as much" } ?? ""
    let way = difference.picounits < 0 ? "lower" : "higher"
    let size = Money(
      picounits: Int128(clamping: difference.picounits.magnitude), in: difference.currency)
    return "The estimate was \(before); the bill is \(size) \(way)\(share)."
  }

  private var causeTable: ReportTable {
    ReportTable(
      [
        .init("meter"), .init("estimated", .right), .init("used", .right),
        .init("difference", .right),
      ],
      rows: causes.map { cause in
        [
          .text(cause.meter),
          cause.estimated.map { .figure($0.description) } ?? .missing(""),
          cause.used.map { .figure($0.description) } ?? .missing(""),
          cause.difference.map { .figure($0.description) } ?? .missing(""),
        ]
      })
  }

  /// The price of the reply for programs, with the estimate beside it.
  public var json: JSONText {
    guard case .object(let keys) = price.json else { return price.json }
    return .object(
      keys + [
        ("used", .object(used.map { ($0.name, .string($0.value.description)) })),
        ("estimate", estimate.brief),
        ("difference", .optional(difference?.decimalText)),
        ("ratio", .optional(ratio.map { DecimalText.print($0) })),
        (
          "causes",
          .array(
            causes.map { cause in
              .object([
                ("meter", .string(cause.meter)),
                ("estimated", .optional(cause.estimated.map { DecimalText.print($0) })),
                ("used", .optional(cause.used.map { DecimalText.print($0) })),
                ("difference", .optional(cause.difference?.decimalText)),
              ])
            })
        ),
      ])
  }

  /// What differs, charge by charge.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale, header: ["offer", "meter", "estimated", "used", "difference", "currency"])
    for cause in causes {
      csv.append([
        .id(price.offer), .text(cause.meter), .optional(cause.estimated), .optional(cause.used),
        .optional(cause.difference), .text(price.currency?.code ?? ""),
      ])
    }
    return csv.text
  }
}

extension PricedBody {
  /// Whether nobody knows if anything is billed at all.
  fileprivate var mayBeNothing: Bool {
    source != .exact && floor?.picounits == 0 && ceiling?.picounits != 0
  }
}
