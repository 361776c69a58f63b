import PricingRules

/// Where the fields of one call stand: a tree of keys that is walked together with the body.
struct FieldMap: Sendable {
  private var branches: [Branch] = [Branch()]

  private struct Branch: Sendable {
    var keys: [(key: [UInt8], branch: Int)] = []
    var any: Int?
    /// The fields that stand here, by number.
    var fields: [Int] = []
    /// Whether all that stands here or below is understood.
    var isFree = false
    /// Whether what stands here is understood, such as the model's name.
    var isKnown = false
    var isLeaf: Bool { keys.isEmpty && any == nil }
  }

  /// The map of a call; the fields are numbered as the call lists them.
  init(_ call: NativeCall) {
    for (number, field) in call.fields.enumerated() {
      branches[branch(at: field.pointer)].fields.append(number)
    }
    for pointer in call.free { branches[branch(at: pointer)].isFree = true }
    for pointer in [call.modelAt].compactMap(\.self) + call.conditions.map(\.pointer) {
      branches[branch(at: pointer)].isKnown = true
    }
  }

  private mutating func branch(at pointer: BodyPointer) -> Int {
    var place = 0
    for step in pointer.steps {
      let known: Int?
      switch step {
      case .any: known = branches[place].any
      case .key(let key):
        known = branches[place].keys.first { $0.key.elementsEqual(key.utf8) }?.branch
      }
      if let known {
        place = known
        continue
      }
      branches.append(Branch())
      let new = branches.count - 1
      switch step {
      case .any: branches[place].any = new
      case .key(let key): branches[place].keys.append((Array(key.utf8), new))
      }
      place = new
    }
    return place
  }

  /// What was found in a body.
  struct Findings {
    /// For each field, the places of the values that stand there.
    var places: [[Int]]
    /// The places of values that no field is about, with the way to each.
    var unread: [BodyPointer] = []
  }

  /// Walks over a body.
  func findings(in tree: BodyTree, fields count: Int) -> Findings {
    var findings = Findings(places: [[Int]](repeating: [], count: count))
    walk(tree, 0, [0], [], &findings)
    return findings
  }

  private func walk(
    _ tree: BodyTree, _ place: Int, _ here: [Int], _ path: [BodyPointer.Step],
    _ findings: inout Findings
  ) {
    let node = tree.nodes[place]
    // What is null is not there.
    guard node.kind != .null else { return }
    var isUnderstood = false
    for branch in here {
      if branches[branch].isFree { isUnderstood = true }
      if branches[branch].isKnown, node.kind != .object, node.kind != .list { isUnderstood = true }
    }
    let isInside = node.kind == .object || node.kind == .list
    let leads = isInside && here.contains { !branches[$0].isLeaf }
    for branch in here where !branches[branch].fields.isEmpty {
      // An object that fields inside are about is none of the value's own.
      if node.kind == .object, leads { continue }
      for field in branches[branch].fields { findings.places[field].append(place) }
      isUnderstood = true
    }
    if here.contains(where: { branches[$0].isFree }) { return }
    guard leads else {
      let isKnown = here.contains { branches[$0].isKnown }
      if !isUnderstood, !isKnown { findings.unread.append(BodyPointer(path)) }
      return
    }
    // Inside a list that is a field itself, what nothing names belongs to the field.
    let isCounted = isUnderstood
    var index = 0
    for child in tree.children(of: place) {
      var below: [Int] = []
      for branch in here {
        if let any = branches[branch].any { below.append(any) }
        for entry in branches[branch].keys {
          let isHere =
            node.kind == .object
            ? tree.hasKey(child, entry.key) : String(index).utf8.elementsEqual(entry.key)
          if isHere { below.append(entry.branch) }
        }
      }
      if !below.isEmpty || !isCounted {
        let key = node.kind == .object ? tree.key(child) : String(index)
        if below.isEmpty {
          if tree.nodes[child].kind != .null {
            findings.unread.append(BodyPointer(path + [.key(key)]))
          }
        } else {
          walk(tree, child, below, path + [.key(key)], &findings)
        }
      }
      index += 1
    }
  }
}
