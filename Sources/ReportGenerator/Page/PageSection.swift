import BillingTypes
import WorkloadSimulator

/// A section of the page, as a value: one file in `Sections`, which makes it, and one entry in ``all``.
struct PageSection: Sendable {
  /// Every section, in reading order.
  static let all: [PageSection] = [
    .levers, .recommendations, .variants, .terms, .months, .features, .accepted, .providers,
    .owning,
    .currency, .vendors, .plans, .planComparison,
    .alternatives, .sessions, .queues, .drivers, .leftOut, .warnings, .rules, .evidence,
    .assumptions,
    .repetition,
  ]

  /// Whom a section is for: the headings of the list of sections.
  enum Reader: String, CaseIterable { case decide, finance, engineering, trust }

  /// The name of its place on the page, such as `months`.
  let id: String
  /// Its plain topic, for the list of sections and above the heading.
  let topic: String
  /// Whom it is for.
  let reader: Reader
  /// What it says; nil where it has nothing to say.
  let draw: @Sendable (_ page: PageContent) -> Drawing?

  /// What a section says.
  struct Drawing {
    /// The finding, by a rule with a threshold; nil where no rule fires and the topic stands.
    var finding: String?
    /// Everything below the heading.
    var body: Markup
  }
}

/// What sections are drawn from: the report's values, with the sources that rows refer to.
struct PageContent {
  /// The report.
  let report: ScenarioReport
  /// The sources, numbered in the order in which the page refers to them.
  let sources: PageSources
  /// What is to be decided.
  let decision: PageDecision

  /// Gathers what sections need.
  init(_ report: ScenarioReport) {
    self.report = report
    sources = PageSources(report)
    decision = PageDecision(report)
  }

  var scenario: Scenario { report.scenario }
  var forecast: Forecast { report.forecast }
  /// The currency as captions have it.
  var currency: String { report.scenario.currency.code }
}
