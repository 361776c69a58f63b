import Foundation
import ProbeFrames
import Testing

@Suite("Requests and replies between the two programs")
struct ProbeFramesTests {
  @Test("A frame there and back is the same, any bytes in it")
  func roundTrip() throws {
    let request = RequestFrame(
      method: "POST", url: "https://api.example.com/x", headers: [["A", "1"], ["A", "2"]],
      body: Data((0...255).map { UInt8($0) }), timeoutSeconds: 5, mostBytes: 10,
      allowsLoopback: false)
    let again = try JSONDecoder().decode(
      RequestFrame.self, from: try JSONEncoder().encode(request))
    #expect(again == request)
    let reply = ReplyFrame(outcome: "lost", trouble: "too_slow", seconds: 0.25)
    #expect(
      try JSONDecoder().decode(ReplyFrame.self, from: try JSONEncoder().encode(reply)) == reply)
  }
}
