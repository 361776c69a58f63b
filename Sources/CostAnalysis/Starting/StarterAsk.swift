public import BillingTypes
public import PricingRules

/// One feature that a new scenario is to have.
public struct StarterAsk: Sendable {
  /// The feature's name.
  public let feature: String
  /// Which of the four products it needs.
  public let category: MediaCategory
  /// How much of it is asked for.
  public let volume: Volume
  /// What every request asks for; empty for each offer's defaults.
  public let request: Request
  /// What an offer must list.
  public let needs: [String]
  /// The offer that is planned, where somebody named it; nil for the one that the rule picks.
  public let offer: OfferID?

  /// How much is asked for.
  public enum Volume: Hashable, Sendable {
    /// So many requests or sessions a month.
    case perMonth(Rational)
    /// Between two numbers a month in eight of ten cases.
    case between(Rational, Rational)
    /// A part of the accepted assets of another feature.
    case following(feature: String, part: Rational)
  }

  /// Creates an ask.
  public init(
    feature: String, category: MediaCategory, volume: Volume, request: Request = Request(),
    needs: [String] = [], offer: OfferID? = nil
  ) {
    self.feature = feature
    self.category = category
    self.volume = volume
    self.request = request
    self.needs = needs
    self.offer = offer
  }

  /// A shop's first four features: pictures, edits of them, clips and a concierge.
  public static let shop = [
    StarterAsk(
      feature: "campaign-pictures", category: .imageGeneration,
      volume: .between(Rational(16_000), Rational(30_000)),
      request: typicalRequest(in: .imageGeneration)),
    StarterAsk(
      feature: "picture-edits", category: .imageEditing,
      volume: .following(
        feature: "campaign-pictures", part: Rational(reducedNumerator: 4, denominator: 5)),
      request: typicalRequest(in: .imageEditing), needs: typicalNeeds(in: .imageEditing)),
    StarterAsk(
      feature: "product-clips", category: .videoGeneration,
      volume: .between(Rational(800), Rational(2200)),
      request: typicalRequest(in: .videoGeneration), needs: typicalNeeds(in: .videoGeneration)),
    StarterAsk(
      feature: "concierge", category: .liveAvatar, volume: .between(Rational(1500), Rational(3000)),
      request: typicalRequest(in: .liveAvatar), needs: typicalNeeds(in: .liveAvatar)),
  ]

  /// What is asked for where nobody says what.
  public static func typicalRequest(in category: MediaCategory) -> Request {
    switch category {
    case .imageGeneration: ["size": "1024x1024"]
    case .imageEditing: ["reference_images": "1"]
    case .videoGeneration: ["seconds": "5"]
    case .liveAvatar: ["session_seconds": "180"]
    }
  }

  /// What an offer must list where nobody names one, so that tools for one purpose are not taken for a model.
  public static func typicalNeeds(in category: MediaCategory) -> [String] {
    switch category {
    case .imageGeneration: []
    case .imageEditing: ["instruction-edit"]
    case .videoGeneration: ["text-to-video"]
    case .liveAvatar: ["two-way-conversation"]
    }
  }

  /// How many a month where nobody says.
  public static func typicalVolume(in category: MediaCategory) -> Volume {
    switch category {
    case .imageGeneration: .perMonth(Rational(20_000))
    case .imageEditing: .perMonth(Rational(5000))
    case .videoGeneration: .perMonth(Rational(1000))
    case .liveAvatar: .perMonth(Rational(2000))
    }
  }
}
