import PricingRules

/// All calls of a catalogue, to find the one that a body means.
final class CallIndex: Sendable {
  /// Every call, by offer and then as its card lists them.
  let calls: [BoundCall]
  /// The names of APIs, sorted.
  let apis: [String]
  /// The calls of each name that `--api` may be: an API, or the provider of several.
  private let places: [String: [Int]]
  /// The calls of each model, by its id.
  private let byModel: [String: [Int]]

  init(_ catalogue: Catalogue) {
    calls = catalogue.offers.flatMap { offer in
      offer.native.calls.map { BoundCall(offer, $0) }
    }
    var places: [String: [Int]] = [:]
    var byModel: [String: [Int]] = [:]
    let apis = Set(calls.map(\.call.api))
    for (place, bound) in calls.enumerated() {
      places[bound.call.api, default: []].append(place)
      // The provider's name means all its APIs, unless one of them has it.
      let provider = bound.offer.provider
      if !apis.contains(provider) { places[provider, default: []].append(place) }
      for model in bound.call.models { byModel[model, default: []].append(place) }
    }
    self.places = places
    self.byModel = byModel
    self.apis = apis.sorted()
  }

  /// A call that a body may mean, with what its address says.
  private typealias Candidate = (place: Int, address: NativeAddress?, model: String?)

  /// Those of some calls that go where the caller says.
  private func candidates(_ places: [Int], _ target: BodyTarget) -> [Candidate] {
    guard let url = target.url else {
      let named = target.api == nil ? target.model.map { byModel[$0] ?? [] } : nil
      return (named ?? places).map { ($0, nil, nil) }
    }
    return places.compactMap { place in
      for address in calls[place].call.addresses {
        if let match = address.match(url) { return (place, address, match.model) }
      }
      return nil
    }
  }

  /// The calls that a body may mean that goes there, whatever it says; nil for an API that no offer has.
  func calls(for target: BodyTarget) -> [BoundCall]? {
    let ofAPI = target.api.flatMap { places[$0] }
    if target.api != nil, ofAPI == nil { return nil }
    return candidates(ofAPI ?? Array(calls.indices), target).map { calls[$0.place] }
  }

  /// Whether an API has one address only, so that nobody has to say where a body goes.
  private func isAlone(_ call: NativeCall) -> Bool {
    Set((places[call.api] ?? []).flatMap { calls[$0].call.addresses.map(\.template) }).count == 1
  }

  /// The model that a body names though none of some calls looks for one.
  private func strayModel(in tree: BodyTree, _ candidates: [Candidate]) -> String? {
    guard candidates.allSatisfy({ calls[$0.place].call.modelAt == nil }),
      let place = tree.member("model")
    else { return nil }
    return String(tree.text(place).prefix(80))
  }

  /// The call that a body means, or why there is none.
  enum Result {
    case found(BoundCall, NativeAddress?)
    case unknown(BodyFact)
  }

  /// Finds the call of a body.
  ///
  /// - Parameters:
  ///   - tree: The body.
  ///   - target: What the caller says of where it goes.
  /// - Throws: ``BodyError/unknownAPI(_:nearest:known:)``.
  /// - Returns: The call, or why there is none.
  func call(of tree: BodyTree, _ target: BodyTarget) throws(BodyError) -> Result {
    let ofAPI = target.api.flatMap { places[$0] }
    if let api = target.api, ofAPI == nil {
      throw .unknownAPI(api, nearest: nearest(to: api, among: apis), known: apis)
    }
    let candidates = self.candidates(ofAPI ?? Array(calls.indices), target)
    if let url = target.url, candidates.isEmpty {
      return .unknown(.unknownAddress(url, api: target.api))
    }
    var asked: String? = target.model
    var named: [Candidate] = []
    var silent: [Candidate] = []
    /// The model at the pointer that was looked at last: most calls of an API name it at the same.
    var last: (pointer: BodyPointer?, model: String?) = (nil, nil)
    for candidate in candidates {
      let bound = calls[candidate.place]
      if last.pointer != bound.call.modelAt || last.pointer == nil {
        last = (bound.call.modelAt, bound.model(in: tree))
      }
      // Whoever names a model, all must name one of this call.
      let models = [target.model, candidate.model, last.model].compactMap(\.self)
      if asked == nil { asked = models.first }
      if models.isEmpty {
        let isAlone = target.url != nil || isAlone(bound.call)
        if isAlone, bound.call.models.isEmpty || bound.call.isModelDefault {
          silent.append(candidate)
        }
      } else if models.allSatisfy(bound.call.models.contains) {
        named.append(candidate)
      } else if asked.map(bound.call.models.contains) == true {
        asked = models.first { !bound.call.models.contains($0) }
      }
    }
    if named.isEmpty, let model = asked ?? (silent.isEmpty ? nil : strayModel(in: tree, silent)) {
      let models = candidates.flatMap { calls[$0.place].call.models }.uniqued().sorted()
      return .unknown(
        .unknownModel(model, api: target.api, nearest: nearest(to: model, among: models)))
    }
    // Who names a model does not mean what is called without one, unless that is all there is.
    let meant = named.isEmpty && (target.api != nil || target.url != nil) ? silent : named
    guard !meant.isEmpty else {
      let models = candidates.flatMap { calls[$0.place].call.models }.uniqued().sorted()
      return .unknown(
        .unknownModel(
          nil, api: target.api, nearest: models))
    }
    let possible = meant.filter { calls[$0.place].isMeant(by: tree) }
    guard let first = possible.first else {
      // Those that lack least are nearest to what was meant.
      let unmet = meant.map { calls[$0.place].unmet(by: tree) }
      let fewest = unmet.map(\.count).min() ?? 0
      return .unknown(
        .conditionsNotMet(
          meant.map { calls[$0.place].offer.id }.uniqued(),
          unmet: unmet.filter { $0.count == fewest }.flatMap(\.self).uniqued()))
    }
    guard possible.count > 1 else { return .found(calls[first.place], first.address) }
    // Two APIs may call a model the same; only one of them has all the fields of the body.
    let fitting = possible.filter { calls[$0.place].hasAll(of: tree) }
    guard fitting.count == 1, let only = fitting.first else {
      let left = fitting.isEmpty ? possible : fitting
      return .unknown(.ambiguous(left.map { calls[$0.place].offer.id }.uniqued()))
    }
    return .found(calls[only.place], only.address)
  }
}
