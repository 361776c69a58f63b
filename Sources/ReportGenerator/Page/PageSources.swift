import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

/// The sources of a page, each once, in the order in which rows refer to them.
struct PageSources {
  /// A source with what rests on it.
  struct Entry {
    /// The source.
    let evidence: Evidence
    /// The offers, plans and credits whose figures rest on it.
    var supports: [String]
    /// Whether what is planned rests on it.
    var isPlanned: Bool
  }

  /// The sources, the first of them number 1.
  private(set) var entries: [Entry] = []
  private var places: [Evidence: Int] = [:]

  /// The sources of what is planned, then of the alternatives.
  init(_ report: ScenarioReport) {
    for offer in report.forecast.offers {
      add(offer.allEvidence, for: offer.id.rawValue, isPlanned: true)
    }
    for seller in report.forecast.lines.compactMap(\.seller).uniqued() {
      add(report.evidence(of: seller), for: seller.description, isPlanned: true)
    }
    for option in report.alternatives.flatMap(\.options) {
      add(option.offer.allEvidence, for: option.offer.id.rawValue, isPlanned: option.isPlanned)
    }
  }

  private mutating func add(_ evidence: [Evidence], for name: String, isPlanned: Bool) {
    for source in evidence {
      if let place = places[source] {
        if !entries[place].supports.contains(name) { entries[place].supports.append(name) }
        entries[place].isPlanned = entries[place].isPlanned || isPlanned
      } else {
        places[source] = entries.count
        entries.append(Entry(evidence: source, supports: [name], isPlanned: isPlanned))
      }
    }
  }

  /// The references of some sources, each a link to its row.
  func references(_ evidence: [Evidence]) -> Markup {
    evidence.uniqued().compactMap { places[$0] }.sorted()
      .map { "<a class='ref' href='#source-\($0 + 1)'>[\($0 + 1)]</a>" as Markup }
      .joined(by: " ")
  }

  /// How old a source is in days on the day whose prices are used; nil where the day is not known.
  static func age(of evidence: Evidence, on day: Day) -> Int? {
    evidence.read.map { max(0, day.number - $0.number) }
  }

  /// What is older than so many days is said to be.
  static let oldAge = EvidenceAge.mostDays
}
