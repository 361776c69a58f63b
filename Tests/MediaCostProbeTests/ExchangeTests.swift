import Foundation
import ProbeFrames
import TestSupport
import Testing

@Suite("The program that sends one request")
struct ExchangeTests {
  /// Hands a frame to the program.
  private func send(_ frame: Data) throws -> (reply: ReplyFrame?, status: Int32) {
    let process = Process()
    process.executableURL = try BuiltProgram.named("mediacost-probe")
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: frame)
    try input.fileHandleForWriting.close()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (try? JSONDecoder().decode(ReplyFrame.self, from: text), process.terminationStatus)
  }

  private func send(
    _ url: String, loopback: Bool = true,
    headers: [[String]] = [["Authorization", "Bearer planted-key"]],
    most: Int = 64_000_000
  ) throws -> ReplyFrame {
    let frame = RequestFrame(
      method: "POST", url: url, headers: headers, body: Data("{}".utf8), timeoutSeconds: 2,
      mostBytes: most, allowsLoopback: loopback)
    return try #require(try send(try JSONEncoder().encode(frame)).reply)
  }

  @Test("A request is answered with status, headers and body")
  func fine() throws {
    let standIn = try StandIn()
    let reply = try send("\(standIn.address)/v1/images/generations")
    #expect(reply.outcome == "reply")
    #expect(reply.status == 200)
    #expect(reply.headers.contains(["Content-Type", "application/json"]))
    #expect(String(decoding: reply.body, as: UTF8.self).contains("b64_json"))
    #expect(standIn.paid.count == 1)
  }

  @Test(
    "Whatever happens to it, a request is delivered once, and goes nowhere else",
    arguments: [
      ("reset", "lost connection_lost"), ("close", "lost connection_lost"),
      ("silence", "lost too_slow"), ("slow", "lost too_slow"),
      ("truncated", "lost connection_lost"), ("huge", "lost too_long"),
      ("misencoded", "reply 200"), ("not-json", "reply 200"), ("redirect", "reply 307"),
      ("401", "reply 401"), ("429", "reply 429"), ("500", "reply 500"), ("503", "reply 503"),
    ])
  func faults(fault: String, end: String) throws {
    let standIn = try StandIn(faults: [fault])
    let reply = try send("\(standIn.address)/v1/images/generations", most: 2_000_000)
    let found = reply.outcome + " " + (reply.trouble ?? String(reply.status))
    #expect(found == end)
    #expect(standIn.paid.count == 1)
    #expect(!standIn.requests.contains("/stolen"))
  }

  @Test(
    "An address that may not be asked is not",
    arguments: [
      "http://api.example.com/x", "http://127.0.0.1.example.com/x", "ftp://127.0.0.1/x", "x", "",
      "https://me:pass@api.example.com/", "file:///etc/passwd", "http://localhost/x",
    ])
  func addresses(url: String) throws {
    let reply = try send(url)
    #expect(reply.outcome == "not_sent")
    #expect(reply.trouble == "not_allowed")
  }

  @Test("Plain HTTP is for tests alone, and a header has no line end")
  func loopback() throws {
    let standIn = try StandIn()
    let url = "\(standIn.address)/v1/images/generations"
    #expect(try send(url, loopback: false).trouble == "not_allowed")
    #expect(try send(url, headers: [["A", "1\r\nB: 2"]]).trouble == "not_allowed")
    #expect(standIn.requests.isEmpty)
  }

  @Test("No request uses the connection of another one, on which it might be sent twice")
  func connections() throws {
    let standIn = try StandIn(faults: ["none", "none", "reset"])
    for _ in 0..<3 { _ = try send("\(standIn.address)/v1/images/generations") }
    #expect(
      standIn.paid.map { $0.split(separator: " ").last.map(String.init) } == ["1", "2", "3"])
  }

  @Test("Where nobody listens, nothing was sent")
  func nobody() throws {
    let reply = try send("http://127.0.0.1:1/x")
    #expect(reply.outcome == "not_sent")
    #expect(reply.trouble == "no_connection")
  }

  @Test("A request that is cut short is not sent")
  func cut() throws {
    let standIn = try StandIn()
    let frame = RequestFrame(
      method: "POST", url: "\(standIn.address)/v1/images/generations", headers: [],
      body: Data(), timeoutSeconds: 2, mostBytes: 100, allowsLoopback: true)
    let text = try JSONEncoder().encode(frame)
    let (reply, status) = try send(text.dropLast(3))
    #expect(reply?.outcome == "not_sent")
    #expect(status == 65)
    #expect(standIn.requests.isEmpty)
  }
}
