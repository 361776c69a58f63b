import BillingTypes
public import CostAnalysis
import PricingRules

/// Changes of our cards that a list speaks for, as YAML to be reviewed by hand.
public struct DeltaDocument {
  let delta: PriceDelta
  /// The SHA-256 of the file.
  let digest: String

  /// Creates it.
  ///
  /// - Parameters:
  ///   - delta: The changes.
  ///   - digest: The SHA-256 of the list's file.
  public init(_ delta: PriceDelta, digest: String) {
    self.delta = delta
    self.digest = digest
  }

  /// The text of the file.
  public var text: String {
    let record = delta.record
    let reviewed = delta.changes.count { !$0.doubts.isEmpty }
    var lines = [
      "# What \(record.list.format) has otherwise than our cards, to be reviewed: the list is a claim, and no card was",
      "# changed. Figures are for one unit, in \(record.list.currency.code). Left out is what is our own price of something else.",
      "list: \(record.list.format)", "sha256: \(Self.quoted(digest))", "as_of: \(record.asOf)",
      "counts: {changes: \(delta.changes.count), needs_reviewed: \(reviewed), silent: \(record.silent.count)}",
    ]
    lines.append(delta.changes.isEmpty ? "changes: []" : "changes:")
    lines += delta.changes.flatMap(Self.lines)
    lines.append(
      "# Sold by providers that the list has, and not in it. That says nothing of them: they are not retired."
    )
    lines.append(record.silent.isEmpty ? "silent: []" : "silent:")
    lines += record.silent.map { "  - \(Self.quoted($0.rawValue))" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ change: PriceDelta.Change) -> [String] {
    let finding = change.finding
    var lines = ["  - offer: \(quoted(finding.offer?.rawValue ?? ""))"]
    if let meter = finding.meter { lines.append("    meter: \(meter)") }
    lines.append("    price_of: \(quoted(finding.price.subject.words))")
    let values =
      finding.settings.map { ($0.name, $0.text) }
      + (finding.price.tier.map { [(ServiceTier.parameterName, $0)] } ?? [])
    if !values.isEmpty {
      let words = values.map { "\($0): \(quoted($1))" }
      lines.append("    request: {\(words.joined(separator: ", "))}")
    }
    if let ours = finding.ours {
      let source = finding.evidence.first.map {
        ", source: \(quoted($0.source)), read: \(quoted($0.dateText))"
      }
      lines.append("    present: {figure: \(CourtWords.figure(ours))\(source ?? "")}")
    } else if case .notComparable(.currency(let currency, .some(let ours))) = finding.verdict {
      lines.append("    present: {figure: \(CourtWords.figure(ours)), currency: \(currency.code)}")
    } else {
      lines.append("    present: {figure: unknown}")
    }
    let entries = change.entries.map(quoted).joined(separator: ", ")
    lines.append(
      "    list: {figure: \(CourtWords.figure(finding.theirs)), key: \(finding.price.key), entries: [\(entries)]}"
    )
    if let ratio = CourtWords.ratio(finding.ratio) { lines.append("    ratio: \(ratio)") }
    lines.append("    why: \(quoted(finding.reason))")
    if !change.doubts.isEmpty {
      lines.append("    needs: reviewed")
      let words = change.doubts.map { quoted($0.words) }
      lines.append("    because: [\(words.joined(separator: ", "))]")
    }
    return lines
  }

  /// Text as JSON writes it, which is YAML too.
  private static func quoted(_ text: String) -> String { JSONText.string(text).line }
}
