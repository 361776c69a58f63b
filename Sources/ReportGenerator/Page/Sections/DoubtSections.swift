import CostAnalysis
import WorkloadSimulator

extension PageSection {
  /// What may happen that the interval does not hold.
  static let leftOut = PageSection(
    id: "left-out", topic: "What the range leaves out", reader: .trust
  ) { page in
    let left = page.forecast.leftOut.map(\.words)
    guard !left.isEmpty else { return nil }
    let outside = [
      "taxes, negotiated discounts, storage, delivery, human review: no bill in it has them",
      "quality: tiers are each provider's own words, and a cheaper offer may need more retakes",
    ]
    return Drawing(
      finding: nil,
      body: """
        <p>The range covers what the scenario says is uncertain. It does not cover:</p>
        <ul>\((left + outside).map { "<li>\($0)</li>" as Markup })</ul>
        """)
  }

  /// What is not known, and what cards say to watch.
  static let warnings = PageSection(id: "warnings", topic: "Warnings", reader: .trust) { page in
    let texts = page.report.warningTexts
    guard !texts.isEmpty else { return nil }
    return Drawing(
      finding: nil, body: "<ul>\(texts.map { "<li>\($0)</li>" as Markup })</ul>")
  }
}
