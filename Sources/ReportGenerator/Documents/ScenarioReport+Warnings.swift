import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

// What to know before figures are used.
extension ScenarioReport {
  /// What every month says in other figures, and is told once: months after an offer's last day, and months that use
  /// more than a plan includes.
  private static let codesOfMonths: [FactCode] = [.notSold, .overageUnknown]

  /// What is not known, and what the cards and the forecast say to watch.
  var warningTexts: [String] {
    var texts: [String] = []
    for feature in scenario.features {
      let summaries = forecast.summaries.filter { $0.feature == feature.name }
      let gaps = summaries.flatMap(\.missing).map { gaps in
        gaps.filter { !Self.codesOfMonths.contains($0.code) }
      }
      texts += gaps.filter { !$0.isEmpty }.uniqued()
        .map { "\(feature.name): not known: \($0.words)" }
      for code in Self.codesOfMonths {
        let open = summaries.compactMap { summary in
          summary.missing.joined().first { $0.code == code }.map { (summary.month, $0) }
        }
        guard let (month, gap) = open.first else { continue }
        let months = open.count == 1 ? "in \(month)" : "in \(open.count) months from \(month)"
        texts.append("\(feature.name): not known \(months): \(gap.words)")
      }
    }
    texts += studied.warnings.map(\.words) + studied.defaultFindings.map(\.words)
    for offer in forecast.offers {
      for derivation in offer.derivations
      where derivation.isEstimate && derivation.confidence != .high {
        var text = "\(offer.id): \(derivation.name) is an estimate"
        if let spread = derivation.spread {
          text += "; real bills were \(spread.low) to \(spread.high) times the figure"
        }
        texts.append(text)
      }
      texts += offer.cautions.map { "\(offer.id): \($0)" }
    }
    return texts.uniqued()
  }
}
