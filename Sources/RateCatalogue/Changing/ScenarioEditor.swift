import BillingTypes
import PricingRules

/// Changes single values of a scenario before it is read, so that what a file can say, a setting can say too.
struct ScenarioEditor {
  private let root: TreeNode

  /// Begins with what a file says.
  init(_ tree: DataTree) { root = TreeNode(tree) }

  /// What the file says with the changes.
  var tree: DataTree { root.tree() }

  /// Makes a setting.
  ///
  /// - Parameters:
  ///   - setting: The setting.
  ///   - mark: The line that readers find at what was changed; nil for the lines of the value itself.
  /// - Throws: ``SettingError`` for a path that leads nowhere, with the nearest that does.
  func make(_ setting: ScenarioSetting, mark: Int?) throws(SettingError) {
    let change = Change(
      value: TreeNode(setting.tree, setting.value, mark: mark), factor: setting.factor, mark: mark)
    let features = root["features"]?.items ?? []
    let path = setting.path
    if path.hasPrefix("*.") {
      try every(features, Self.keys(path.dropFirst(2)), change)
      return
    }
    let named = features.filter { feature in
      feature["feature"]?.text.map { path.hasPrefix($0 + ".") } ?? false
    }
    .max { ($0["feature"]?.text ?? "").count < ($1["feature"]?.text ?? "").count }
    if let feature = named, let name = feature["feature"]?.text {
      try inside(feature, Self.keys(path.dropFirst(name.count + 1)), change)
      return
    }
    let keys = Self.keys(path[...])
    guard let first = keys.first, KeyTable.scenario.names.contains(first) else {
      throw unknown(path, features)
    }
    try set(root, keys, change)
  }

  /// What takes the place of a value.
  private struct Change {
    let value: TreeNode
    /// What numbers are multiplied by instead.
    let factor: Rational?
    let mark: Int?
  }

  /// The keys of a path: `mix[0].share` is as good as `mix.0.share`.
  private static func keys(_ path: Substring) -> [String] {
    path.replacing("[", with: ".").replacing("]", with: "").split(separator: ".").map(String.init)
  }

  private func unknown(_ path: String, _ features: [TreeNode]) -> SettingError {
    let first = path.prefix { $0 != "." && $0 != "[" }
    let names = features.compactMap { $0["feature"]?.text }
    if names.contains(path) {
      return SettingError(
        message:
          "'\(path)' is a feature; name what is changed in it, such as \(path).requests_per_month")
    }
    let near = nearest(to: String(first), among: names + KeyTable.scenario.names)
    return SettingError(
      message: "no feature and no key of a scenario is called '\(first)'"
        + (near.isEmpty ? "; features are \(quotedList(names))" : didYouMean(near)))
  }

  /// Changes every feature that the path means something to.
  private func every(
    _ features: [TreeNode], _ keys: [String], _ change: Change
  ) throws(SettingError) {
    let stating = features.filter { states($0, keys) }
    // How often a feature asks is one of four keys; a number can only be multiplied where there is one; and a request
    // says what the feature's own offer understands.
    let isOwn =
      change.factor != nil || keys.first.map { KeyTable.volumeKeys.contains($0) } ?? true
    guard !stating.isEmpty || !isOwn else {
      let known = features.flatMap(\.keys)
      let near = nearest(to: keys.first ?? "", among: Array(Set(known)).sorted())
      throw SettingError(
        message: "no feature states '\(keys.joined(separator: "."))'"
          + (near.isEmpty ? "" : didYouMean(near)))
    }
    let isRequest = keys.first == "request"
    for feature in isOwn || (isRequest && !stating.isEmpty) ? stating : features {
      try inside(feature, keys, change)
    }
  }

  /// Whether a feature has a value at a path.
  private func states(_ feature: TreeNode, _ keys: [String]) -> Bool {
    if keys.first == "request", keys.count == 2 {
      return requests(of: feature).contains { $0[keys[1]] != nil }
    }
    var node: TreeNode? = feature
    for key in keys { node = node.flatMap { step(into: $0, key) } }
    return node != nil
  }

  private func step(into node: TreeNode, _ key: String) -> TreeNode? {
    if let index = Int(key), node.items.indices.contains(index) { return node.items[index] }
    return node[key]
  }

  /// The requests of a feature: of all its classes, and what they share.
  private func requests(of feature: TreeNode) -> [TreeNode] {
    ([feature] + (feature["mix"]?.items ?? [])).compactMap { $0["request"] }
  }

  /// Changes a value of a feature.
  private func inside(
    _ feature: TreeNode, _ keys: [String], _ change: Change
  ) throws(SettingError) {
    // What all classes of a mix ask for is said class by class, as each of them has words of its own.
    if keys == ["request"], change.factor == nil, feature["mix"] != nil,
      case .map(let pairs) = change.value.content
    {
      for (key, value) in pairs {
        let own = Change(value: value, factor: nil, mark: change.mark)
        try inside(feature, ["request", key.text ?? ""], own)
      }
      return
    }
    guard keys.first == "request", keys.count == 2 else { return try set(feature, keys, change) }
    let name = keys[1]
    if change.factor != nil {
      let stating = requests(of: feature).filter { $0[name] != nil }
      guard !stating.isEmpty else { throw nothingToMultiply(keys, in: feature) }
      for request in stating { try set(request, [name], change) }
      return
    }
    // What all requests of the feature ask for, whatever classes they come in.
    let owners = (feature["mix"]?.items).flatMap { $0.isEmpty ? nil : $0 } ?? [feature]
    if owners.first !== feature, let common = feature["request"] { common.remove([name]) }
    for owner in owners {
      if owner["request"] == nil {
        owner.set("request", to: TreeNode(.map([]), line: change.value.line))
      }
      guard let request = owner["request"] else { continue }
      Self.makeRoom(for: name, in: request)
      try set(request, [name], change)
    }
  }

  /// A size and its two sides mean the same: the one that is set takes the place of the other.
  private static func makeRoom(for name: String, in request: TreeNode) {
    if name == "size" {
      request.remove(["width", "height"])
    } else if name == "width" || name == "height", let size = request["size"] {
      request.remove(["size"])
      guard let (width, height) = size.text.flatMap({ Request.sides(of: $0) }) else { return }
      request.set("width", to: TreeNode(.text(width, isQuoted: false), line: size.line))
      request.set("height", to: TreeNode(.text(height, isQuoted: false), line: size.line))
    }
  }

  /// Changes the value that keys lead to.
  private func set(
    _ node: TreeNode, _ keys: [String], _ change: Change
  ) throws(SettingError) {
    guard let key = keys.first else {
      throw SettingError(message: "a path ends with the key that is changed")
    }
    let next = step(into: node, key)
    if keys.count > 1 {
      let rest = Array(keys.dropFirst())
      if let next { return try set(next, rest, change) }
      guard node.isMap else { throw noKey(key, in: node) }
      guard change.factor == nil else { throw nothingToMultiply(keys, in: node) }
      let map = TreeNode(.map([]), line: change.value.line)
      node.set(key, to: map)
      return try set(map, rest, change)
    }
    if let factor = change.factor {
      guard let next else { throw nothingToMultiply(keys, in: node) }
      try multiply(next, by: factor, mark: change.mark)
    } else if let next {
      next.become(change.value)
    } else if node.isMap {
      node.set(key, to: change.value)
    } else {
      throw noKey(key, in: node)
    }
  }

  private func noKey(_ key: String, in node: TreeNode) -> SettingError {
    if let text = node.text {
      return SettingError(message: "'\(text)' has nothing inside that is called '\(key)'")
    }
    return SettingError(
      message:
        "'\(key)' is not a place in a list of \(node.items.count); write 0 to \(max(0, node.items.count - 1))"
    )
  }

  private func nothingToMultiply(_ keys: [String], in node: TreeNode) -> SettingError {
    let path = keys.joined(separator: ".")
    // What is written as one key, such as a change of a variant, is no path.
    let near = nearest(to: keys.first ?? "", among: node.keys).filter { $0 != path }
    return SettingError(
      message: "there is no '\(keys.joined(separator: "."))' to multiply"
        + (near.isEmpty ? "" : didYouMean(near)))
  }

  /// Multiplies the numbers of a value: of an uncertain one all of them, but for the shares of a mixture.
  private func multiply(
    _ node: TreeNode, by factor: Rational, mark: Int?
  ) throws(SettingError) {
    switch node.content {
    case .text(let text, _):
      node.become(
        TreeNode(
          .text(try Self.product(of: text, by: factor), isQuoted: false), line: mark ?? node.line))
    case .list(let items):
      for item in items { try multiply(item, by: factor, mark: mark) }
    case .map(let pairs):
      for (key, value) in pairs where key.text != "share" && key.text != "feature" {
        try multiply(value, by: factor, mark: mark)
      }
    }
  }
  private static func product(of text: String, by factor: Rational) throws(SettingError) -> String {
    do throws(WrittenNumberError) {
      return try WrittenNumber.product(of: text, by: factor)
    } catch {
      throw SettingError(message: "'\(text)' is no number that can be multiplied: \(error)")
    }
  }
}
