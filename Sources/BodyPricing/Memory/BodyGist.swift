import PricingRules

/// What of a body its answer depends on, whichever of some calls it means: all of its text, but for what is only measured,
/// such as a prompt, and for what moves no price.
struct BodyGist: Sendable {
  /// The texts that are left out, of members of the body itself and further down.
  private let (members, inner): ([Member], [Inner])
  /// The keys of the members, one after the other.
  private let keys: [UInt8]

  private struct Member: Sendable {
    let key: Range<Int>
    /// Whether some call counts how long the text is.
    let isMeasured: Bool
  }

  private struct Inner: Sendable {
    let steps: BodySteps
    let isMeasured: Bool
  }

  /// Longer ones are not worth being kept.
  private static let mostBytes = 600
  /// Stand for a text that was left out, and before what is known of it; neither is a byte of UTF-8.
  private static let (gap, mark): (UInt8, UInt8) = (0xFE, 0xFF)

  init(_ calls: [BoundCall]) {
    var pointers = calls.flatMap { bound in
      bound.call.free + bound.call.fields.filter(\.isMeasured).map(\.pointer)
    }.uniqued()
    // A model is looked for there by whoever names none.
    pointers.removeAll { $0 == BodyPointer([.key("model")]) }
    var (members, inner, keys): ([Member], [Inner], [UInt8]) = ([], [], [])
    for pointer in pointers {
      let uses = calls.map { $0.call.use(of: pointer) }
      guard !uses.contains(.read) else { continue }
      let isMeasured = uses.contains(.measured)
      if pointer.steps.count == 1, case .key(let key) = pointer.steps[0] {
        let start = keys.count
        keys += key.utf8
        members.append(Member(key: start..<keys.count, isMeasured: isMeasured))
      } else {
        inner.append(Inner(steps: BodySteps(pointer), isMeasured: isMeasured))
      }
    }
    (self.members, self.inner, self.keys) = (members, inner, keys)
  }

  /// What bodies with the same answer share; nil where that is not known, or too long.
  func key(of tree: BodyTree, explaining: Bool) -> [UInt8]? {
    var texts: [(start: Int, end: Int)] = []
    var measures: [UInt8] = []
    func leaveOut(_ place: Int) -> Bool {
      let node = tree.nodes[place]
      guard node.kind == .string else { return false }
      texts.append((Int(node.start), Int(node.end)))
      return true
    }
    func add(_ measure: TextMeasure) {
      measures.append(Self.mark)
      for number in [measure.bytes, measure.others, measure.otherBytes] {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: number)) { measures.append(contentsOf: $0) }
      }
    }
    let end = tree.nodes[0].kind == .object ? Int(tree.nodes[0].next) : 0
    var child = 1
    while child < end {
      let node = tree.nodes[child]
      // A key with escapes stays in the text, with its value.
      if !node.isKeyEscaped, let member = member(Int(node.keyStart)..<Int(node.keyEnd), tree.bytes),
        leaveOut(child), member.isMeasured
      {
        var measure = TextMeasure()
        measure.add(child, of: tree)
        add(measure)
      }
      child = Int(node.next)
    }
    for cut in inner {
      var measure = TextMeasure()
      var isFound = false
      tree.forEachPlace(at: cut.steps) { place in
        guard leaveOut(place) else { return }
        isFound = true
        if cut.isMeasured { measure.add(place, of: tree) }
      }
      if isFound, cut.isMeasured { add(measure) }
    }
    if texts.count > 1 { texts.sort { $0.start < $1.start } }
    let cutBytes = texts.reduce(0) { $0 + $1.end - $1.start }
    guard tree.bytes.count - cutBytes <= Self.mostBytes else { return nil }
    var key: [UInt8] = []
    key.reserveCapacity(tree.bytes.count - cutBytes + texts.count + measures.count + 1)
    key.append(explaining ? 1 : 0)
    var place = 0
    for text in texts {
      key.append(contentsOf: tree.bytes[place..<text.start])
      key.append(Self.gap)
      place = text.end
    }
    key.append(contentsOf: tree.bytes[place...])
    key.append(contentsOf: measures)
    return key
  }

  /// The text that is left out under a key.
  private func member(_ key: Range<Int>, _ bytes: [UInt8]) -> Member? {
    for member in members where member.key.count == key.count {
      var (own, other) = (member.key.lowerBound, key.lowerBound)
      while own < member.key.upperBound, keys[own] == bytes[other] {
        own += 1
        other += 1
      }
      if own == member.key.upperBound { return member }
    }
    return nil
  }
}

extension NativeField {
  /// Whether only the length of its texts counts.
  fileprivate var isMeasured: Bool {
    if case .tokens = reading.form { true } else { false }
  }
}

extension NativeCall {
  /// What a call makes of the text at a pointer.
  fileprivate enum Use { case none, measured, read }

  fileprivate func use(of pointer: BodyPointer) -> Use {
    let own = fields.filter { $0.pointer.meets(pointer) }
    let rest =
      [modelAt].compactMap(\.self) + conditions.map(\.pointer)
      + free.filter { $0 != pointer }
    guard !rest.contains(where: { $0.meets(pointer) }) else { return .read }
    if own.isEmpty { return .none }
    return own.count == 1 && own[0].pointer == pointer && own[0].isMeasured
      && !free.contains(pointer) ? .measured : .read
  }
}

extension BodyPointer {
  /// Whether one of the two can lead to where the other does, or further down.
  fileprivate func meets(_ other: BodyPointer) -> Bool {
    zip(steps, other.steps).allSatisfy { $0 == .any || $1 == .any || $0 == $1 }
  }
}
