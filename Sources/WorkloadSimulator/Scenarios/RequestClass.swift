public import BillingTypes
public import PricingRules

/// A kind of request with its share of a feature's volume.
public struct RequestClass: Sendable {
  /// The share, above 0 and at most 1; the mean of one that is uncertain.
  public let share: Rational
  /// What the share may be; nil for one that is known, or what others leave.
  public let uncertainShare: Distribution?
  /// Whether the share is what the others leave.
  public let isRest: Bool
  /// What it asks for.
  public let values: [(name: String, value: RequestValue)]

  /// Creates a class.
  ///
  /// - Parameters:
  ///   - share: The share, or its mean.
  ///   - values: What it asks for.
  ///   - uncertainShare: What the share may be, where it is uncertain; another class of the mix is then the rest.
  ///   - isRest: Whether the share is what the others leave.
  public init(
    share: Rational, values: [(name: String, value: RequestValue)],
    uncertainShare: Distribution? = nil, isRest: Bool = false
  ) {
    self.uncertainShare = uncertainShare
    self.isRest = isRest
    self.share = share
    self.values = values
  }

  /// The values that are fixed, as a request.
  public var fixedRequest: Request {
    Request(
      values.compactMap { name, value in
        if case .text(let text) = value { (name: name, text: text) } else { nil }
      })
  }

  /// The values that vary from request to request, sorted by name.
  public var varying: [(name: String, distribution: Distribution)] {
    values.compactMap { name, value in
      if case .varying(let distribution) = value { (name, distribution) } else { nil }
    }
    .sorted { $0.name < $1.name }
  }
}

/// A value of a request: the same every time, or drawn anew for each.
public enum RequestValue: Sendable, Hashable {
  /// The same every time.
  case text(String)
  /// Drawn for every request.
  case varying(Distribution)
}

extension RequestClass {
  /// The class with another share and another value.
  func setting(_ name: String, to distribution: Distribution, _ share: Rational) -> RequestClass {
    with(
      values: values.map { own in
        own.name == name ? (own.name, .varying(distribution)) : own
      }, share: share)
  }

  /// The class with other values, and with another share where one is given.
  package func with(
    values: [(name: String, value: RequestValue)], share: Rational? = nil
  ) -> RequestClass {
    RequestClass(
      share: share ?? self.share, values: values, uncertainShare: uncertainShare, isRest: isRest)
  }
}
