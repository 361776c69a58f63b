import BodyPricing
import LiveProbe
import PricingRules

extension DataReader {
  /// What must hold of a recipe so that nothing is paid twice, left open, or sent where it should not go.
  func check(_ recipe: ProbeRecipe, _ map: DataMap) {
    guard let place = map["steps"] else { return }
    let paid = recipe.steps.count(where: \.isPaid)
    if paid != 1, !(paid == 0 && recipe.quoteStep != nil) {
      place.report("a recipe has exactly one step that is 'paid'; here are \(paid)")
    }
    let items = place.items()
    var known = Set(recipe.variables.map(\.name)).union(["run_id"])
    var names: Set<String> = []
    for (step, item) in zip(recipe.steps, items) {
      if !names.insert(step.name).inserted { item.report("step '\(step.name)' is written twice") }
      checkRole(of: step, item, recipe)
      for word in words(of: step, recipe) where !known.contains(word) {
        item.report(
          "nothing says what '{\(word)}' is before step '\(step.name)'"
            + suggestion(for: word, among: known.sorted()))
      }
      // What asks for a quote is no part of a run.
      if step.role != .quote { known.formUnion(step.saves.map(\.name)) }
    }
    checkSecrets(of: recipe, map)
    if let paid = recipe.paidStep?.request {
      for (step, item) in zip(recipe.steps, items)
      where !step.isPaid
        && step.request.map({ $0.method == paid.method && $0.address == paid.address }) == true
      {
        item.report("step '\(step.name)' goes where the one that is paid does; it would cost too")
      }
    }
    if recipe.offer != nil, recipe.bodyStep == nil {
      place.report("no step sends the body of the offer; write 'send: body' or 'send: form'")
    }
    if recipe.offer == nil, let request = map["request"] {
      request.report("'request' is of an offer; a recipe without one has its whole body in 'words'")
    }
    let saved = Set(recipe.steps.flatMap { $0.saves.map(\.name) })
    for word in recipe.secretWords.sorted() where !saved.contains(word) {
      map["secret_words"]?.report("no step saves '\(word)'")
    }
    if let unit = recipe.unit, !saved.contains("balance"), !saved.contains("cost"),
      !saved.contains("price")
    {
      map["unit"]?.report("nothing that is saved is counted in \(unit.name)")
    }
  }

  /// Secrets stand in one place, and go to known hosts alone.
  private func checkSecrets(of recipe: ProbeRecipe, _ map: DataMap) {
    for variable in recipe.variables {
      let words = variable.environment.split(separator: "_")
      if variable.environment == recipe.auth.secretName
        || words.contains(where: { ["KEY", "SECRET", "TOKEN", "PASSWORD", "PASS"].contains($0) })
      {
        map["variables"]?.report(
          "'\(variable.environment)' sounds like a secret; secrets stand in 'auth' alone, and in no word"
        )
      }
    }
    let own = [
      "content-length", "host", "transfer-encoding", "connection", "expect", "authorization",
    ]
    for header in recipe.headers + recipe.steps.flatMap({ $0.request?.headers ?? [] })
    where own.contains(header.name.lowercased()) {
      map["headers"]?.report("the header '\(header.name)' is not a recipe's to set")
      if map["headers"] == nil {
        map["steps"]?.report("the header '\(header.name)' is not a recipe's to set")
      }
    }
    let host = recipe.base.dropFirst(8)
    for step in recipe.steps {
      guard let address = step.request?.address, address.hasPrefix("https://") else { continue }
      let place = address.dropFirst(8).prefix { $0 != "/" && $0 != "?" }
      guard place != host, !recipe.followHosts.contains(String(place)) else { continue }
      map["steps"]?.report(
        "step '\(step.name)' sends the key to '\(place)'; list that host in 'follow_hosts', if it may have it"
      )
    }
  }

  private func checkRole(of step: ProbeStep, _ item: DataReader, _ recipe: ProbeRecipe) {
    if step.isPaid, step.role != .submit {
      item.report("step '\(step.name)' is paid; its role is 'submit'")
    }
    if step.role == .submit, !step.isPaid {
      item.report("step '\(step.name)' asks for the work; it is 'paid'")
    }
    if step.role == .poll, step.states == nil {
      item.report(
        "step '\(step.name)' looks at the state of the work; say by 'state' what it can be")
    }
    let wanted: String? =
      switch step.role {
      case .balanceBefore, .balanceAfter: "balance"
      case .quote: "price"
      default: nil
      }
    if let wanted, !step.saves.contains(where: { $0.name == wanted }) {
      item.report("step '\(step.name)' saves '\(wanted)'")
    }
    if step.isPaid, step.request?.method == "GET" {
      item.report("step '\(step.name)' is paid; what is fetched with GET may be sent again")
    }
  }

  /// The words in braces that a step needs.
  private func words(of step: ProbeStep, _ recipe: ProbeRecipe) -> [String] {
    guard let request = step.request else { return [] }
    var texts = [recipe.base, request.address] + (recipe.headers + request.headers).map(\.value)
    if let auth = step.auth { texts.append(auth.value) }
    var values: [BodyDraft.Value] = []
    switch request.payload {
    case .none: break
    case .json(let own): values = own.map(\.value)
    case .body, .form: values = recipe.words.map(\.value)
    }
    texts += values.compactMap { if case .text(let text) = $0 { text } else { nil } }
    return texts.flatMap(ProbeWords.names)
  }
}
