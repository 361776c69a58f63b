/// The id of one kind of thing, such as `openai/gpt-image-2/generate` of an offer.
///
/// An id of one kind does not pass for one of another. Ids are in the order of their text.
public struct Identifier<Named>: RawRepresentable, Hashable, Sendable {
  /// The id as rate cards write it.
  public let rawValue: String

  /// Takes any text; whether something has the id, the catalogue says.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Takes any text; whether something has the id, the catalogue says.
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// The provider, which every id begins with.
  public var provider: String { String(rawValue.prefix { $0 != "/" }) }
}

/// The id of an offer, `provider/model/endpoint`.
public typealias OfferID = Identifier<Offer>
/// The id of a plan, `provider/name`.
public typealias PlanID = Identifier<Plan>
/// The id of a credit, `provider/name`.
public typealias CreditID = Identifier<Credit>

extension PlanID {
  /// What stands in the place of a plan where credits are bought in packs.
  public static var packs: PlanID { PlanID("pack") }
}

extension Identifier: Comparable {
  /// Whether the text of `left` comes first.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Identifier: ExpressibleByStringInterpolation {
  /// Takes any text; whether something has the id, the catalogue says.
  public init(stringLiteral value: String) { self.init(value) }
}

extension Identifier: CustomStringConvertible {
  /// The id as rate cards write it.
  public var description: String { rawValue }
}
