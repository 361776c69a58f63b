import BillingTypes
import CostStore
import Foundation
import LiveProbe
import PricingRules
import RateCatalogue
import ReportGenerator

/// The ledger of one run, in the store: what it may cost is on disk before anything is sent.
final class LedgerBook: ProbeLedger {
  private let store: CostStore
  private let locks: ProbeLocks
  private let recipe: ProbeRecipe
  private let catalogue: String
  private let budget: ProbeBudget
  private let asksAgain: Bool
  /// The number of the run; nil before anything is counted.
  private(set) var run: Int64?

  /// Opens the ledger for a run, or for one that is there already.
  init(
    _ store: CostStore, _ locks: ProbeLocks, _ recipe: ProbeRecipe, catalogue: String,
    _ budget: ProbeBudget, asksAgain: Bool, run: Int64? = nil
  ) {
    self.store = store
    self.locks = locks
    self.recipe = recipe
    self.catalogue = catalogue
    self.budget = budget
    self.asksAgain = asksAgain
    self.run = run
  }

  func reserve(_ amount: ProbeReservation) throws(ProbeStop) {
    let now = Surroundings.nowUTC
    let row = ProbeRunRow(
      recipe: amount.recipe.rawValue, recipeDigest: recipe.digest, offer: recipe.offer?.rawValue,
      catalogue: catalogue, day: String(now.prefix(10)), startedAt: now,
      worstCase: amount.worstCase, currency: amount.currency)
    let begun: Result<Int64, ProbeStop>
    do {
      begun = try store.beginProbe(row, lock: { try locks.hold($0) }) { runs, cap in
        refusal(of: row, runs, cap)
      }
    } catch {
      throw ProbeStop(.ledger, "\(error)")
    }
    switch begun {
    case .success(let id):
      run = id
      budget.reserve(amount.worstCase)
    case .failure(let stop): throw stop
    }
  }

  func note(_ event: ProbeEvent) throws(ProbeStop) {
    // What ends before anything is counted costs nothing and needs no line.
    guard let run else { return }
    do {
      try store.addProbeEvent(Self.row(of: event), to: run)
    } catch {
      throw ProbeStop(.ledger, "\(error)")
    }
    switch event {
    case .released: budget.settle(.zero)
    case .settled(let amount, _): budget.settle(Self.amount(amount))
    default: break
    }
  }

  /// Why a run may not begin.
  private func refusal(
    of row: ProbeRunRow, _ runs: [ProbeRunRow], _ cap: String?
  ) -> ProbeStop? {
    guard row.currency == "USD" else {
      return ProbeStop(.cap, "caps are in USD, and \(row.recipe) costs \(row.currency)")
    }
    let own = runs.filter { $0.recipe == row.recipe }
    if let unclear = own.first(where: { isUnclear($0) }) {
      return ProbeStop(
        .unclear,
        "run \(unclear.id) of \(row.recipe) is unclear; settle it with 'mediacost probe reconcile \(unclear.id)'"
      )
    }
    if !asksAgain, !recipe.questions.isEmpty,
      let alive = own.first(where: { $0.end == nil && locks.isHeld($0.id) })
    {
      return ProbeStop(
        .unclear, "run \(alive.id) of \(row.recipe) is being made by another program")
    }
    if !asksAgain, !recipe.questions.isEmpty,
      let answer = own.last(where: {
        $0.recipeDigest == row.recipeDigest && $0.catalogue == row.catalogue
          && $0.end?.kind == "settled"
      })
    {
      return ProbeStop(
        .answered,
        "run \(answer.id) answered what \(row.recipe) asks; --again asks it once more, and pays once more"
      )
    }
    let worst = Self.amount(row.worstCase)
    let most = Self.amount(cap ?? ProbeBudget.usualDayCap)
    // What cannot be added up is not less than any cap.
    let counted = runs.filter { $0.day == row.day && $0.currency == "USD" }.map(Self.counted)
    var total: Rational? = .zero
    for own in counted { total = total.flatMap { try? $0 + own } }
    guard let spent = total, let sum = try? spent + worst else {
      return ProbeStop(.cap, "what is counted on \(row.day) cannot be added up")
    }
    guard sum <= most else {
      return ProbeStop(
        .cap,
        "\(row.recipe) may cost \(row.worstCase) USD, and \(DecimalText.print(spent)) of the \(DecimalText.print(most)) USD of \(row.day) is counted already; --max-per-day sets another cap"
      )
    }
    return budget.refusal(of: row.recipe, worst)
  }

  /// Whether nobody knows what a run cost: it says so, or the program that made it is gone.
  private func isUnclear(_ run: ProbeRunRow) -> Bool {
    run.end.map { $0.kind == "unclear" } ?? !locks.isHeld(run.id)
  }

  /// What a run counts with: its worst case where the book has no amount that can be one.
  private static func counted(_ run: ProbeRunRow) -> Rational {
    let worst = amount(run.worstCase)
    guard let own = try? DecimalText.parse(run.counted), !own.isNegative else { return worst }
    return own
  }

  static func amount(_ text: String) -> Rational { (try? DecimalText.parse(text)) ?? .zero }

  private static func row(of event: ProbeEvent) -> ProbeEventRow {
    let now = Surroundings.nowUTC
    func words(_ words: [String: String]) -> String {
      JSONText.object(words.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }).line
    }
    switch event {
    case .sending(let known): return .init(kind: "sending", at: now, detail: words(known))
    case .job(let id, let known):
      return .init(
        kind: "job", at: now, detail: words(known.merging(["job": id]) { first, _ in first }))
    case .opened(let known): return .init(kind: "opened", at: now, detail: words(known))
    case .closed: return .init(kind: "closed", at: now)
    case .settled(let amount, let how):
      return .init(
        kind: "settled", at: now, amount: amount, detail: words(["how": how.rawValue]))
    case .released(let fact):
      return .init(kind: "released", at: now, detail: words(["why": fact.code]))
    case .unclear(let fact):
      return .init(kind: "unclear", at: now, detail: words(["why": fact.code]))
    }
  }
}

/// What one command may spend, over all the recipes that it runs.
final class ProbeBudget {
  private let most: Rational
  private var counted: Rational = .zero
  private var last: Rational = .zero

  /// The cap of a day where nobody set one, in USD.
  static let usualDayCap = "5"

  init(most: Rational) { self.most = most }

  func refusal(of recipe: String, _ worst: Rational) -> ProbeStop? {
    guard let sum = try? counted + worst, sum <= most else {
      return ProbeStop(
        .cap,
        "\(recipe) may cost \(DecimalText.print(worst)) USD, and \(DecimalText.print(counted)) of the \(DecimalText.print(most)) USD of --max-spend is counted already"
      )
    }
    return nil
  }

  func reserve(_ amount: String) {
    last = LedgerBook.amount(amount)
    counted = (try? counted + last) ?? most
  }

  /// Counts what the last run really cost, which may be less than its worst case, or more.
  func settle(_ amount: Rational) {
    counted = (try? counted - last + amount) ?? most
    last = .zero
  }
}
