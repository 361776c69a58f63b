public import BillingTypes

/// Why a request is not one that an offer can price.
public enum RequestError: Error, Hashable, Sendable {
  /// No offer has that id.
  case unknownOffer(OfferID, nearest: [OfferID])
  /// The offer cannot be bought on that day.
  case notSold(offer: OfferID, validity: Validity, day: Day)
  /// The offer knows no such parameter or meter.
  case unknownParameter(
    String, offer: OfferID, category: MediaCategory, known: [String], belongsTo: [MediaCategory])
  /// The value is not legal.
  case illegalValue(String, parameter: String, offer: OfferID, legal: String)
  /// No offer of the category can read the value; `words` are those that some offer does.
  case unreadableValue(String, parameter: String, category: MediaCategory, words: [String])
  /// A value is needed and was not given.
  case missingParameter(String, offer: OfferID, legal: String)
  /// The values are legal one by one but not together.
  case refused(offer: OfferID, explanation: String)
  /// `size` is not two whole numbers.
  case illegalSize(String)
  /// A list of sizes is none.
  case illegalSizes(String, name: String)
  /// A value of a single one, where the offer has one value for all.
  case noElements(String, of: String, offer: OfferID)
  /// A value of a single one beyond how many there are, or can be at most.
  case elementBeyond(String, count: String, Rational, isMost: Bool, offer: OfferID)
  /// `size` stands beside one of the sides that it means.
  case doubleSize(String, beside: String)
  /// No plan has that id.
  case unknownPlan(PlanID, nearest: [PlanID])
  /// Two plans include the same credit or meter, so that nobody says whose is used first; the same plan for one that is
  /// listed twice.
  case plansOverlap(PlanID, PlanID, key: String)
  /// The plan does not include the credits the offer is priced in.
  case planDoesNotApply(plan: PlanID, offer: OfferID, credits: [CreditID], plans: [PlanID])
  /// The plan includes the credit for nothing, so that no price of a credit follows from it.
  case planWithoutFee(PlanID, credit: CreditID, plans: [PlanID])
  /// The plan cannot be had on that day.
  case planNotSold(PlanID, validity: Validity, day: Day)
  /// The offer is in another category than was asked for.
  case wrongCategory(offer: OfferID, found: MediaCategory, asked: MediaCategory)
  /// A rule failed although the card was checked.
  case pricing(offer: OfferID, PricingError)
}

extension RequestError {
  /// The error for less than any offer of a category takes.
  package static func tooLittle(
    _ text: String, parameter: String, category: MediaCategory, least: Rational
  ) -> RequestError {
    .illegalValue(
      text, parameter: parameter, offer: OfferID(category.rawValue),
      legal: "numbers from \(DecimalText.print(least)) up")
  }
}

extension RequestError: CustomStringConvertible {
  /// One line: where, what was found in quotes, what would be right.
  public var description: String { (subject.map { "\($0): " } ?? "") + clause }

  /// The offer that leads the line, where the rest of it speaks of that offer alone.
  private var subject: OfferID? {
    switch self {
    case .unknownParameter(_, let offer, _, _, _), .illegalValue(_, _, let offer, _),
      .noElements(_, _, let offer), .elementBeyond(_, _, _, _, let offer),
      .missingParameter(_, let offer, _), .refused(let offer, _), .pricing(let offer, _):
      offer
    case .unknownOffer, .unreadableValue, .notSold, .illegalSize, .illegalSizes, .doubleSize,
      .unknownPlan,
      .plansOverlap, .planDoesNotApply, .planWithoutFee, .planNotSold, .wrongCategory:
      nil
    }
  }

  /// The line for a reader who sees beside it which offer it is about.
  public var clause: String {
    switch self {
    case .unknownOffer(let id, let nearest):
      "no offer is called '\(id)'"
        + (nearest.isEmpty ? "; 'mediacost rates list' shows all" : didYouMean(nearest))
    case .notSold(let offer, let validity, let day):
      "\(offer) is not sold on \(day); it is sold \(validity.words(around: day))"
    case .unknownParameter(let name, _, let category, let known, let belongsTo):
      belongsTo.isEmpty || belongsTo.contains(category)
        ? "unknown parameter '\(name)'\(Self.hint(name, known))"
        : "'\(name)' is not a parameter of \(category.rawValue); it belongs to "
          + belongsTo.map(\.rawValue).joined(separator: " and ")
          + "; " + MediaCategory.explanation
    case .illegalValue(let text, let parameter, _, let legal):
      "\(parameter): '\(text)' is not legal; legal are \(legal)"
    case .unreadableValue(let text, let parameter, let category, let words):
      "\(parameter): no offer in \(category.rawValue) reads '\(text)'"
        + (words.isEmpty ? "; it takes a number" : Self.wordHint(text, words))
    case .missingParameter(let name, _, let legal):
      "the request does not state '\(name)', which is needed; legal are \(legal)"
    case .refused(_, let explanation):
      explanation
    case .illegalSize(let text):
      "size: '\(text)' is not a size; write width and height, such as 1024x1024"
    case .illegalSizes(let text, let name):
      "\(name): '\(text.count > 60 ? "\(text.prefix(60))…" : text)' is not a list of sizes; write "
        + "width and height of each, such as 1024x768+512x512, \(Request.mostSizes) at most"
    case .noElements(let name, let base, _):
      "unknown parameter '\(name)'; '\(base)' is one value for all"
    case .elementBeyond(let name, let count, let number, let isMost, _):
      "\(name): there is no such one; '\(count)' is \(number)" + (isMost ? " at most" : "")
    case .doubleSize(let text, let side):
      "size: '\(text)' stands beside '\(side)', which means the same; keep one of them"
    case .unknownPlan(let id, let nearest):
      "no plan is called '\(id)'" + didYouMean(nearest)
    case .plansOverlap(let first, let second, let key):
      first == second
        ? "plan '\(first)' is listed twice"
        : "plans '\(first)' and '\(second)' both include \(key); list the one that is used"
    case .planDoesNotApply(let plan, let offer, let credits, let plans):
      credits.isEmpty
        ? "plan '\(plan)' does not apply to \(offer), which is priced in money, not in credits"
        : "plan '\(plan)' does not include \(quotedList(credits)), which \(offer) is priced in"
          + Self.plansThatDo(plans)
    case .planWithoutFee(let plan, let credit, let plans):
      "plan '\(plan)' has no fee, so that no price of a \(credit) follows from it"
        + Self.plansThatDo(plans)
    case .planNotSold(let plan, let validity, let day):
      "plan '\(plan)' is not sold on \(day); it is sold \(validity.words)"
    case .wrongCategory(let offer, let found, let asked):
      "\(offer) is in \(found.rawValue), not in \(asked.rawValue); " + MediaCategory.explanation
    case .pricing(_, let error):
      error.description
    }
  }

  private static func plansThatDo(_ plans: [PlanID]) -> String {
    plans.isEmpty ? "" : "; plans that do are \(quotedList(plans))"
  }

  private static func wordHint(_ text: String, _ words: [String]) -> String {
    let near = didYouMean(nearest(to: text, among: words))
    return near.isEmpty ? "; some read \(quotedList(words.prefix(24)))" : near
  }

  private static func hint(_ name: String, _ known: [String]) -> String {
    let near = nearest(to: name, among: known)
    return near.isEmpty ? "; the offer knows \(quotedList(known))" : didYouMean(near)
  }
}
