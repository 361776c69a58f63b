import Foundation
import ProbeFrames
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One request over a session of its own, and its reply.
struct Exchange {
  private let frame: RequestFrame

  init(_ frame: RequestFrame) { self.frame = frame }

  /// Sends the request, once, and waits.
  func reply() -> ReplyFrame {
    guard let request = request() else {
      return ReplyFrame(outcome: "not_sent", trouble: "not_allowed")
    }
    let collector = Collector(mostBytes: frame.mostBytes)
    // Fresh for this request: on a connection that was used before, a request that the server resets is sent again.
    let session = URLSession(
      configuration: configuration, delegate: collector, delegateQueue: nil)
    let started = DispatchTime.now()
    let task = session.dataTask(with: request)
    task.resume()
    let isDone =
      collector.done.wait(timeout: .now() + .seconds(frame.timeoutSeconds)) == .success
    let seconds =
      Double(DispatchTime.now().uptimeNanoseconds - started.uptimeNanoseconds) / 1_000_000_000
    guard isDone else {
      session.invalidateAndCancel()
      return ReplyFrame(outcome: "lost", trouble: "too_slow", seconds: seconds)
    }
    var answer = collector.answer
    answer.seconds = seconds
    return answer
  }

  private var configuration: URLSessionConfiguration {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.urlCache = nil
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    configuration.timeoutIntervalForRequest = Double(frame.timeoutSeconds)
    configuration.timeoutIntervalForResource = Double(frame.timeoutSeconds)
    return configuration
  }

  /// The request; nil for one that may not be sent.
  private func request() -> URLRequest? {
    guard let url = URL(string: frame.url), let host = url.host, !host.isEmpty, url.user == nil
    else { return nil }
    let isLoopback = frame.allowsLoopback && url.scheme == "http" && host == "127.0.0.1"
    guard url.scheme == "https" || isLoopback, frame.timeoutSeconds > 0 else { return nil }
    var request = URLRequest(url: url)
    request.httpMethod = frame.method
    request.timeoutInterval = Double(frame.timeoutSeconds)
    for header in frame.headers {
      guard header.count == 2, !(header[0] + header[1]).utf8.contains(where: { $0 < 32 }) else {
        return nil
      }
      request.addValue(header[1], forHTTPHeaderField: header[0])
    }
    if request.value(forHTTPHeaderField: "User-Agent") == nil {
      request.setValue("mediacost-probe", forHTTPHeaderField: "User-Agent")
    }
    if !frame.body.isEmpty { request.httpBody = frame.body }
    return request
  }
}

/// Collects a reply of limited length, and refuses to be sent elsewhere.
private final class Collector: NSObject, URLSessionDataDelegate, Sendable {
  let done = DispatchSemaphore(value: 0)
  private let mostBytes: Int
  private let state = Mutex(State())

  private struct State {
    var body = Data()
    var response: HTTPURLResponse?
    var error: (any Error)?
    var isTooLong = false
  }

  init(mostBytes: Int) { self.mostBytes = mostBytes }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    // It would go on with the credentials to whatever host the reply names.
    completionHandler(nil)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    // Who is asked for a name and a password has none: the answer is the reply. Whom to trust, the system says.
    #if canImport(FoundationNetworking)
      completionHandler(.rejectProtectionSpace, nil)
    #else
      let isTrust =
        challenge.protectionSpace.authenticationMethod == NSURLAuthenticationMethodServerTrust
      completionHandler(isTrust ? .performDefaultHandling : .rejectProtectionSpace, nil)
    #endif
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = state.withLock { state in
      state.body.append(data)
      if state.body.count > mostBytes { state.isTooLong = true }
      return state.isTooLong
    }
    if isTooLong { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    let response = task.response as? HTTPURLResponse
    state.withLock { state in
      state.response = response
      state.error = error
    }
    done.signal()
  }

  /// What became of the request.
  var answer: ReplyFrame {
    state.withLock { state in
      if state.isTooLong { return ReplyFrame(outcome: "lost", trouble: "too_long") }
      if let error = state.error { return Self.trouble(error) }
      guard let response = state.response else {
        return ReplyFrame(outcome: "lost", trouble: "no_answer")
      }
      // A reply that ends before the length that it says is none.
      let length = response.value(forHTTPHeaderField: "Content-Length").flatMap { Int($0) }
      let isCoded = response.value(forHTTPHeaderField: "Content-Encoding") != nil
      if let length, !isCoded, length != state.body.count {
        return ReplyFrame(outcome: "lost", trouble: "connection_lost")
      }
      let headers = response.allHeaderFields.map { ["\($0.key)", "\($0.value)"] }
      return ReplyFrame(
        outcome: "reply", status: response.statusCode,
        headers: headers.sorted { $0[0] < $1[0] }, body: state.body)
    }
  }

  private static func trouble(_ error: any Error) -> ReplyFrame {
    switch (error as? URLError)?.code {
    case .cannotFindHost?, .dnsLookupFailed?:
      ReplyFrame(outcome: "not_sent", trouble: "no_host")
    case .cannotConnectToHost?:
      ReplyFrame(outcome: "not_sent", trouble: "no_connection")
    case .secureConnectionFailed?, .serverCertificateUntrusted?, .serverCertificateHasBadDate?,
      .serverCertificateHasUnknownRoot?, .serverCertificateNotYetValid?:
      ReplyFrame(outcome: "not_sent", trouble: "no_trust")
    case .timedOut?: ReplyFrame(outcome: "lost", trouble: "too_slow")
    default: ReplyFrame(outcome: "lost", trouble: "connection_lost")
    }
  }
}
