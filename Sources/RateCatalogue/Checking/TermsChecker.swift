import BillingTypes
public import PricingRules

/// Holds terms against the cards: an agreement that is for nothing saves nothing, and nobody would see why.
struct TermsChecker {
  let catalogue: Catalogue

  /// What is wrong with an agreement; nil where it is for something.
  func problem(of agreement: Terms.Agreement) -> String? {
    switch agreement.scope {
    case .all: return nil
    case .provider(let name):
      let known = catalogue.cards.map(\.provider)
      return known.contains(name) ? nil : "no card is of '\(name)'" + hint(name, known)
    case .model(let name):
      let known = catalogue.offers.map(\.model).uniqued()
      return known.contains(name) ? nil : "no offer is of the model '\(name)'" + hint(name, known)
    case .offer(let id):
      guard let offer = catalogue.offer(id) else {
        return "no offer is called '\(id)'" + didYouMean(catalogue.nearestOffers(to: id))
      }
      for price in agreement.prices {
        let charges = offer.charges.filter { $0.meter == price.meter }
        guard !charges.isEmpty else {
          let meters = offer.charges.map(\.meter).uniqued()
          return "\(id) has no charge for '\(price.meter)'; it has \(quotedList(meters))"
        }
        guard charges.count == 1, charges[0].price.history.allSatisfy({ $0.amounts.count == 1 })
        else {
          return
            "\(id) has no one price of '\(price.meter)' that another could take the place of; agree on a 'discount'"
        }
      }
      return nil
    }
  }

  private func hint(_ name: String, _ known: [String]) -> String {
    let near = nearest(to: name, among: known)
    return near.isEmpty ? "" : didYouMean(near)
  }
}

extension DataFile {
  /// The terms in a file of their own, each agreement for something that the cards have.
  ///
  /// - Parameter catalogue: The cards.
  /// - Throws: ``DataProblems`` with everything that is wrong.
  /// - Returns: The terms.
  public func terms(_ catalogue: Catalogue) throws(DataProblems) -> Terms {
    let problems = ProblemCollector()
    var terms = Terms([])
    do throws(DataProblem) {
      let root = DataReader(try changedTree(), file: name, problems)
      let map = root.map(.terms)
      _ = map.required("terms")?.text()
      if let place = map.required("agreements") {
        terms = place.terms()
        place.check(terms, TermsChecker(catalogue: catalogue))
      }
    } catch {
      problems.report(error)
    }
    try problems.check()
    return terms
  }

  /// The terms that a scenario has of its own; none where it has none.
  ///
  /// - Parameter catalogue: The cards.
  /// - Throws: ``DataProblems`` with everything that is wrong.
  /// - Returns: The terms.
  public func ownTerms(_ catalogue: Catalogue) throws(DataProblems) -> Terms {
    let problems = ProblemCollector()
    var terms = Terms([])
    do throws(DataProblem) {
      let root = DataReader(try changedTree(), file: name, problems)
      if let place = root.value(of: "terms") {
        terms = place.terms()
        place.check(terms, TermsChecker(catalogue: catalogue))
      }
    } catch {
      problems.report(error)
    }
    do throws(DataProblems) { try problems.check() } catch { throw placed(error) }
    return terms
  }
}

extension DataReader {
  /// Reports agreements that are for nothing, each at its line.
  fileprivate func check(_ terms: Terms, _ checker: TermsChecker) {
    let places = items()
    // Where one does not read, the others have lost their places.
    guard places.count == terms.agreements.count else { return }
    for (place, agreement) in zip(places, terms.agreements) {
      if let message = checker.problem(of: agreement) { place.report(message) }
    }
  }
}
