package import BodyPricing
import PricingRules

extension BodyFact {
  /// What a reader should know, in a clause.
  package var words: String {
    switch self {
    case .leftOut(let pointer, let word, let names):
      "\(pointer) is left out; the provider's default is '\(word)' (\(names.joined(separator: ", ")))"
    case .leftOutOpen(let pointer, let name):
      "\(pointer) is left out, and the provider's default is not known; \(name) may be any legal value"
    case .open(let pointer, let word, let name):
      "\(pointer): '\(word)' leaves \(name) to the provider"
    case .several(let pointer, let name):
      "\(pointer): several values stand there; \(name) may be any of them"
    case .limit(let pointer, let name): "\(pointer) is a limit; \(name) may be less"
    case .notInBody(let name): "the body has no word for \(name), which may be any legal value"
    case .addressUnknown(let name):
      "the address decides \(name), and it was not said; give it with --url"
    case .tokens(let pointer, let name, let likely, let low, let high):
      "\(pointer): the text is about \(likely) tokens (\(name), \(low) to \(high)); only the provider counts them"
    case .sidesUnknown(let pointer, _):
      "\(pointer): the sides of the picture are not in the body; it may have any legal size"
    case .unread(let pointer): "\(pointer) is not understood, and might move the price"
    case .creditTaken(let worth): QuoteWarning.creditTaken(worth).words
    case .range(let reason): reason.words
    case .unknownModel(let model, let api, let nearest):
      unknownModel(model, api, nearest)
    case .ambiguous(let offers):
      "the body can mean \(offers.map { "'\($0)'" }.joined(separator: " or ")); say which with --url or --model"
    case .unknownAddress(let url, let api):
      "no offer\(api.map { " of '\($0)'" } ?? "") is called at '\(url)'"
    case .conditionsNotMet(let offers, let unmet):
      "the body asks for nothing that \(offers.map { "'\($0)'" }.joined(separator: " or ")) sells; it would have to "
        + unmet.prefix(4).map(\.words).joined(separator: ", or ")
    case .notSold(let offer, let validity, let day):
      RequestError.notSold(offer: offer, validity: validity, day: day).description
    case .replyUnread(let pointer, let word):
      "\(pointer) of the reply: '\(word)' is nothing that the card knows, such as a state that is not final"
    case .replySaysNothing: "the reply says nothing of what was used"
    case .replyRefused(let words): "what the reply says was used is not known to the card: \(words)"
    case .noTypicalRequest:
      "the usual values of what is open are not legal together, so the amount is the most that it can be"
    }
  }

  private func unknownModel(_ model: String?, _ api: String?, _ nearest: [String]) -> String {
    let place = api.map { " at '\($0)'" } ?? ""
    guard let model else {
      return "the body names no model\(place); say it with --model"
        + (nearest.isEmpty || nearest.count > 12 ? "" : ": " + quotedList(nearest))
    }
    return "no offer\(place) has the model '\(model)'" + didYouMean(nearest)
  }
}

extension NativeCondition {
  /// What a body must do to keep it.
  fileprivate var words: String {
    switch rule {
    case .given(true): "have \(pointer)"
    case .given(false): "leave \(pointer) out"
    case .oneOf(let words, _):
      "say \(words.prefix(4).map { "'\($0)'" }.joined(separator: " or ")) at \(pointer)"
    }
  }
}

extension BodyOrigin {
  /// Who decided a value.
  var words: String {
    switch self {
    case .body: "the body"
    case .address: "the address"
    case .providerDefault: "the provider's default"
    case .fixed: "the only value"
    case .unsaid: "default"
    case .estimated: "estimated"
    case .open: "open"
    case .given: "given"
    case .reply: "the reply"
    }
  }
}
