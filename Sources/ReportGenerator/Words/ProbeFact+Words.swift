import LiveProbe
import PricingRules

extension ProbeFact {
  /// The fact in a sentence.
  var words: String {
    switch self {
    case .trouble(let step, let trouble): "\(step): \(trouble.words)"
    case .status(let step, let status, let says):
      "\(step): answered with status \(status)" + (says.isEmpty ? "" : ", saying '\(says)'")
    case .refusal(let step, let kind): "\(step): \(kind.words)"
    case .unreadable(let step): "\(step): the reply is no JSON"
    case .missing("", _): "the recipe has no step that is paid"
    case .missing(let step, let word): "\(step): the reply does not say '\(word)'"
    case .unknownState(let step, let says):
      "\(step): the state '\(says)' is none that the recipe knows, so nobody goes on"
    case .timedOut(let step, let seconds): "\(step): not done within \(seconds) seconds"
    case .strangeHost(let step, let host):
      "\(step): the reply leads to '\(host)', which is not among the recipe's hosts; no credentials go there"
    case .notClosed(""): "it may go on costing, so it is not settled"
    case .notClosed(let step):
      "\(step): what was begun could not be ended and may go on costing; end it at the provider, or run 'mediacost probe reconcile'"
    case .balanceUnchanged:
      "the balance did not change while we looked, so it does not say what was billed"
    case .nothingToAsk:
      "nothing that the provider keeps tells how it ended; settle it by the bill, with --amount or --not-billed"
    case .oddAmount(let text): "'\(text)' is no amount that can have been billed"
    case .aboveWorstCase(let amount, let worst):
      "what was billed, \(amount), is more than the \(worst) that were counted as the worst case"
    case .balanceFell: "the balance fell, though nobody knows what became of the work"
    case .disagrees(let amount, let floor, let ceiling):
      "what was billed, \(amount), is not between \(floor ?? "nothing") and \(ceiling ?? "any amount"), as our card has it: a claim against the card, which stays as it is"
    case .ledger(let words): "the ledger could not be written: \(words)"
    case .asset(let fact): fact.words
    }
  }
}

extension ProbeTrouble {
  fileprivate var words: String {
    switch self {
    case .noHost: "the host has no address; nothing was sent"
    case .noConnection: "nobody listens there; nothing was sent"
    case .noTrust: "the host cannot prove who it is; nothing was sent"
    case .notAllowed: "such an address may not be asked; nothing was sent"
    case .connectionLost: "the connection ended before the answer; it may have been delivered"
    case .tooSlow: "no answer in time; it may have been delivered"
    case .tooLong: "the answer is longer than anything expected"
    case .noAnswer: "the answer is none that can be read"
    }
  }
}

extension ProbeFailure.Kind {
  fileprivate var words: String {
    switch self {
    case .moderation: "moderation refused it"
    case .limit: "too many requests"
    case .balance: "no money is left on the account"
    case .input: "the provider refused the request"
    case .server: "the provider failed"
    }
  }
}

extension ProbeAssetFact {
  fileprivate var words: String {
    switch self {
    case .missing: "what was made is not in the reply"
    case .unknownFormat: "what was made is no file of a kind that is known"
    case .unfetched: "what was made could not be fetched"
    case .size(let width, let height, let askedWidth, let askedHeight):
      "what was made is \(width)x\(height), not \(askedWidth)x\(askedHeight) as asked"
    case .seconds(let seconds, let asked):
      "what was made lasts \(seconds) seconds, not \(asked) as asked"
    case .audio(let isThere):
      isThere
        ? "what was made has a sound track, though none was asked for"
        : "what was made has no sound track, though one was asked for"
    }
  }
}
