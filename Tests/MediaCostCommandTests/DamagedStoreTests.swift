import Foundation
import TestSupport
import Testing

/// How often a store is damaged, and from which seed.
private enum DamageRounds {
  static let count = StoreTrials.number("MEDIACOST_DAMAGES") ?? 12
}

/// One changed byte anywhere in a store changes no figure that is shown and ends no program with a trap.
///
/// MEDIACOST_DAMAGES says how many bytes, one after the other, MEDIACOST_SEED which ones:
/// `scripts/verify-store`.
@Suite("A store with one changed byte", .timeLimit(.minutes(3 + DamageRounds.count / 30)))
struct DamagedStoreTests {
  /// What is asked of a store.
  private static let questions = [
    ["runs", "list", "--format", "json"], ["runs", "show", "1"],
    ["runs", "show", "2", "--file", "output"], ["runs", "show", "3", "--file", "report.md"],
  ]

  @Test("It is read as it was, or said to be damaged; it is left as it is")
  func damages() throws {
    try Workspace.with { workspace in
      let path = workspace.path("store.sqlite")
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      for arguments in [
        ["forecast", scenario, "--explain"], ["forecast", scenario],
        ["report", scenario, "--out", workspace.path("out")],
      ] {
        let run = try workspace.run(arguments + ["--trials", "10", "--db", path])
        #expect(run.errors == "")
      }
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      func ask(_ question: [String]) throws -> Program.Outcome {
        try workspace.run(question + ["--db", path])
      }
      let right = try Self.questions.map { try ask($0).output }
      #expect(right.allSatisfy { !$0.isEmpty })
      let report = Data((right.last ?? "").utf8.prefix(64))
      let asked = try #require(whole.range(of: report))
      var random = SplitMix64(seed: StoreTrials.seed)
      var found = 0
      for round in 0..<DamageRounds.count {
        // Most of a store are texts of rate cards, which nobody asks for; every other byte is one of the report's text.
        let within = round % 2 == 0 ? 0..<whole.count : asked
        let place = within.lowerBound + Int(random.next() % UInt64(within.count))
        let change = UInt8(truncatingIfNeeded: random.next() % 255 + 1)
        var damaged = whole
        damaged[place] ^= change
        try damaged.write(to: URL(fileURLWithPath: path))
        let round = "byte \(place) changed by \(change)"
        var isFound = false
        for (question, output) in zip(Self.questions, right) {
          let run = try ask(question)
          if run.status == 0 {
            #expect(run.output == output, "\(round): \(question)")
            #expect(run.errors == "", "\(round): \(question)")
          } else {
            isFound = true
            #expect(run.status == 74, "\(round): \(question): \(run.errors)")
            #expect(run.output == "")
            #expect(run.errors.hasPrefix("mediacost: \(path): "), "\(round): \(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 1, "\(round): \(run.errors)")
          }
        }
        if isFound { found += 1 }
        let after = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(after == damaged, "\(round)")
        // The next forecast comes out all the same, recorded or not.
        let forecast = try workspace.run("forecast", scenario, "--trials", "0", "--db", path)
        #expect(forecast.status == 0, "\(round): \(forecast.errors)")
        #expect(
          forecast.errors == "" || forecast.errors.contains("this run was not recorded"),
          "\(round): \(forecast.errors)")
      }
      print(
        "\(DamageRounds.count) stores with one changed byte from seed \(StoreTrials.seed), "
          + "\(found) of them found damaged; none was misread")
      #expect(found > 0)
    }
  }
}
