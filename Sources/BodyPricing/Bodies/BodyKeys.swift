/// The keys of one object, to find one that stands twice: a few are looked at one by one, many are kept in a set.
struct BodyKeys {
  /// The place of the first member.
  private let first: Int
  private var count = 0
  private var hasEscapes = false
  private var many: Set<ArraySlice<UInt8>> = []

  init(_ first: Int) { self.first = first }

  /// Adds a key; false for one that is there.
  mutating func insert(
    _ range: Range<Int>, isEscaped: Bool, _ bytes: [UInt8], _ nodes: [BodyTree.Node]
  ) -> Bool {
    count += 1
    if isEscaped { hasEscapes = true }
    guard count <= 16, !hasEscapes else {
      if many.isEmpty {
        forEach(nodes) { node in
          let key = bytes[Int(node.keyStart)..<Int(node.keyEnd)]
          many.insert(node.isKeyEscaped ? Array(BodyTree.unescaped(key).utf8)[...] : key)
        }
      }
      let key = bytes[range]
      return many.insert(isEscaped ? Array(BodyTree.unescaped(key).utf8)[...] : key).inserted
    }
    var isNew = true
    forEach(nodes) { node in
      guard Int(node.keyEnd - node.keyStart) == range.count else { return }
      var place = range.lowerBound
      for other in Int(node.keyStart)..<Int(node.keyEnd) {
        guard bytes[other] == bytes[place] else { return }
        place += 1
      }
      isNew = false
    }
    return isNew
  }

  private func forEach(_ nodes: [BodyTree.Node], _ body: (BodyTree.Node) -> Void) {
    var place = first
    while place < nodes.count {
      body(nodes[place])
      place = Int(nodes[place].next)
    }
  }
}
