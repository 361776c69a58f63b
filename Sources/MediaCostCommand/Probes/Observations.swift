import BillingTypes
import BodyPricing
import CostAnalysis
import CostStore
import PricingRules

/// What the store has seen, as samples of a study.
struct Observations {
  /// What was estimated and what was used.
  private(set) var samples: [CalibrationSample] = []
  /// What was billed, and what each reading says.
  private(set) var readings: [ReadingSample] = []
  /// How long calls took.
  private(set) var latencies: [LatencySample] = []

  /// Takes what runs of probes showed, the oldest first; quotes say nothing of use.
  init(_ rows: [ObservationRow]) {
    for row in rows where row.kind == "run" && row.outcome == "succeeded" {
      guard let tree = try? BodyScanner.tree(Array(row.detail.utf8)) else { continue }
      readLatency(tree, row.recipe)
      if let offer = row.offer { read(tree, OfferID(offer), Self.request(row.tier)) }
    }
  }

  private mutating func readLatency(_ tree: BodyTree, _ recipe: String) {
    guard let place = tree.member("latency") else { return }
    func seconds(_ key: String) -> Rational? {
      tree.member(key, of: place).flatMap { try? DecimalText.parse(tree.text($0)) }
    }
    guard let total = seconds("total") else { return }
    latencies.append(
      LatencySample(
        recipe: recipe, total: total, queued: seconds("queued"), ran: seconds("ran")))
  }

  private mutating func read(_ tree: BodyTree, _ offer: OfferID, _ tier: Request) {
    func number(_ place: Int?) -> Rational? {
      place.flatMap { try? DecimalText.parse(tree.text($0)) }
    }
    for item in tree.member("meters").map({ Array(tree.children(of: $0)) }) ?? [] {
      guard let meter = tree.member("meter", of: item),
        let estimated = number(tree.member("estimated", of: item)),
        let measured = number(tree.member("measured", of: item))
      else { continue }
      samples.append(
        CalibrationSample(
          offer: offer, tier: tier, meter: tree.text(meter), estimated: estimated,
          measured: measured))
    }
    // Only what somebody else says of the bill speaks for a reading.
    let sources = ["stated", "balance"]
    guard let billed = number(tree.member("amount")),
      let source = tree.member("amount_source"), sources.contains(tree.text(source)),
      let disputes = tree.member("readings")
    else { return }
    for dispute in tree.children(of: disputes) {
      var said: [String: Rational] = [:]
      for reading in tree.children(of: dispute) { said[tree.key(reading)] = number(reading) }
      readings.append(
        ReadingSample(offer: offer, dispute: tree.key(dispute), billed: billed, said: said))
    }
  }

  /// The request of a tier that was written as `name=value name=value`.
  static func request(_ tier: String) -> Request {
    Request(
      tier.split(separator: " ").compactMap { word in
        let parts = word.split(separator: "=", maxSplits: 1)
        return parts.count == 2 ? (name: String(parts[0]), text: String(parts[1])) : nil
      })
  }
}

/// Calibrations as a word of a recorded run, so that it can be repeated.
enum CalibrationText {
  /// The word; empty for none.
  static func word(_ calibrations: [EstimatorCalibration]) -> String {
    calibrations.map { found in
      [
        found.offer.rawValue, found.meter,
        found.tier.entries.map { "\($0.name)=\($0.text)" }.joined(separator: ","),
        DecimalText.print(found.ratio), DecimalText.print(found.low),
        DecimalText.print(found.high), String(found.count),
      ].joined(separator: "|")
    }.joined(separator: ";")
  }

  /// The calibrations of a word; what is none is left out.
  static func calibrations(_ word: String) -> [EstimatorCalibration] {
    word.split(separator: ";").compactMap { text in
      let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 7, let ratio = try? DecimalText.parse(parts[3]),
        let low = try? DecimalText.parse(parts[4]), let high = try? DecimalText.parse(parts[5]),
        let count = Int(parts[6])
      else { return nil }
      return EstimatorCalibration(
        offer: OfferID(parts[0]), meter: parts[1],
        tier: Observations.request(parts[2].replacing(",", with: " ")), ratio: ratio, low: low,
        high: high, count: count)
    }
  }
}
