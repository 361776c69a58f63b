public import BillingTypes
public import CostAnalysis
import Foundation
public import LiveProbe
public import PricingRules
public import WorkloadSimulator

/// A scenario or claims file: its text, and the SHA-256 that identifies it.
public struct DataFile: Sendable {
  /// The file as it was named.
  public let name: String
  /// The bytes.
  let bytes: Data
  /// The SHA-256 of the bytes as 64 hexadecimal digits.
  public let digest: String
  /// What is changed in it for one run; see ``changed(by:)``.
  public internal(set) var settings: [ScenarioSetting] = []

  /// Reads a file.
  ///
  /// - Parameter path: The file's path; relative paths start at the current folder.
  /// - Throws: ``DataProblem`` when there is no such file.
  public init(path: String) throws(DataProblem) {
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw DataProblem(
        file: path, line: 0, path: "",
        message: FileManager.default.fileExists(atPath: path)
          ? "the file cannot be read" : "no such file", source: .file)
    }
    name = path
    digest = SHA256.digest(of: bytes)
  }

  /// Takes text that was read before.
  public init(name: String, text: String) {
    self.name = name
    bytes = Data(text.utf8)
    digest = SHA256.digest(of: bytes)
  }

  /// The text; what is not UTF-8 is replaced.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The scenario in the file.
  ///
  /// - Parameters:
  ///   - assumptions: What is assumed of numbers that are said to be rough ones; those of the catalogue that the scenario
  ///     is forecast with.
  ///   - vocabulary: What parameters are counted in, which lets values of requests be written as `5 min`; that of the same
  ///     catalogue. Without it they are plain numbers.
  /// - Returns: The scenario.
  /// - Throws: ``DataProblems`` with everything that is wrong.
  public func scenario(
    _ assumptions: Assumptions? = nil, vocabulary: Vocabulary = .empty
  ) throws(DataProblems) -> Scenario {
    let problems = ProblemCollector()
    let scenario = read(problems, assumptions, vocabulary)?.scenario()
    do throws(DataProblems) { try problems.check() } catch { throw placed(error) }
    guard let scenario else { throw DataProblems([]) }
    return scenario
  }

  /// The day that a scenario states for its prices; nil where it states none that can be read.
  ///
  /// Nothing else of the file is looked at: what is wrong with it, ``scenario(_:vocabulary:)`` says.
  public func scenarioDay() -> Day? {
    let root = read(ProblemCollector())
    return root?.value(of: "as_of")?.scalar.flatMap { Day($0) }
  }

  /// The claims in the file.
  ///
  /// - Throws: ``DataProblems`` with everything that is wrong.
  public func claims() throws(DataProblems) -> ClaimSet {
    let problems = ProblemCollector()
    let claims = read(problems)?.claimSet()
    try problems.check()
    guard let claims else { throw DataProblems([]) }
    return claims
  }

  /// The recipe of a live probe in the file.
  ///
  /// - Throws: ``DataProblems`` with everything that is wrong.
  public func probeRecipe() throws(DataProblems) -> ProbeRecipe {
    let problems = ProblemCollector()
    let file = name.split(separator: "/").last.map(String.init) ?? name
    let recipe = read(problems)?.probeRecipe(
      named: file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file, digest: digest)
    try problems.check()
    guard let recipe else { throw DataProblems([]) }
    return recipe
  }

  private func read(
    _ problems: ProblemCollector, _ assumptions: Assumptions? = nil,
    _ vocabulary: Vocabulary = .empty
  ) -> DataReader? {
    do throws(DataProblem) {
      return DataReader(try changedTree(), file: name, problems, assumptions, vocabulary)
    } catch {
      problems.report(error)
      return nil
    }
  }
}

/// Digests of texts, for manifests and stores.
public enum TextDigest {
  /// The SHA-256 of a text's UTF-8 bytes as 64 hexadecimal digits.
  public static func sha256(_ text: String) -> String {
    SHA256.digest(of: text.utf8)
  }

  /// The SHA-256 of bytes as 64 hexadecimal digits.
  public static func sha256(_ bytes: [UInt8]) -> String {
    SHA256.digest(of: bytes)
  }
}
