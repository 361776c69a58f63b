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

  /// What is wrong with the decimals of an agreement; nil where every price that it makes is exact.
  func inexactness(of agreement: Terms.Agreement) -> String? {
    guard let subject = inexactSubject(of: Terms([agreement])) else { return nil }
    let longest = agreement.rates.map(\.decimals).max() ?? 0
    let enough = (0..<longest).last { places in
      inexactSubject(of: Terms([agreement.rounded(toPlaces: places)])) == nil
    }
    return
      "a number of \(longest) decimals is too long: prices of \(subject) would not be exact"
      + (enough.map { "; write at most \($0) decimals, of a percentage \(max(0, $0 - 2))" } ?? "")
  }

  /// An offer, or a provider's plans and packs, whose prices terms would make too long to be exact; nil for none.
  func inexactSubject(of terms: Terms) -> String? {
    // With few decimals everything that is in the cards stays provable, and nothing need be lowered.
    let decimals = terms.agreements.flatMap { $0.rates.map(\.decimals) }
    guard decimals.reduce(0, +) > Self.fewDecimals else { return nil }
    for card in catalogue.cards {
      let own = terms.agreements.filter { agreement in
        agreement.scope.includesPlans(of: card.provider)
          || card.offers.contains { agreement.scope.includes($0) }
      }
      guard !own.isEmpty else { continue }
      let day = own.compactMap(\.from).min() ?? Day(number: 0)
      guard
        let contracted = try? Catalogue(
          cards: [card], vocabulary: catalogue.vocabulary
        ).contracted(by: Terms(own), on: day)
      else { return "\(card.provider)" }
      let refused = contracted.offers.first { $0.unprovable(currency: card.currency) != nil }
      if let refused { return refused.id.rawValue }
    }
    return nil
  }

  /// Decimals of all agreements together with which nothing is too long.
  private static let fewDecimals = 4

  private func hint(_ name: String, _ known: [String]) -> String {
    let near = nearest(to: name, among: known)
    return near.isEmpty ? "" : didYouMean(near)
  }
}

extension Terms.Agreement {
  /// The numbers that prices are multiplied by or replaced with.
  fileprivate var rates: [Rational] {
    [discount, margin].compactMap(\.self) + prices.map(\.amount)
  }

  /// The agreement with shorter numbers.
  fileprivate func rounded(toPlaces places: Int) -> Terms.Agreement {
    func short(_ number: Rational) -> Rational {
      (try? number.rounded(toPlaces: places, .halfEven)) ?? number
    }
    return Terms.Agreement(
      scope: scope, from: from, to: to, discount: discount.map(short), margin: margin.map(short),
      prices: prices.map { Price(meter: $0.meter, amount: short($0.amount)) },
      commitment: commitment, grant: grant, tax: tax)
  }
}

extension Rational {
  /// Decimals of a number that was written with some.
  fileprivate var decimals: Int {
    (0...38).first { (try? rounded(toPlaces: $0, .halfEven)) == self } ?? 38
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
      terms = DataReader(try changedTree(), file: name, problems).terms(catalogue)
    } catch {
      problems.report(error)
    }
    do throws(DataProblems) { try problems.check() } catch { throw placed(error) }
    return terms
  }
}

extension DataReader {
  /// The terms of a scenario, held against the cards; none where it has none.
  func terms(_ catalogue: Catalogue) -> Terms {
    guard let place = value(of: "terms") else { return Terms([]) }
    let terms = place.terms()
    place.check(terms, TermsChecker(catalogue: catalogue))
    return terms
  }

  /// Reports agreements that are for nothing, each at its line.
  fileprivate func check(_ terms: Terms, _ checker: TermsChecker) {
    let places = items()
    // Where one does not read, the others have lost their places.
    guard places.count == terms.agreements.count else { return }
    var areFine = true
    for (place, agreement) in zip(places, terms.agreements) {
      guard let message = checker.problem(of: agreement) ?? checker.inexactness(of: agreement)
      else { continue }
      place.report(message)
      areFine = false
    }
    guard areFine, let subject = checker.inexactSubject(of: terms) else { return }
    report(
      "together these have so many decimals that prices of \(subject) would not be exact; write discounts and margins with fewer"
    )
  }
}
