import Testing

/// That what is found has codes and values, and its sentences stand with the other sentences.
@Suite("Facts apart from words")
struct SentenceTests {
  /// What computes and says nothing: its facts are typed, their words are in `ReportGenerator/Words`.
  private static let silent = ["Settlement", "WorkloadSimulator", "CostAnalysis"]

  @Test("The modules between rules and reports have no sentences but those of errors")
  func noSentences() throws {
    let files = try SourceFile.all.get().filter { file in
      // A distribution is named as a scenario writes it.
      Self.silent.contains { file.path.hasPrefix("\($0)/") }
        && !file.path.hasPrefix("WorkloadSimulator/Distributions/")
    }
    #expect(files.count > 100)
    #expect(files.flatMap { file in file.sentences.map { "\(file.path): \($0)" } } == [])
  }

  @Test(
    "A text of three words of its own is a sentence, wherever it stands",
    arguments: [
      ("let a = \"the price fell twice\"", 1), ("f(\"is \\(a) or so\")", 1),
      ("let a = \"two words\"", 0), ("// \"the price fell twice\"", 0),
      ("precondition(a, \"every step has its amount\")", 0),
      ("case never = \"cannot be checked\"", 0),
      (
        "struct A: Error {\n  var description: String { \"the price fell twice\" }\n}", 0
      ),
    ])
  func sentencesAreFound(code: String, count: Int) {
    #expect(SourceFile(path: "A/A.swift", text: code).sentences.count == count)
  }
}

extension SourceFile {
  /// Texts of three words and more; an error carries its own, and what stops a programmer is no fact.
  fileprivate var sentences: [String] {
    if text.contains("Error"), text.contains("var description: String") { return [] }
    return text.split(separator: "\n").flatMap { line -> [String] in
      let code = line.drop { $0 == " " }
      if ["//", "precondition", "case "].contains(where: code.hasPrefix) { return [] }
      return code.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        .filter { Self.words(of: $0) >= 3 }
    }
  }

  private static func words(of text: String) -> Int {
    text.split(separator: " ").filter { word in
      word.allSatisfy { $0.isLetter || ",.;:'".contains($0) }
    }.count
  }
}
