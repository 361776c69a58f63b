import BillingTypes
package import CostAnalysis
package import PricingRules

/// What a log came to, for people and programs.
package struct RatingDocument: ReportDocument {
  let rating: LogRating
  let source: String
  let target: RatingTarget
  let catalogue: String
  /// What became of the log's columns.
  let reading: LogReading
  /// What is to be known of each offer's figures, by its id.
  let doubts: [OfferID: OfferDoubt]
  /// What the same rows came to at contracted prices; nil without terms.
  let contracted: LogRating?
  /// What was agreed; empty without terms.
  let agreements: [Terms.Agreement]

  /// Creates a document.
  ///
  /// - Parameters:
  ///   - rating: What the log came to.
  ///   - source: The log's name, for people.
  ///   - target: Under which offers rows were priced.
  ///   - catalogue: The digest of the catalogue.
  ///   - reading: What became of the log's columns.
  ///   - offers: The offers of the log's figures, whose doubts go with them.
  ///   - contracted: What the same rows came to at contracted prices; nil without terms.
  ///   - agreements: What was agreed.
  package init(
    _ rating: LogRating, source: String, target: RatingTarget, catalogue: String,
    reading: LogReading = LogReading(), offers: [Offer] = [], contracted: LogRating? = nil,
    agreements: [Terms.Agreement] = []
  ) {
    self.agreements = agreements
    self.contracted = contracted
    self.reading = reading
    doubts = Dictionary(offers.map { ($0.id, $0.doubt) }, uniquingKeysWith: { first, _ in first })
    self.rating = rating
    self.source = source
    self.target = target
    self.catalogue = catalogue
  }

  package var report: Report {
    var blocks: [Report.Block] = [.paragraph(sentence)]
    if target == .everyOffer {
      blocks += comparison
      if !rating.excluded.isEmpty {
        blocks += [
          .paragraph("Left out:"),
          .bullets(rating.excluded.map { "\($0.offer): \($0.reason.words)" }),
        ]
      }
    } else {
      blocks.append(.table(table(rating.groups, contracted?.groups)))
    }
    if !rating.statements.isEmpty {
      blocks += [
        .heading(2, "Settled over the month"),
        .table(statementTable(rating.statements, contracted?.statements)),
      ]
    }
    if !rating.logged.isEmpty, target != .everyOffer || !rating.loggedStatements.isEmpty {
      blocks += [
        .heading(2, "The same rows as they were logged"),
        .table(table(rating.logged, contracted?.logged)),
      ]
      if !rating.loggedStatements.isEmpty {
        blocks.append(.table(statementTable(rating.loggedStatements, contracted?.loggedStatements)))
      }
    }
    if let bills = agreements.wordsOfBills { blocks.append(.paragraph(bills)) }
    return Report(blocks + openSection + assumptionSection + doubtSection)
  }

  private var sentence: String {
    let totals = zip(rating.totals, rating.totalRanges).map { $1.words(around: $0) }
    let nothing = rating.rejected == 0 ? "nothing: the log has no rows" : "nothing is known"
    let sum =
      rating.logRows == 0
      ? nothing
      : target == .everyOffer
        ? "every row under every offer of its category" : totals.joined(separator: " and ")
    let rejected =
      rating.rejected == 0
      ? ""
      : "; \(Self.rows(rating.rejected)) bad and \(rating.rejected == 1 ? "is" : "are") in no figure"
    let rows =
      target == .everyOffer
      ? "" : "\(Self.count(rating.rows)) \(rating.rows == 1 ? "row" : "rows"), "
    return "\(source): \(rows)\(sum)\(rejected)."
  }

  private func table(_ groups: [LogRating.Group], _ others: [LogRating.Group]?) -> ReportTable {
    var table = ReportTable(
      [
        .init("month"), .init("offer"), .init("rows", .right),
        // What plans settle is in the table below.
        .init(rating.statements.isEmpty ? "amount" : "beside plans", .right),
      ] + (others == nil ? [] : [.init("contracted", .right)]))
    for (currency, own) in Self.byCurrency(groups) {
      let amounts = DisplayRounding.shares(of: own.map(\.amount), places: 2)
      for (group, amount) in zip(own, amounts) {
        table.rows.append(
          [
            .text("\(group.month)"), .id(group.offer), .figure(Self.count(group.rows)),
            Self.cell(group, DisplayRounding.text(amount, places: 2)),
          ] + contractedCells(of: [group], among: others))
      }
      let sum = DisplayRounding.text(amounts.reduce(0, +), places: 2)
      let range = try? RatedRange.sum(own.map(\.range), in: currency)
      table.rows.append(
        [
          .text("total"), .empty, .figure(Self.count(own.reduce(0) { $0 + $1.rows })),
          .figure("\(sum) \(currency)\(range?.suffix ?? "")"),
        ] + contractedCells(of: own, among: others))
    }
    return table
  }

  private static func cell(_ group: LogRating.Group, _ text: String) -> ReportTable.Cell {
    switch group.completeness {
    case .complete, .partial: .figure("\(text) \(group.amount.currency)\(group.range.suffix)")
    case .unknown: .missing("no price of these rows is known")
    }
  }

  /// Offers beside each other, category by category, over all months.
  private var comparison: [Report.Block] {
    var blocks: [Report.Block] = []
    for category in Set(rating.groups.map(\.category)).sorted(by: { $0.rawValue < $1.rawValue }) {
      let own = rating.logged.filter { $0.category == category }
      let rows = own.reduce(0) { $0 + $1.rows }
      // Amounts of two currencies are not ranked together.
      let tables = Self.byCurrency(rating.offers.filter { $0.category == category }).map {
        Report.Block.table(offerTable($0.groups, contracted?.offers))
      }
      let logged = (rating.loggedTotals[category] ?? []).map { total in
        let ranges = own.map(\.range).filter { $0.floor.currency == total.currency }
        let range = try? RatedRange.sum(ranges, in: total.currency)
        return range?.words(around: total) ?? "\(total)"
      }
      blocks += [
        .heading(2, category.rawValue),
        .paragraph(
          "\(Self.count(rows)) \(rows == 1 ? "row" : "rows"), as logged \(logged.joined(separator: " and "))"
            + (rating.loggedStatements.isEmpty ? ". " : " beside what plans settle, see below. ")
            + "Offers that can do all rows come first, the cheapest first, those without a known limit last."
        ),
      ]
      blocks += tables
    }
    return blocks
  }

  /// Offers beside each other, in the order given.
  private func offerTable(
    _ offers: [LogRating.Group], _ others: [LogRating.Group]?
  ) -> ReportTable {
    var table = ReportTable(
      [
        .init("offer"), .init("rows it can do", .right), .init("amount", .right),
        .init("per row", .right),
      ] + (others == nil ? [] : [.init("contracted", .right)]))
    for group in offers {
      let each = try? group.amount.units / Rational(max(1, group.rows))
      table.rows.append(
        [
          .id(group.offer), .figure(Self.count(group.rows)),
          Self.cell(group, DisplayRounding.text(group.amount)),
          group.completeness == .unknown
            ? .missing("no price of these rows is known")
            // Rows without a known price count as rows.
            : .figure(
              (group.range.ceiling == nil ? "≥ " : "")
                + (each.map { DisplayRounding.text($0) } ?? "")
            ),
        ] + contractedCells(of: [group], among: others))
    }
    return table
  }

  private func statementTable(
    _ statements: [UsageStatement], _ others: [UsageStatement]?
  ) -> ReportTable {
    // Alternatives are settled one by one.
    let alternatives = statements.contains { $0.offer != nil }
    var table = ReportTable(
      (alternatives ? [.init("if all ran on")] : []) + [
        .init("month"), .init("plan or offer"), .init("of"), .init("used", .right),
        .init("included", .right), .init("fee", .right), .init("overage", .right),
        .init("true-up", .right), .init("cost", .right),
      ] + (others == nil ? [] : [.init("contracted", .right)]))
    for statement in statements {
      let cost = DisplayRounding.text(statement.cost)
      table.rows.append(
        (alternatives ? [statement.offer.map { .id($0) } ?? .empty] : []) + [
          .text("\(statement.month)"), .text(statement.name), .text(statement.key),
          .figure(DisplayRounding.text(statement.used)),
          .figure(DisplayRounding.text(statement.included)),
          .figure(DisplayRounding.text(statement.fee)),
          .figure(DisplayRounding.text(statement.overage)),
          .figure(DisplayRounding.text(statement.trueUp)),
          .figure("\(cost) \(statement.cost.currency)\(statement.range.suffix)"),
        ]
          + (others.map { others in
            [
              contractedCost(of: statement, among: others)
                .map { .figure("\(DisplayRounding.text($0)) \($0.currency)") } ?? .empty
            ]
          } ?? []))
    }
    return table
  }

  /// `1 row is`, `2 rows are`.
  package static func rows(_ number: Int) -> String {
    number == 1 ? "1 row is" : "\(count(number)) rows are"
  }

  static func count(_ number: Int) -> String {
    DisplayRounding.count(Rational(number))
  }

  private static func byCurrency(
    _ groups: [LogRating.Group]
  ) -> [(currency: Currency, groups: [LogRating.Group])] {
    Dictionary(grouping: groups) { $0.amount.currency }
      .sorted { $0.key.code < $1.key.code }
      .map { (currency: $0.key, groups: $0.value) }
  }
}
