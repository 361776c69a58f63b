import BillingTypes
import CostAnalysis
import PricingRules

/// Findings that say the same, so that people read it once.
struct CourtGroup {
  let finding: CourtFinding
  /// The entries that say so.
  var entries: [String]

  private struct Key: Hashable {
    let offer: OfferID?
    let subject: String
    let theirs: Rational
    let code: CourtCode
  }

  /// Findings of one offer, one subject and one figure together, in the order of the first of each.
  static func grouped(_ findings: [CourtFinding]) -> [CourtGroup] {
    var groups: [CourtGroup] = []
    var places: [Key: Int] = [:]
    for finding in findings {
      let key = Key(
        offer: finding.offer, subject: finding.subject, theirs: finding.theirs,
        code: finding.verdict.code)
      if let place = places[key] {
        if !groups[place].entries.contains(finding.entry) {
          groups[place].entries.append(finding.entry)
        }
      } else {
        places[key] = groups.count
        groups.append(CourtGroup(finding: finding, entries: [finding.entry]))
      }
    }
    return groups
  }

  /// One point for each reason: how many figures, and of what.
  ///
  /// - Parameters:
  ///   - findings: Findings of one verdict.
  ///   - byEntry: Whether the list's entries are named, and not our offers.
  /// - Returns: The points, the largest first.
  static func short(_ findings: [CourtFinding], byEntry: Bool) -> [String] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    var counts: [String: Int] = [:]
    for finding in findings {
      let reason = finding.reason
      if counts[reason] == nil { order.append(reason) }
      counts[reason, default: 0] += 1
      let name = byEntry ? finding.entry : finding.offer?.rawValue ?? finding.entry
      if names[reason]?.contains(name) != true { names[reason, default: []].append(name) }
    }
    return order.enumerated()
      .sorted { (counts[$1.element] ?? 0, $0.offset) < (counts[$0.element] ?? 0, $1.offset) }
      .map { _, reason in
        "\(reason) (\(counts[reason] ?? 0)): \((names[reason] ?? []).sorted().joined(separator: ", "))"
      }
  }
}
