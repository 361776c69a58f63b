import ReportGenerator
import Testing

@testable import MediaCostCommand

@Suite("What a terminal shows beside letters")
struct TerminalMarkTests {
  @Test(
    "Bars need UTF-8 and a terminal that is not dumb; colour goes where somebody wants none",
    arguments: [
      (["TERM": "xterm", "LANG": "C.UTF-8"], TerminalMarks.coloured),
      (["TERM": "xterm", "LANG": "de_DE.utf8"], .coloured),
      (["TERM": "xterm", "LANG": "C.UTF-8", "NO_COLOR": "1"], .bars),
      (["TERM": "xterm", "LANG": "C.UTF-8", "NO_COLOR": ""], .coloured),
      (["TERM": "dumb", "LANG": "C.UTF-8"], .none),
      (["LANG": "C.UTF-8"], .none),
      (["TERM": "xterm"], .none),
      (["TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": "C"], .none),
      (["TERM": "xterm", "LANG": "C", "LC_CTYPE": "en_US.UTF-8"], .coloured),
      (["TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": ""], .coloured),
    ] as [([String: String], TerminalMarks)])
  func environment(variables: [String: String], marks: TerminalMarks) {
    #expect(Terminal.marks(in: variables) == marks)
  }
}
