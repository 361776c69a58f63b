import BillingTypes

/// A field of a request's body that the price may depend on.
public struct NativeField: Hashable, Sendable {
  /// Where it stands.
  public let pointer: BodyPointer
  /// What it says, and how.
  public let reading: NativeReading
  /// Whether a body without it is refused.
  public let isRequired: Bool
  /// What holds where the body does not say, in the provider's words; nil where that is not known.
  public let fallback: String?

  /// Creates a field.
  public init(
    at pointer: BodyPointer, _ reading: NativeReading, isRequired: Bool = false,
    fallback: String? = nil
  ) {
    self.pointer = pointer
    self.reading = reading
    self.isRequired = isRequired
    self.fallback = fallback
  }
}

/// A place in a reply that says what was used.
public struct NativeReplyField: Hashable, Sendable {
  /// Where it stands; the first place that is there counts.
  public let pointers: [BodyPointer]
  /// What it says, and how.
  public let reading: NativeReading

  /// Creates a place.
  public init(at pointers: [BodyPointer], _ reading: NativeReading) {
    self.pointers = pointers
    self.reading = reading
  }
}

/// How what stands in a body becomes values of ours.
public struct NativeReading: Hashable, Sendable {
  /// The parameters, or the meter, that it sets.
  public let sets: [String]
  /// What stands there.
  public let form: Form
  /// The provider's words that mean something else than themselves.
  public let words: [String: Meaning]
  /// What a number of it is, where that has to be said.
  public let unit: Unit?
  /// Whether the value is the most that may be used.
  public let isLimit: Bool

  /// What one word means: for each parameter, what is known of it.
  public typealias Meaning = [String: InputState]

  /// What stands in the body.
  public enum Form: Hashable, Sendable {
    /// One value.
    case value
    /// Values of several parameters with a sign between.
    case split(Character)
    /// Things that are counted.
    case count
    /// Pictures whose sides are meant.
    case sizes
    /// A text whose tokens are meant.
    case tokens(TokenGuess)
  }

  /// A unit of time that a number, or the word behind it, is in.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// Seconds.
    case seconds = "s"
    /// Thousandths of a second.
    case milliseconds = "ms"
    /// Minutes.
    case minutes = "min"

    /// How many seconds one is.
    var factor: Rational {
      switch self {
      case .seconds: .one
      case .milliseconds: (try? Rational(1, over: 1000)) ?? .one
      case .minutes: Rational(60)
      }
    }
  }

  /// Creates a reading.
  public init(
    sets: [String], form: Form = .value, words: [String: Meaning] = [:], unit: Unit? = nil,
    isLimit: Bool = false
  ) {
    self.sets = sets
    self.form = form
    self.words = words
    self.unit = unit
    self.isLimit = isLimit
  }
}

/// How many tokens a text may be, for a provider whose tokenizer is not at hand.
public struct TokenGuess: Hashable, Sendable {
  /// How many bytes one token has, at least and at most.
  public let bytes: ClosedRange<Int>
  /// How many letters of English one token has, roughly.
  public let about: Int
  /// What the provider adds to every text.
  public let added: Int

  /// Creates a guess; the bounds are at least 1.
  public init(bytes: ClosedRange<Int>, about: Int, added: Int) {
    self.bytes = bytes
    self.about = about
    self.added = added
  }

  /// How many tokens a text is.
  ///
  /// - Parameters:
  ///   - bytes: Its bytes in UTF-8.
  ///   - others: Its characters that are not ASCII: each counts as a token of its own, as it does in most languages
  ///     that are not written in Latin letters.
  ///   - otherBytes: The bytes of those characters.
  /// - Returns: The likeliest number, and what it certainly lies between.
  public func tokens(
    bytes: Int, others: Int, otherBytes: Int
  ) -> (likely: Int, low: Int, high: Int) {
    func blocks(_ count: Int, _ size: Int) -> Int { (count + size - 1) / size }
    return (
      blocks(bytes - otherBytes, about) + others + added,
      blocks(bytes, self.bytes.upperBound) + added,
      blocks(bytes, self.bytes.lowerBound) + added
    )
  }
}
