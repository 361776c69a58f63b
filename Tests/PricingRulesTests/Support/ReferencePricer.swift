import TestSupport
import BigInt
import BillingTypes
import PricingRules

/// Prices requests as a patient clerk would, with unlimited whole numbers and no code of the package but the
/// values of the card: the oracle of every reader.
struct ReferencePricer {
  let offer: Offer
  let creditWorth: [CreditID: Rational]

  /// What a request comes to.
  enum Result: Equatable {
    case refused(rule: Int)
    case failed(Failure)
    case priced(picounits: BigInt, completeness: Completeness, charges: [ChargeResult])
  }

  /// Why there is no price.
  enum Failure: Equatable {
    case formula(SlowError)
    case negativeQuantity, negativePrice
  }

  /// What a charge comes to; nil for a charge that does not apply.
  struct ChargeResult: Equatable {
    var quantity: ExactFraction?
    var cost: ExactFraction?
    var picounits: BigInt?
  }

  func price(_ request: [String: FormulaValue]) -> Result {
    var names: [String: SlowValue] = [:]
    for parameter in offer.allParameters {
      let value = request[parameter.name] ?? parameter.defaultValue
      names[parameter.name] = value.map(SampleScope.slow)
    }
    for list in offer.lists {
      let places = (1...list.most).filter { place in
        list.parameters.contains { request["\($0.name)_\(place)"] != nil }
      }
      for place in places {
        for name in list.parameters.map({ "\($0.name)_\(place)" }) {
          names[name] = request[name].map(SampleScope.slow)
        }
      }
      guard let highest = places.last else { continue }
      let count = request[list.count.name] ?? .number(Rational(highest))
      names[list.count.name] = SampleScope.slow(count)
      if case .number(let count) = count, count < Rational(highest) { return .refused(rule: -1) }
    }
    var unknown = Set(offer.meters)
    for meter in offer.meters {
      guard let given = request[meter] else { continue }
      names[meter] = SampleScope.slow(given)
      unknown.remove(meter)
    }
    // Rules come first; what has no value yet is not known to them.
    var toRules = evaluator(names, unknown)
    for derivation in offer.derivations where request[derivation.name] == nil {
      toRules.unknown.remove(derivation.name)
      if let value = try? toRules.value(of: derivation.expression) {
        toRules.values[derivation.name] = value
      } else {
        toRules.unknown.insert(derivation.name)
      }
    }
    for (index, rule) in offer.requirements.enumerated() {
      do throws(SlowError) {
        if try toRules.value(of: rule.condition) == .boolean(false) { return .refused(rule: index) }
      } catch {
        if error != .unknown { return .failed(.formula(error)) }
      }
    }
    var scope = evaluator(names, unknown)
    for derivation in offer.derivations where request[derivation.name] == nil {
      scope.unknown.remove(derivation.name)
      do throws(SlowError) {
        scope.values[derivation.name] = try scope.value(of: derivation.expression)
      } catch {
        if error != .unknown { return .failed(.formula(error)) }
        scope.unknown.insert(derivation.name)
      }
    }
    return charges(scope, given: Set(request.keys))
  }

  private func evaluator(
    _ names: [String: SlowValue], _ unknown: Set<String>
  ) -> SlowEvaluator {
    SlowEvaluator(
      values: names, unknown: unknown, tables: SampleScope(seed: 0).slowEvaluator.tables,
      lists: offer.lists)
  }

  private func charges(_ scope: SlowEvaluator, given: Set<String>) -> Result {
    var results: [ChargeResult] = []
    var (total, known, unknown) = (BigInt(0), 0, 0)
    for charge in offer.charges {
      do {
        guard let result = try self.charge(charge, scope, given: given) else { continue }
        results.append(result)
        guard let picounits = result.picounits else {
          unknown += 1
          continue
        }
        known += 1
        total += picounits
        if charge.doubt != nil, picounits > 0 { unknown += 1 }
      } catch let failure as Stop {
        return .failed(failure.failure)
      } catch {
        return .failed(.formula(.meaningless))
      }
    }
    let completeness: Completeness =
      unknown == 0 ? .complete : known == 0 || total == 0 ? .unknown : .partial
    return .priced(picounits: total, completeness: completeness, charges: results)
  }

  private struct Stop: Error { let failure: Failure }

  /// A number; nil when it is not known.
  private func number(_ formula: Formula, _ scope: SlowEvaluator) throws -> ExactFraction? {
    do throws(SlowError) {
      guard case .number(let number) = try scope.value(of: formula) else {
        throw SlowError.meaningless
      }
      return number
    } catch {
      if error == .unknown { return nil }
      throw Stop(failure: .formula(error))
    }
  }

  private func charge(
    _ charge: Charge, _ scope: SlowEvaluator, given: Set<String>
  ) throws -> ChargeResult? {
    var result = ChargeResult()
    if let condition = charge.condition {
      do throws(SlowError) {
        if try scope.value(of: condition) == .boolean(false) { return nil }
      } catch {
        if error == .unknown { return result }
        throw Stop(failure: .formula(error))
      }
    }
    let isMetered = given.contains(charge.meter) && !charge.quantity.names.contains(charge.meter)
    let quantity =
      isMetered
      ? try number(Formula(.name(charge.meter)), scope) : try number(charge.quantity, scope)
    guard let quantity else { return result }
    result.quantity = quantity
    if quantity < .zero { throw Stop(failure: .negativeQuantity) }
    let isFlat = if case .flat = charge.price.model { true } else { false }
    let isNothing = quantity == .zero && !isFlat
    guard case .word(let word)? = scope.values[Outcome.parameterName] else { return result }
    switch offer.billing(of: Outcome(rawValue: word) ?? .succeeded) {
    case .billed: break
    case .notBilled:
      (result.cost, result.picounits) = (.zero, 0)
      return result
    case .unknown:
      if isNothing { (result.cost, result.picounits) = (.zero, 0) }
      return result
    }
    guard var cost = isNothing ? .zero : try listed(charge, quantity, scope) else { return result }
    if case .word(let tier)? = scope.values[ServiceTier.parameterName],
      let multiplier = offer.serviceTiers.first(where: { $0.name == tier })?.multiplier
    {
      cost = cost * ExactFraction(multiplier)
    }
    if let most = charge.maximum.map({ ExactFraction($0) }), most < cost { cost = most }
    if let least = charge.minimum.map({ ExactFraction($0) }), cost < least { cost = least }
    if cost < .zero { throw Stop(failure: .negativePrice) }
    result.cost = cost
    var worth: Rational? = .one
    if case .credit(let id) = charge.price.unit { worth = creditWorth[id] }
    guard cost == .zero || worth != nil else { return result }
    let money = cost * ExactFraction(worth ?? .one) * ExactFraction(BigInt(10).power(12))
    result.picounits = money.rounded(.halfEven).numerator
    return result
  }

  /// Quantity → cost by the price model, each counted out by itself; nil when an amount is not known.
  private func listed(
    _ charge: Charge, _ quantity: ExactFraction, _ scope: SlowEvaluator
  ) throws -> ExactFraction? {
    var amounts: [ExactFraction] = []
    for amount in charge.price.history[0].amounts {
      guard let amount, let value = try number(amount, scope) else { return nil }
      amounts.append(value)
    }
    func blocks(_ size: Rational) -> ExactFraction {
      (quantity / ExactFraction(size)).rounded(.up) * amounts[0]
    }
    func reached(_ upTo: [Rational?]) -> ExactFraction {
      let step = upTo.firstIndex { end in end.map { !(ExactFraction($0) < quantity) } ?? true }
      return amounts[step ?? amounts.count - 1]
    }
    switch charge.price.model {
    case .flat: return amounts[0]
    case .perUnit(let per): return quantity * amounts[0] / ExactFraction(per)
    case .package(let size): return blocks(size)
    case .tiered(.package, _, let upTo): return blocks(upTo[0] ?? .one)
    case .tiered(.volume, _, let upTo): return quantity * reached(upTo)
    case .tiered(.cliff, _, let upTo): return quantity == .zero ? .zero : reached(upTo)
    case .tiered(.graduated, _, let upTo):
      var (cost, begin) = (ExactFraction.zero, ExactFraction.zero)
      for (index, amount) in amounts.enumerated() where begin < quantity {
        let isLast = index == amounts.count - 1
        let bound = isLast ? nil : upTo[index].map { ExactFraction($0) }
        let end = bound.map { $0 < quantity ? $0 : quantity } ?? quantity
        cost = cost + (end + -begin) * amount
        begin = end
      }
      return cost
    }
  }
}
