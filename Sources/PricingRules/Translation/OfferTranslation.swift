public import BillingTypes

/// What becomes of a request that was written for one offer when another is to serve it.
///
/// It is stated once, name by name, as data. Comparing translates a request value by value,
/// alternatives translate whole mixes, rating in bulk takes a plan for the columns of a log, and the
/// simulator makes drawn values legal by the same rules.
///
/// Numbers are snapped up to the next legal value, because a shorter clip or a smaller picture would
/// not do. Words are never translated: a quality tier of one model is not the tier of that name at
/// another. Several images from an offer that makes one per call take several calls.
public struct OfferTranslation: Sendable {
  /// The offer that the request was written for; nil when it was written for none.
  public let from: Offer?
  /// The offer that is to serve it.
  public let to: Offer
  /// Tells what only describes the input.
  public let vocabulary: Vocabulary
  private let parameters: [String: Parameter]
  private let meters: Set<String>
  /// What the first offer knows as parameters, so that all else is metered by it; nil where metered
  /// values hold at the other offer too.
  private let ownParameters: Set<String>?

  /// Creates a translation.
  ///
  /// - Parameters:
  ///   - from: The offer that requests were written for; nil when they were written for none.
  ///   - to: The offer that is to serve them.
  ///   - vocabulary: Tells what only describes the input.
  ///   - carriesMeters: Whether metered values hold at another model too. They do where somebody
  ///     stated them of what is asked for, and not where one model's run was metered.
  public init(
    from: Offer? = nil, to: Offer, vocabulary: Vocabulary, carriesMeters: Bool = false
  ) {
    self.from = from
    self.to = to
    self.vocabulary = vocabulary
    parameters = Dictionary(
      (to.allParameters + to.elements).map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
    meters = Set(to.meters)
    if let from, !carriesMeters, from.model != to.model {
      ownParameters = Set((from.allParameters + from.elements).map(\.name))
    } else {
      ownParameters = nil
    }
  }

  /// What becomes of the values of a name.
  public func rule(for name: String) -> TranslationRule {
    if let ownParameters, !ownParameters.contains(name) { return .dropped }
    if let parameter = parameters[name] { return .setting(parameter) }
    if meters.contains(name) { return .metered }
    if Self.countsMade.contains(name) { return .oneEach }
    if let base = base(ofElement: name) {
      if let parameter = parameters[base] { return .oneForAll(parameter) }
      return rule(for: base)
    }
    return .noSetting(isInput: vocabulary.parameters[name]?.isInput ?? false)
  }

  /// The name that stands for all, of that of a single one of a list.
  func base(ofElement name: String) -> String? {
    if let element = ElementName(parsing: name), from?.element(name) != nil { return element.base }
    return vocabulary.count(ofElement: name)?.element.base
  }

  /// Names that count what is made: they take several calls where one call makes fewer.
  package static let countsMade: Set = ["images", "videos"]
  /// The most calls that a request may take of an offer that makes several at a time; more is a
  /// request that it cannot serve.
  static let mostCalls = 999
}

/// What becomes of the values of one name at another offer.
public enum TranslationRule: Hashable, Sendable {
  /// The offer has the setting: a legal value is carried, another is fitted.
  case setting(Parameter)
  /// The offer has one value for all of a list: single ones are carried where they are alike.
  case oneForAll(Parameter)
  /// The offer meters it: any value that is not negative is carried.
  case metered
  /// Another model's metered value, which says nothing of this one: left out without a word.
  case dropped
  /// The offer makes one per call: several take as many calls.
  case oneEach
  /// The offer has no setting for it: a yes is refused, and other values are left out. What only
  /// describes the input is not missed.
  case noSetting(isInput: Bool)
}

/// What became of one value at another offer.
public enum TranslatedValue: Hashable, Sendable {
  /// It is legal and stays as it was written.
  case carried
  /// The number became the next larger legal one.
  case snappedUp(to: Rational, from: Rational)
  /// A no became a yes, because the offer knows nothing else.
  case alwaysOn
  /// It takes several calls, each of which makes so many.
  case split(calls: Int, each: Rational)
  /// It takes a call for each.
  case oneEach(calls: Int)
  /// It asks for something that the offer has no setting for.
  case noSetting
  /// It asks for nothing here.
  case leftOut
}

/// Why an offer cannot serve a value that was written for another.
public enum TranslationRefusal: Error, Hashable, Sendable {
  /// A yes to what the offer does not have.
  case absent(name: String)
  /// A word or a truth value that is not legal; `words` are those that are, none for truth values.
  case notOffered(name: String, text: String, words: [String])
  /// The setting takes numbers, and the text is none.
  case notANumber(name: String, text: String)
  /// The name counts things, and the text is a fraction of one.
  case notWhole(name: String, text: String)
  /// Single ones of a list differ, and the offer has one value for all.
  case oneForAll(name: String)
  /// A single one of a list that is not there.
  case notCounted(name: String, count: String, Rational)
  /// More than the offer can do.
  case tooMuch(name: String, most: Rational, asked: Rational)
}

/// How what an offer serves differs from what was asked for.
public enum TranslationDifference: Hashable, Sendable {
  /// A number is larger than asked for.
  case larger(name: String, given: Rational, asked: Rational)
  /// Something is on that was asked to be off.
  case alwaysOn(name: String)
  /// Several calls are made, each with so many of the name.
  case calls(Int, each: Rational, name: String)
  /// A call is made for each of the name.
  case callsForEach(Int, name: String)
  /// The offer has no setting for these.
  case noSetting(names: [String])
}
