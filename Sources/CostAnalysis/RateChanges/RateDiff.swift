public import BillingTypes
public import PricingRules

/// One side of a comparison of catalogues.
public struct RateSide: Sendable {
  /// The rate cards.
  public let catalogue: Catalogue
  /// The day whose prices hold.
  public let day: Day
  /// What the side is called: a folder, or the day.
  public let name: String

  /// Creates a side.
  public init(_ catalogue: Catalogue, on day: Day, named name: String) {
    self.catalogue = catalogue
    self.day = day
    self.name = name
  }
}

/// What is not the same in two catalogues, or on two days of one.
public struct RateDiff: Sendable {
  /// The side that the other is held against.
  public let before: RateSide
  /// The other side.
  public let after: RateSide
  /// What came, by id.
  public let came: [RateMove]
  /// What went, by id.
  public let went: [RateMove]
  /// Figures that are not the same, what needs a look without a factor first, then the largest factor.
  public let changes: [RateChange]

  /// The changes that somebody has to look at, and nobody did.
  public var unreviewed: [RateChange] { changes.filter(\.needsReview) }

  /// Compares both sides.
  ///
  /// Figures and requests are those of offers and plans that are sold on both.
  ///
  /// - Parameters:
  ///   - before: The side that the other is held against.
  ///   - after: The other side.
  ///   - knownAt: Only prices known then count; nil for all.
  public init(_ before: RateSide, _ after: RateSide, knownAt: Day? = nil) {
    self.before = before
    self.after = after
    came = RateMoves(from: before, to: after).found(isComing: true)
    went = RateMoves(from: after, to: before).found(isComing: false)
    var changes = RateComparison(before, after, knownAt: knownAt).changes
    let cleared = Dictionary(
      changes.filter(\.isCleared).map { ($0.thing.provider, 1) }, uniquingKeysWith: +)
    let reviews = ReviewFinder(before, after, knownAt: knownAt)
    for place in changes.indices {
      let change = changes[place]
      if change.isCleared, cleared[change.thing.provider, default: 0] > PriceDelta.mostCleared {
        changes[place].doubts.append(.severalCleared)
      }
      if !changes[place].doubts.isEmpty { changes[place].review = reviews.review(of: change) }
    }
    self.changes = changes.enumerated().sorted { left, right in
      let (one, other) = (left.element.rank, right.element.rank)
      if one.group != other.group { return one.group < other.group }
      if one.size != other.size { return other.size < one.size }
      return (left.element.thing.id, left.offset) < (right.element.thing.id, right.offset)
    }.map(\.element)
  }
}

/// What is sold on one side and not on the other.
private struct RateMoves {
  let other: RateSide
  let side: RateSide

  init(from other: RateSide, to side: RateSide) {
    self.other = other
    self.side = side
  }

  /// - Parameter isComing: Whether the side is the later one.
  /// - Returns: Offers, then plans, each by id.
  func found(isComing: Bool) -> [RateMove] {
    let offers = side.catalogue.offers.compactMap { offer in
      move(
        .offer(offer.id), offer.validity, offer.evidence,
        other.catalogue.offer(offer.id).map { ($0.validity, $0.evidence) }, isComing)
    }
    let plans = side.catalogue.planIDs.compactMap { side.catalogue.plan($0) }.compactMap { plan in
      move(
        .plan(plan.id), plan.validity, plan.evidence,
        other.catalogue.plan(plan.id).map { ($0.validity, $0.evidence) }, isComing)
    }
    return offers + plans
  }

  private func move(
    _ thing: RateThing, _ validity: Validity, _ evidence: [Evidence],
    _ there: (validity: Validity, evidence: [Evidence])?, _ isComing: Bool
  ) -> RateMove? {
    guard validity.contains(side.day), !(there?.validity.contains(other.day) ?? false) else {
      return nil
    }
    if isComing {
      return RateMove(
        thing: thing, validity: validity, kind: there == nil ? .new : .begins,
        evidence: evidence.newest)
    }
    // What the later cards do not have, or do not say to have ended, nobody said to be retired.
    guard let there, there.validity.isOver(on: other.day) else {
      return RateMove(
        thing: thing, validity: there?.validity ?? validity, kind: .silent,
        evidence: (there?.evidence ?? evidence).newest)
    }
    return RateMove(
      thing: thing, validity: there.validity, kind: .retired, evidence: there.evidence.newest)
  }
}

extension Validity {
  /// Whether a source says that it is sold no more on a day.
  fileprivate func isOver(on day: Day) -> Bool {
    to.map { $0 <= day } ?? (status == .retired || status == .withdrawn)
  }
}

extension [Evidence] {
  /// The source that was read last, the first of equals; nil without any.
  var newest: Evidence? {
    var newest = first
    for one in dropFirst() where (one.read?.number ?? 0) > (newest?.read?.number ?? 0) {
      newest = one
    }
    return newest
  }
}
