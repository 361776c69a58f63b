import BillingTypes
import PricingRules

/// What a body says of the parameters of an offer, in the words of one call.
struct BodyReading {
  /// What is known of each parameter.
  private(set) var states: [String: InputState] = [:]
  /// Likely values of parameters that are only estimated.
  var likely: [String: FormulaValue] = [:]
  /// What a reader should know of it.
  var facts: [BodyFact] = []
  /// Who decided each value.
  private(set) var origins: [String: BodyOrigin] = [:]
  /// Whether something may be more than the card knows of, so that nothing proves a most.
  var isUnbounded = false
  /// Where something stands that no field is about.
  let unread: [BodyPointer]

  let bound: BoundCall
  let tree: BodyTree
  private let keepsOrigins: Bool
  /// By what is counted: how many there are at all places together, and the first of the places.
  private var counted: [[String]: (field: BodyPointer, count: Int)] = [:]

  /// Reads a body.
  ///
  /// - Parameters:
  ///   - tree: The body.
  ///   - bound: The call that it is for.
  ///   - address: Where it is sent; nil where that is not known.
  ///   - keepsOrigins: Whether it is wanted who decided each value.
  /// - Throws: ``BodyError`` for a body that the provider would refuse.
  init(
    _ tree: BodyTree, _ bound: BoundCall, address: NativeAddress?, keepsOrigins: Bool
  ) throws(BodyError) {
    self.tree = tree
    self.keepsOrigins = keepsOrigins
    self.bound = bound
    let call = bound.call
    let findings = bound.map.findings(in: tree, fields: call.fields.count)
    unread = findings.unread
    for (name, value) in call.fixed { set(name, .given(value), .fixed) }
    for (field, places) in zip(call.fields, findings.places) where !places.isEmpty {
      guard case .count = field.reading.form else { continue }
      let count = try count(field, places)
      counted[field.reading.sets, default: (field.pointer, 0)].count += count
    }
    for (field, places) in zip(call.fields, findings.places) where !places.isEmpty {
      try read(field, places)
    }
    try fillIn(call)
    if call.decidesByAddress { decide(address, among: call.addresses) }
    for (name, isOpen) in bound.unsaid where states[name] == nil {
      guard isOpen else {
        if keepsOrigins { origins[name] = .unsaid }
        continue
      }
      set(name, .notReported(within: nil), .open)
      facts.append(.notInBody(parameter: name))
    }
  }

  private mutating func set(_ name: String, _ state: InputState, _ origin: BodyOrigin) {
    states[name] = state
    guard keepsOrigins else { return }
    switch state {
    case .given, .byDefault: origins[name] = origin
    case .estimated: origins[name] = .estimated
    case .notReported: origins[name] = .open
    }
  }

  /// Reads one field that is there.
  private mutating func read(_ field: NativeField, _ places: [Int]) throws(BodyError) {
    let reading = field.reading
    let meaning: NativeReading.Meaning
    switch reading.form {
    case .count:
      // Pictures that stand at several places are counted together, when the first of them is read.
      guard let first = counted[reading.sets], first.field == field.pointer else { return }
      let count = first.count
      guard let found = reading.states(ofCount: count, for: bound.offer) else {
        throw illegal(field, "\(count)")
      }
      meaning = found
    case .sizes: meaning = sizes(field, places)
    case .tokens(let guess): meaning = try tokens(field, guess, places)
    case .value, .split:
      meaning = try values(field, places)
    }
    for (name, state) in meaning {
      if let other = states[name], other != state {
        let earlier = bound.call.fields.first { $0.reading.sets.contains(name) }
        throw .contradiction(
          pointer: field.pointer.description, other: earlier?.pointer.description ?? "the API",
          parameter: name)
      }
      set(name, state, .body)
    }
  }

  /// How many things stand at a field: texts and objects, one by one or in a list.
  private func count(_ field: NativeField, _ places: [Int]) throws(BodyError) -> Int {
    var count = 0
    for place in places {
      for thing in tree.nodes[place].kind == .list ? Array(tree.children(of: place)) : [place] {
        let node = tree.nodes[thing]
        let isThing =
          node.kind == .string && node.start < node.end
          || node.kind == .object && node.next > thing + 1
        guard isThing else {
          throw .illegal(
            pointer: field.pointer.description, found: String(tree.text(thing).prefix(60)),
            legal: "texts or objects, one or a list of them")
        }
        count += 1
      }
    }
    return count
  }

  /// What the words at a field say; several words leave open which of them counts.
  private mutating func values(
    _ field: NativeField, _ places: [Int]
  ) throws(BodyError) -> NativeReading.Meaning {
    let reading = field.reading
    var meaning: NativeReading.Meaning = [:]
    for place in places {
      let text = try word(field, place)
      guard let found = reading.states(of: text, for: bound.offer) else {
        throw illegal(field, text)
      }
      for (name, state) in found.sorted(by: { $0.key < $1.key }) {
        if let other = meaning[name], other != state {
          meaning[name] = other.or(state)
          facts.append(.several(at: field.pointer, parameter: name))
          continue
        }
        meaning[name] = state
        if case .notReported = state {
          facts.append(.open(at: field.pointer, word: text, parameter: name))
        }
        if reading.isLimit { facts.append(.limit(at: field.pointer, parameter: name)) }
      }
    }
    return meaning
  }

  /// The word or number that stands at a field.
  private func word(_ field: NativeField, _ place: Int) throws(BodyError) -> String {
    switch tree.nodes[place].kind {
    case .string, .truth:
      return tree.text(place)
    case .number:
      guard let text = BodyNumber.decimalText(tree.raw(place)) else {
        throw illegal(field, tree.text(place))
      }
      return text
    case .object: throw illegal(field, "{…}")
    case .list: throw illegal(field, "[…]")
    case .null: throw illegal(field, "null")
    }
  }

  private func illegal(_ field: NativeField, _ found: String) -> BodyError {
    .illegal(
      pointer: field.pointer.description,
      found: found.count > 60 ? "\(found.prefix(60))…" : found,
      legal: field.reading.legalWords(of: bound.offer))
  }

  /// What holds of parameters whose fields are all left out.
  private mutating func fillIn(_ call: NativeCall) throws(BodyError) {
    for (number, field) in call.fields.enumerated() {
      let names = field.reading.sets
      guard names.contains(where: { states[$0] == nil }) else { continue }
      // Single ones of a list are said where the list is.
      if case .sizes = field.reading.form,
        states.keys.contains(where: { name in
          ElementName(parsing: name).map { names.contains($0.base) } ?? false
        })
      {
        continue
      }
      if field.isRequired { throw .missing(pointer: field.pointer.description) }
      let open = names.filter { states[$0] == nil }
      // A default is of all that a field sets: where a part is said elsewhere, nobody knows of the rest.
      let isPart = open.count < names.count
      guard !isPart, let word = field.fallback, let meaning = bound.defaults[number] else {
        if !isPart, bound.isSaidElsewhere[number] { continue }
        for name in open {
          set(name, .notReported(within: nil), .open)
          facts.append(.leftOutOpen(at: field.pointer, parameter: name))
        }
        continue
      }
      for name in open {
        guard let state = meaning[name] else { continue }
        set(name, state, .providerDefault)
      }
      facts.append(
        open.count == names.count
          ? bound.leftOut[number] : .leftOut(at: field.pointer, word: word, parameters: open))
    }
  }

  /// What the address decides; any of what the call's addresses decide where it is not known.
  private mutating func decide(_ address: NativeAddress?, among all: [NativeAddress]) {
    if let address {
      for (name, value) in address.sets { set(name, .given(value), .address) }
      return
    }
    for name in Set(all.flatMap(\.sets.keys)).sorted() {
      let values = all.compactMap { $0.sets[name] }
      guard let first = values.first else { continue }
      guard values.contains(where: { $0 != first }) else {
        set(name, .given(first), .address)
        continue
      }
      set(name, .notReported(within: ValueRange(anyOf: values)), .open)
      facts.append(.addressUnknown(parameter: name))
    }
  }
}

extension InputState {
  /// What holds where one of both does.
  fileprivate func or(_ other: InputState) -> InputState {
    func values(_ state: InputState) -> [FormulaValue]? {
      switch state {
      case .given(let value): [value]
      case .estimated(let low, let high): [.number(low), .number(high)]
      case .byDefault, .notReported: nil
      }
    }
    guard let own = values(self), let others = values(other),
      let range = ValueRange(anyOf: own + others)
    else { return .notReported(within: nil) }
    return .notReported(within: range)
  }
}
