import BillingTypes
import CostAnalysis
import WorkloadSimulator

extension PageDecision {
  /// The first screen: the decision in a sentence, what it rests on, and the cost against the budget.
  ///
  /// - Parameter origin: A link to where its amounts come from.
  /// - Returns: The markup.
  func header(restsOn origin: Markup?) -> Markup {
    let scenario = report.scenario
    let months = scenario.months
    let span =
      months.count == 1
      ? months[0].words
      : "\(months[0].words) to \(months[months.count - 1].words)"
    return """
      <header id='decision'><div class='mast'><p><strong>\(scenario.name)</strong> · \(span) · prices of \
      \(report.forecast.asOf.words)</p><button id='theme' type='button' hidden='hidden'>Theme: system</button></div>
      <h1>\(headline)</h1>
      \(lede)
      \(rows.isEmpty ? "" : table)
      \(rows.isEmpty ? "" : remark)\(rows.isEmpty ? nil : origin)</header>

      """
  }

  /// The decision in a sentence, by the verdict, and by that on months where it is worse.
  var headline: String {
    guard let monthly, let verdict = chance?.verdict, let own = monthly.chance.verdict,
      own > verdict
    else { return decision }
    return "\(decision), \(own == .likelyFits ? "and" : "but") \(Self.predicate(own)) its "
      + "\(monthly.limit.period) budget of \(monthly.limit.words)"
  }

  /// The decision on the budget that decides.
  private var decision: String {
    let name = report.scenario.name
    guard let deciding, let bills else { return "What \(name) costs is not known" }
    let cost = "\(bills.expected)\u{A0}\(report.scenario.currency.code)"
    let length = report.scenario.monthCount
    let plain = "\(name) costs \(cost) over \(length)\u{A0}\(length == 1 ? "month" : "months")"
    guard let budget, let chance else { return plain }
    let limit = "\(budget.period) budget of \(budget.words)"
    guard let verdict = chance.verdict else {
      return "\(plain); whether that fits its \(limit) cannot be told yet"
    }
    if verdict == .fits { return "\(name) fits its \(limit)" }
    if let better = advised?.chance?.verdict, better < verdict {
      let advice = report.levers.advised
      let condition =
        advice.count == 1
        ? report.condition(of: advice[0]) : "\(advice.count) features are changed as recommended"
      return "\(name) \(Self.predicate(better)) its \(limit) if \(condition)"
    }
    if held?.chance?.verdict == .fits, deciding.kind == .allIn {
      return
        "The bills of \(name) fit its \(limit); with building and keeping, the budget "
        + (verdict == .likelyFits
          ? "likely holds" : verdict == .atRisk ? "is at risk" : "does not hold")
    }
    return "\(name) \(Self.predicate(verdict)) its \(limit)"
  }

  private static func predicate(_ verdict: BudgetVerdict) -> String {
    switch verdict {
    case .fits: "fits"
    case .likelyFits: "likely fits"
    case .atRisk: "may exceed"
    case .doesNotFit: "does not fit"
    }
  }

  /// What the sentence rests on.
  private var lede: Markup {
    guard let bills else {
      return
        "<p class='lede'>A price that most of it hangs on was not found: see Warnings below.</p>"
    }
    let currency = report.scenario.currency.code
    var text: Markup = """
      Providers are expected to bill <strong>\(bills.expected)\u{A0}\(currency)</strong> over \
      \(report.scenario.monthCount) \(report.scenario.monthCount == 1 ? "month" : "months")
      """
    if let interval = bills.interval, interval.lowWords != interval.highWords {
      text +=
        interval.high == nil
        ? "; what is not known may make it more, without a limit"
        : "; eight in ten outcomes lie between \(interval.words.replacing("–", with: " and "))"
    }
    text += "."
    if let beside = report.forecast.countedOwning.flatMap({ try? $0.total }) {
      text += " Building and keeping add \(report.view.text(beside)) that no bill shows."
    }
    if let budget, let chance, !chance.isOpen {
      let what = deciding?.chance != nil && deciding?.kind == .allIn ? "All in, the" : "The"
      text += " \(what) plan exceeds the \(budget.period) budget in \(Self.hundreds(chance))"
      if let better = advised?.chance {
        text += "; as recommended, in \(Self.hundreds(better, isShort: true))"
      }
      text += "."
    }
    if let basis = report.verdictBasis { text += " \(basis)" }
    return "<p class='lede'>\(text)</p>"
  }

  private static func hundreds(_ chance: Chance, isShort: Bool = false) -> String {
    let words = chance.words.replacing("\u{A0}%", with: "")
    if words == "<1" { return isShort ? "fewer than 1" : "fewer than 1 of 100 simulated cases" }
    if words == ">99" { return isShort ? "nearly all" : "nearly all simulated cases" }
    return isShort ? words : "\(words) of 100 simulated cases"
  }

  /// The ways to count, each with its interval on one scale.
  private var table: Markup {
    let limit = budget.flatMap { $0.isOfWhole ? $0.amount.approximation : nil }
    let scale = Scale(
      upTo: rows.flatMap { [$0.mean, $0.interval?.high ?? $0.interval?.low ?? 0] }.max() ?? 0,
      limit: limit)
    let currency = report.scenario.currency.code
    let hasChance = rows.contains { $0.chance != nil }
    let hasInterval = rows.contains { $0.interval != nil }
    var columns: [PageTable.Column] = [.init("What is counted"), .init("Expected", .figure)]
    if hasInterval { columns.append(.init("Eight in ten", .figure)) }
    columns.append(
      .init(
        "Drawn on one scale", .bar, axis: IntervalBar.axis(scale, unit: "\(currency), \(length)")))
    if let budget, hasChance {
      columns.append(.init("Chance to exceed \(DisplayRounding.limit(budget.amount))", .figure))
    }
    let period =
      budget.map { " against the \($0.period) budget of \(DisplayRounding.limit($0.amount))" } ?? ""
    var table = PageTable(
      caption: "Cost of \(length)\(period), \(currency)", style: "folds verdict", columns: columns)
    table.rows = rows.map { row in
      var cells: [PageTable.Cell] = [
        "\(row.title)<span class='sub'>\(row.detail)</span>",
        "<span class='big'>\(row.expected)</span>\(row.openness.map { "<span class='sub'>can be \($0)</span>" as Markup })",
      ]
      if hasInterval { cells.append(.text(row.interval?.words ?? "")) }
      cells.append(
        PageTable.Cell(
          IntervalBar.drawing(
            mean: row.mean, row.interval, on: scale, limit: limit, mark: "of-total")))
      if budget != nil, hasChance { cells.append(PageTable.Cell(Self.view(of: row.chance))) }
      return PageTable.Row(cells, style: row.kind == .advised ? .planned : .plain)
    }
    return table.markup + IntervalBar.key(hasLimit: limit != nil, hasInterval: hasInterval)
  }

  private static func view(of chance: Chance?) -> Markup {
    guard let chance else { return "" }
    return "\(chance.words) \(badge(chance.verdict))"
  }

  /// The verdict as a badge.
  static func badge(_ verdict: BudgetVerdict?) -> Markup {
    switch verdict {
    case .fits?, .likelyFits?: PageBadge.good(verdict?.words ?? "").markup
    case .atRisk?, .doesNotFit?: PageBadge.bad(verdict?.words ?? "").markup
    case nil: PageBadge.doubt("cannot be told").markup
    }
  }

  var length: String {
    let months = report.scenario.monthCount
    return months == 1 ? "1 month" : "\(months) months"
  }

  /// The monthly budget where the yearly one decides, and what the interval leaves out.
  private var remark: Markup {
    var text = Markup.nothing
    if budget?.period == "yearly", let limit = report.scenario.budget.month,
      let chances = report.forecast.trials?.overMonthlyBudget, let most = chances.max(),
      let place = chances.firstIndex(of: most)
    {
      text += """
        The monthly budget of \(DisplayRounding.limit(limit)) is hardest on \(report.scenario.months[place].words): \
        the bills exceed it with a chance of \(DisplayRounding.chance(most...most)).\u{20}
        """
    }
    if !report.forecast.leftOut.isEmpty {
      text += "The interval does not hold everything: <a href='#left-out'>what it leaves out</a>."
    }
    return text.isEmpty ? "" : "<p class='note'>\(text)</p>"
  }
}
