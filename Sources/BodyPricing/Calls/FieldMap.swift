import PricingRules

/// Where the fields of one call stand: a tree of keys that is walked together with the body.
struct FieldMap: Sendable {
  private var branches: [Branch] = [Branch()]
  /// Whether names are read in snake_case too.
  private let readsSnakeCase: Bool

  private struct Branch: Sendable {
    var keys: [(key: [UInt8], branch: Int)] = []
    var any: Int?
    /// The fields that stand here, by number.
    var fields: [Int] = []
    /// Whether all that stands here or below, and that no field is about, is understood.
    var isFree = false
    /// Whether what stands here is understood, such as the model's name.
    var isKnown = false
    var isLeaf: Bool { keys.isEmpty && any == nil }
  }

  /// The map of a call; the fields are numbered as the call lists them.
  init(_ call: NativeCall) {
    readsSnakeCase = call.readsSnakeCase
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

  /// The branches that a value stands at: one, as a rule.
  private struct Here {
    var first: Int
    var others: [Int] = []

    mutating func add(_ branch: Int) { others.append(branch) }
  }

  /// Walks over a body.
  func findings(in tree: BodyTree, fields count: Int) -> Findings {
    var findings = Findings(places: [[Int]](repeating: [], count: count))
    var path: [(place: Int, index: Int?)] = []
    walk(tree, 0, Here(first: 0), isQuiet: false, &path, &findings)
    return findings
  }

  private func walk(
    _ tree: BodyTree, _ place: Int, _ here: Here, isQuiet: Bool,
    _ path: inout [(place: Int, index: Int?)], _ findings: inout Findings
  ) {
    let kind = tree.nodes[place].kind
    // What is null is not there.
    guard kind != .null else { return }
    let isInside = kind == .object || kind == .list
    var (isFree, isKnown, leads, isField) = (false, false, false, false)
    func look(_ branch: Int) {
      isFree = isFree || branches[branch].isFree
      isKnown = isKnown || branches[branch].isKnown
      leads = leads || isInside && !branches[branch].isLeaf
    }
    look(here.first)
    for branch in here.others { look(branch) }
    // An object that fields inside are about is none of the value's own.
    if kind != .object || !leads {
      for field in branches[here.first].fields {
        findings.places[field].append(place)
        isField = true
      }
      for branch in here.others {
        for field in branches[branch].fields {
          findings.places[field].append(place)
          isField = true
        }
      }
    }
    let isQuiet = isQuiet || isFree
    if isQuiet, !leads { return }
    func leaveUnread() {
      if !isQuiet { findings.unread.append(Self.pointer(path, in: tree)) }
    }
    // What nothing names inside of counted things is not understood either.
    guard leads || isField && isInside else {
      if !isField, !isKnown { leaveUnread() }
      return
    }
    var index = 0
    for child in tree.children(of: place) {
      path.append((child, kind == .list ? index : nil))
      let isText = tree.nodes[child].kind == .string
      let below = below(here, tree, child, kind == .list ? index : nil)
      if isField, kind == .list, isText, !isAbout(below) {
        // A text is one of the things that the field counts.
      } else if let below {
        walk(tree, child, below, isQuiet: isQuiet, &path, &findings)
      } else if isField, kind == .list {
        // An element belongs to the field; what it has inside does not.
        for (place, inner) in tree.children(of: child).enumerated()
        where tree.nodes[child].kind == .object || tree.nodes[child].kind == .list {
          guard tree.nodes[inner].kind != .null else { continue }
          path.append((inner, tree.nodes[child].kind == .list ? place : nil))
          leaveUnread()
          path.removeLast()
        }
      } else if tree.nodes[child].kind != .null {
        leaveUnread()
      }
      path.removeLast()
      index += 1
    }
  }

  /// The branches of a member or an element; nil for none.
  private func below(_ here: Here, _ tree: BodyTree, _ child: Int, _ index: Int?) -> Here? {
    var found: Here?
    func add(_ branch: Int) {
      if found == nil { found = Here(first: branch) } else { found?.add(branch) }
    }
    func look(_ branch: Int) {
      if let any = branches[branch].any { add(any) }
      for entry in branches[branch].keys {
        let isHere =
          index.map { String($0).utf8.elementsEqual(entry.key) }
          ?? tree.hasKey(child, entry.key, orInSnakeCase: readsSnakeCase)
        if isHere { add(entry.branch) }
      }
    }
    look(here.first)
    for branch in here.others { look(branch) }
    return found
  }

  /// Whether some field is about what stands at branches.
  private func isAbout(_ here: Here?) -> Bool {
    guard let here else { return false }
    return ([here.first] + here.others).contains { !branches[$0].fields.isEmpty }
  }

  private static func pointer(
    _ path: [(place: Int, index: Int?)], in tree: BodyTree
  ) -> BodyPointer {
    BodyPointer(path.map { place, index in .key(index.map { String($0) } ?? tree.key(place)) })
  }
}
