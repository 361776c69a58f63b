public import BillingTypes
import WorkloadSimulator

/// What a group of results cost, and by which steps: how many were wanted, who made them with how many billed calls,
/// what the calls used, and what that cost.
///
/// A group is what one average can stand for, such as a feature in a month.
public struct CostProfile: Sendable, Hashable {
  /// Who made the results; the keys tell them apart.
  public let items: [Item]

  /// Creates a profile.
  public init(_ items: [Item]) { self.items = items }

  /// One way in which results were made: an offer, or a class of requests at it.
  public struct Item: Sendable, Hashable {
    /// What it is, the same before and after.
    public let key: String
    /// Results that were wanted of it, such as accepted pictures; not negative.
    public let results: Rational
    /// Calls that were billed for them; not negative.
    public let attempts: Rational
    /// What the calls used.
    public let uses: [Use]

    /// Creates an item.
    public init(key: String, results: Rational, attempts: Rational, uses: [Use]) {
      self.key = key
      self.results = results
      self.attempts = attempts
      self.uses = uses
    }
  }

  /// What calls used of one meter.
  public struct Use: Sendable, Hashable {
    /// The meter, the same before and after.
    public let key: String
    /// How much was used, such as seconds; not negative.
    public let units: Rational
    /// What it was paid with.
    public let payment: Payment
    /// What it cost; nil where nobody knows.
    public let cost: Money?

    /// Creates a use.
    public init(key: String, units: Rational, payment: Payment = .money, cost: Money?) {
      self.key = key
      self.units = units
      self.payment = payment
      self.cost = cost
    }
  }

  /// What usage is paid with.
  public enum Payment: Sendable, Hashable {
    /// Money: what a unit costs is its price.
    case money
    /// So many credits, or units of an allowance: what one of those comes to depends on a plan or packs.
    case plan(counted: Rational)
  }

  /// Wanted results of all items.
  ///
  /// - Throws: `NumberError.overflow`.
  func results() throws(NumberError) -> Rational {
    var sum = Rational.zero
    for item in items { sum = try sum.adding(item.results) }
    return sum
  }

  /// Groups in one: what several of them were together, item by item.
  ///
  /// - Throws: `NumberError.overflow`, or a `MoneyError`.
  static func sum(_ profiles: [CostProfile]) throws -> CostProfile {
    var items: [Item] = []
    for item in profiles.flatMap(\.items) {
      if let place = items.firstIndex(where: { $0.key == item.key }) {
        items[place] = try items[place].adding(item)
      } else {
        items.append(item)
      }
    }
    return CostProfile(items)
  }
}

extension CostProfile.Item {
  fileprivate func adding(_ other: Self) throws -> Self {
    var uses = self.uses
    for use in other.uses {
      if let place = uses.firstIndex(where: { $0.key == use.key }) {
        uses[place] = try uses[place].adding(use)
      } else {
        uses.append(use)
      }
    }
    return Self(
      key: key, results: try results.adding(other.results),
      attempts: try attempts.adding(other.attempts), uses: uses)
  }
}

extension CostProfile.Use {
  fileprivate func adding(_ other: Self) throws -> Self {
    var sum: Money?
    if let cost, let more = other.cost { sum = try cost + more }
    var payment = CostProfile.Payment.money
    switch (self.payment, other.payment) {
    case (.money, .money): break
    case (.plan(let own), .plan(let more)): payment = .plan(counted: try own.adding(more))
    // Of what was paid in two ways, only what it used can be counted.
    case (.money, .plan), (.plan, .money): payment = .plan(counted: try units.adding(other.units))
    }
    return Self(key: key, units: try units.adding(other.units), payment: payment, cost: sum)
  }
}

/// A group before and after.
public struct CostPair: Sendable {
  /// What was planned; of a group that was not planned, what results of its kind were to cost.
  public let planned: CostProfile
  /// What became of it.
  public let actual: CostProfile
  /// Whether the group itself was planned.
  public let isPlanned: Bool

  /// Creates a pair.
  public init(planned: CostProfile, actual: CostProfile, isPlanned: Bool = true) {
    self.planned = planned
    self.actual = actual
    self.isPlanned = isPlanned
  }
}
