import Foundation

/// A server on this machine that answers as providers do; it ends when nobody holds it.
package final class StandIn: @unchecked Sendable {
  /// Where it is, such as `http://127.0.0.1:41234`.
  package let address: String
  private let process: Process
  private let input: Pipe
  private let log: TemporaryFolder

  /// Starts one.
  ///
  /// - Parameters:
  ///   - faults: What goes wrong with the requests that cost, one after the other, from the beginning again.
  ///   - slowJobs: Whether jobs never end.
  /// - Throws: What starting a program throws.
  package init(faults: [String] = [], slowJobs: Bool = false) throws {
    log = try TemporaryFolder()
    let process = Process()
    process.executableURL = try BuiltProgram.named("ProbeStandIn")
    process.arguments =
      ["--log", log.path("log")]
      + (faults.isEmpty ? [] : ["--faults", faults.joined(separator: ",")])
      + (slowJobs ? ["--slow-jobs"] : [])
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var text = Data()
    while !text.contains(10) {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      text += more
    }
    let port = String(decoding: text, as: UTF8.self).prefix { $0 != "\n" }
    address = "http://127.0.0.1:\(port)"
    self.process = process
    self.input = input
  }

  deinit {
    // A program that another test started may hold the pipe too, so that its end says nothing.
    process.terminate()
    process.waitUntilExit()
    try? input.fileHandleForWriting.close()
  }

  /// Everything that came, with the first line of each request behind `===`.
  package var requests: String {
    let data = FileManager.default.contents(atPath: log.path("log")) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  /// The first lines of the requests that cost.
  package var paid: [String] {
    requests.split(separator: "\n").filter { $0.hasPrefix("=== PAID") }.map(String.init)
  }
}
