import Testing

/// How large files are, and that every module is tested.
@Suite("The shape of files and folders")
struct FileShapeTests {
  @Test("No source file is longer than 250 lines")
  func filesAreShort() throws {
    let long = try SourceFile.all.get().filter { $0.lineCount > 250 }
    #expect(long.map { "\($0.path) has \($0.lineCount) lines" } == [])
  }

  @Test("Every module has a folder of tests")
  func modulesHaveTests() throws {
    let tests = try Set(SourceFile.names(ofFoldersIn: "Tests"))
    let modules = try SourceFile.names(ofFoldersIn: "Sources")
    #expect(modules.filter { !tests.contains("\($0)Tests") } == [])
  }
}
