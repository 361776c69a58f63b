import Testing

/// What an addition costs, in files.
@Suite("Places that an addition touches")
struct CaseListTests {
  @Test("No case is known to more files than CONTRIBUTING.md says", arguments: CaseList.all)
  func placesAreFew(list: CaseList) throws {
    let violations = try list.violations(in: SourceFile.all.get())
    #expect(violations == [])
  }

  @Test("A report format is one file, and one entry of the list")
  func formatsAreOneFile() throws {
    let files = try SourceFile.all.get().filter { $0.tokens.contains("ReportFormat") }
    let registry = "ReportGenerator/Formats/ReportFormat.swift"
    for file in files where file.path.hasPrefix("ReportGenerator/Formats/") && file.path != registry
    {
      let names = file.madeFormats
      #expect(names.count == 1, "\(file.path) makes the formats \(names)")
      // What is drawn when nobody chose may be named by the command line.
      for name in names where name != "table" {
        let places = files.filter { $0.implicitMembers(of: "ReportFormat").contains(name) }
        #expect(
          places.map(\.path).filter { $0 != file.path } == [registry],
          "the format '\(name)' is named elsewhere")
      }
    }
  }

  @Test("The limits are those that CONTRIBUTING.md names")
  func limitsAreDocumented() throws {
    let rows = try SourceFile.text(of: "CONTRIBUTING.md").split(separator: "\n")
    for list in CaseList.all {
      let name = list.file.split(separator: "/").last ?? ""
      #expect(
        rows.contains { $0.contains("\(name)`") && $0.contains("at most \(list.limit) files") },
        "CONTRIBUTING.md does not say what an addition to the \(list.title) may cost")
    }
  }

  @Test("Cases are read whatever stands between them")
  func casesAreRead() {
    let file = SourceFile(
      path: "A/B.swift",
      text: """
        struct Price {
          /// The models.
          public indirect enum Model: Hashable {
            /// Once.
            case flat
            case per(size: Int, of: [Int]), block(Int)
            case `if`, half = "a half"
            var words: String { switch self { case .flat: "no case" default: "" } }
          }
        }
        """)
    #expect(file.cases(ofEnumeration: "Model") == ["flat", "per", "block", "if", "half"])
    #expect(file.cases(ofEnumeration: "Price") == [])
  }

  @Test(
    "A pattern and a comparison tell cases apart; a call and a member do not",
    arguments: [
      (code: "switch a { case .flat: 1 }", found: ["flat"]),
      (code: "switch a { case .flat, .block(_): 1 }", found: ["flat", "block"]),
      (code: "if case .tiered(.cliff, let steps) = a {}", found: ["tiered", "cliff"]),
      (code: "if mode == .volume {}", found: ["volume"]),
      (code: "guard mode != .volume else {}", found: ["volume"]),
      (code: "let a = make(.flat)", found: []),
      (code: "let a = feature.volume", found: []),
      (code: "switch a { case let x where x.flat: 1 }", found: []),
      (code: "// case .flat:", found: []),
    ])
  func patternsAreFound(code: String, found: [String]) {
    #expect(SourceFile(path: "A/B.swift", text: code).patterns == Set(found))
  }

  @Test("One place too many is a violation, and so is an exception that nothing needs")
  func violationIsFound() {
    let declaration = SourceFile(path: "A/Mode.swift", text: "enum Mode { case one, two }")
    let first = SourceFile(
      path: "A/First.swift", text: "func f(_ m: Mode) { switch m { case .one: 1; case .two: 2 } }")
    let second = SourceFile(path: "A/Second.swift", text: "let isOne = (m as Mode) == .one")
    let other = SourceFile(path: "A/Other.swift", text: "switch place { case .one: 1 }")
    let files = [declaration, first, second, other]
    func list(limit: Int, exceptions: [String: String] = [:]) -> CaseList {
      CaseList(
        title: "modes", type: "Mode", file: "A/Mode.swift", handles: ["Mode"], limit: limit,
        exceptions: exceptions)
    }
    #expect(list(limit: 3).violations(in: files) == [])
    #expect(
      list(limit: 2).violations(in: files) == [
        "Mode.one is known to 3 files, not 2: A/First.swift, A/Mode.swift, A/Second.swift"
      ])
    #expect(list(limit: 2, exceptions: ["A/Second.swift": "why"]).violations(in: files) == [])
    #expect(
      list(limit: 3, exceptions: ["A/Other.swift": "why"]).violations(in: files) == [
        "A/Other.swift is no exception any longer: take it out of the list 'modes'"
      ])
  }
}

extension SourceFile {
  /// The formats that the file makes: `static let name = ReportFormat(`.
  fileprivate var madeFormats: [String] {
    tokens.indices.filter { tokens[$0...].starts(with: ["=", "ReportFormat", "("]) }
      .map { tokens[$0 - 1] }
  }
}
