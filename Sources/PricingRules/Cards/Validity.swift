public import BillingTypes

/// The days something is sold: from, up to but not including; an open end has no day.
public struct Validity: Hashable, Sendable {
  /// What a provider says of an offer.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// It is to be sold.
    case announced
    /// It is sold before it is finished; what it costs and how it is called may change.
    case preview
    /// It is sold.
    case active
    /// It is sold until a day that is known.
    case retiring
    /// Sources disagree on whether it is sold; figures stand as for one that is.
    case disputed
    /// It was announced and will not be sold, or is sold no more.
    case withdrawn
    /// It has been replaced and is switched off.
    case retired

    /// Whether an offer of this life is not ranked among those that are simply sold: sources disagree on whether it
    /// is, or it will not be for long.
    public var ranksApart: Bool { self == .disputed || self == .retiring }
  }

  /// The first day, or nil when it was not found and it holds since always.
  public let from: Day?
  /// The first day on which it no longer holds.
  public let to: Day?
  /// What the provider says of it.
  public let status: Status
  /// The offer that takes its place, where a source names one.
  public let successor: OfferID?

  /// Creates a half-open period.
  public init(
    from: Day? = nil, to: Day? = nil, status: Status = .active, successor: OfferID? = nil
  ) {
    self.from = from
    self.to = to
    self.status = status
    self.successor = successor
  }

  /// What the provider says of it, with its last day in mind.
  public var life: Status {
    to != nil && (status == .active || status == .preview) ? .retiring : status
  }

  /// Whether the offer can be bought on `day`.
  ///
  /// A status of announced or withdrawn closes it whatever the days; a retired offer stays
  /// priceable on the days it was sold, if its last day is known; one that is retiring has a last day.
  public func contains(_ day: Day) -> Bool {
    switch status {
    case .announced where from == nil, .withdrawn: return false
    case .retired where to == nil, .retiring where to == nil: return false
    default: break
    }
    if let from, day < from { return false }
    if let to, day >= to { return false }
    return true
  }

  /// The period in words, such as `from 2026-04-21`.
  public var words: String {
    let days: String
    switch (from, to) {
    case (nil, nil):
      days =
        status == .active || status == .preview
        ? "on every day, as far as is known" : "no known days"
    case (let from?, nil): days = "from \(from)"
    case (nil, let to?): days = "until \(to)"
    case (let from?, let to?): days = "from \(from) until \(to)"
    }
    return status == .active ? days : "\(days), \(status.rawValue)"
  }

  /// The period in words for a day on which it does not hold; after the last one with what takes its place.
  public func words(around day: Day) -> String {
    let isOver = to.map { $0 <= day } ?? (status == .retired || status == .withdrawn)
    return words + (isOver ? successor.map { "; \($0) takes its place" } ?? "" : "")
  }
}
