import Synchronization

/// The offers that a quoter has compiled so far: the second quote of an offer costs a fraction of the first.
///
/// What an offer compiles to depends on the catalogue and the day, which a quoter never changes, and on what
/// its credits are worth, which the plan says.
final class CompiledOffers: Sendable {
  private struct Key: Hashable {
    let offer: OfferID
    let plan: PlanID?
  }

  private let kept = Mutex<[Key: CompiledOffer]>([:])

  /// What was compiled before, or what is compiled now.
  ///
  /// - Throws: What compiling throws; nothing is kept then.
  func offer(
    _ id: OfferID, plan: PlanID?, orCompile compile: () throws(RequestError) -> CompiledOffer
  ) throws(RequestError) -> CompiledOffer {
    let key = Key(offer: id, plan: plan)
    if let offer = kept.withLock({ $0[key] }) { return offer }
    // Outside the lock: others go on, and what two compile at once is the same.
    let offer = try compile()
    kept.withLock { $0[key] = offer }
    return offer
  }
}
