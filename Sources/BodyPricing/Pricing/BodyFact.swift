public import BillingTypes
public import PricingRules

/// Who decided a value of a request that was read from a body.
public enum BodyOrigin: String, Hashable, Sendable {
  /// The body says it.
  case body
  /// The address that it is sent to.
  case address
  /// The provider's default for a field that is left out.
  case providerDefault = "provider_default"
  /// The API has one value only.
  case fixed
  /// The body has no word for it, and the card's default holds.
  case unsaid = "default"
  /// Nobody exactly: it lies between two numbers.
  case estimated
  /// Nobody: it may be any legal value, or any of some.
  case open
  /// The caller said it beside the body.
  case given
  /// The reply says it.
  case reply
}

/// Something that a reader of a price should know of the body that it was read from.
public enum BodyFact: Hashable, Sendable {
  /// A field is left out, and the provider's default holds.
  case leftOut(at: BodyPointer, word: String, parameters: [String])
  /// A field is left out, and what holds then is not known.
  case leftOutOpen(at: BodyPointer, parameter: String)
  /// A word leaves the choice to the provider.
  case open(at: BodyPointer, word: String, parameter: String)
  /// Several values stand where one is meant.
  case several(at: BodyPointer, parameter: String)
  /// A value is a limit, and what is used may be less.
  case limit(at: BodyPointer, parameter: String)
  /// The body has no word for a parameter, which may be any legal value.
  case notInBody(parameter: String)
  /// The address decides a parameter, and it was not said.
  case addressUnknown(parameter: String)
  /// The tokens of a text are estimated.
  case tokens(
    at: BodyPointer, parameter: String, likely: Rational, _ low: Rational, _ high: Rational)
  /// The sides of a picture are not in the body.
  case sidesUnknown(at: BodyPointer, parameters: [String])
  /// A field is not understood, and might move the price.
  case unread(BodyPointer)
  /// Credits were turned into money in one of several ways, since a body names no plan.
  case creditTaken(CreditWorth)
  /// What the bill depends on is not known.
  case range(RangeReason)
  /// No offer of the API has that model; nil where the body names none.
  case unknownModel(String?, api: String?, nearest: [String])
  /// The body can mean several offers.
  case ambiguous([OfferID])
  /// No offer of the API is called at that address.
  case unknownAddress(String, api: String?)
  /// The body says something that no offer of that model sells, or leaves out what one of them must be told by.
  case conditionsNotMet([OfferID], unmet: [NativeCondition])
  /// The offer is not sold on the day.
  case notSold(OfferID, Validity, Day)
  /// Something in a reply is nothing that the card knows.
  case replyUnread(at: BodyPointer, word: String)
  /// A reply says nothing of what was used.
  case replySaysNothing
  /// What a reply says was used is no request that the card knows, in the words of its rule.
  case replyRefused(String)
  /// No typical request with these values is legal, so that the amount is the most.
  case noTypicalRequest
}

extension BodyFact {
  /// Whether it is about parameters that a reply has told.
  func isSettled(by names: Set<String>) -> Bool {
    switch self {
    case .leftOutOpen(_, let name), .open(_, _, let name), .several(_, let name),
      .limit(_, let name),
      .notInBody(let name), .addressUnknown(let name), .tokens(_, let name, _, _, _):
      names.contains(name)
    case .leftOut(_, _, let own), .sidesUnknown(_, let own): names.isSuperset(of: own)
    default: false
    }
  }
}

extension BodyFact {
  /// Whether it says why a parameter is open.
  func opens(_ parameter: String) -> Bool {
    switch self {
    case .leftOutOpen(_, let name), .open(_, _, let name), .several(_, let name),
      .limit(_, let name),
      .notInBody(let name), .addressUnknown(let name), .tokens(_, let name, _, _, _):
      name == parameter
    case .leftOut(_, _, let own), .sidesUnknown(_, let own): own.contains(parameter)
    default: false
    }
  }
}

extension BodyFact: CodedFact {
  /// What the fact is, for programs.
  public var code: FactCode {
    switch self {
    case .leftOut: .fieldLeftOut
    case .leftOutOpen, .open, .several, .limit, .notInBody, .addressUnknown, .sidesUnknown:
      .notReported
    case .tokens: .roughEstimate
    case .unread, .replyUnread: .fieldUnread
    case .replySaysNothing: .notReported
    case .replyRefused: .refusedCombination
    case .creditTaken: .creditWorthAssumed
    case .range(let reason): reason.code
    case .unknownModel: .unknownModel
    case .ambiguous: .ambiguous
    case .unknownAddress: .unknownAddress
    case .conditionsNotMet: .otherPurpose
    case .notSold: .notSold
    case .noTypicalRequest: .refusedCombination
    }
  }
}
