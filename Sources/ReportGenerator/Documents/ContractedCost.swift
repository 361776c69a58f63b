import BillingTypes
import CostAnalysis
public import PricingRules
import WorkloadSimulator

// List cost is the cards'; contracted cost is what the terms make of it. Both stand side by side.
extension ScenarioReport {
  /// The forecast that a budget is held against: at contracted prices where there are any.
  var billed: Forecast { studied.contracted?.forecast ?? forecast }

  /// What the terms make of the whole, in a sentence; nil without terms.
  var contractedText: String? {
    guard let contracted = studied.contracted else { return nil }
    let own = contracted.forecast
    guard own.whole.completeness != .unknown else { return nil }
    let text =
      "By your terms it comes to \(own.whole.mark)\(view.text(own.total)) \(scenario.currency)"
      + (studied.bill == nil ? "" : " at contracted prices")
      + ", \(view.change(contracted.difference)) against list cost"
    guard studied.bill != nil else { return text + "; budgets are held against that." }
    return text + "; what is to be paid is "
      + "\(own.whole.mark)\(view.text(own.payable.known)) \(scenario.currency)"
      + (paidIntervalText.map { ", in eight of ten trials \($0)" } ?? "")
      + ". Budgets are held against \(heldWords)."
  }

  /// What is to be paid in eight of ten trials, settled one by one; nil without trials.
  private var paidIntervalText: String? {
    guard let spread = billed.trials?.contract?.paid, spread.p10 < spread.p90 else { return nil }
    return "between \(figure(spread, .p10)) and \(figure(spread, .p90))"
  }

  /// What a budget is held against, where something is agreed.
  var heldWords: String {
    guard studied.bill != nil else { return "contracted cost" }
    switch scenario.budget.basis {
    case .paid: return "what is to be paid by your terms, with commitments, credits and tax"
    case .used:
      return
        "what is used by your terms, with what commitments lack where it accrues, less credits, before tax"
    }
  }

  /// List and contracted cost by feature; nothing without terms.
  var contractedSection: [Report.Block] {
    guard let contracted = studied.contracted else { return [] }
    let currency = scenario.currency.code
    var table = ReportTable([
      .init("\(currency) in all"), .init("list cost", .right), .init("contracted cost", .right),
      .init("difference", .right),
    ])
    func append(_ name: String, _ list: ExpectedCost, _ own: ExpectedCost) {
      guard list.completeness != .unknown, own.completeness != .unknown,
        let difference = try? own.known - list.known
      else {
        table.rows.append([
          .text(name), .missing("not known"), .missing("not known"), .missing("not known"),
        ])
        return
      }
      table.rows.append([
        .text(name), .figure(list.mark + view.text(list.known)),
        .figure(own.mark + view.text(own.known)), .figure(view.change(difference)),
      ])
    }
    for payer in view.payers {
      append(
        payer.words, view.cost(of: payer), contracted.forecast.expected(where: payer.pays))
    }
    append("total", forecast.whole, contracted.forecast.whole)
    return [
      .heading(2, "List cost and contracted cost"), .table(table),
      .bullets(agreedTexts),
    ] + billSection
  }
}

extension ScenarioReport {
  /// What was agreed, and why something of it counts for nothing.
  var agreedTexts: [String] {
    let (offers, sellers) = (forecast.offers, forecast.sellersOfPlans)
    return studied.terms.agreements.map { agreement in
      let gap = agreement.gap(in: scenario.months, using: offers, plansOf: sellers)
      let isOwed =
        gap == nil && agreement.commitment != nil && !agreement.isOf(offers, plansOf: sellers)
      return "Agreed: \(agreement.words)."
        + (gap.map { " It counts for nothing here: \($0.words)." } ?? "")
        + (isOwed ? " Nothing of it is used here; what is committed is owed all the same." : "")
    }
  }
}

extension Forecast {
  /// Who sells the plans and packs that are paid for.
  fileprivate var sellersOfPlans: Set<String> { Set(statements.map(\.seller.provider)) }
}

extension ForecastView {
  /// A difference with its sign; no difference in words.
  func change(_ difference: Money) -> String {
    guard difference.picounits != 0 else { return "the same" }
    return (difference.picounits > 0 ? "+" : "") + text(difference)
  }
}

extension StudiedForecast {
  /// The forecast as tidy CSV: one row per month × feature × offer × meter, exact amounts; list and contracted cost
  /// side by side where there are terms.
  func csv(in locale: CSVLocale) -> String {
    forecast.csv(contracted: contracted?.forecast, exchange, in: locale)
  }

  /// What the terms make of the forecast; null without terms.
  var contractedJSON: JSONText {
    guard let contracted else { return .null }
    let own = contracted.forecast
    return .object([
      ("total", own.totalJSON),
      ("difference", contracted.differenceJSON),
      (
        "months",
        .array(
          own.summaries.map { month in
            .object([
              ("month", .string(month.month.description)), ("feature", .string(month.feature)),
              ("offer", .id(month.offer)),
              (
                "mean",
                month.completeness == .unknown ? .null : .string(month.cost.decimalText)
              ),
            ])
          })
      ),
      ("bill", billJSON), ("budget", own.budgetJSON(isContracted: true)),
      ("agreements", .array(terms.agreements.map { .string($0.words) })),
      (
        "idle",
        .array(
          terms.agreements.compactMap { agreement in
            agreement.gap(
              in: own.scenario.months, using: forecast.offers, plansOf: forecast.sellersOfPlans
            ).map { gap in
              .object([
                ("agreement", .string(agreement.words)), ("code", .string(gap.code.rawValue)),
                ("says", .string(gap.words)),
              ])
            }
          })
      ),
    ])
  }
}

/// A quote at list prices, with what the terms make of it.
public struct ContractedQuote: ReportDocument {
  private let list: Quote
  private let contracted: Quote
  private let agreements: [Terms.Agreement]

  /// Creates a document.
  ///
  /// - Parameters:
  ///   - list: The quote at list prices.
  ///   - contracted: The quote of the same request at contracted prices.
  ///   - agreements: What was agreed of the offer on the day.
  public init(list: Quote, contracted: Quote, agreements: [Terms.Agreement]) {
    self.list = list
    self.contracted = contracted
    self.agreements = agreements
  }

  /// For people: the quote, and the contracted cost below its title.
  public var report: Report {
    var blocks = list.report.blocks
    let prices = agreements.filter(\.isOfPrices)
    let words =
      prices.isEmpty
      ? "nothing is agreed of its price" : prices.map(\.words).joined(separator: "; ")
    blocks.insert(
      .paragraph(
        "List cost \(list.amountWords); contracted cost \(contracted.amountWords): \(words)."
          + (agreements.filter { !$0.isOfPrices }.wordsOfBills.map { " \($0)" } ?? "")),
      at: min(1, blocks.count))
    return Report(blocks)
  }

  /// For spreadsheets: the lines at list prices.
  public func csv(in locale: CSVLocale) -> String { list.csv(in: locale) }

  /// For programs: the quote with `contracted`.
  public var json: JSONText {
    guard case .object(let members) = list.json else { return list.json }
    return .object(
      members + [
        (
          "contracted",
          .object(
            [
              ("amount", .optional(contracted.amount?.decimalText))
            ] + contracted.range.json + [
              ("currency", .string(contracted.currency.code)),
              ("completeness", .string(contracted.completeness.rawValue)),
              ("agreements", .array(agreements.map { .string($0.words) })),
            ])
        )
      ])
  }
}
