public import BillingTypes
public import CostAnalysis
public import PricingRules

/// A new scenario as a commented file that runs as it is, and teaches the language on the way.
public struct ScenarioTemplate: Sendable {
  private let choices: [StarterChoice]
  private let asOf: Day
  private let start: Month
  private let months: Int
  private let currency: Currency
  private let budget: Rational?
  private let plans: [PlanID]

  /// Creates a template.
  ///
  /// - Parameters:
  ///   - choices: Its features, each with its offer; at least one.
  ///   - catalogue: The rate cards, whose plans are named.
  ///   - asOf: The day whose prices were used to choose.
  ///   - start: The first month.
  ///   - months: How many, 1 to 120.
  ///   - currency: What every amount is in.
  ///   - budget: What a month may cost; nil where nobody says.
  public init(
    _ choices: [StarterChoice], catalogue: Catalogue, asOf: Day, start: Month, months: Int,
    currency: Currency, budget: Rational? = nil
  ) {
    self.choices = choices
    self.asOf = asOf
    self.start = start
    self.months = months
    self.currency = currency
    self.budget = budget
    plans = choices.compactMap { catalogue.offer($0.planned.quote.offer) }
      .flatMap { offer in
        let keys = offer.credits.map(\.rawValue) + offer.meters
        let own = catalogue.card(offer.provider)?.plans ?? []
        return own.filter { plan in
          plan.validity.contains(asOf) && plan.fee > .zero
            && keys.contains { plan.included($0) > .zero }
        }.map(\.id)
      }.uniqued()
  }

  /// The file, ending with a line end; the same for the same choices.
  public var text: String {
    let features = choices.map(feature).joined(separator: [""])
    return (head + features + foot).map { $0 + "\n" }.joined()
  }

  private var head: [String] {
    [
      "# What is asked for, with whom, over which months. It runs as it is: mediacost forecast FILE",
      "# data/README.md, \"Scenarios\", has every key. Counts may be written as 40000, 40k or 1.5M, times as 90 s,",
      "# 5 min or 2h, money as 12 or 12 \(currency); what is uncertain as {p10: 30k, p90: 60k}, what is a guess as about 40k.",
      "",
      line("scenario: \(name)", "its name in reports"),
      line("currency: \(currency)", "what every amount is in; offers in another are not compared"),
      line("start: \(start)", "the first month"),
      line("months: \(months)", "how many, 1 to 120"),
      line("as_of: \(asOf)", "the day whose prices are used; without it, the day of the run"),
      "",
      "features:",
    ]
  }

  private var name: String {
    choices.count == 1 ? "First estimate of \(choices[0].ask.category.rawValue)" : "First estimate"
  }

  private func feature(_ choice: StarterChoice) -> [String] {
    let ask = choice.ask
    var lines = [
      line("  - feature: \(ask.feature)", "its name; no '.' in it"),
      line("    category: \(ask.category.rawValue)", ask.category.meaning),
    ]
    if choice.standard != nil, !ask.needs.isEmpty {
      lines.append(
        line(
          "    needs: [\(ask.needs.joined(separator: ", "))]",
          "what an offer must list; or {max_latency_seconds: 60}"))
    }
    lines += comment(choice.reasons)
    for difference in choice.planned.differs {
      lines += comment("It differs from what was asked: \(difference.words).")
    }
    lines.append(
      line("    offer: \(choice.planned.quote.offer)", "provider/model/endpoint, what is planned"))
    if !choice.others.isEmpty {
      let rule =
        choice.standard == nil ? "The rule would take one of these" : "Next by the same rule"
      lines += comment("\(rule); '\(ask.comparison)' shows all:")
      lines += choice.others.map { other in
        line("    #   offer: \(other.quote.offer)", "\(other.priceWords) a \(ask.counted)")
      }
    }
    return lines + volume(ask) + values(choice) + options(ask)
  }

  private func volume(_ ask: StarterAsk) -> [String] {
    let key = "\(ask.counted)s_per_month"
    let isSession = ask.category == .liveAvatar
    switch ask.volume {
    case .perMonth(let count):
      let range =
        "{p10: \(Self.rounded(count, 3, over: 4)), p90: \(Self.rounded(count, 3, over: 2))}"
      return [
        line(
          "    \(key): \(count)", isSession ? "or \(range)" : "second tries among them; or \(range)"
        )
      ]
    case .between(let low, let high):
      return [
        line(
          "    \(key): {p10: \(low), p90: \(high)}",
          "in eight months of ten; or a number, such as \(Self.rounded(low, 3, over: 2))")
      ]
    case .following(let feature, let part):
      return [
        line(
          "    follows: {feature: \(feature), per_accepted: \(part)}",
          "or \(key): 20k")
      ]
    }
  }

  /// A number times `factor` over `divisor`, whole.
  private static func rounded(_ number: Rational, _ factor: Int, over divisor: Int) -> String {
    let product = try? (number * Rational(factor) / Rational(divisor)).rounded(.up)
    return product.map { "\($0)" } ?? number.description
  }

  /// What every request asks for, in the planned offer's own values.
  private func values(_ choice: StarterChoice) -> [String] {
    let given = choice.planned.quote.request.given.entries.map { ($0.name, $0.text) }
    let times = given.filter { ["session_seconds", "idle_seconds"].contains($0.0) }
    let others = Self.inSize(given.filter { !["session_seconds", "idle_seconds"].contains($0.0) })
    var lines = times.map { name, text in
      line("    \(name): \(text)", "seconds; or 3 min, or {p10: 40, p90: 7 min}")
    }
    if !others.isEmpty {
      let words = others.map { "\($0.0): \(Self.quoted($0.1))" }.joined(separator: ", ")
      lines.append(
        line("    request: {\(words)}", "of every one; 'mediacost rates show' has what is legal"))
    }
    return lines
  }

  /// Width and height as one size, where both are there.
  private static func inSize(_ values: [(String, String)]) -> [(String, String)] {
    guard let width = values.first(where: { $0.0 == "width" })?.1,
      let height = values.first(where: { $0.0 == "height" })?.1
    else { return values }
    return values.filter { !["width", "height"].contains($0.0) } + [("size", "\(width)x\(height)")]
  }

  /// A text as YAML takes it inside of braces.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case 48...57, 65...90, 97...122: true
      default: "._+-/".utf8.contains(byte)
      }
    }
    let isSafe = isPlain && text.first.map { $0.isLetter || $0.isNumber } ?? false
    guard !isSafe else { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private func options(_ ask: StarterAsk) -> [String] {
    var lines = [
      line("    # growth_per_month: 3%", "from month to month; or {p10: 1%, p90: 5%}"),
      line(
        "    # seasonality: {11: 1.6, 12: 1.9}",
        "factors by month of the year; or {12: {p10: 1.5, p90: 2.4}}"),
    ]
    if ask.category != .liveAvatar {
      lines.append(
        line("    # takes_per_accepted: 1.5", "requests until one is kept; or {p10: 1.3, p90: 3}"))
    }
    lines.append(line("    # failure_rate: 2%", "of all that are sent; or {p10: 1%, p90: 4%}"))
    return lines
  }

  private var foot: [String] {
    var lines = [
      "",
      line(
        "# shared: {traffic: {p10: 0.8, p90: 1.25}}",
        "one factor that moves all features; or {normal: [1, 0.1]}"),
    ]
    if let plan = plans.first {
      let other = plans.dropFirst().first { $0.provider == plan.provider }
      lines.append(
        line(
          "# plans: [\(plan)]",
          (other.map { "or [\($0)]" } ?? "a subscription that is held")
            + "; 'mediacost plans \(plan.provider)' compares them"))
    }
    lines.append(
      line(
        "# overhead: {per_vendor_month: 400, integration: {async-job: 9k}}",
        "beside the bills, in \(currency); or 400 \(currency)"))
    let month = budget.map { DecimalText.print($0) }
    lines.append(
      line(
        month.map { "budget: {month: \($0)}" } ?? "# budget: {month: 5k}",
        "what a month may cost, in \(currency); or {year: 60k}"))
    return lines
  }

  /// Lines of a comment on a feature, as wide as the head's.
  private func comment(_ text: String) -> [String] {
    TerminalFormat.wrapped(text, width: 110).split(separator: "\n").map { "    # \($0)" }
  }

  /// A line with its comment, which begins in one column where it can.
  private func line(_ text: String, _ comment: String) -> String {
    text + String(repeating: " ", count: max(2, 48 - text.count)) + "# " + comment
  }
}
