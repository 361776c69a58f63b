import CostAnalysis
import WorkloadSimulator

extension PageSection {
  /// How many sessions are open at once.
  static let sessions = PageSection(id: "sessions", topic: "Sessions at once", reader: .engineering)
  { page in
    guard !page.report.studied.sessions.isEmpty else { return nil }
    return Drawing(
      finding: nil,
      body: PageBlocks.markup(
        of: page.report.studied.sessions.blocks(in: page.scenario.currency),
        caption: "Sessions that are open at once"))
  }

  /// How long calls wait for what accounts may send.
  static let queues = PageSection(id: "queues", topic: "Waiting for limits", reader: .engineering) {
    page in
    let studies = page.report.studied.queues
    guard !studies.isEmpty else { return nil }
    let short = studies.filter { $0.needed == nil }.map(\.feature)
    return Drawing(
      finding: short.isEmpty
        ? nil : "No account tier is enough for \(short.sentence)",
      body: PageBlocks.markup(of: studies.blocks, caption: "Waiting for limits"))
  }
}
