import BillingTypes
public import PricingRules
public import WorkloadSimulator

// A scenario with changes: those of one run, and those that it names as variants.
extension DataFile {
  /// The same file with values changed for one run.
  ///
  /// - Parameter settings: What is changed, in order.
  /// - Returns: The file; its digest stays that of what was read.
  public func changed(by settings: [ScenarioSetting]) -> DataFile {
    var file = self
    file.settings += settings
    return file
  }

  /// Readers find the changes of a run at lines from here on, one for each setting.
  static let firstMark = 1 << 28

  /// What the file says with the changes of the run.
  func changedTree() throws(DataProblem) -> DataTree {
    let tree = try DataText.tree(of: bytes, file: name)
    guard !settings.isEmpty else { return tree }
    let editor = ScenarioEditor(tree)
    for (index, setting) in settings.enumerated() {
      do throws(SettingError) {
        try editor.make(setting, mark: Self.firstMark + index)
      } catch {
        throw DataProblem(
          file: ScenarioSetting.file(setting.words), line: 0, path: "", message: error.message,
          source: .option)
      }
    }
    return editor.tree
  }

  /// Problems where a reader of this file finds them: at the setting that they come from.
  func placed(_ problems: DataProblems) -> DataProblems {
    guard !settings.isEmpty else { return problems }
    return DataProblems(
      problems.problems.map { problem in
        let index = problem.line - Self.firstMark
        guard settings.indices.contains(index) else {
          // What a setting itself is wrong about names it already.
          guard problem.file == name else { return problem }
          return DataProblem(
            file: problem.file, line: problem.line, path: problem.path,
            message: problem.message + changedWords)
        }
        return DataProblem(
          file: ScenarioSetting.file(settings[index].words), line: 0, path: "",
          message: problem.message, source: .option)
      })
  }

  /// What was changed for the run, as it follows a message about the whole; empty without changes.
  public var changedWords: String {
    settings.isEmpty
      ? "" : "; changed by " + settings.map { "--set \($0.words)" }.joined(separator: " ")
  }

  /// The variants that the scenario names, in the order of the file, each with the changes of the run and its own.
  ///
  /// - Parameters:
  ///   - assumptions: What is assumed of numbers that are said to be rough ones.
  ///   - vocabulary: Tells in which unit a value is written.
  ///   - catalogue: The cards, against which terms of a variant are held; nil to leave terms alone.
  /// - Returns: The variants.
  /// - Throws: ``DataProblems`` with everything that is wrong with any of them.
  public func variants(
    _ assumptions: Assumptions? = nil, vocabulary: Vocabulary = .empty, catalogue: Catalogue? = nil
  ) throws(DataProblems) -> [ScenarioVariant] {
    let tree: DataTree
    do throws(DataProblem) { tree = try changedTree() } catch { throw DataProblems([error]) }
    let collector = ProblemCollector()
    let root = DataReader(tree, file: name, collector, assumptions, vocabulary)
    guard let place = root.value(of: "variants") else { return [] }
    var variants: [ScenarioVariant] = []
    for (variant, changes) in place.variantEntries() {
      do throws(DataProblems) {
        variants.append(
          try self.variant(variant, changes, tree, assumptions, vocabulary, catalogue))
      } catch {
        for problem in error.problems { collector.report(problem) }
      }
    }
    let currency = root.value(of: "currency")?.scalar
    for own in variants where own.scenario.currency.code != currency {
      place.report(
        "variant '\(own.name)' is in \(own.scenario.currency), the scenario is in \(currency ?? "")"
      )
    }
    do throws(DataProblems) { try collector.check() } catch { throw placed(error) }
    return variants
  }

  /// A scenario with the changes of one variant.
  private func variant(
    _ variant: String, _ changes: [(path: String, value: DataReader)], _ tree: DataTree,
    _ assumptions: Assumptions?, _ vocabulary: Vocabulary, _ catalogue: Catalogue?
  ) throws(DataProblems) -> ScenarioVariant {
    let editor = ScenarioEditor(tree)
    var words: [String] = []
    for (path, value) in changes {
      let setting = ScenarioSetting(
        path: path, words: "\(path)=\(value.flowWords)", tree: tree, value: value.value)
      words.append(setting.words)
      do throws(SettingError) {
        try editor.make(setting, mark: nil)
      } catch {
        throw DataProblems([
          DataProblem(
            file: name, line: value.line, path: "variants.\(variant).\(path)",
            message: error.message)
        ])
      }
    }
    let problems = ProblemCollector()
    let root = DataReader(editor.tree, file: name, problems, assumptions, vocabulary)
    let scenario = root.scenario()
    let changesTerms = changes.contains { $0.path.prefix { $0 != "." } == "terms" }
    let terms = catalogue.flatMap { changesTerms ? root.terms($0) : nil }
    do throws(DataProblems) {
      try problems.check()
    } catch {
      throw DataProblems(
        error.problems.map {
          DataProblem(
            file: $0.file, line: $0.line, path: $0.path,
            message: "\($0.message); in variant '\(variant)'")
        })
    }
    guard let scenario else { throw DataProblems([]) }
    return ScenarioVariant(name: variant, changes: words, scenario: scenario, terms: terms)
  }
}

extension DataReader {
  /// So many variants are compared at most.
  private static let mostVariants = 20

  /// The variants of a scenario with what each changes: keys inside a feature's name are paths of their own.
  fileprivate func variantEntries() -> [(
    name: String, changes: [(path: String, value: DataReader)]
  )] {
    let entries = entries()
    if entries.count > Self.mostVariants {
      report("a scenario has at most \(Self.mostVariants) variants, found \(entries.count)")
      return []
    }
    return entries.compactMap { name, value in
      guard !name.isEmpty, name.count <= 60, !name.contains(where: \.isNewline) else {
        value.report("a variant's name has 1 to 60 letters on one line")
        return nil
      }
      return (
        name,
        value.entries().flatMap { path, value -> [(path: String, value: DataReader)] in
          guard !path.contains("."), !KeyTable.scenario.names.contains(path), value.isMap else {
            return [(path, value)]
          }
          return value.entries().map { ("\(path).\($0.key)", $0.value) }
        }
      )
    }
  }

  /// The value on one line, as it could be written after a path.
  fileprivate var flowWords: String {
    if let scalar { return Self.abridged(scalar) }
    if isMap {
      return "{" + entries().map { "\($0.key): \($0.value.flowWords)" }.joined(separator: ", ")
        + "}"
    }
    return "[" + items().map(\.flowWords).joined(separator: ", ") + "]"
  }
}
