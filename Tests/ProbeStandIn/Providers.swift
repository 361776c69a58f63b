import FlyingFox
import Foundation

/// A reply in the making.
struct Answer {
  var status = 200
  var headers = HTTPHeaders([.contentType: "application/json"])
  var body = Data()

  static func json(_ value: [String: Any], status: Int = 200) -> Answer {
    let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys])
    return Answer(status: status, body: data ?? Data())
  }

  static let notFound = Answer.json(["error": ["message": "no such thing"]], status: 404)

  var response: HTTPResponse {
    HTTPResponse(statusCode: HTTPStatusCode(status, phrase: "-"), headers: headers, body: body)
  }
}

/// A request, taken apart.
struct Call {
  let method: String
  let path: String
  let parts: [String]
  let body: [String: Any]
  /// Who asks, where the usual header says so.
  let key: String
  /// Where addresses in replies lead: the provider's host, or this server for clients that know it alone.
  let host: String

  init(_ request: HTTPRequest, _ data: Data) {
    method = request.method.rawValue
    path = request.path
    parts = request.path.split(separator: "/").map(String.init)
    body = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
    key = request.headers[.authorization] ?? ""
    host =
      request.headers[HTTPHeader("X-Stand-In-For")].map { "https://\($0)" }
      ?? "http://\(request.headers[.host] ?? "127.0.0.1")"
  }

  func text(_ key: String) -> String { body[key] as? String ?? "" }
}

/// Answers for all providers, by the path.
struct Providers: HTTPHandler {
  let world: World

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let call = Call(request, try await request.bodyData)
    let key =
      request.headers[.authorization]
      ?? Self.keys.lazy.compactMap {
        request.headers[HTTPHeader($0)]
      }.first
    // Files and prices need no key; everything else does.
    let isOpen = call.path.hasPrefix("/files/") || call.path == "/v1/models/pricing"
    guard isOpen || key?.isEmpty == false else {
      return Answer.json(["error": ["message": "who asks?"]], status: 401).response
    }
    return await answer(call).response
  }

  private static let keys = ["X-API-KEY", "x-goog-api-key", "Api-Key"]

  private func answer(_ call: Call) async -> Answer {
    for route in [images, queues, films, avatars] {
      if let found = await route(call) { return found }
    }
    return .notFound
  }

  /// Whether the first line of a request is of one that costs.
  static func isPaid(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    guard words.count > 1, words[0] == "POST" else { return false }
    let path = words[1].split(separator: "?").first.map(String.init) ?? ""
    let free = ["/v1/sessions/token", "/v1/sessions/stop", "/v1/generate/video"]
    if free.contains(path) || words[1].contains("dry_run=true") { return false }
    return !path.hasSuffix("/cancel") && !path.hasSuffix(":fetchPredictOperation")
  }

  // Pictures that come with the reply.
  private func images(_ call: Call) async -> Answer? {
    switch (call.method, call.path) {
    case ("POST", "/v1/images/generations") where call.text("model").hasPrefix("grok"):
      return .json([
        "data": [["b64_json": Media.picture(1024, 1024).base64EncodedString()]],
        "usage": ["cost_in_usd_ticks": 200_000_000],
      ])
    case ("POST", "/v1/images/generations"), ("POST", "/v1/images/edits"):
      let isEdit = call.path.hasSuffix("edits")
      return .json([
        "created": 1_700_000_000, "quality": "low", "size": "1024x1024", "output_format": "png",
        "background": "opaque",
        "data": [["b64_json": Media.picture(1024, 1024).base64EncodedString()]],
        "usage": [
          "input_tokens": isEdit ? 1039 : 13, "output_tokens": 196,
          "total_tokens": isEdit ? 1235 : 209,
          "input_tokens_details": ["text_tokens": 13, "image_tokens": isEdit ? 1026 : 0],
        ],
      ])
    case ("POST", "/api/v1/images"):
      return .json([
        "data": [["b64_json": Media.picture(1024, 1024).base64EncodedString()]],
        "usage": ["cost": 0.00617, "prompt_tokens": 13, "completion_tokens": 196],
      ])
    case ("GET", "/v1/user/balance"):
      return .json(["credits": await world.balance("stability")])
    case ("POST", let path) where path.hasPrefix("/v2beta/stable-image/"):
      await world.spend(path.hasSuffix("sd3") ? 2.5 : path.hasSuffix("core") ? 3 : 5, "stability")
      return .json([
        "image": Media.picture(1024, 1024).base64EncodedString(), "finish_reason": "SUCCESS",
        "seed": 7,
      ])
    case ("POST", "/v2/image/generate/ideogram-4-5"):
      return .json(["usd_micros": 60_000, "qualifier": "exact"])
    case ("GET", let path) where path.hasPrefix("/files/"):
      var answer = Answer(headers: HTTPHeaders([.contentType: "application/octet-stream"]))
      answer.body =
        path.hasSuffix(".png")
        ? Media.picture(1024, 1024)
        : Media.film(1280, 720, seconds: Int(call.parts[1]) ?? 5, hasAudio: false)
      return answer
    default: return nil
    }
  }
}
