import AgentTools
import BillingTypes
import Foundation
import PricingRules
import TestSupport
import Testing

@Suite("An agent asks before it spends")
struct AgentServerTests {
  private func server(most: String? = nil) throws -> AgentServer {
    AgentServer(
      ToolBox(
        catalogue: try Repository.catalogue(), asOf: Repository.today,
        most: try most.map { try DecimalText.parse($0) }), version: "test")
  }

  private func ask(_ server: AgentServer, _ message: String) throws -> [String: Any]? {
    guard let answer = server.answer(Array(message.utf8)) else { return nil }
    #expect(!answer.contains("\n"))
    return try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
  }

  private func call(
    _ server: AgentServer, _ tool: String, _ arguments: String
  ) throws -> [String: Any] {
    let answer = try ask(
      server,
      #"{"jsonrpc":"2.0","id":"a-1","method":"tools/call","params":{"name":"\#(tool)","arguments":\#(arguments)}}"#
    )
    #expect(answer?["id"] as? String == "a-1")
    let result = try #require(answer?["result"] as? [String: Any])
    #expect(result["isError"] as? Bool == false)
    return try #require(result["structuredContent"] as? [String: Any])
  }

  @Test(
    "The version that the agent speaks is spoken, or the newest",
    arguments: [
      ("2025-06-18", "2025-06-18"), ("2024-11-05", "2024-11-05"), ("1999-01-01", "2025-11-25"),
    ])
  func negotiates(asked: String, spoken: String) throws {
    let answer = try ask(
      server(),
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"\#(asked)","capabilities":{}}}"#
    )
    let result = try #require(answer?["result"] as? [String: Any])
    #expect(result["protocolVersion"] as? String == spoken)
    #expect(answer?["id"] as? Int == 1)
  }

  @Test("Six tools are listed, each with a schema")
  func lists() throws {
    let answer = try ask(server(), #"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#)
    let tools = try #require((answer?["result"] as? [String: Any])?["tools"] as? [[String: Any]])
    #expect(
      tools.compactMap { $0["name"] as? String } == [
        "price_request", "price_reply", "quote", "compare", "offers", "explain",
      ])
    for tool in tools {
      #expect((tool["inputSchema"] as? [String: Any])?["type"] as? String == "object")
    }
  }

  private static let body =
    #"{"model":"gpt-image-2","prompt":"a red fox","quality":"high","size":"1024x1024"}"#

  @Test("A body is priced, as an object or as a text, and allowed up to the most")
  func prices() throws {
    let object = try call(server(), "price_request", #"{"body":\#(Self.body),"api":"openai"}"#)
    #expect(object["amount"] as? String == "0.210765")
    #expect(object["allowed"] == nil)
    let quoted = Self.body.replacingOccurrences(of: "\"", with: "\\\"")
    let text = try call(
      server(), "price_request", #"{"body":"\#(quoted)","api":"openai","max":"0.21"}"#)
    #expect(text["amount"] as? String == "0.210765")
    #expect(text["allowed"] as? Bool == false)
    let within = try call(
      server(), "price_request", #"{"body":\#(Self.body),"api":"openai","max":0.25}"#)
    #expect(within["allowed"] as? Bool == true)
  }

  @Test("The limit of the server holds whatever the agent says")
  func limits() throws {
    let answer = try call(
      server(most: "0.1"), "price_request", #"{"body":\#(Self.body),"api":"openai","max":"100"}"#)
    #expect(answer["allowed"] as? Bool == false)
    #expect(answer["max"] as? String == "0.1")
  }

  @Test(
    "What cannot be told is unknown, with the reason",
    arguments: [
      ("price_request", #"{"body":{"model":"gpt-imag-2"},"api":"openai"}"#, "gpt-image-2"),
      ("price_request", #"{"body":"{","api":"openai"}"#, "line 1, column 2"),
      ("price_request", #"{"api":"openai"}"#, "'body' is missing"),
      ("price_request", #"{"body":{},"api":"openia"}"#, "did you mean 'openai'?"),
      ("price_request", #"{"body":{},"apy":"openai"}"#, "there is no argument 'apy'"),
      ("price_request", #"{"body":{},"as_of":"soon"}"#, "'soon' is not a day"),
      ("quote", #"{"offer":"openai/nothing/generate"}"#, "no offer is called"),
      ("quote", #"{"offer":"openai/gpt-image-2/generate","request":{"quality":"ultra"}}"#, "ultra"),
      ("offers", #"{"as_of":"soon"}"#, "'soon' is not a day"),
      ("compare", #"{"category":"poems"}"#, "no category is called 'poems'"),
    ])
  func unknown(tool: String, arguments: String, words: String) throws {
    let answer = try call(server(), tool, arguments)
    #expect(answer["source"] as? String == "unknown")
    #expect(answer["amount"] is NSNull)
    let why = (answer["why"] as? [String] ?? []).joined(separator: " ")
    #expect(why.contains(words), "\(why)")
  }

  @Test("Other tools answer as the commands do")
  func others() throws {
    let quote = try call(
      server(), "quote",
      #"{"offer":"openai/gpt-image-2/generate","request":{"quality":"high","images":1}}"#)
    #expect(quote["amount"] as? String == "0.21102")
    let offers = try call(server(), "offers", #"{"model":"sd3.5-large"}"#)
    #expect((offers["offers"] as? [Any])?.count == 8)
    let ranked = try call(
      server(), "compare", #"{"category":"video-generation","request":{"seconds":8}}"#)
    #expect(!((ranked["ranked"] as? [Any])?.isEmpty ?? true))
    let explained = try call(server(), "explain", #"{"offer":"openai/gpt-image-2/generate"}"#)
    #expect((explained["markdown"] as? String)?.contains("output_image_tokens") == true)
    let reply = try call(
      server(), "price_reply",
      #"{"body":\#(Self.body),"api":"openai","reply":{"usage":{"output_tokens":7024,"input_tokens_details":{"text_tokens":20}}}}"#
    )
    #expect(reply["amount"] as? String == "0.21082")
  }

  @Test(
    "Broken messages are answered by their kind",
    arguments: [
      ("{", -32700), (#"{"jsonrpc":"2.0","id":1}"#, -32600), ("7", -32600), ("[]", -32600),
      (#"{"jsonrpc":"2.0","id":1,"method":"resources/list"}"#, -32601),
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"spend"}}"#, -32602),
      (#"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#, -32700),
      (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
    ])
  func broken(message: String, code: Int) throws {
    let answer = try #require(try ask(server(), message))
    #expect((answer["error"] as? [String: Any])?["code"] as? Int == code)
  }

  @Test(
    "What is more than is read is unknown to its sender",
    arguments: [
      String(repeating: "[", count: 99) + String(repeating: "]", count: 99),
      String(repeating: "9", count: 501),
    ])
  func limits(value: String) throws {
    let answer = try ask(
      server(),
      #"{"jsonrpc":"2.0","method":"tools/call","params":{"name":"price_request","arguments":{"body":{"id":5,"x":\#(value)}}},"id":"q"}"#
    )
    #expect(answer?["id"] as? String == "q")
    let result = (answer?["result"] as? [String: Any])?["structuredContent"] as? [String: Any]
    #expect(result?["source"] as? String == "unknown")
    #expect(result?["allowed"] as? Bool == false)
  }

  @Test("Notifications and what was cancelled are not answered")
  func silent() throws {
    let server = try server()
    #expect(try ask(server, #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#) == nil)
    #expect(try ask(server, "  ") == nil)
    server.notice(
      Array(
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}"#.utf8))
    #expect(try ask(server, #"{"jsonrpc":"2.0","id":7,"method":"ping"}"#) == nil)
    #expect(try ask(server, #"{"jsonrpc":"2.0","id":7,"method":"ping"}"#) != nil)
  }

  @Test("Several messages in a list are answered in a list")
  func several() throws {
    let answer = try server().answer(
      Array(
        #"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"},{"jsonrpc":"2.0","id":"b","method":"ping"}]"#
          .utf8))
    #expect(
      answer
        == #"[{"jsonrpc": "2.0", "id": 1, "result": {}}, {"jsonrpc": "2.0", "id": "b", "result": {}}]"#
    )
  }

  @Test("Lines are cut from pieces of any size; a half line at the end is one too")
  func frames() {
    let text = Array("{\"a\":1}\n\n[2]\nhalf".utf8)
    for size in 1...7 {
      var place = 0
      var frames = AgentFrames()
      var lines: [String] = []
      while let found = frames.next({ room, most in
        let count = min(size, most, text.count - place)
        for index in 0..<count {
          room.storeBytes(of: text[place + index], toByteOffset: index, as: UInt8.self)
        }
        place += count
        return count
      }) {
        for case .line(let line) in found { lines.append(String(decoding: line, as: UTF8.self)) }
      }
      #expect(lines == ["{\"a\":1}", "", "[2]", "half"])
    }
  }
}
