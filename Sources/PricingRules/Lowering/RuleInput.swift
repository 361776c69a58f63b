import BillingTypes

/// Something that a row of a log may give: a parameter or a metered value, as a whole number.
package struct RuleInput: Sendable {
  /// Which values are legal, as whole numbers.
  package enum Domain: Hashable, Sendable {
    /// One of these, in ascending order: words, truth values or numbers.
    case values([Int64])
    /// A number from `lower` to `upper`, both included, in steps from `lower`.
    case steps(lower: Int64, upper: Int64, step: Int64)

    /// How many values there are.
    var count: Int {
      switch self {
      case .values(let values): values.count
      case .steps(let lower, let upper, let step): Int((upper - lower) / step) + 1
      }
    }
  }

  /// What a value is.
  package enum Kind: Hashable, Sendable {
    /// A code of ``WordCodes``.
    case word
    /// 0 or 1.
    case truth
    /// A number of units of 10 to the power of minus `places`.
    case number(places: Int)
  }

  /// The parameter's or meter's name.
  package let name: String
  package let kind: Kind
  package let domain: Domain
  /// What holds where nothing is given; nil when something must be.
  package let defaultValue: Int64?
  /// Whether it is a metered value that wins over an estimate.
  package let isMeter: Bool
  /// Whether it is a single one's value, which wins over that of all.
  package internal(set) var isElement = false
  /// Whether a request may leave it out, and then something else holds than a default.
  package var isOptional: Bool { isMeter || isElement }

  /// What a legal value lies between.
  package var range: ClosedRange<Int64> {
    switch domain {
    case .values(let values):
      (values.first ?? 0)...(values.last ?? 0)
    case .steps(let lower, let upper, _): lower...upper
    }
  }

  /// The largest legal value.
  package var highest: Int64 {
    switch domain {
    case .values(let values): values.last ?? 0
    case .steps(let lower, let upper, let step): upper - (upper - lower) % step
    }
  }
}

/// Words as numbers: the same word has the same code in every offer and every column.
package struct WordCodes: Sendable {
  private var codes: [String: Int64] = [:]
  /// The words in the order of their codes.
  package private(set) var words: [String] = []

  /// Creates codes for the two truth values, 0 for `false` and 1 for `true`.
  package init() {
    _ = code(of: "false")
    _ = code(of: "true")
  }

  /// The code of a word, a new one when it has none.
  package mutating func code(of word: String) -> Int64 {
    if let code = codes[word] { return code }
    let code = Int64(words.count)
    codes[word] = code
    words.append(word)
    return code
  }

  /// The code of a word; nil when no rule mentions it.
  package func known(_ word: String) -> Int64? { codes[word] }
}

/// How many decimals the numbers of each name are counted in.
package struct DecimalPlaces: Sendable {
  private var places: [String: Int] = [:]

  /// Decimals of numbers that may have any.
  package static let most = 6

  /// Looks through a catalogue: names whose legal values are whole in every offer have none.
  package init(_ catalogue: Catalogue) {
    for offer in catalogue.offers { add(offer) }
  }

  /// Looks through one offer.
  package init(_ offer: Offer) { add(offer) }

  private mutating func add(_ offer: Offer) {
    for parameter in offer.parameters + offer.elements + offer.disputes.map(\.parameter)
    where parameter.hasFractions {
      places[parameter.name] = Self.most
    }
    let parameters = Set(offer.parameters.map(\.name))
    for meter in offer.meters where !parameters.contains(meter) { places[meter] = Self.most }
  }

  /// The decimals of a name.
  package subscript(name: String) -> Int { places[name] ?? 0 }
}

extension Parameter {
  /// Whether a legal value may have decimals.
  fileprivate var hasFractions: Bool {
    switch domain {
    case .choice, .boolean, .integer: false
    case .numbers(let values): !values.allSatisfy(\.isWhole)
    case .decimal: true
    }
  }
}

/// 10 to the power of a small number.
package func decimalPower(_ places: Int) -> Int64 {
  var power: Int64 = 1
  for _ in 0..<places { power *= 10 }
  return power
}
