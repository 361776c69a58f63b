import BillingTypes
import BodyPricing
import CostStore
import Foundation
import LiveProbe
import PricingRules
import RateCatalogue
import ReportGenerator
import WorkloadSimulator

/// What probes would call, and what that would tell.
struct ProbePlanning {
  private let shelf: ProbeShelf
  private let runs: [ProbeRunRow]

  init(_ shelf: ProbeShelf, _ runs: [ProbeRunRow]) {
    self.shelf = shelf
    self.runs = runs
  }

  /// The plan.
  ///
  /// - Parameters:
  ///   - path: The file of a scenario whose offers count; nil for all recipes.
  ///   - options: Which cards, of which day.
  ///   - expires: Until when it may be run.
  /// - Throws: What a scenario or a recipe that is wrong throws.
  /// - Returns: The plan.
  func document(
    scenario path: String?, _ options: CatalogueOptions, expires: String
  ) throws -> ProbePlanDocument {
    let open = try path.map { try self.open(in: $0, options) }
    let items = try shelf.recipes.compactMap { recipe -> ProbePlanDocument.Item? in
      if let open, recipe.offer.map({ open.byOffer[$0] == nil }) ?? true { return nil }
      return ProbePlanDocument.Item(
        probe: try shelf.prepared(recipe), answeredBy: answer(to: recipe),
        openIn: open.flatMap { open in recipe.offer.flatMap { open.byOffer[$0] ?? nil } })
    }
    return ProbePlanDocument(
      items: items, digest: shelf.digest(of: items.map(\.recipe)), expires: expires,
      scenario: open?.name)
  }

  /// The run that answered what a recipe asks.
  private func answer(to recipe: ProbeRecipe) -> Int64? {
    guard !recipe.questions.isEmpty else { return nil }
    return runs.last {
      $0.recipeDigest == recipe.digest && $0.catalogue == shelf.catalogue
        && $0.end?.kind == "settled"
    }?.id
  }

  /// How far the total of a scenario is open by each of its offers; nil where nothing proves a most.
  private func open(
    in path: String, _ options: CatalogueOptions
  ) throws -> (name: String, byOffer: [OfferID: Money?]) {
    let file = try DataFile(path: path)
    let catalogue = try options.files().catalogue(bindingsOf: [])
    let scenario = try file.scenario(catalogue.assumptions, vocabulary: catalogue.vocabulary)
    let forecast = try file.reportingProblems {
      try Forecaster(
        catalogue: catalogue, asOf: options.asOf ?? scenario.asOf ?? options.day,
        knownAt: options.knownAt
      ).forecast(scenario, TrialOptions(trials: 0))
    }
    var open: [OfferID: Money?] = [:]
    for offer in Set(forecast.lines.compactMap(\.offer)) {
      let range = try? forecast.range { $0.offer == offer }
      open[offer] = range.flatMap { range in
        range.ceiling.flatMap { try? $0 - range.floor }
      }
    }
    return (scenario.name, open)
  }

  /// The recipes of a plan that was written as JSON.
  static func recipes(inPlan path: String) throws -> [String] {
    let tree = try self.tree(of: path)
    guard let list = tree.member("plan"), tree.nodes[list].kind == .list else {
      throw failure(
        "\(path): this is no plan; 'mediacost probe plan --format json' writes one", .badData)
    }
    let ready = tree.children(of: list).compactMap { item -> String? in
      let state = tree.member("state", of: item).map { tree.text($0) }
      guard state == "ready" || state == "free" else { return nil }
      return tree.member("recipe", of: item).map { tree.text($0) }
    }
    // No name would mean every recipe.
    guard !ready.isEmpty else {
      throw failure("\(path): nothing of the plan is left to run", .usage)
    }
    return ready
  }

  /// Refuses a plan that is of other recipes or cards, or too old.
  static func check(_ path: String, _ shelf: ProbeShelf) throws {
    let tree = try self.tree(of: path)
    func text(_ key: String) -> String { tree.member(key).map { tree.text($0) } ?? "" }
    let isTime =
      text("expires").wholeMatch(of: /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/) != nil
    guard isTime, text("expires") > Surroundings.nowUTC else {
      throw failure(
        "\(path): the plan was good until \(text("expires").prefix(40)); make a new one", .usage)
    }
    let all = try shelf.withAll(
      tree.member("plan").map { list in
        tree.children(of: list).compactMap { tree.member("recipe", of: $0).map { tree.text($0) } }
      } ?? [])
    guard all.digest(of: all.recipes) == text("digest") else {
      throw failure(
        "\(path): recipes or cards have changed since the plan was made; make a new one", .usage)
    }
  }

  private static func tree(of path: String) throws -> BodyTree {
    try BodyScanner.tree(try BodyInput.file(path), within: .message)
  }
}

/// The requests that a run would send.
struct ProbeDryRun {
  private let probe: PreparedProbe
  private let run: ProbeRun

  init(_ probe: PreparedProbe, _ environment: [String: String]) throws {
    self.probe = probe
    let masked: ProbeSurroundings
    do {
      masked = try ProbeSurroundings(environment, for: probe.recipe, isMasked: true)
    } catch {
      throw failure("\(probe.recipe.id): \(error)", .usage)
    }
    run = ProbeRun(
      probe, masked, run: "{run_id}", transport: ReplayTransport([]), clock: NoClock(),
      ledger: NoLedger())
  }

  /// Each request as it would be sent, what only a reply tells in braces.
  var text: String {
    var text = "\(probe.recipe.id): \(probe.recipe.title), at most \(probe.worstCase)\n"
    if let why = probe.recipe.disabled { text += "disabled: \(why)\n" }
    for (step, message) in run.dryRequests {
      text += "\n# \(step.name)\(words(step))\n"
      text += "\(message.method) \(message.url)\n"
      for header in message.headers { text += "\(header.name): \(header.value)\n" }
      guard !message.body.isEmpty else { continue }
      let body = String(validating: message.body, as: UTF8.self)
      text += "\n" + (body.map { Self.abridged($0) } ?? "[\(message.body.count) bytes]") + "\n"
    }
    return text + "\n"
  }

  /// What a reader should know of a step.
  private func words(_ step: ProbeStep) -> String {
    guard step.isPaid else { return "" }
    return probe.worstCase.picounits > 0 ? ", which costs; it is sent once" : "; it is sent once"
  }

  /// A body without the letters of a picture.
  private static func abridged(_ text: String) -> String {
    text.count <= 4_000 ? text : "\(text.prefix(4_000))… [\(text.utf8.count) bytes]"
  }
}
