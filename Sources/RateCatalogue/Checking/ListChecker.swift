import PricingRules

extension DataReader {
  /// Checks the parameters of which each of several things may have a value of its own.
  func checkLists(of offer: Offer, _ context: CardContext) {
    let places = Dictionary(
      value(of: "parameters")?.entries() ?? [], uniquingKeysWith: { first, _ in first })
    for parameter in offer.parameters {
      guard let each = parameter.each, let place = places[parameter.name]?.value(of: "each") else {
        continue
      }
      if let problem = offer.problem(of: parameter, countedBy: each, context.vocabulary) {
        place.report(problem)
      }
    }
  }
}

extension Offer {
  /// How many things may have values of their own: as many forms of the rules have to fit.
  private static let mostElements: Int128 = 64

  /// Why a parameter cannot have a value for each of what another counts.
  fileprivate func problem(
    of parameter: Parameter, countedBy each: String, _ vocabulary: Vocabulary
  ) -> String? {
    let expected = vocabulary.parameters[parameter.name]?.each
    guard each == expected else {
      return "'\(each)' is not what '\(parameter.name)' is given for each of"
        + (expected.map { ", which is '\($0)'" } ?? "; data/vocabulary.yaml names none")
    }
    guard let count = parameters.first(where: { $0.name == each }) else {
      return "the offer has no parameter '\(each)'"
    }
    guard case .integer(let lower, let upper, step: 1) = count.domain, (0...1).contains(lower),
      upper <= Self.mostElements
    else {
      return "'\(each)' must be whole numbers from 0 or 1 to \(Self.mostElements) at most; it has "
        + count.legalValues
    }
    return parameter.defaultValue == nil
      ? "'\(parameter.name)' needs a default: it holds for those that are not given a value" : nil
  }
}
