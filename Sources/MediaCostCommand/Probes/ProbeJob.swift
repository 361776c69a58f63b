import BillingTypes
import BodyPricing
import CostStore
import Foundation
import LiveProbe
import PricingRules
import RateCatalogue
import ReportGenerator

/// Runs recipes, one after the other, with the ledger of the store.
final class ProbeJob {
  let shelf: ProbeShelf
  let store: CostStore?
  let standIn: ProbeChild.StandInHost?
  let environment: [String: String]
  var locks: ProbeLocks?
  var trails: [(recipe: ProbeID, records: [ProbeRecord])] = []
  /// Whether what was answered is asked again.
  var asksAgain = false
  /// What the command may spend.
  var budget = ProbeBudget(most: .zero)
  /// Why not everything was run.
  private(set) var stop: ProbeStop?

  init(
    _ shelf: ProbeShelf, _ store: CostStore?, standIn: ProbeChild.StandInHost?,
    environment: [String: String]
  ) {
    self.shelf = shelf
    self.store = store
    self.standIn = standIn
    self.environment = environment
  }

  /// The store; real calls need one.
  func ledger() throws -> (store: CostStore, locks: ProbeLocks) {
    guard let store else {
      throw failure("--db: real calls need a ledger; ':memory:' keeps none", .usage)
    }
    let locks = try self.locks ?? ProbeLocks(beside: store.place)
    self.locks = locks
    return (store, locks)
  }

  /// Runs the recipes until one is unclear, or the ledger forbids the next.
  ///
  /// - Parameter dayCap: The cap of every day from now on; nil to leave it.
  /// - Throws: A failure with its status where nothing can be run.
  /// - Returns: What was found; ``stop`` says why not everything was run.
  func run(dayCap: String?) throws -> [ProbeResult] {
    // What cannot be run is known before anything is written.
    if store == nil { _ = try ledger() }
    for recipe in shelf.recipes {
      try check(recipe)
      _ = try surroundings(recipe)
    }
    let (store, locks) = try ledger()
    if let dayCap { try store.setProbeCap(dayCap, at: Surroundings.nowUTC) }
    try closeWhatIsOpen()
    var results: [ProbeResult] = []
    for recipe in shelf.recipes {
      let probe = try shelf.prepared(recipe)
      let book = LedgerBook(
        store, locks, recipe, catalogue: shelf.catalogue, budget, asksAgain: asksAgain)
      var run = try makeRun(probe, book)
      var result: ProbeResult
      do throws(ProbeStop) {
        result = try run.result()
      } catch {
        stop = error
        // What is answered is left out; the others may still be asked.
        if error.code == .answered { continue }
        break
      }
      trails.append((recipe.id, run.cleanTrail))
      result.run = book.run
      if book.run != nil { try observe(result, run.cleanTrail, store) }
      results.append(result)
      if result.outcome == .unclear { break }
    }
    return results
  }

  private func check(_ recipe: ProbeRecipe) throws {
    if let why = recipe.disabled {
      throw failure("\(recipe.id) is disabled: \(why)", .usage)
    }
    guard recipe.paidStep != nil else {
      throw failure(
        "\(recipe.id) only quotes; run 'mediacost probe quote \(recipe.id) --live'", .usage)
    }
  }

  private func surroundings(_ recipe: ProbeRecipe) throws -> ProbeSurroundings {
    do {
      return try ProbeSurroundings(environment, for: recipe)
    } catch {
      throw failure("\(recipe.id): \(error)", .usage)
    }
  }

  func makeRun(_ probe: PreparedProbe, _ ledger: any ProbeLedger) throws -> ProbeRun {
    ProbeRun(
      probe, try surroundings(probe.recipe), run: UUID().uuidString.lowercased(),
      transport: try ProbeChild(standIn: standIn), clock: SystemClock(isQuick: standIn != nil),
      ledger: ledger)
  }

  /// Asks for a quote.
  func quote(_ recipe: ProbeRecipe) throws -> [ProbeQuote] {
    var run = try makeRun(try shelf.prepared(recipe), NoLedger())
    guard let quote = run.quote() else { return [] }
    if let store, quote.said != nil {
      let detail = JSONText.object([
        ("amount", .optional(quote.said?.decimalText)),
        ("currency", .optional(quote.said?.currency.code)),
        ("ours", .optional(quote.ours?.amount?.decimalText)),
        ("floor", .optional(quote.ours?.floor?.decimalText)),
        ("ceiling", .optional(quote.ours?.ceiling?.decimalText)),
      ])
      try store.addObservation(
        ObservationRow(
          run: nil, kind: "quote", recipe: recipe.id.rawValue, offer: recipe.offer?.rawValue,
          tier: Self.tier(of: recipe), at: Surroundings.nowUTC,
          day: shelf.pricer.asOf.description, source: quote.source,
          digest: TextDigest.sha256(String(decoding: quote.reply, as: UTF8.self)),
          outcome: "quoted", detail: detail.line))
    }
    return [quote]
  }

  /// Runs recipes from a recording.
  func replay(_ bytes: [UInt8]) throws -> [ProbeResult] {
    let records = try ProbeRecording.records(in: bytes)
    return try shelf.recipes.map { recipe in
      let own = records.filter { $0.recipe == recipe.id.rawValue }.map(\.record)
      guard !own.isEmpty else {
        throw failure("the recording has nothing of \(recipe.id)", .badData)
      }
      let masked: ProbeSurroundings
      do {
        masked = try ProbeSurroundings(environment, for: recipe, isMasked: true)
      } catch {
        throw failure("\(recipe.id): \(error)", .usage)
      }
      var run = ProbeRun(
        try shelf.prepared(recipe), masked, run: "replay", transport: ReplayTransport(own),
        clock: NoClock(), ledger: NoLedger())
      do throws(ProbeStop) { return try run.result() } catch {
        throw failure(error.description, .ourFault)
      }
    }
  }

  func observe(
    _ result: ProbeResult, _ trail: [ProbeRecord], _ store: CostStore
  ) throws {
    guard let recipe = shelf.recipes.first(where: { $0.id == result.recipe }) else { return }
    let text = ProbeRecording.text(of: trail, recipe: recipe.id)
    try store.addObservation(
      ObservationRow(
        run: result.run, kind: "run", recipe: recipe.id.rawValue, offer: recipe.offer?.rawValue,
        tier: Self.tier(of: recipe), at: Surroundings.nowUTC,
        day: shelf.pricer.asOf.description, source: recipe.base,
        digest: TextDigest.sha256(text), outcome: result.outcome.rawValue,
        detail: ProbeResultsDocument([result]).observation.line))
  }

  /// The request in words, by which observations are put together.
  static func tier(of recipe: ProbeRecipe) -> String {
    recipe.request.entries.map { "\($0.name)=\($0.text)" }.sorted().joined(separator: " ")
  }

  /// Writes what was asked and answered.
  func record(to path: String) throws {
    let text = trails.map { ProbeRecording.text(of: $0.records, recipe: $0.recipe) }.joined()
    try FileOutput.stream(to: path) { write in try write(Array(text.utf8)) }
  }

  /// Keeps what was made.
  func keep(_ results: [ProbeResult], in folder: String) throws {
    for result in results {
      guard let asset = result.asset, !result.assetBytes.isEmpty else { continue }
      let name = "\(result.recipe)-\(result.run.map { String($0) } ?? "replay").\(asset.format)"
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      let path = "\(folder)/\(name)"
      try FileOutput.stream(to: path) { write in try write(result.assetBytes) }
      Terminal.note("\(path): SHA-256 \(Self.digest(result.assetBytes))")
    }
  }

  private static func digest(_ bytes: [UInt8]) -> String { TextDigest.sha256(bytes) }
}

extension ProbeRunRow {
  /// The words that the ledger has, the latest first.
  var words: [String: String] {
    var words: [String: String] = [:]
    for event in events where ["sending", "job", "opened"].contains(event.kind) {
      guard let tree = try? BodyScanner.tree(Array(event.detail.utf8)) else { continue }
      for member in tree.children(of: 0) { words[tree.key(member)] = tree.text(member) }
    }
    return words
  }

  /// The run as a row of a list.
  var row: LedgerDocument.Row {
    LedgerDocument.Row(
      run: id, recipe: recipe, startedAt: startedAt, worstCase: worstCase, currency: currency,
      state: end?.kind ?? "unfinished", counted: counted, isOpen: isOpen)
  }
}
