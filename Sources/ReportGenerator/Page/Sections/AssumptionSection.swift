import BillingTypes
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// What the figures rest on: what was given, what was taken because nothing was said, and what is estimated.
  static let assumptions = PageSection(id: "assumptions", topic: "Assumptions", reader: .trust) {
    page in
    let rows = PageAssumption.all(of: page.report)
    guard !rows.isEmpty else { return nil }
    var table = PageTable(
      caption: "What is assumed, how it got in, and whose it is", style: "folds", id: "assumed",
      columns: [.init("About"), .init("Assumption"), .init("Kind"), .init("Whose", isSaid: true)])
    table.rows = rows.map { row in
      PageTable.Row(
        [
          .text(row.about), .text(row.words), PageTable.Cell(row.kind.badge.markup),
          .text(row.owner),
        ], marks: [("kind", row.kind.rawValue)])
    }
    let taken = rows.count { $0.kind != .given }
    return Drawing(
      finding: taken == 0
        ? nil
        : "\(rows.count - taken) assumptions are given; \(taken) \(taken == 1 ? "is" : "are") defaults or estimates",
      body: filter + table.markup)
  }

  private static let filter: Markup = """
    <div class='tools' hidden='hidden' data-filters='assumed'>
    <div><label for='kind'>Kind</label><select id='kind' data-mark='kind'><option value=''>all</option>\
    <option>given</option><option>default</option><option>estimated</option></select></div>
    <p class='note' aria-live='polite' data-count='assumed'></p></div>

    """
}

/// Something that figures rest on.
struct PageAssumption {
  /// How it got in.
  enum Kind: String {
    /// The scenario says so.
    case given
    /// Nothing was said, and this was taken.
    case byDefault = "default"
    /// It is worked out from experience.
    case estimated

    /// The kind as a badge: what nobody gave is to be seen.
    var badge: PageBadge { self == .given ? .plain(rawValue) : .doubt(rawValue) }
  }

  /// The feature or the offer that it is about.
  let about: String
  /// What is assumed.
  let words: String
  /// How it got in.
  let kind: Kind
  /// Whose it is: the scenario's, a card's, the data folder's.
  let owner: String

  /// Everything that a report rests on, what is given first.
  static func all(of report: ScenarioReport) -> [PageAssumption] {
    let scenario = report.scenario
    let owner = report.provenance.scenarioFile
    var rows: [PageAssumption] = []
    for feature in scenario.features {
      rows += report.volumeText(feature).split(separator: "; ").map {
        .init(about: feature.name, words: String($0), kind: .given, owner: owner)
      }
      for requestClass in feature.mix {
        rows.append(
          .init(
            about: feature.name,
            words:
              "\(report.percent(requestClass.share)) of requests: \(report.classText(requestClass))",
            kind: .given, owner: owner))
      }
      rows += defaults(of: feature, report)
    }
    for factor in scenario.shared {
      let mean = DecimalText.print(factor.distribution.mean, places: 4)
      rows.append(
        .init(
          about: factor.name,
          words: "moves features together: \(factor.distribution.shape.words), mean \(mean)",
          kind: .given, owner: owner))
    }
    if case .stated = scenario.monthlyVariation {
      rows += report.variationTexts.map {
        .init(about: "months", words: $0, kind: .given, owner: owner)
      }
    }
    rows += report.forecast.assumptions.map { own in
      .init(
        about: scenario.name, words: own.words,
        kind: own.code == .calibrated ? .estimated : .byDefault,
        owner: own.code == .calibrated
          ? "measured" : own.code == .planAssumed ? "the provider's card" : "data folder")
    }
    for offer in report.forecast.offers {
      rows += offer.derivations.filter(\.isEstimate).map { derivation in
        let sure = derivation.confidence.map { ", \($0.rawValue) confidence" } ?? ""
        let spread =
          derivation.spread.map { "; real bills were \($0.low) to \($0.high) times the figure" }
          ?? ""
        return .init(
          about: offer.id.rawValue, words: "\(derivation.name)\(sure)\(spread)", kind: .estimated,
          owner: derivation.source ?? "the offer's card")
      }
    }
    return rows
  }

  /// What requests do not say and the offer's card decides.
  private static func defaults(of feature: Feature, _ report: ScenarioReport) -> [PageAssumption] {
    guard let offer = report.catalogue.offer(feature.offer) else { return [] }
    let words = offer.parameters.compactMap { parameter -> String? in
      guard let value = parameter.defaultValue,
        feature.mix.contains(where: { own in !own.values.contains { $0.name == parameter.name } })
      else { return nil }
      return "\(parameter.name) \(value)"
    }
    guard !words.isEmpty else { return [] }
    return [
      PageAssumption(
        about: feature.name,
        words: "where a request does not say: \(words.joined(separator: ", "))",
        kind: .byDefault, owner: "the card of \(offer.id)")
    ]
  }
}
