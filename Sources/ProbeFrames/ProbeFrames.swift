public import Foundation

/// A request as it is handed to the program that sends it.
public struct RequestFrame: Codable, Hashable, Sendable {
  /// The method, such as `POST`.
  public var method: String
  /// The whole address.
  public var url: String
  /// Names and values of headers, in order.
  public var headers: [[String]]
  /// The body.
  public var body: Data
  /// How long the reply may take, in seconds.
  public var timeoutSeconds: Int
  /// How long the reply may be, in bytes.
  public var mostBytes: Int
  /// Whether `http://127.0.0.1` may be asked, which only tests do.
  public var allowsLoopback: Bool

  /// Creates a request.
  public init(
    method: String, url: String, headers: [[String]], body: Data, timeoutSeconds: Int,
    mostBytes: Int, allowsLoopback: Bool
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeoutSeconds = timeoutSeconds
    self.mostBytes = mostBytes
    self.allowsLoopback = allowsLoopback
  }
}

/// What became of a request, as the program that sent it says.
public struct ReplyFrame: Codable, Hashable, Sendable {
  /// `reply`, `not_sent` or `lost`.
  public var outcome: String
  /// Why there is no reply; nil where there is one.
  public var trouble: String?
  /// The status of the reply; 0 where there is none.
  public var status: Int
  /// Names and values of headers.
  public var headers: [[String]]
  /// The body.
  public var body: Data
  /// How long it took, in seconds.
  public var seconds: Double

  /// Creates an answer.
  public init(
    outcome: String, trouble: String? = nil, status: Int = 0, headers: [[String]] = [],
    body: Data = Data(), seconds: Double = 0
  ) {
    self.outcome = outcome
    self.trouble = trouble
    self.status = status
    self.headers = headers
    self.body = body
    self.seconds = seconds
  }
}
