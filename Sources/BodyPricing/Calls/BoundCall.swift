import PricingRules

/// One way to call one offer, prepared to read bodies.
final class BoundCall: Sendable {
  let offer: Offer
  let call: NativeCall
  let map: FieldMap
  /// By field: what its default means; nil for a field without one.
  let defaults: [NativeReading.Meaning?]
  /// By field: whether another field of the same parameters has the default, or must be there.
  let isSaidElsewhere: [Bool]
  /// By field: what is said where it is left out.
  let leftOut: [BodyFact]
  /// By parameter that the body has no word for: what holds.
  let unsaid: [(name: String, isOpen: Bool)]
  private let modelAt: BodySteps?
  private let conditions: [(steps: BodySteps, rule: NativeCondition.Rule)]

  init(_ offer: Offer, _ call: NativeCall) {
    self.offer = offer
    self.call = call
    map = FieldMap(call)
    defaults = call.fields.map { field in
      field.fallback.map { word in
        field.reading.words[word] ?? field.reading.states(of: word, for: offer)
          ?? Int(word).flatMap { field.reading.states(ofCount: $0, for: offer) } ?? [:]
      }
    }
    isSaidElsewhere = call.fields.map { field in
      call.fields.contains { other in
        other.pointer != field.pointer && (other.fallback != nil || other.isRequired)
          && !Set(other.reading.sets).isDisjoint(with: field.reading.sets)
      }
    }
    leftOut = call.fields.map { field in
      .leftOut(
        at: field.pointer, word: field.fallback ?? "", parameters: field.reading.sets)
    }
    unsaid = call.unsaid.sorted { $0.key < $1.key }.map { ($0.key, $0.value == .open) }
    let isSnake = call.readsSnakeCase
    modelAt = call.modelAt.map { BodySteps($0, meansSnakeCase: isSnake) }
    conditions = call.conditions.map { (BodySteps($0.pointer, meansSnakeCase: isSnake), $0.rule) }
  }

  /// The parameters that may be said beside a body: those that it has no word for.
  ///
  /// How a request ends, and what is metered then, nobody knows before it is sent.
  var besideNames: [String] {
    offer.allParameters.map(\.name).filter(takesBeside)
  }

  /// Whether a parameter may be said beside a body.
  func takesBeside(_ name: String) -> Bool {
    guard name != Outcome.parameterName, offer.parameter(name) != nil, call.fixed[name] == nil
    else { return false }
    return !call.fields.contains { $0.reading.sets.contains(name) }
  }

  /// The model that a body names; nil where it names none.
  func model(in tree: BodyTree) -> String? {
    guard let modelAt, let place = tree.places(at: modelAt).first else { return nil }
    // What is no text names no model that there is.
    return tree.nodes[place].kind == .string
      ? tree.text(place) : String(decoding: tree.raw(place).prefix(80), as: UTF8.self)
  }

  /// Whether a body says what it must to mean this offer.
  func isMeant(by tree: BodyTree) -> Bool {
    conditions.allSatisfy { steps, rule in holds(rule, steps, in: tree) }
  }

  /// What a body would have to say to mean this offer, and does not.
  func unmet(by tree: BodyTree) -> [NativeCondition] {
    zip(call.conditions, conditions).filter { !holds($1.rule, $1.steps, in: tree) }.map(\.0)
  }

  private func holds(
    _ rule: NativeCondition.Rule, _ steps: BodySteps, in tree: BodyTree
  ) -> Bool {
    let places = tree.places(at: steps)
    switch rule {
    // An empty list counts as none, as it does where things are counted.
    case .given(let given): return places.contains { !tree.isEmptyList($0) } == given
    case .oneOf(let words, let usual):
      guard let place = places.first else { return usual.map(words.contains) ?? false }
      return words.contains(tree.text(place))
    }
  }

  /// Whether a body has every field that is needed, and none that this call does not know.
  func hasAll(of tree: BodyTree) -> Bool {
    let findings = map.findings(in: tree, fields: call.fields.count)
    return findings.unread.isEmpty
      && zip(call.fields, findings.places).allSatisfy { !$0.isRequired || !$1.isEmpty }
  }
}
