public import BillingTypes

/// How one asset becomes several calls, and how far a month's count varies around its mean.
public struct CallPattern: Sendable {
  /// Calls that build on each other: each output is the input of the next.
  public struct Chain: Sendable {
    /// Calls per chain, drawn for every chain; drawn values are rounded, and are at least 1.
    public let calls: Distribution
    /// Parameters that later calls take from the call before: `(reference_width, width)` says that
    /// what comes out `width` wide goes in again.
    ///
    /// The sizes of a picture where the scenario says nothing; an offer without them is then called
    /// again as before.
    public let feeds: [(input: String, output: String)]
    /// Whether the scenario says what is fed: an offer that does not take it is then a mistake.
    public let isFeedingStated: Bool

    /// Creates a chain.
    public init(
      calls: Distribution, feeds: [(input: String, output: String)], isFeedingStated: Bool = false
    ) {
      self.calls = calls
      self.feeds = feeds
      self.isFeedingStated = isFeedingStated
    }
  }

  /// How often a failed call is sent again, 0 to 10; such calls come on top of the volume.
  public let retries: Int
  /// Calls that build on each other; the volume then counts chains.
  ///
  /// Nil for single calls.
  public let chain: Chain?
  /// The variance of a month's count over its mean: 1 for Poisson, above 1 for negative binomial, 0
  /// for a count that is known.
  public let overdispersion: Rational

  /// Creates a pattern.
  public init(retries: Int = 0, chain: Chain? = nil, overdispersion: Rational = .one) {
    self.retries = retries
    self.chain = chain
    self.overdispersion = overdispersion
  }
}

/// How long a request may wait, and how many may wait longer.
public struct Patience: Sendable, Hashable {
  /// Seconds that a request may wait before it is sent.
  public let seconds: Rational
  /// The share of requests that may wait longer, from 0 to 1.
  public let share: Rational

  /// Creates a patience.
  public init(seconds: Rational, share: Rational) {
    self.seconds = seconds
    self.share = share
  }
}

extension CallPattern {
  /// Expected calls of one request when failed ones are sent again: 1 + f + f² + … + fʳ.
  package static func calls(
    failureRate: Rational, retries: Int
  ) throws(NumberError) -> Rational {
    var sum = Rational.one
    var term = Rational.one
    for _ in 0..<retries {
      term = try (term * failureRate).rounded(toPlaces: 9, .halfEven)
      sum = try sum + term
    }
    return sum
  }
}

extension CallPattern.Chain {
  /// The longest chain that is counted.
  private static let longest = 1000

  /// How many calls a chain has, with the share of chains: whole numbers from 1 to 1,000, ascending.
  package var lengths: [(calls: Int, share: Double)] {
    if let number = calls.fixedValue, let whole = try? number.rounded(.halfUp) {
      return [(Int(min(max(whole, 1), Int128(Self.longest))), 1)]
    }
    let shape = calls.shape
    var below = 0.0
    var lengths: [(calls: Int, share: Double)] = []
    for length in 1...Self.longest {
      let above = length == Self.longest ? 1 : shape.probability(upTo: Double(length) + 0.5)
      if above > below { lengths.append((length, above - below)) }
      below = above
    }
    return lengths
  }

  /// The mean number of calls after the first.
  package var laterCalls: Rational {
    if calls.fixedValue != nil { return Rational(lengths[0].calls - 1) }
    let sum = lengths.reduce(0) { $0 + Double($1.calls - 1) * $1.share }
    return Rational(nearest: sum, places: 9)
  }
}
