import PricingRules

/// Writes the steps of a graph as SQL expressions, each step that is used again under a name of its own.
struct SQLWriter {
  private let shape: SQLGraph
  private let dialect: any SQLDialect
  private let words: [String]
  /// The columns that hold inputs, and whether they are given; by place of the input.
  private let inputs: [(value: String, isGiven: String)]
  private var names: [Int: String] = [:]
  /// Named steps, each level using only those before it.
  private(set) var levels: [[(name: String, text: String)]] = []
  private var depths: [Int]

  /// Plans the steps.
  ///
  /// - Parameters:
  ///   - graph: The rules.
  ///   - results: The steps that are wanted.
  ///   - dialect: The dialect.
  ///   - words: The words behind the codes.
  ///   - inputs: The columns of inputs, by their place.
  ///   - given: What the card calls some steps.
  ///   - taken: Names that steps must not have.
  init(
    _ graph: RuleGraph, results: [Int], _ dialect: any SQLDialect, words: [String],
    inputs: [(value: String, isGiven: String)], given: [(node: Int, name: String)],
    taken: Set<String>
  ) {
    shape = SQLGraph(graph, results: results)
    self.dialect = dialect
    self.words = words
    self.inputs = inputs
    depths = [Int](repeating: 0, count: graph.nodes.count)
    var taken = taken
    var known: [Int: String] = [:]
    for (node, name) in given where known[node] == nil { known[node] = name }
    var count = 0
    let repeated = Self.repeated(shape)
    for node in graph.nodes.indices where shape.uses[node] > 0 {
      depths[node] = graph.nodes[node].operands.map { depth(below: $0) }.max() ?? 0
      let isKey = repeated.contains(node) && !shape.isLeaf(node)
      guard
        !shape.isCheap(node)
          && (shape.uses[node] > 1 || known[node] != nil || isKey)
      else { continue }
      if known[node] == nil { count += 1 }
      var name = SQLNames.own(known[node] ?? "s\(count)")
      // Engines take names that differ in case alone for one.
      while !taken.insert(name.lowercased()).inserted { name += "_" }
      let shown =
        switch shape.kinds[node] {
        case .truth: truth(node, isNamed: false).text
        case .word: word(node)
        case .number: number(node, isNamed: false).text
        }
      names[node] = dialect.identifier(name)
      while levels.count <= depths[node] { levels.append([]) }
      levels[depths[node]].append((dialect.identifier(name), shown))
    }
  }

  private func depth(below node: Int) -> Int {
    names[node] == nil ? depths[node] : depths[node] + 1
  }

  /// Steps whose text would occur more than once in that of their user.
  private static func repeated(_ shape: SQLGraph) -> Set<Int> {
    var keys: Set<Int> = []
    for (index, node) in shape.graph.nodes.enumerated() where shape.uses[index] > 0 {
      if case .cell(let table) = node, table.keys.count > 1 { keys.formUnion(table.keys) }
      // The rounding of numbers below zero looks at its operand twice.
      if case .quotient(let a, _) = node, shape.graph.ranges[a].lowerBound < 0 { keys.insert(a) }
      if case .root(let a) = node { keys.insert(a) }
    }
    return keys
  }

  /// A step as a number.
  func number(_ node: Int) -> SQLText { number(node, isNamed: true) }

  private func number(_ node: Int, isNamed: Bool) -> SQLText {
    if shape.kinds[node] == .truth {
      return SQLText(
        "CAST(CASE WHEN \(truth(node).text) THEN 1 ELSE 0 END AS \(dialect.wholeType))")
    }
    if isNamed, let name = names[node] { return SQLText(name) }
    switch shape.graph.nodes[node] {
    case .constant(let value):
      return SQLText(dialect.number(value), value < 0 ? .sum : .atom)
    case .input(let index): return SQLText(inputs[index].value)
    case .add(let a, let b):
      return SQLText("\(number(a).inside(.sum)) + \(number(b).inside(.product))", .sum)
    case .subtract(let a, let b):
      return SQLText("\(number(a).inside(.sum)) - \(number(b).inside(.product))", .sum)
    case .multiply(let a, let b):
      return SQLText("\(number(a).inside(.product)) * \(number(b).inside(.atom))", .product)
    case .quotient(let a, let b): return quotient(a, b)
    case .root(let a): return root(a)
    case .least(let a, let b): return SQLText(dialect.least(number(a).text, number(b).text))
    case .greatest(let a, let b): return SQLText(dialect.greatest(number(a).text, number(b).text))
    case .choice:
      return SQLText("CAST(\(choice(node) { number($0).text }) AS \(dialect.wholeType))")
    case .cell(let table):
      return SQLText("CAST(\(cell(table)) AS \(dialect.wholeType))")
    case .estimate(let step, _): return number(step)
    case .isGiven, .isEqual, .isLess, .both, .either, .isNot:
      preconditionFailure("a truth value is written as one")
    }
  }

  /// A step as a condition.
  func truth(_ node: Int) -> SQLText { truth(node, isNamed: true) }

  private func truth(_ node: Int, isNamed: Bool) -> SQLText {
    if shape.kinds[node] != .truth {
      if let value = shape.graph.constant(node) { return SQLText(value == 1 ? "TRUE" : "FALSE") }
      return SQLText("\(number(node).inside(.sum)) = 1", .comparison)
    }
    if isNamed, let name = names[node] { return SQLText(name) }
    switch shape.graph.nodes[node] {
    case .input(let index): return SQLText(inputs[index].value)
    case .isGiven(let index): return SQLText(inputs[index].isGiven)
    case .isEqual(let a, let b): return equality(a, b, isEqual: true)
    case .isLess(let a, let b):
      return SQLText("\(number(a).inside(.sum)) < \(number(b).inside(.sum))", .comparison)
    case .both(let a, let b):
      return SQLText("\(truth(a).inside(.both)) AND \(truth(b).inside(.both))", .both)
    case .either(let a, let b):
      return SQLText("\(truth(a).inside(.either)) OR \(truth(b).inside(.either))", .either)
    case .isNot(let a):
      if names[a] == nil, case .isEqual(let x, let y) = shape.graph.nodes[a] {
        return equality(x, y, isEqual: false)
      }
      return SQLText("NOT \(truth(a).inside(.comparison))", .isNot)
    case .choice: return SQLText("(\(choice(node) { truth($0).text }))")
    default: preconditionFailure("a number is written as one")
    }
  }

  /// A step as a word.
  func word(_ node: Int) -> String {
    if let name = names[node] { return name }
    switch shape.graph.nodes[node] {
    case .constant(let code): return dialect.literal(words[Int(code)])
    case .input(let index): return inputs[index].value
    case .choice: return "(\(choice(node) { word($0) }))"
    default: preconditionFailure("only choices make words")
    }
  }

  private func equality(_ a: Int, _ b: Int, isEqual: Bool) -> SQLText {
    let sign = isEqual ? "=" : "<>"
    let kinds = [shape.kinds[a], shape.kinds[b]]
    if kinds.contains(.word) { return SQLText("\(word(a)) \(sign) \(word(b))", .comparison) }
    if kinds.contains(.truth) {
      for (one, other) in [(a, b), (b, a)] {
        guard let value = shape.graph.constant(other) else { continue }
        let holds = truth(one)
        return (value == 1) == isEqual
          ? holds : SQLText("NOT \(holds.inside(.comparison))", .isNot)
      }
    }
    // A number is shown before what it is compared with.
    let (x, y) = shape.graph.constant(a) != nil ? (b, a) : (a, b)
    return SQLText("\(number(x).inside(.sum)) \(sign) \(number(y).inside(.sum))", .comparison)
  }

  /// The quotient, rounded down; engines cut toward zero.
  private func quotient(_ a: Int, _ b: Int) -> SQLText {
    let (above, below) = (number(a).inside(.atom), number(b).inside(.atom))
    let plain = dialect.quotient(above, below)
    guard shape.graph.ranges[a].lowerBound < 0 else { return SQLText(plain) }
    let negative = dialect.quotient("(\(above) + 1)", below)
    return SQLText("CASE WHEN \(above) < 0 THEN \(negative) - 1 ELSE \(plain) END")
  }

  /// The square root, rounded down.
  ///
  /// The engine's own is binary and at most one off: whole numbers decide.
  private func root(_ a: Int) -> SQLText {
    let square = number(a).inside(.sum)
    let near = dialect.nearRoot(square)
    return SQLText(
      "CAST(CASE WHEN \(near) * \(near) > \(square) THEN \(near) - 1 "
        + "WHEN (\(near) + 1) * (\(near) + 1) <= \(square) THEN \(near) + 1 ELSE \(near) END "
        + "AS \(dialect.wholeType))")
  }

  /// A choice, and those on its other side.
  private func choice(_ node: Int, _ side: (Int) -> String) -> String {
    var text = "CASE"
    var rest = node
    while case .choice(let condition, let then, let otherwise) = shape.graph.nodes[rest],
      rest == node || names[rest] == nil
    {
      text += " WHEN \(truth(condition).text) THEN \(side(then))"
      rest = otherwise
      guard shape.kinds[rest] == shape.kinds[node] else { break }
    }
    return text + " ELSE \(side(rest)) END"
  }

  private func cell(_ table: StepTable) -> String {
    let rows = table.rows.filter { $0.value != table.otherwise }
    func value(_ number: Int128) -> String { dialect.number(number) }
    func key(_ node: Int, _ value: Int64) -> String {
      switch shape.kinds[node] {
      case .word: dialect.literal(words[Int(value)])
      case .number, .truth: dialect.number(Int128(value))
      }
    }
    guard table.keys.count == 1, shape.kinds[table.keys[0]] != .truth else {
      let lines = rows.map { row in
        let conditions = zip(table.keys, row.keys).map { node, code in
          switch shape.kinds[node] {
          case .truth:
            code == 1 ? truth(node).inside(.isNot) : "NOT \(truth(node).inside(.comparison))"
          case .word: "\(word(node)) = \(key(node, code))"
          case .number: "\(number(node).inside(.sum)) = \(key(node, code))"
          }
        }
        return " WHEN \(conditions.joined(separator: " AND ")) THEN \(value(row.value))"
      }
      return "CASE\(lines.joined()) ELSE \(value(table.otherwise)) END"
    }
    let node = table.keys[0]
    let subject = shape.kinds[node] == .word ? word(node) : number(node).inside(.atom)
    let lines = rows.map { " WHEN \(key(node, $0.keys[0])) THEN \(value($0.value))" }
    return "CASE \(subject)\(lines.joined()) ELSE \(value(table.otherwise)) END"
  }
}
