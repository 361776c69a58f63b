import CostAnalysis
import PricingRules
import WorkloadSimulator

// Offers of a feature's category that are not forecast, and why.
extension ScenarioReport {
  /// What follows the table of a feature's alternatives.
  func leftOut(of alternative: FeatureAlternatives) -> [Report.Block] {
    var blocks: [Report.Block] = []
    let others = alternative.excluded.filter { $0.reason.code == .notShortlisted }
    if !others.isEmpty { blocks.append(.paragraph(shortlistWords(alternative, others))) }
    let unable = alternative.excluded.filter { $0.reason.code != .notShortlisted }
    if !unable.isEmpty {
      blocks.append(.paragraph("Left out:"))
      blocks.append(.bullets(leftOut(unable)))
    }
    return blocks
  }

  /// How it was chosen what is forecast, where very many offers can serve a feature.
  private func shortlistWords(
    _ alternative: FeatureAlternatives, _ others: [Comparison.Exclusion]
  ) -> String {
    let model = catalogue.offer(alternative.feature.offer)?.model ?? "the planned model"
    return """
      \(others.count) more offers can serve it and are not forecast. Those above are the cheapest sellers of \(model), \
      and of other models the \(Shortlist.each) that cost least for a typical request and the \(Shortlist.each) that \
      differ least, each with its cheapest seller; `candidates` of the feature names others, or `all`.
      """
  }

  /// Offers by why they are left out, a line for each reason.
  private func leftOut(_ excluded: [Comparison.Exclusion]) -> [String] {
    let reasons = excluded.map(\.reason.words).uniqued()
    return reasons.map { words in
      let offers = excluded.filter { $0.reason.words == words }.map(\.offer.rawValue)
      let shown = offers.prefix(Self.mostNames)
      let rest = offers.count - shown.count
      return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "") + ": \(words)"
    }
  }

  /// So many offers are named that are left out for one reason.
  private static let mostNames = 6
}
