import BillingTypes
import CostAnalysis
import WorkloadSimulator

extension PageSection {
  /// The same months under each of a provider's plans.
  static let planComparison = PageSection(
    id: "plan-comparison", topic: "The same months under other plans", reader: .decide
  ) { page in
    guard !page.report.studied.planComparisons.isEmpty else { return nil }
    return Drawing(
      finding: nil,
      body: PageBlocks.markup(
        of: page.report.planComparisonBlocks, caption: "The whole scenario under each plan"))
  }
}
