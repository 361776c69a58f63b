import Foundation
import LiveProbe
import ProbeFrames

/// Sends each request with a program of its own, which ends with the reply.
struct ProbeChild: ProbeTransport {
  private let program: URL
  private let standIn: StandInHost?

  /// A server of tests on this machine, that answers for every provider.
  struct StandInHost: Sendable {
    /// `http://127.0.0.1:` and the port.
    let base: String

    /// Reads the address; nil for one that is not this machine.
    init?(_ text: String) {
      guard let port = text.hasPrefix("http://127.0.0.1:") ? Int(text.dropFirst(17)) : nil,
        (1...65535).contains(port)
      else { return nil }
      base = text
    }
  }

  /// Finds the program beside this one.
  ///
  /// - Throws: `FileOutputError` where it is not there.
  init(standIn: StandInHost?) throws(FileOutputError) {
    let folder =
      Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
      ?? URL(fileURLWithPath: ".")
    program = folder.appendingPathComponent("mediacost-probe")
    self.standIn = standIn
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      throw FileOutputError(
        path: program.path,
        reason:
          "this program sends the requests of probes and is not there; 'scripts/build' makes it")
    }
  }

  func exchange(_ message: ProbeMessage) -> ProbeExchange {
    guard let frame = try? JSONEncoder().encode(frame(of: message)) else {
      return .notSent(.notAllowed)
    }
    let process = Process()
    process.executableURL = program
    process.arguments = []
    // It needs nothing of ours but where the system keeps whom to trust.
    let kept = [
      "PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTPS_PROXY", "https_proxy", "LD_LIBRARY_PATH",
    ]
    process.environment = ProcessInfo.processInfo.environment.filter { kept.contains($0.key) }
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    do { try process.run() } catch { return .notSent(.notAllowed) }
    let watch = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(
      deadline: .now() + .seconds(message.timeoutSeconds + 15), execute: watch)
    defer { watch.cancel() }
    // Nothing is sent before the frame is whole, so what cannot be handed over was not sent.
    var isHandedOver = true
    do {
      try input.fileHandleForWriting.write(contentsOf: frame)
      try input.fileHandleForWriting.close()
    } catch { isHandedOver = false }
    let text = (try? output.fileHandleForReading.readToEnd()) ?? nil
    process.waitUntilExit()
    guard let text, let reply = try? JSONDecoder().decode(ReplyFrame.self, from: text) else {
      return isHandedOver ? .lost(.noAnswer) : .notSent(.notAllowed)
    }
    return Self.exchange(reply)
  }

  private func frame(of message: ProbeMessage) -> RequestFrame {
    var url = message.url
    var headers = message.headers.map { [$0.name, $0.value] }
    if let standIn, let host = url.dropFirst(8).split(separator: "/", maxSplits: 1).first {
      headers.append(["X-Stand-In-For", String(host)])
      url = standIn.base + url.dropFirst(8 + host.count)
    }
    return RequestFrame(
      method: message.method, url: url, headers: headers, body: Data(message.body),
      // Nobody waits for long in a test.
      timeoutSeconds: standIn == nil ? message.timeoutSeconds : min(message.timeoutSeconds, 4),
      mostBytes: standIn == nil ? message.mostBytes : min(message.mostBytes, 4_000_000),
      allowsLoopback: standIn != nil)
  }

  private static func exchange(_ frame: ReplyFrame) -> ProbeExchange {
    let trouble = frame.trouble.flatMap { ProbeTrouble(rawValue: $0) } ?? .noAnswer
    switch frame.outcome {
    case "reply":
      return .reply(
        ProbeReply(
          status: frame.status,
          headers: frame.headers.compactMap { $0.count == 2 ? ProbeHeader($0[0], $0[1]) : nil },
          body: Array(frame.body), seconds: frame.seconds))
    case "not_sent": return .notSent(trouble)
    default: return .lost(trouble)
    }
  }
}

/// The time of the system; before a server of tests nobody waits for as long as a recipe says, though it counts.
final class SystemClock: ProbeClock {
  private let isQuick: Bool
  private var skipped = 0.0

  init(isQuick: Bool) { self.isQuick = isQuick }

  var seconds: Double {
    Double(DispatchTime.now().uptimeNanoseconds) / 1_000_000_000 + skipped
  }

  func pause(_ seconds: Double) {
    guard isQuick else { return Thread.sleep(forTimeInterval: seconds) }
    Thread.sleep(forTimeInterval: seconds / 1000)
    skipped += seconds * 0.999
  }
}
