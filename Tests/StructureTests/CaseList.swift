import Testing

/// A closed list of cases, such as the functions of formulas, and the files that have to know each of them.
///
/// What an addition to the list costs is counted: the files that tell its neighbours apart are those in which
/// the new one is written too.
struct CaseList: Sendable, CustomTestStringConvertible {
  /// What the list holds, in words.
  let title: String
  /// The type, as its declaration names it.
  let type: String
  /// The path below `Sources` of its declaration.
  let file: String
  /// The other places in which something has to be written for every case, whether or not its name stands there.
  var makers: [String] = []
  /// Words of which a file that can hold a value of the type has at least one; other lists have cases of the
  /// same names.
  let handles: Set<String>
  /// Whether a file counts that only makes values; if not, it must tell them apart.
  var countsMaking = false
  /// The most files that one case may be known to.
  let limit: Int
  /// Files that are not counted, each with the reason.
  var exceptions: [String: String] = [:]

  var testDescription: String { title }

  /// The cases that the declaration lists.
  ///
  /// - Parameter files: The sources.
  /// - Returns: The names in order; empty where there is no such type.
  func cases(in files: [SourceFile]) -> [String] {
    files.first { $0.path == file }?.cases(ofEnumeration: type) ?? []
  }

  /// The files that know a case, sorted, exceptions among them.
  func places(of name: String, in files: [SourceFile]) -> [String] {
    files.filter { file in
      if file.path == self.file || makers.contains(file.path) { return true }
      guard !handles.isDisjoint(with: file.tokens) else { return false }
      return countsMaking
        ? file.implicitMembers(of: type).contains(name) : file.patterns.contains(name)
    }
    .map(\.path).sorted()
  }

  /// What is wrong: cases that too many files know, and exceptions that are none any longer.
  func violations(in files: [SourceFile]) -> [String] {
    let cases = cases(in: files)
    guard !cases.isEmpty else { return ["\(type) has no cases in \(file)"] }
    var found: [String] = []
    var needed: Set<String> = []
    for name in cases {
      let places = places(of: name, in: files)
      needed.formUnion(places)
      let counted = places.filter { exceptions[$0] == nil }
      if counted.count > limit {
        found.append(
          "\(type).\(name) is known to \(counted.count) files, not \(limit): "
            + counted.joined(separator: ", "))
      }
    }
    for path in exceptions.keys.sorted() where !needed.contains(path) {
      found.append("\(path) is no exception any longer: take it out of the list '\(title)'")
    }
    return found
  }
}

extension CaseList {
  /// The lists that are counted; CONTRIBUTING.md says the same numbers.
  static let all = [
    CaseList(
      title: "functions of formulas", type: "FormulaFunction",
      file: "PricingRules/Formulas/Formula.swift", handles: ["FormulaFunction", "call"], limit: 4,
      exceptions: [
        "PricingRules/Quotes/Explainer.swift": "shows the side of an `if` that was chosen, only",
        "WarehouseSQL/PriceSQL.swift":
          "reads the formulas of price models, which no card writes, and refuses all others",
      ]),
    CaseList(
      title: "price models", type: "Model", file: "PricingRules/Cards/Charge.swift",
      handles: ["ChargePrice", "price", "model"], countsMaking: true, limit: 3),
    CaseList(
      title: "modes of tiers", type: "TierMode", file: "PricingRules/Cards/Charge.swift",
      handles: ["ChargePrice", "price", "model", "TierMode"], countsMaking: true, limit: 3),
    CaseList(
      title: "kinds of step", type: "RuleStep", file: "PricingRules/Lowering/RuleStep.swift",
      // Where steps are made and folded; the operations of columns mirror them.
      makers: ["PricingRules/Lowering/RuleGraph.swift"],
      handles: ["RuleStep", "RuleTape", "nodes", "ColumnProgram"], limit: 9,
      exceptions: [
        "PricingRules/Lowering/FormulaLowering.swift":
          "tells the signs of formulas apart, which have names of steps"
      ]),
  ]
}

extension SourceFile {
  /// The names of an enumeration's cases, in order; empty where the file does not declare it.
  func cases(ofEnumeration name: String) -> [String] {
    guard let start = tokens.firstRange(of: ["enum", name])?.upperBound,
      let opening = tokens[start...].firstIndex(of: "{")
    else { return [] }
    var found: [String] = []
    var depth = 0
    var isListing = false
    for index in tokens[opening...].indices {
      let token = tokens[index]
      if "{([".contains(token) { depth += 1 }
      if "})]".contains(token) { depth -= 1 }
      if depth == 0 { break }
      guard depth == 1 else { continue }
      if token == "case" {
        isListing = true
      } else if isListing, token.first?.isLetter == true, ["case", ","].contains(tokens[index - 1])
      {
        found.append(token)
      } else if ["var", "let", "func", "static", "init"].contains(token) {
        isListing = false
      }
    }
    return found
  }

  /// The names that stand behind a point without a value before it, such as `.flat`, or behind the type.
  func implicitMembers(of type: String) -> Set<String> {
    names(in: tokens.indices, of: type)
  }

  /// The names that patterns and comparisons tell apart, such as those of `case .flat:` and `mode == .volume`.
  var patterns: Set<String> {
    var found: Set<String> = []
    for (index, token) in tokens.enumerated() {
      if token == "=", index > 0, ["=", "!"].contains(tokens[index - 1]) {
        found.formUnion(names(in: (index + 1)..<min(index + 3, tokens.count)))
      }
      guard token == "case" else { continue }
      var depth = 0
      let end = tokens[index...].firstIndex { token in
        if "([{".contains(token) { depth += 1 }
        if ")]}".contains(token) { depth -= 1 }
        return depth < 0 || depth == 0 && [":", "="].contains(token)
      }
      found.formUnion(names(in: index..<(end ?? tokens.count)))
    }
    return found
  }

  private func names(in range: Range<Int>, of type: String? = nil) -> Set<String> {
    var found: Set<String> = []
    for index in range.dropLast() where tokens[index] == "." {
      let before = index > 0 ? tokens[index - 1] : ""
      let isMember =
        before.last.map { $0.isLetter || $0.isNumber || ")]}_\"!.".contains($0) } ?? false
      if !isMember || before == type || Self.wordsBeforeValues.contains(before) {
        found.insert(tokens[index + 1])
      }
    }
    return found
  }

  private static let wordsBeforeValues: Set = [
    "case", "return", "in", "else", "try", "throw", "where", "is", "as",
  ]
}
