/// What a data file says, as values that can be changed; a ``DataTree`` cannot.
final class TreeNode {
  enum Content {
    case text(String, isQuoted: Bool)
    case list([TreeNode])
    /// Keys and values in the order of the file.
    case map([(key: TreeNode, value: TreeNode)])
  }

  var content: Content
  /// The line in the file; of what was changed, the mark of the change.
  private(set) var line: Int

  init(_ content: Content, line: Int) {
    self.content = content
    self.line = line
  }

  /// A value of a tree with all that is inside it.
  ///
  /// - Parameters:
  ///   - tree: The tree.
  ///   - value: The value.
  ///   - mark: The line of every part; nil for their own.
  init(_ tree: DataTree, _ value: Int = 0, mark: Int? = nil) {
    line = mark ?? tree.line(of: value)
    let inside = tree.inside(value)
    switch tree.kind(of: value) {
    case .text: content = .text(tree.text(of: value) ?? "", isQuoted: tree.isQuoted(value))
    case .list: content = .list(inside.map { TreeNode(tree, $0, mark: mark) })
    case .map:
      content = .map(
        stride(from: 0, to: inside.count, by: 2).map {
          (TreeNode(tree, inside[$0], mark: mark), TreeNode(tree, inside[$0 + 1], mark: mark))
        })
    }
  }

  /// The values as a tree that readers take.
  func tree() -> DataTree {
    var tree = DataTree()
    add(to: &tree, in: 0)
    return tree
  }

  private func add(to tree: inout DataTree, in parent: Int) {
    switch content {
    case .text(let text, let isQuoted):
      tree.add(text, isQuoted: isQuoted, line: line, in: parent)
    case .list(let items):
      let list = tree.open(.list, line: line, in: parent)
      for item in items { item.add(to: &tree, in: list) }
      tree.close(list)
    case .map(let pairs):
      let map = tree.open(.map, line: line, in: parent)
      for (key, value) in pairs {
        key.add(to: &tree, in: map)
        value.add(to: &tree, in: map)
      }
      tree.close(map)
    }
  }

  /// The text; nil of a list or map.
  var text: String? { if case .text(let text, _) = content { text } else { nil } }

  /// The items of a list; none of anything else.
  var items: [TreeNode] { if case .list(let items) = content { items } else { [] } }

  /// Whether it is a map.
  var isMap: Bool { if case .map = content { true } else { false } }

  /// The keys of a map; none of anything else.
  var keys: [String] {
    if case .map(let pairs) = content { pairs.compactMap(\.key.text) } else { [] }
  }

  /// The value of a key; nil where there is none.
  subscript(key: String) -> TreeNode? {
    if case .map(let pairs) = content { pairs.first { $0.key.text == key }?.value } else { nil }
  }

  /// Gives a key of a map a value, in the place of the one it had.
  func set(_ key: String, to value: TreeNode) {
    guard case .map(var pairs) = content else { return }
    if let place = pairs.firstIndex(where: { $0.key.text == key }) {
      pairs[place].value = value
    } else {
      pairs.append((TreeNode(.text(key, isQuoted: false), line: value.line), value))
    }
    content = .map(pairs)
  }

  /// Takes keys out of a map.
  func remove(_ keys: [String]) {
    guard case .map(let pairs) = content else { return }
    content = .map(pairs.filter { pair in !keys.contains { $0 == pair.key.text } })
  }

  /// Takes the content of another value.
  func become(_ other: TreeNode) {
    content = other.content
    line = other.line
  }
}
