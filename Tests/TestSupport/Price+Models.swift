package import BillingTypes
package import PricingRules

/// Steps of quantity with an amount each, as tests write them.
package struct PriceSteps: Hashable, Sendable {
  package let steps: [Step]

  package struct Step: Hashable, Sendable {
    package let upTo: Rational?
    package let amount: Rational
  }

  package init(_ steps: [(upTo: Rational?, amount: Rational)]) {
    self.steps = steps.map { Step(upTo: $0.upTo, amount: $0.amount) }
  }

  /// The step that a total reaches; a total on a bound is inside it.
  package func step(reachedBy quantity: Rational) -> Step {
    steps.first { step in step.upTo.map { quantity <= $0 } ?? true } ?? steps[steps.count - 1]
  }
}

/// Short ways to write prices.
extension Price {
  package static func flat(amount: Rational) -> Price { Price(.flat, amounts: [amount]) }

  package static func perUnit(amount: Rational, per: Rational) -> Price {
    Price(.perUnit(per: per), amounts: [amount])
  }

  package static func package(amount: Rational, size: Rational) -> Price {
    Price(.package(size: size), amounts: [amount])
  }

  package static func graduated(steps: PriceSteps) -> Price { tiered(.graduated, steps) }

  package static func volume(steps: PriceSteps) -> Price { tiered(.volume, steps) }

  package static func cliff(steps: PriceSteps) -> Price { tiered(.cliff, steps) }

  private static func tiered(_ mode: TierMode, _ steps: PriceSteps) -> Price {
    Price(
      .tiered(mode, over: .request, upTo: steps.steps.map(\.upTo)),
      amounts: steps.steps.map(\.amount))
  }
}
