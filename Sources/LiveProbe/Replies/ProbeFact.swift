/// What a reader of a run should know; documents have the words.
public enum ProbeFact: Hashable, Sendable {
  /// A step had no answer.
  case trouble(step: String, ProbeTrouble)
  /// A step was answered with a status that is none of its answers; some words of the reply, without secrets.
  case status(step: String, Int, says: String)
  /// Moderation refused, the balance is empty, and so on.
  case refusal(step: String, ProbeFailure.Kind)
  /// A reply is no JSON.
  case unreadable(step: String)
  /// Something that the recipe counts on is not in the reply.
  case missing(step: String, word: String)
  /// The state of the work is none that the recipe knows.
  case unknownState(step: String, says: String)
  /// The work was not done in time.
  case timedOut(step: String, seconds: Int)
  /// An address in a reply leads to a host that is not on the list.
  case strangeHost(step: String, host: String)
  /// What goes on costing could not be ended.
  case notClosed(step: String)
  /// The balance did not change, so that it says nothing.
  case balanceUnchanged
  /// The provider keeps nothing by which it could be asked.
  case nothingToAsk
  /// A cost or a use that cannot be one.
  case oddAmount(String)
  /// What was billed is more than the worst case that was counted.
  case aboveWorstCase(amount: String, worstCase: String)
  /// The balance fell, though nobody knows what became of the work.
  case balanceFell
  /// What was billed is not between what we say a request can cost.
  case disagrees(amount: String, floor: String?, ceiling: String?)
  /// The book could not be written.
  case ledger(String)
  /// What was made is not what was asked for.
  case asset(ProbeAssetFact)

  /// The word for programs.
  public var code: String {
    switch self {
    case .trouble(_, let trouble): trouble.rawValue
    case .status: "status"
    case .refusal(_, let kind): "refused_\(kind.rawValue)"
    case .unreadable: "unreadable"
    case .missing: "missing"
    case .unknownState: "unknown_state"
    case .timedOut: "timed_out"
    case .strangeHost: "strange_host"
    case .notClosed: "not_closed"
    case .balanceUnchanged: "balance_unchanged"
    case .nothingToAsk: "nothing_to_ask"
    case .oddAmount: "odd_amount"
    case .aboveWorstCase: "above_worst_case"
    case .balanceFell: "balance_fell"
    case .disagrees: "disagrees"
    case .ledger: "ledger"
    case .asset(let fact): "asset_\(fact.code)"
    }
  }
}

/// What is odd about what was made.
public enum ProbeAssetFact: Hashable, Sendable {
  /// It is not there, no file that we know, or could not be fetched.
  case missing, unknownFormat, unfetched
  /// Its size, or its length, is another one than was asked for.
  case size(width: Int, height: Int, askedWidth: Int, askedHeight: Int)
  case seconds(String, asked: String)
  /// It has a sound track where none was asked for, or none where one was.
  case audio(isThere: Bool)

  /// The word for programs.
  public var code: String {
    switch self {
    case .missing: "missing"
    case .unknownFormat: "unknown_format"
    case .unfetched: "unfetched"
    case .size: "size"
    case .seconds: "seconds"
    case .audio: "audio"
    }
  }
}
