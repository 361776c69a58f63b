import BodyPricing
import ReportGenerator
import Synchronization

/// Answers an agent that speaks the Model Context Protocol, one message a line.
///
/// It holds no connection: it is handed lines and gives back lines, so that everything can be tested without a pipe.
public final class AgentServer: Sendable {
  private let tools: ToolBox
  private let version: String
  private let cancelled = Mutex<Set<String>>([])

  /// The versions of the protocol that are spoken, the newest first.
  public static let protocolVersions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]

  /// Creates a server.
  ///
  /// - Parameters:
  ///   - tools: What it can be asked.
  ///   - version: The version of the program.
  public init(_ tools: ToolBox, version: String) {
    self.tools = tools
    self.version = version
  }

  /// Takes note of a message before its turn comes: one that is cancelled is not worked on.
  ///
  /// - Parameter line: The message.
  public func notice(_ line: [UInt8]) {
    // Whoever reads ahead looks for one word only; the message itself is read when its turn comes.
    guard line.count < 10_000, line.contains(words: "notifications/cancelled"),
      let tree = try? BodyScanner.tree(line), let message = AgentMessage(tree, at: 0),
      message.method == "notifications/cancelled", let parameters = message.parameters,
      let id = tree.member("requestId", of: parameters), let text = AgentMessage.idText(tree, id)
    else { return }
    cancelled.withLock { $0 = $0.count < 10_000 ? $0.union([text]) : [text] }
  }

  /// Answers one line.
  ///
  /// - Parameter line: A message, or several in a list.
  /// - Returns: The answer on one line; nil where none is due.
  public func answer(_ line: [UInt8]) -> String? {
    guard line.contains(where: { ![9, 10, 13, 32].contains($0) }) else { return nil }
    let tree: BodyTree
    do throws(BodyError) {
      tree = try BodyScanner.tree(line, within: .message)
    } catch {
      return answer(unread: line, error)
    }
    guard tree.nodes[0].kind == .list else { return answer(tree, at: 0) }
    let places = Array(tree.children(of: 0))
    guard !places.isEmpty else {
      return AgentAnswer.error(code: AgentAnswer.noRequest, "the list of messages is empty").line(
        id: nil)
    }
    let answers = places.compactMap { answer(tree, at: $0) }
    return answers.isEmpty ? nil : "[\(answers.joined(separator: ", "))]"
  }

  /// Answers a message that cannot be read: to its sender, where the message still says who that is.
  private func answer(unread line: [UInt8], _ error: BodyError) -> String {
    let head = MessageHead(line)
    guard error.isLimit, let id = head.id else {
      return AgentAnswer.error(code: AgentAnswer.notJSON, "\(error)").line(id: nil)
    }
    guard head.method == "tools/call" else {
      return AgentAnswer.error(code: AgentAnswer.noRequest, "\(error)").line(id: id)
    }
    return result(ToolBox.unknown("\(error)", mayCost: true)).line(id: id)
  }

  private func answer(_ tree: BodyTree, at place: Int) -> String? {
    guard let message = AgentMessage(tree, at: place) else {
      // What answers a question of ours is none, since we ask none.
      if tree.member("result", of: place) != nil || tree.member("error", of: place) != nil {
        return nil
      }
      let id = tree.member("id", of: place).flatMap { AgentMessage.idText(tree, $0) }
      return AgentAnswer.error(
        code: AgentAnswer.noRequest,
        "the message is no request: it needs 'jsonrpc' of '2.0', a 'method', and an 'id' that is text or a number"
      ).line(id: id)
    }
    guard let id = message.id else { return nil }
    if cancelled.withLock({ $0.remove(id) }) != nil { return nil }
    return answer(message).line(id: id)
  }

  private func answer(_ message: AgentMessage) -> AgentAnswer {
    switch message.method {
    case "initialize": return .result(introduction(message.text("protocolVersion")))
    case "ping": return .result(.object([]))
    case "tools/list":
      return .result(.object([("tools", .array(tools.all.map(\.description)))]))
    case "tools/call": return call(message)
    default:
      return .error(
        code: AgentAnswer.noMethod,
        "there is no method '\(message.method.prefix(80))'; known are 'initialize', 'ping', 'tools/list', 'tools/call'"
      )
    }
  }

  private func introduction(_ asked: String?) -> JSONText {
    let spoken = Self.protocolVersions
    let version = asked.flatMap { spoken.contains($0) ? $0 : nil } ?? spoken[0]
    return .object([
      ("protocolVersion", .string(version)),
      ("capabilities", .object([("tools", .object([("listChanged", .boolean(false))]))])),
      (
        "serverInfo",
        .object([("name", .string("mediacost")), ("version", .string(self.version))])
      ),
      (
        "instructions",
        .string(
          "Prices requests to generative media APIs before they are sent. Call price_request with the body of a "
            + "request; do not send it where 'allowed' is false.")
      ),
    ])
  }

  private func call(_ message: AgentMessage) -> AgentAnswer {
    guard let name = message.text("name") else {
      return .error(code: AgentAnswer.wrongParameters, "'name' says which tool is called")
    }
    guard let tool = tools.all.first(where: { $0.name == name }) else {
      let known = tools.all.map { "'\($0.name)'" }.joined(separator: ", ")
      return .error(
        code: AgentAnswer.wrongParameters,
        "there is no tool '\(name.prefix(80))'; known are \(known)")
    }
    let arguments = ToolArguments(
      message.tree, message.parameters.flatMap { message.tree.member("arguments", of: $0) })
    return result(tools.answer(tool, arguments))
  }

  /// What a tool answers.
  private func result(_ answer: JSONText) -> AgentAnswer {
    .result(
      .object([
        (
          "content", .array([.object([("type", .string("text")), ("text", .string(answer.text))])])
        ),
        ("structuredContent", answer),
        ("isError", .boolean(false)),
      ]))
  }
}

extension [UInt8] {
  /// Whether some words stand in the bytes.
  fileprivate func contains(words: StaticString) -> Bool {
    let length = words.utf8CodeUnitCount
    guard count >= length else { return false }
    return (0...(count - length)).contains { start in
      self[start] == words.utf8Start[0]
        && (0..<length).allSatisfy { self[start + $0] == words.utf8Start[$0] }
    }
  }
}
