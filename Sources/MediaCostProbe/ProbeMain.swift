import Foundation
import ProbeFrames

/// Sends one request, whatever it is, and ends: `mediacost probe` starts it for each, so that none shares a connection.
///
/// It reads a `RequestFrame` from standard input and writes a `ReplyFrame` to standard output, both JSON. What it is told
/// it forgets; it writes no file.
@main
enum ProbeMain {
  static func main() {
    // Whoever started it may be gone when the answer comes.
    signal(SIGPIPE, SIG_IGN)
    guard CommandLine.arguments.count <= 1, isatty(0) == 0 else {
      FileHandle.standardError.write(
        Data("mediacost-probe: 'mediacost probe' starts this program; it has no options\n".utf8))
      exit(64)
    }
    // A request that is cut short was meant by somebody who is gone: it is not sent.
    guard let text = try? FileHandle.standardInput.readToEnd(),
      let frame = try? JSONDecoder().decode(RequestFrame.self, from: text)
    else {
      answer(ReplyFrame(outcome: "not_sent", trouble: "not_allowed"))
      exit(65)
    }
    answer(Exchange(frame).reply())
  }

  private static func answer(_ frame: ReplyFrame) {
    guard let data = try? JSONEncoder().encode(frame) else { exit(70) }
    try? FileHandle.standardOutput.write(contentsOf: data)
  }
}
