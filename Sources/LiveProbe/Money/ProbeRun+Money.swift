import BillingTypes
import BodyPricing
import PricingRules

// What was billed.
extension ProbeRun {
  /// What is known of the bill.
  private struct Bill {
    var amount: Money?
    var source: ProbeAmountSource?
    var usagePrice: Money?
    var usage: [String: String] = [:]
    var meters: [ProbeResult.Meter] = []
    /// A figure that cannot be one.
    var odd: String?
  }

  /// Writes the last line of the book and sums up.
  mutating func finish(_ end: End) -> ProbeResult {
    var bill = bill()
    var end = end
    // A figure that cannot be one says nothing, and nothing is settled by it.
    if let odd = bill.odd {
      switch end {
      case .fine, .failed: end = .unclear(.oddAmount(String(redactor.clean(odd).prefix(60))))
      case .notSent, .refused, .unclear: break
      }
    }
    let (outcome, billed): (ProbeResult.Outcome, ProbeBilled)
    switch end {
    case .fine:
      settle(&bill)
      (outcome, billed) = (.succeeded, bill.amount?.picounits == 0 ? .no : .yes)
    case .notSent(let fact):
      (outcome, billed) = (.notSent, .no)
      facts.append(fact)
      note(.released(fact))
    case .refused(_, let isBilled, let fact):
      (outcome, billed) = (.refused, close(&bill, isBilled, fact))
    case .failed(let isBlocked, let isBilled, let fact):
      (outcome, billed) = (isBlocked ? .blocked : .failed, close(&bill, isBilled, fact))
    case .unclear(let fact):
      (outcome, billed) = (.unclear, unclearBilled(fact))
      facts.append(fact)
      note(.unclear(fact))
      bill.amount = nil
      bill.source = nil
    }
    let (asset, bytes) = outcome == .succeeded ? self.asset() : (nil, [])
    return ProbeResult(
      recipe: probe.recipe.id, offer: probe.recipe.offer, run: nil, outcome: outcome,
      billed: billed,
      amount: bill.amount, amountSource: bill.source, worstCase: probe.worstCase,
      estimate: probe.estimate, usage: bill.usage, meters: bill.meters,
      readings: outcome == .succeeded ? probe.readings : [:], usagePrice: bill.usagePrice,
      latency: outcome == .succeeded ? latency : nil, asset: asset,
      assetBytes: redactor.clean(bytes) == bytes ? bytes : [], facts: facts.uniqued())
  }

  /// Writes down what a call cost that did what it should.
  private mutating func settle(_ bill: inout Bill) {
    let amount = bill.amount
    // What nobody says is counted as the most that it can be.
    let counted = amount ?? probe.estimate?.ceiling ?? probe.worstCase
    note(.settled(amount: counted.decimalText, how: bill.source ?? .predicted))
    if let amount, amount.picounits > probe.worstCase.picounits {
      facts.append(
        .aboveWorstCase(
          amount: amount.decimalText, worstCase: probe.worstCase.decimalText))
    }
    guard let amount, bill.source != .usage, let estimate = probe.estimate else { return }
    // A balance is told in whole units, so that less than one says nothing.
    let grain = bill.source == .balance ? probe.recipe.unit?.worth ?? .zero : .zero
    let below = estimate.floor.flatMap { try? $0.units - amount.units } ?? .zero
    let above = estimate.ceiling.flatMap { try? amount.units - $0.units } ?? .zero
    if max(below, above) > .zero, max(below, above) >= grain {
      facts.append(
        .disagrees(
          amount: amount.decimalText, floor: estimate.floor?.decimalText,
          ceiling: estimate.ceiling?.decimalText))
    }
  }

  /// Writes down what a call cost that did not do what it should.
  private mutating func close(
    _ bill: inout Bill, _ billed: ProbeBilled, _ fact: ProbeFact
  ) -> ProbeBilled {
    facts.append(fact)
    // What the provider states, or what is gone from the balance, is stronger than any rule.
    if let amount = bill.amount, bill.source == .stated || bill.source == .balance {
      if amount.picounits == 0, bill.source == .stated || billed == .no {
        note(.released(fact))
        return .no
      }
      if amount.picounits > 0 {
        note(.settled(amount: amount.decimalText, how: bill.source ?? .stated))
        return .yes
      }
    }
    bill.amount = nil
    bill.source = nil
    switch billed {
    case .no:
      note(.released(fact))
      bill.amount = .zero(in: probe.worstCase.currency)
    case .yes: note(.settled(amount: probe.worstCase.decimalText, how: .predicted))
    case .unknown: note(.unclear(fact))
    }
    return billed
  }

  private mutating func bill() -> Bill {
    var bill = Bill()
    let currency = probe.worstCase.currency
    for (name, value) in openWords where !Self.ownWords.contains(name) {
      if (try? DecimalText.parse(value)) != nil { bill.usage[name] = value }
    }
    if let lastReply, probe.estimate?.offer != nil,
      let priced = try? probe.pricer.price(
        reply: lastReply.reply.body, to: probe.body, for: probe.target)
    {
      for usage in priced.used { bill.usage[usage.name] = usage.value.description }
      if !priced.used.isEmpty {
        bill.usagePrice = priced.price.amount
        if bill.usagePrice == nil {
          bill.odd = priced.used.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        }
        bill.meters = Self.meters(priced)
      }
    }
    if let cost = saved["cost"] {
      if let amount = money(cost, currency) {
        (bill.amount, bill.source) = (amount, .stated)
      } else {
        bill.odd = cost
      }
    } else if let before = balances.before, let after = balances.after, after < before,
      let spent = try? before - after,
      let amount = money(DecimalText.print(spent), currency)
    {
      (bill.amount, bill.source) = (amount, .balance)
    } else if probe.worstCase.picounits == 0, balances.before != nil,
      balances.before == balances.after
    {
      // What cannot cost anything left the balance as it was.
      (bill.amount, bill.source) = (.zero(in: currency), .balance)
    } else if let price = bill.usagePrice, price.currency == currency {
      (bill.amount, bill.source) = (price, .usage)
    }
    return bill
  }

  /// The meters that a reply tells, beside what was estimated of them.
  private static func meters(_ priced: PricedReply) -> [ProbeResult.Meter] {
    let told = Set(priced.used.map(\.name))
    return priced.price.lines.compactMap { line in
      let before = priced.estimate.lines.first { $0.meter == line.meter }
      guard let measured = line.quantity, let estimated = before?.quantity,
        told.contains(line.meter) || measured != estimated
      else { return nil }
      return ProbeResult.Meter(name: line.meter, estimated: estimated, measured: measured)
    }
  }

  /// Words that are no usage.
  private static let ownWords: Set<String> = ["job", "balance", "cost", "price"]

  /// An amount in the recipe's unit as money.
  private func money(_ text: String, _ currency: Currency) -> Money? {
    guard let number = try? DecimalText.parse(text),
      let units = try? number * (probe.recipe.unit?.worth ?? .one), !units.isNegative,
      units <= Self.most
    else { return nil }
    return try? Money(rounding: units, in: currency)
  }

  /// No call is billed more.
  private static let most = Rational(1_000_000)

  /// Whether something is billed of which nobody knows how it ended: what a source says of calls that nobody waited for.
  private func unclearBilled(_ fact: ProbeFact) -> ProbeBilled {
    switch fact {
    case .trouble(_, .tooSlow), .timedOut: probe.recipe.chargedOn.timeout
    default: .unknown
    }
  }

  private var latency: ProbeLatency? {
    guard let times else { return nil }
    return ProbeLatency(
      total: times.done - times.sent, queued: times.running.map { $0 - times.sent },
      ran: times.running.map { times.done - $0 })
  }
}
