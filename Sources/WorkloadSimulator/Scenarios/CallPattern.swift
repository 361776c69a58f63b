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
    /// Whether a call that failed for good, or whose result was withheld, is the last: nothing came out that could go
    /// in again.
    public let endsAtFailure: Bool

    /// Creates a chain.
    public init(
      calls: Distribution, feeds: [(input: String, output: String)], isFeedingStated: Bool = false,
      endsAtFailure: Bool = true
    ) {
      self.calls = calls
      self.feeds = feeds
      self.isFeedingStated = isFeedingStated
      self.endsAtFailure = endsAtFailure
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

  /// How many calls a chain is meant to have, with the share of chains: whole numbers from 1 to 1,000, ascending.
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

  /// How many calls follow the first, with the share of chains, ascending.
  ///
  /// - Parameter good: The share of calls that end well, with their retries: only behind such a call comes another,
  ///   where the chain ends at a failure.
  /// - Returns: Counts from 0 with their shares, which add up to 1.
  package func laterCalls(good: Double) -> [(count: Int, share: Double)] {
    let lengths = lengths
    guard endsAtFailure, good < 1 else { return lengths.map { ($0.calls - 1, $0.share) } }
    // At least so many follow: the chain is meant to be longer, and all calls before ended well.
    var atLeast = [1.0]
    var (longer, power) = (1.0, 1.0)
    var place = 0
    for count in 1..<Self.longest {
      while place < lengths.count, lengths[place].calls <= count {
        longer -= lengths[place].share
        place += 1
      }
      power *= good
      guard place < lengths.count, longer * power > 1e-15 else { break }
      atLeast.append(longer * power)
    }
    return atLeast.indices.map { count in
      (count, atLeast[count] - (count + 1 < atLeast.count ? atLeast[count + 1] : 0))
    }
  }
}

extension Feature {
  /// The share of requests that end well at last, by the mean rates: neither failed for good nor stopped.
  package var goodShare: Double {
    let failure = min(max(failureRate.shape.mean + timeoutRate.shape.mean, 0), 1)
    let success = max(0, 1 - failure - moderationRate.shape.mean - cancelledRate.shape.mean)
    var (tries, reached) = (0.0, 1.0)
    for _ in 0...calls.retries {
      tries += reached
      reached *= failure
    }
    return min(1, success * tries)
  }

  /// The share of chains that come to their end, of those whose first call ends well.
  ///
  /// An asset is what the last call makes. One where a chain goes on behind a failure.
  package var chainSurvival: Double {
    guard let chain = calls.chain, chain.endsAtFailure, goodShare < 1 else { return 1 }
    return chain.lengths.reduce(0) { sum, length in
      sum + length.share
        * Mathematics.exponential(
          Double(length.calls - 1) * Mathematics.logarithm(max(goodShare, .leastNormalMagnitude)))
    }
  }

  /// How many calls of a chain follow the first, with the share of chains; nil for single calls.
  package var laterCalls: [(count: Int, share: Double)]? {
    calls.chain?.laterCalls(good: goodShare)
  }

  /// The mean number of calls of a chain after the first.
  package var meanLaterCalls: Rational {
    guard let laterCalls else { return .zero }
    if laterCalls.count == 1 { return Rational(laterCalls[0].count) }
    return Rational(
      nearest: laterCalls.reduce(0) { $0 + Double($1.count) * $1.share }, places: 9)
  }
}
