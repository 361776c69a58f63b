public import BillingTypes
public import PricingRules

/// Somebody else's list of prices: claims to be held against the rate cards, never truth.
public struct RivalList: Sendable {
  /// The name of its format, such as `litellm`.
  public let format: String
  /// What its figures are in.
  public let currency: Currency
  /// Its entries in the order of the list.
  public let entries: [RivalEntry]

  /// Creates a list.
  public init(format: String, currency: Currency = .usd, entries: [RivalEntry]) {
    self.format = format
    self.currency = currency
    self.entries = entries
  }
}

/// What a list says of one model, or of one way to call it.
public struct RivalEntry: Sendable {
  /// The entry's own name in the list.
  public let id: String
  /// Who sells it, by the list's name.
  public let provider: String
  /// The ids by which the model is called.
  public let models: [RivalModel]
  /// Which product the list says it is; nil where it does not say, or it is none of ours.
  public let product: MediaCategory?
  /// What requests the figures are for, where the entry says.
  public let settings: [RivalSetting]
  /// The first day on which the list says that it is no longer sold.
  public let ends: Day?
  /// Prices by the day from which they hold, the earliest first.
  public let schedules: [RivalSchedule]
  /// Keys of prices that are not read, because they stand for nothing that is compared.
  public let unread: [String]

  /// Creates an entry.
  public init(
    id: String, provider: String, models: [RivalModel], product: MediaCategory?,
    settings: [RivalSetting] = [], ends: Day? = nil, schedules: [RivalSchedule],
    unread: [String] = []
  ) {
    self.id = id
    self.provider = provider
    self.models = models
    self.product = product
    self.settings = settings
    self.ends = ends
    self.schedules = schedules
    self.unread = unread
  }

  /// The prices of a day: the last schedule that has begun, else the first.
  public func prices(on day: Day) -> [RivalPrice] {
    let begun = schedules.last { $0.from.map { $0 <= day } ?? true }
    return (begun ?? schedules.first)?.prices ?? []
  }
}

/// Prices of an entry that hold from a day on.
public struct RivalSchedule: Sendable {
  /// The first day; nil where the list does not say.
  public let from: Day?
  /// The prices.
  public let prices: [RivalPrice]

  /// Creates a schedule.
  public init(from: Day? = nil, prices: [RivalPrice]) {
    self.from = from
    self.prices = prices
  }
}

/// An id by which a list knows a model.
public enum RivalModel: Hashable, Sendable {
  /// This id.
  case exactly(String)
  /// Every id that begins so.
  case beginning(String)
}

/// A value that a figure is for: `size` as 1024x1024, or a parameter of ours.
public struct RivalSetting: Hashable, Sendable {
  /// The name.
  public let name: String
  /// The value as text.
  public let text: String

  /// Creates a setting.
  public init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }
}

/// One figure of a list, and what it is the price of.
public struct RivalPrice: Sendable {
  /// The list's own key.
  public let key: String
  /// The figure as it stands, at least 0.
  public let figure: Rational
  /// How many units it is for, above 0.
  public let per: Rational
  /// What it is the price of.
  public let subject: RivalSubject
  /// What requests it is for, on top of what the entry says.
  public let settings: [RivalSetting]
  /// The service tier it is for; nil for the standard one.
  public let tier: String?

  /// Creates a price.
  public init(
    key: String, figure: Rational, per: Rational = .one, subject: RivalSubject,
    settings: [RivalSetting] = [], tier: String? = nil
  ) {
    self.key = key
    self.figure = figure
    self.per = per
    self.subject = subject
    self.settings = settings
    self.tier = tier
  }
}

/// What a figure of a list is the price of.
public enum RivalSubject: Hashable, Sendable {
  /// A finished picture, without what is sent in.
  case picture
  /// A picture that is sent in.
  case pictureSent
  /// A pixel of a finished picture.
  case pixel
  /// A second of finished film, without what is sent in.
  case second
  /// A unit of the first of these meters that the offer charges for.
  case meter([String])
}
