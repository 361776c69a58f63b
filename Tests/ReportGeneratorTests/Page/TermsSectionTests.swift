import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@testable import ReportGenerator

@Suite("Terms and another currency on the page")
struct TermsSectionTests {
  /// Pictures cost some 13 a month; half off, 50 are promised, 19 % tax: 59.50 a month, 178.50 in all, before tax 150.
  private static let agreements: [Terms.Agreement] = [
    .init(scope: .provider("acme"), discount: Sample.number("0.5")),
    .init(
      scope: .provider("acme"), commitment: .init(amount: Sample.number("50"), every: .month)),
    .init(
      scope: .provider("acme"),
      grant: .init(amount: Sample.number("7"), expires: Sample.day("2026-06-01"))),
    .init(scope: .all, tax: Sample.number("0.19")),
  ]

  private static func report(
    _ agreements: [Terms.Agreement] = agreements, year: String = "180",
    _ basis: Budget.Basis = .paid
  ) throws -> ScenarioReport {
    let euro = try #require(Currency(code: "EUR"))
    return try PageShop.report {
      $0.features = [Shop.pictures]
      $0.budget = Budget(year: Sample.number(year), basis: basis)
      $0.overhead = Overhead()
      $0.terms = Terms(agreements)
      $0.exchange = ExchangeRate(
        from: .usd, to: euro, rate: Sample.number("0.92"),
        dated: Sample.day("2027-01-04"), source: "a bank")
    }
  }

  @Test("The first screen has list cost, what is to be paid, and which of them the verdict is on")
  func header() throws {
    // 178.50 are paid in three months.
    let fits = try Self.report()
    let page = ReportPage(fits).text
    #expect(fits.headline.sentence == "A, \"small\" shop fits its yearly budget of 180\u{A0}USD")
    #expect(fits.headline.expected.hasPrefix("178.50\u{A0}USD"))
    #expect(page.contains("List cost, as planned") && page.contains("To be paid by your terms"))
    #expect(page.contains("The verdict is on what is to be paid by your terms"))
    let over = try Self.report(year: "170")
    #expect(over.headline.verdict == BudgetVerdict.doesNotFit.words)
    // Before tax it is 150.
    let used = try Self.report(year: "170", .used)
    #expect(used.headline.verdict == BudgetVerdict.fits.words)
    #expect(ReportPage(used).text.contains("Held against the budget"))
    #expect(try Self.report(year: "140", .used).headline.verdict == BudgetVerdict.doesNotFit.words)
  }

  @Test("The decision and the months of report.md say what the bill says")
  func markdown() throws {
    let report = try Self.report()
    let text = MarkdownFormat.text(of: report.report)
    #expect(text.contains("what is to be paid is 178.50 USD"))
    #expect(text.contains("leaves 1.50 USD"))
    #expect(text.contains("The chance of passing the yearly budget is under 0.1 %"))
    #expect(scenarioMonths(report).allSatisfy { report.paid($0) == "59.50" })
  }

  private func scenarioMonths(_ report: ScenarioReport) -> Range<Int> {
    report.scenario.months.indices
  }

  @Test("The page has the bill, the second currency with its rate, and what counts for nothing")
  func sections() throws {
    let page = try ReportPage(Self.report()).text
    for words in [
      "id='terms'", "true-up to commitments", "Table: every bill by provider and month",
      "It counts for nothing here: its credits end on 2026-06-01, before the scenario starts.",
      "id='currency'", "One USD is 0.92 EUR: a bank, dated 2027-01-04", "owes more to a commitment",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    let plain = try ReportPage(Self.report([])).text
    for words in ["id='terms'", "your terms", "List cost, as planned"] {
      #expect(!plain.contains(words), "\(words)")
    }
  }

  @Test("Nothing is said of commitments where none was agreed")
  func taxAlone() throws {
    let page = try ReportPage(Self.report([.init(scope: .all, tax: Sample.number("0.19"))])).text
    #expect(page.contains("id='terms'") && !page.contains("owes more to a commitment"))
  }

  @Test("What costs less and is further from the plan is passed over, with the reason, everywhere")
  func passedOver() throws {
    let report = try PageShop.report { $0.budget = Budget() }
    for choice in report.alternatives.compactMap({ $0.choice(ofSameModel: false) }) {
      for other in choice.passedOver {
        #expect(!other.differs.isEmpty || !other.offer.notIncluded.isEmpty)
        #expect(report.passedOverText([other])?.contains("is passed over: ") ?? false)
      }
    }
  }
}
