import BillingTypes
import PricingRules

extension BodyPricer {
  /// Prices what a reply says was used, and says how far the estimate of the body was.
  ///
  /// - Parameters:
  ///   - reply: JSON, as the provider sent it.
  ///   - body: The body that it answers.
  ///   - target: Where the body went.
  /// - Throws: ``BodyError`` for what is no JSON and for a body that the provider would have refused.
  /// - Returns: Both prices.
  public func price(
    reply: [UInt8], to body: [UInt8], for target: BodyTarget
  ) throws(BodyError) -> PricedReply {
    let (tree, target) = try opened(body, target)
    let estimate = try price(tree, for: target, true)
    let answer: BodyTree
    do throws(BodyError) {
      answer = try BodyScanner.tree(reply)
    } catch {
      throw .ofReply("\(error)")
    }
    guard estimate.offer != nil,
      case .found(let bound, let address) = try index.call(of: tree, target),
      bound.offer.validity.contains(asOf)
    else {
      return PricedReply(
        estimate: estimate, used: [], price: estimate, difference: nil, ratio: nil, causes: [])
    }
    let said = ReplyReading(answer, bound)
    let used = said.values.keys.sorted().compactMap { name -> PricedReply.Usage? in
      guard let value = said.values[name], let pointer = said.pointers[name] else { return nil }
      return .init(name: name, value: value, pointer: pointer)
    }
    guard said.unread.isEmpty, !used.isEmpty else {
      let facts = said.unread.map { BodyFact.replyUnread(at: $0.pointer, word: $0.word) }
      return compare(
        estimate, unknown(facts.isEmpty ? [.replySaysNothing] : facts, bound), used)
    }
    let reading = try BodyReading(tree, bound, address: address, keepsOrigins: true)
    do throws(BodyError) {
      let price = try BodyPrice(
        self, bound, reading, target.beside, true, used: said.values
      ).answer()
      return compare(estimate, price, used)
    } catch {
      // What was used is no request that the card knows; the bill is what the provider makes it.
      guard case .refused(let words) = error else { throw error }
      return compare(estimate, unknown([.replyRefused(words)], bound), used)
    }
  }

  private func compare(
    _ estimate: PricedBody, _ price: PricedBody, _ used: [PricedReply.Usage]
  ) -> PricedReply {
    var difference: Money?
    var ratio: Rational?
    if let before = estimate.amount, let after = price.amount {
      difference = try? after - before
      if before.picounits > 0 { ratio = try? after.units / before.units }
    }
    let meters = (price.lines + estimate.lines).map(\.meter).uniqued()
    let causes = meters.compactMap { meter -> PricedReply.Cause? in
      let before = estimate.lines.first { $0.meter == meter }
      let after = price.lines.first { $0.meter == meter }
      let amounts = (before?.amount, after?.amount)
      let nothing = Money.zero(in: price.currency ?? .none)
      var own: Money?
      if before == nil || amounts.0 != nil, after == nil || amounts.1 != nil {
        own = try? (amounts.1 ?? nothing) - (amounts.0 ?? nothing)
      }
      let quantities = (before.map(\.quantity) ?? .zero, after.map(\.quantity) ?? .zero)
      guard quantities.0 != quantities.1 || own?.picounits != 0 else { return nil }
      return .init(meter: meter, estimated: quantities.0, used: quantities.1, difference: own)
    }
    return PricedReply(
      estimate: estimate, used: used, price: price, difference: difference, ratio: ratio,
      causes: causes)
  }
}
