import RateCatalogue
import Testing

/// Mistakes in what a card charges: prices, steps, credits, plans.
@Suite("Mistakes in the prices of a rate card")
struct PriceProblemTests {
  static let pricesMistakes: [CardMistake] = [
    CardMistake(
      "price: rate[resolution]",
      "price: unknown",
      "acme.yaml:21: offers[0].charges[0]: an unknown price needs 'missing': a sentence that says what is not known"
    ),
    CardMistake(
      "price: rate[resolution]",
      "price: -0.10",
      "acme.yaml:22: offers[0].charges[0].price: '-0.10' must not be negative"),
    CardMistake(
      "price: rate[resolution]", "price: 1e6",
      "acme.yaml:22: offers[0].charges[0].price: '1e6' has an exponent; write the digits out, such as 1000000"
    ),
    CardMistake(
      "price: rate[resolution]", "price: 1,000",
      "acme.yaml:22: offers[0].charges[0].price: '1,000' groups digits; write 1000"
    ),
    CardMistake(
      "price: rate[resolution]", "price: .nan",
      "acme.yaml:22: offers[0].charges[0].price: '.nan' is not a finite number"),
    CardMistake(
      "price: rate[resolution]",
      "price: {amount: 2, unit: acme/coins}",
      "acme.yaml:22: offers[0].charges[0].price.unit: no credit of this card is called 'acme/coins'; did you mean 'acme/coin'?"
    ),
    CardMistake(
      "price: rate[resolution]",
      "price: 0.1\n        per: 0",
      "acme.yaml:23: offers[0].charges[0].per: '0' must be above zero"),
    CardMistake(
      "price: rate[resolution]",
      "price: 0.1\n        model: each",
      "acme.yaml:23: offers[0].charges[0].model: unknown value 'each'; legal are 'per_unit', 'flat', 'package', and 'tiers' for steps"
    ),
    CardMistake(
      "price: rate[resolution]",
      "price: [0.1, 0.2]",
      "acme.yaml:22: offers[0].charges[0].price[0]: a price in a list is {from: DAY, amount: …}",
      "acme.yaml:22: offers[0].charges[0].price[1]: a price in a list is {from: DAY, amount: …}"),
    CardMistake(
      "price: rate[resolution]",
      "price: [{from: 2025-12-01, amount: 0.1}, {from: 2025-12-01, amount: 0.2}]",
      "acme.yaml:22: offers[0].charges[0].price[1]: 'from' 2025-12-01 must be after the price before it, 2025-12-01"
    ),
    CardMistake(
      "price: rate[resolution]",
      "price: [{from: 2025-12-01, amount: 0.1}, {from: 2025-11-01, amount: 0.2}]",
      "acme.yaml:22: offers[0].charges[0].price[1]: 'from' 2025-11-01 must be after the price before it, 2025-12-01"
    ),
    CardMistake(
      "price: rate[resolution]",
      "price: [{amount: 0.1}, {from: 2027-04-01, amount: 0.2}]",
      "acme.yaml:22: offers[0].charges[0].price[1]: the price from 2027-04-01 begins after all that its sources could know (2026-01-01); write 'known: {from: DAY}' beside it, the day on which it was announced"
    ),
    CardMistake(
      "price: rate[resolution]",
      "price: [{amount: 0.1}, {from: 2027-04-01, amount: 0.2}]\n        evidence: [{source: x, dated: \"2027-03\", confidence: high}]",
      "acme.yaml:22: offers[0].charges[0].price[1]: the price from 2027-04-01 begins after all that its sources could know (2027-03-31); write 'known: {from: DAY}' beside it, the day on which it was announced"
    ),
    CardMistake(
      "price: rate[resolution]",
      "price: [{amount: 0.1}, {from: 2027-04-01, amount: 0.2, known: {from: 2026-12-01}}]"),
    CardMistake(
      "price: rate[resolution]",
      "price: [{amount: 0.1}, {from: 2027-04-01, amount: 0.2, evidence: [{source: x, dated: \"2027\", confidence: high}]}]"
    ),
    CardMistake(
      "price: rate[resolution]",
      "price: [{from: 2025-11-01, amount: 0.1}, {amount: 0.2}]",
      "acme.yaml:22: offers[0].charges[0].price[1]: 'from' is missing"),
    CardMistake(
      "price: rate[resolution]",
      "price: [{from: 2025-10-01, amount: 1}, {from: 2025-11-01, amount: 2, unit: acme/coin}]",
      "acme.yaml:22: offers[0].charges[0].price[1]: all prices of a charge are in one unit"),
  ]

  static let limitMistakes: [CardMistake] = [
    CardMistake(
      "price: rate[resolution]", "price: 1\n        minimum: 5\n        maximum: 1",
      "acme.yaml:23: offers[0].charges[0].minimum: 'minimum' 5 is above 'maximum' 1"),
    CardMistake(
      "price: rate[resolution]", "price: 1\n        minimum: -5",
      "acme.yaml:23: offers[0].charges[0].minimum: '-5' must not be negative"),
  ]

  @Test("A floor above the cap, or below nothing", arguments: limitMistakes)
  func limits(mistake: CardMistake) throws { try mistake.check() }

  @Test("A price that cannot be one", arguments: pricesMistakes)
  func prices(mistake: CardMistake) throws { try mistake.check() }

  static let tiersMistakes: [CardMistake] = [
    CardMistake(
      "price: rate[resolution]",
      "tiers: {mode: graduated, steps: [{up_to: 100, price: 2}, {up_to: 50, price: 1}]}",
      "acme.yaml:22: offers[0].charges[0].tiers.steps[1]: 'up_to' 50 must be above the step before it, 100"
    ),
    CardMistake(
      "price: rate[resolution]",
      "tiers: {mode: graduated, steps: [{up_to: 100, price: 2}, {up_to: 100, price: 1}]}",
      "acme.yaml:22: offers[0].charges[0].tiers.steps[1]: 'up_to' 100 must be above the step before it, 100"
    ),
    CardMistake(
      "price: rate[resolution]",
      "tiers: {mode: volume, steps: [{price: 2}, {up_to: 50, price: 1}]}",
      "acme.yaml:22: offers[0].charges[0].tiers.steps[0]: 'up_to' is missing; only the last step may go on without end"
    ),
    CardMistake(
      "price: rate[resolution]",
      "tiers: {mode: graded, steps: [{price: 2}]}",
      "acme.yaml:22: offers[0].charges[0].tiers.mode: unknown value 'graded'; legal are 'graduated', 'volume', 'package', 'cliff'"
    ),
    CardMistake(
      "price: rate[resolution]",
      "tiers: {mode: package, steps: [{price: 2}]}",
      "acme.yaml:22: offers[0].charges[0].tiers.steps[0]: 'size' is missing: how many units a package holds"
    ),
    CardMistake(
      "price: rate[resolution]",
      "price: 1\n        tiers: {mode: volume, steps: [{price: 2}]}",
      "acme.yaml:23: offers[0].charges[0].tiers: a charge has 'price' or 'tiers', not both"),
    CardMistake(
      "price: rate[resolution]",
      "tiers: {mode: volume, over: week, steps: [{price: 2}]}",
      "acme.yaml:22: offers[0].charges[0].tiers.over: unknown value 'week'; legal are 'request', 'month'"
    ),
    CardMistake(
      "price: rate[resolution]",
      "per: 100\n        tiers: {mode: cliff, steps: [{price: 2}]}",
      "acme.yaml:22: offers[0].charges[0].per: 'cliff' pays for blocks and steps as a whole; leave 'per' out"
    ),
    CardMistake(
      "price: rate[resolution]",
      "tiers: {mode: volume, steps: [{price: [{amount: 2}, {amount: 3}]}]}",
      "acme.yaml:22: offers[0].charges[0].tiers.steps[0].price[1]: 'from' is missing"),
    CardMistake(
      "price: rate[resolution]",
      "tiers: {mode: volume, steps: [{price: [{amount: 2}, {from: 2026-06-01, amount: 3, known: {from: 2026-05-01}}]}]}",
      "acme.yaml:22: offers[0].charges[0].tiers.steps[0].price: 'known' does not go with the price of a step"
    ),
    CardMistake(
      "price: rate[resolution]",
      "tiers: {mode: volume, steps: [{price: {amount: 2, unit: acme/coin}}]}",
      "acme.yaml:22: offers[0].charges[0].tiers.steps[0].price: 'unit' stands beside 'steps', for all of them"
    ),
  ]

  @Test("Steps that do not ascend or have no end", arguments: tiersMistakes)
  func tiers(mistake: CardMistake) throws { try mistake.check() }

  static let referencesMistakes: [CardMistake] = [
    CardMistake(
      "    includes: {acme/coin: 100}",
      "    includes: {acme/coim: 100}",
      "acme.yaml:31: plans[0].includes.acme/coim: unknown credit or meter 'acme/coim'; did you mean 'acme/coin'?"
    ),
    CardMistake(
      "    overage: {acme/coin: 0.12}",
      "    overage: {acme/coin: free}",
      "acme.yaml:32: plans[0].overage.acme/coin: 'free' is not a decimal number; write digits with at most one point, such as 0.0395"
    ),
    CardMistake(
      "    packs:",
      "    default: acme/gold\n    packs:",
      "acme.yaml:35: credits[0].default: no plan of this card is called 'acme/gold'; known are 'acme/basic'"
    ),
  ]

  @Test("A credit, meter or plan that does not exist", arguments: referencesMistakes)
  func references(mistake: CardMistake) throws { try mistake.check() }
}
