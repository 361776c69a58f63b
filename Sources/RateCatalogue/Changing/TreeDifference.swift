import CostAnalysis
import PricingRules

/// What one file says otherwise than another, value by value.
struct TreeDifference {
  /// Keys that are not compared, wherever they stand.
  let ignored: Set<String>

  /// The values that differ, in the order of the file before, then those that only the other has.
  ///
  /// - Parameters:
  ///   - before: What was said.
  ///   - after: What is said.
  ///   - path: Where both stand; empty at the root.
  /// - Returns: Each value that differs, as deep inside as both have the same lists and maps.
  func changes(from before: TreeNode, to after: TreeNode, at path: String = "") -> [ChangedValue] {
    switch (before.content, after.content) {
    case (.map(let own), .map(let others)):
      let keys = (own + others).compactMap(\.key.text).uniqued().filter { !ignored.contains($0) }
      return keys.flatMap { key in
        changes(from: before[key], to: after[key], at: path.isEmpty ? key : "\(path).\(key)")
      }
    case (.list(let own), .list(let others)):
      if let key = Self.name(in: own + others) {
        return named(own, others, by: key, at: path)
      }
      return (0..<max(own.count, others.count)).flatMap { place in
        changes(
          from: own.indices.contains(place) ? own[place] : nil,
          to: others.indices.contains(place) ? others[place] : nil, at: "\(path).\(place)")
      }
    case (.text(let own, _), .text(let other, _)) where own == other: return []
    default: return [ChangedValue(path: path, before: before.words, after: after.words)]
    }
  }

  private func changes(
    from before: TreeNode?, to after: TreeNode?, at path: String
  ) -> [ChangedValue] {
    guard let before, let after else {
      return [ChangedValue(path: path, before: before?.words, after: after?.words)]
    }
    return changes(from: before, to: after, at: path)
  }

  /// Items that have names, wherever they stand; a feature's name is all of its path, as settings write it.
  private func named(
    _ own: [TreeNode], _ others: [TreeNode], by key: String, at path: String
  ) -> [ChangedValue] {
    let names = (own + others).compactMap { $0[key]?.text }.uniqued()
    return names.flatMap { name in
      changes(
        from: own.first { $0[key]?.text == name }, to: others.first { $0[key]?.text == name },
        at: key == "feature" && path == "features" ? name : "\(path).\(name)")
    }
  }

  /// The key by which each item of a list has a name of its own; nil where none does.
  private static func name(in items: [TreeNode]) -> String? {
    ["feature", "offer", "plan", "credit", "meter"].first { key in
      !items.isEmpty && items.allSatisfy { $0[key]?.text != nil }
        && isUnambiguous(items.compactMap { $0[key]?.text })
    }
  }

  /// Whether no name stands more often than once before and once after.
  private static func isUnambiguous(_ names: [String]) -> Bool {
    Dictionary(grouping: names) { $0 }.values.allSatisfy { $0.count <= 2 }
  }
}

extension TreeNode {
  /// The value on one line, as it could be written.
  var words: String {
    switch content {
    case .text(let text, _): text.split(whereSeparator: \.isNewline).joined(separator: " ")
    case .list(let items): "[" + items.map(\.words).joined(separator: ", ") + "]"
    case .map(let pairs):
      "{" + pairs.map { "\($0.key.words): \($0.value.words)" }.joined(separator: ", ") + "}"
    }
  }
}
