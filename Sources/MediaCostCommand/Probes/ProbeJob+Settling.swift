import BillingTypes
import CostStore
import Foundation
import LiveProbe
import PricingRules
import RateCatalogue
import ReportGenerator

// What an earlier run left unclear, or going on.
extension ProbeJob {
  /// Takes a run that nobody else is at.
  private func take(_ row: ProbeRunRow) throws -> (store: CostStore, locks: ProbeLocks) {
    let (store, locks) = try ledger()
    guard !locks.isHeld(row.id) else {
      throw failure("run \(row.id) is being made or settled by another program", .usage)
    }
    try locks.hold(row.id)
    return (store, locks)
  }

  /// Settles a run by what a person says that it cost; nil for nothing.
  func settle(_ row: ProbeRunRow, amount: String?) throws {
    let (store, _) = try take(row)
    let wasSettled = try store.settleProbe(
      ProbeEventRow(
        kind: amount == nil ? "released" : "settled", at: Surroundings.nowUTC, amount: amount,
        detail: #"{"how": "hand"}"#), of: row.id)
    if wasSettled { throw failure("run \(row.id) is settled already", .usage) }
  }

  /// Asks again how a run ended.
  func reconcile(_ row: ProbeRunRow) throws -> ProbeResult {
    let (store, locks) = try take(row)
    guard let recipe = shelf.recipes.first else { throw failure("the recipe is gone", .badData) }
    let book = LedgerBook(
      store, locks, recipe, catalogue: shelf.catalogue, budget, asksAgain: true, run: row.id)
    var run = try makeRun(try shelf.prepared(recipe), book)
    var result = run.reconcile(words: row.words, isOpen: row.isOpen)
    trails.append((recipe.id, run.cleanTrail))
    result.run = row.id
    if result.outcome != .unclear { try observe(result, run.cleanTrail, store) }
    return result
  }

  /// Ends what an earlier program, which is gone, left going on.
  func closeWhatIsOpen() throws {
    let (store, locks) = try ledger()
    for row in try store.probeRuns() where row.isOpen && !locks.isHeld(row.id) {
      guard let shelf = try? self.shelf.with(row.recipe) else {
        Terminal.warn("run \(row.id) of \(row.recipe) may go on costing; its recipe is gone")
        continue
      }
      Terminal.note(
        "mediacost: run \(row.id) of \(row.recipe) was left going on; it is being ended")
      guard let recipe = shelf.recipes.first else { continue }
      try locks.hold(row.id)
      let book = LedgerBook(
        store, locks, recipe, catalogue: shelf.catalogue, budget, asksAgain: true, run: row.id)
      var run = try makeRun(try shelf.prepared(recipe), book)
      let facts = run.close(words: row.words)
      trails.append((recipe.id, run.cleanTrail))
      if !facts.isEmpty {
        throw failure(
          "run \(row.id) of \(row.recipe) could not be ended and may go on costing; end it at the provider",
          .unavailable)
      }
    }
  }
}
