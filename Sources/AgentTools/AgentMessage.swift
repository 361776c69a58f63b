import BodyPricing
import ReportGenerator

/// One message of JSON-RPC 2.0 from an agent.
struct AgentMessage: Sendable {
  let tree: BodyTree
  /// The id as it was written; nil for a notification, which is never answered.
  let id: String?
  /// What is asked for.
  let method: String
  /// Where the parameters stand; nil for none.
  let parameters: Int?

  /// Reads a message.
  ///
  /// - Returns: nil for what is no request; then `id` says whom to tell.
  init?(_ tree: BodyTree, at place: Int) {
    self.tree = tree
    guard tree.nodes[place].kind == .object,
      let version = tree.member("jsonrpc", of: place), tree.text(version) == "2.0",
      let method = tree.member("method", of: place), tree.nodes[method].kind == .string
    else { return nil }
    // An id of null is none, and yet no notification.
    let named = tree.children(of: place).first { tree.key($0) == "id" }
    if let named {
      guard let text = Self.idText(tree, named) else { return nil }
      id = text
    } else {
      id = nil
    }
    self.method = tree.text(method)
    parameters = tree.member("params", of: place)
  }

  /// An id as it is written, where it is text or a number.
  static func idText(_ tree: BodyTree, _ place: Int) -> String? {
    switch tree.nodes[place].kind {
    case .string: "\"\(String(decoding: tree.raw(place), as: UTF8.self))\""
    case .number: String(decoding: tree.raw(place), as: UTF8.self)
    default: nil
    }
  }

  /// The text of a parameter; nil for none.
  func text(_ name: String) -> String? {
    guard let parameters, let place = tree.member(name, of: parameters),
      tree.nodes[place].kind == .string
    else { return nil }
    return tree.text(place)
  }
}

/// What is answered to one message.
enum AgentAnswer {
  /// What was asked for.
  case result(JSONText)
  /// Why it cannot be had.
  case error(code: Int, String)

  /// The whole message on one line.
  func line(id: String?) -> String {
    let head = "{\"jsonrpc\": \"2.0\", \"id\": \(id ?? "null"), "
    switch self {
    case .result(let value): return head + "\"result\": \(value.line)}"
    case .error(let code, let words):
      let message = JSONText.string(words).line
      return head + "\"error\": {\"code\": \(code), \"message\": \(message)}}"
    }
  }

  static let notJSON = -32700
  static let noRequest = -32600
  static let noMethod = -32601
  static let wrongParameters = -32602
}
