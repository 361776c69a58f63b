public import BillingTypes
public import PricingRules

/// What came of a claim.
public struct ClaimResult: Sendable {
  /// Whether a claim holds.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// What it says comes out.
    case holds
    /// Something else comes out.
    case contradicted
    /// The rate cards do not know enough.
    case cannotBeChecked = "cannot be checked"
  }

  /// What was found.
  public enum Finding: Hashable, Sendable {
    /// No figure in the rate cards can decide it.
    case undecidable
    /// A figure that it needs is not known in full; the quote says what is missing.
    case figureUnknown(missing: [OpenAmount])
    /// The price of a meter is not known, and the card does not say why.
    case priceUnknown(meter: String)
    /// A ratio to nothing has no value.
    case ratioToNothing
    /// The card does not say how long an answer takes.
    case latencyUnknown
    /// These figures came out.
    case figures([Rational], Unit)
    /// The card says this.
    case word(String)
  }

  /// What figures are in.
  public enum Unit: Hashable, Sendable {
    /// Money, by its code.
    case money(String)
    /// Money for so many units.
    case price(String, per: Rational, unit: String)
    /// One figure over another.
    case times
    /// Seconds of an answer.
    case seconds
    /// Money for every period.
    case fee(String, every: Plan.Interval)
  }

  /// The claim.
  public let claim: Claim
  /// What was found.
  public let finding: Finding

  /// The figures that are not as expected.
  public var failing: [Rational] {
    guard case .figures(let figures, _) = finding, let expectation = claim.expectation else {
      return []
    }
    return figures.filter { !expectation.holds(for: $0) }
  }

  /// Whether the claim holds.
  public var verdict: Verdict {
    switch finding {
    case .undecidable, .figureUnknown, .priceUnknown, .ratioToNothing, .latencyUnknown:
      .cannotBeChecked
    case .figures: failing.isEmpty ? .holds : .contradicted
    case .word(let word): claim.expectation == .word(word) ? .holds : .contradicted
    }
  }
}

extension ClaimResult: CodedFact {
  /// Why the verdict is what it is, for programs.
  public var code: FactCode {
    switch finding {
    case .undecidable: .undecidable
    case .figureUnknown: .figureUnknown
    case .priceUnknown: .priceUnknown
    case .ratioToNothing: .ratioToNothing
    case .latencyUnknown: .latencyUnknown
    case .figures, .word: verdict == .holds ? .asClaimed : .notAsClaimed
    }
  }
}

extension Claim.Expectation {
  /// Whether a figure is as expected.
  public func holds(for number: Rational) -> Bool {
    switch self {
    case .roundsTo(let printed): number.rounds(to: printed)
    case .equals(let expected): number == expected
    case .range(let from, let to): number >= from && number <= to
    case .below(let limit): number < limit
    case .above(let limit): number > limit
    case .word: false
    }
  }
}
