import FlyingFox
import FlyingSocks
import Foundation

/// A server on this machine that answers as the protocols of providers say, for tests of probes: it prints its port, writes
/// down every request that it gets, and ends when its standard input does.
///
///     ProbeStandIn --log FILE [--faults FAULT,FAULT…] [--slow-jobs]
///
/// With faults, the first one happens to the first request that costs, the second to the second, and so on, from the
/// beginning again.
@main
enum StandInMain {
  static func main() async throws {
    signal(SIGPIPE, SIG_IGN)
    var words = CommandLine.arguments.dropFirst()
    var (log, faults, slow) = ("", [Fault](), false)
    while let word = words.popFirst() {
      switch word {
      case "--log": log = words.popFirst() ?? ""
      case "--faults":
        faults = (words.popFirst() ?? "").split(separator: ",").compactMap {
          Fault(rawValue: String($0))
        }
      case "--slow-jobs": slow = true
      default: fatalError("ProbeStandIn: '\(word)' is no option")
      }
    }
    let world = World(areJobsSlow: slow)
    let server = HTTPServer(
      address: try .inet(ip4: "127.0.0.1", port: 0), timeout: 30, handler: Providers(world: world))
    let serving = Task { try await server.run() }
    try await server.waitUntilListening()
    guard case .ip4(_, port: let inner)? = await server.listeningAddress else {
      fatalError("ProbeStandIn: no address")
    }
    let front = try FrontServer(inner: inner, log: log, faults: faults)
    FileHandle.standardOutput.write(Data("\(front.port)\n".utf8))
    Thread.detachNewThread { front.run() }
    // Whoever started it holds the other end; nobody needs it for longer than this. Neither thread is one of those
    // that answer.
    Thread.detachNewThread {
      while readLine() != nil {}
      exit(0)
    }
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 1200)
      exit(0)
    }
    try await serving.value
  }
}

/// What can go wrong with a request that costs.
enum Fault: String, CaseIterable, Sendable {
  /// Nothing.
  case none
  /// The connection is reset, or closed, after the request was read.
  case reset, close
  /// No answer comes; it comes byte by byte and never ends.
  case silence, slow
  /// The answer is cut off, longer than anybody wants, or no text.
  case truncated, huge, misencoded, notJSON = "not-json"
  /// It sends to another host.
  case redirect
  /// Statuses that are no answers.
  case status401 = "401", status402 = "402", status429 = "429", status500 = "500", status503 = "503"
}
