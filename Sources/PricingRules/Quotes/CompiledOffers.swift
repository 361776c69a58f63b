import Synchronization

/// The offers that were compiled so far, so that the second quote of an offer costs a fraction of the first.
///
/// A quoter keeps one for each offer and plan: what else an offer compiles to depends on the catalogue and the day,
/// which a quoter never changes. An offer with lists keeps one for each number of single ones that requests give.
final class CompiledOffers<Key: Hashable & Sendable>: Sendable {
  private let kept = Mutex<[Key: CompiledOffer]>([:])

  /// What was compiled before, or what is compiled now.
  ///
  /// - Throws: What compiling throws; nothing is kept then.
  func offer<Failure: Error>(
    _ key: Key, orCompile compile: () throws(Failure) -> CompiledOffer
  ) throws(Failure) -> CompiledOffer {
    if let offer = kept.withLock({ $0[key] }) { return offer }
    // Outside the lock: others go on, and what two compile at once is the same.
    let offer = try compile()
    kept.withLock { $0[key] = offer }
    return offer
  }
}
