import BillingTypes
import PricingRules

/// Changes of our cards that a list speaks for, to be reviewed; nothing is changed by it.
public struct PriceDelta: Sendable {
  /// One figure of ours that the list has otherwise.
  public struct Change: Sendable {
    /// The finding that speaks for it.
    public let finding: CourtFinding
    /// The list's entries that say the same.
    public let entries: [String]
    /// Why somebody has to look; empty where the change is an ordinary one.
    public let doubts: [Doubt]
  }

  /// Why a change is not to be believed unread.
  public enum Doubt: String, Hashable, Sendable, CaseIterable {
    /// It is by more than a factor of three.
    case factor
    /// The list says 0.
    case zero
    /// Our card is in another currency.
    case currency
    /// Five or more prices of a provider are 0 in the list at once.
    case cleared
    /// Our card has no figure to compare.
    case unknown
  }

  /// The record it was made of.
  public let record: CourtRecord
  /// The changes, by offer and then in the order of the list.
  public let changes: [Change]

  /// The most prices of a provider that may be 0 at once without a doubt of its own.
  static let mostCleared = 4
  /// The factor above which a change needs a look.
  static let mostFactor = Rational(3)

  /// Takes from a record what may be newer than our cards: not what is our own price of something else.
  public init(_ record: CourtRecord) {
    self.record = record
    // A 0 beside another price of the same thing says that the list counts it elsewhere.
    let priced = Set(record.findings.filter { $0.theirs > .zero }.map(Place.init))
    let meant = record.findings.filter { finding in
      switch finding.verdict {
      case .disagrees(let reason): !reason.isOurOwn
      case .notComparable(.zero): finding.ours != nil && !priced.contains(Place(finding))
      case .notComparable(.priceUnknown), .notComparable(.currency): true
      case .agrees, .noCounterpart, .pastItsEnd, .notComparable: false
      }
    }
    let zeros = Dictionary(
      meant.filter { $0.theirs == .zero }.compactMap(\.offer).map { ($0.provider, 1) },
      uniquingKeysWith: +)
    var order: [Key] = []
    var grouped: [Key: [CourtFinding]] = [:]
    for finding in meant {
      guard let key = Key(finding) else { continue }
      if grouped[key] == nil { order.append(key) }
      grouped[key, default: []].append(finding)
    }
    changes = order.enumerated()
      .sorted { ($0.element.offer, $0.offset) < ($1.element.offer, $1.offset) }
      .compactMap { _, key in
        guard let same = grouped[key], let first = same.first else { return nil }
        let isCleared = zeros[key.offer.provider, default: 0] > Self.mostCleared
        return Change(
          finding: first, entries: same.map(\.entry).uniqued(),
          doubts: Self.doubts(first, isCleared: isCleared))
      }
  }

  private static func doubts(_ finding: CourtFinding, isCleared: Bool) -> [Doubt] {
    var doubts: [Doubt] = []
    if let factor = finding.factor, factor > mostFactor { doubts.append(.factor) }
    if finding.theirs == .zero {
      doubts.append(.zero)
      if isCleared { doubts.append(.cleared) }
    }
    if case .notComparable(.currency(_, _)) = finding.verdict { doubts.append(.currency) }
    if case .notComparable(.priceUnknown) = finding.verdict { doubts.append(.unknown) }
    return doubts
  }

  /// What an entry prices.
  private struct Place: Hashable {
    let entry: String
    let subject: RivalSubject

    init(_ finding: CourtFinding) {
      entry = finding.entry
      subject = finding.price.subject
    }
  }

  /// What makes two findings the same change.
  private struct Key: Hashable {
    let offer: OfferID
    let subject: RivalSubject
    let settings: [RivalSetting]
    let tier: String?
    let theirs: Rational

    init?(_ finding: CourtFinding) {
      guard let offer = finding.offer else { return nil }
      self.offer = offer
      subject = finding.price.subject
      settings = finding.settings
      tier = finding.price.tier
      theirs = finding.theirs
    }
  }
}
