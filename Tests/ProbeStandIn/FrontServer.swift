import Foundation

/// Takes connections, writes down what comes, lets faults happen, and hands the rest to the server behind.
final class FrontServer: @unchecked Sendable {
  /// Where it listens.
  let port: UInt16
  private let listener: Int32
  private let inner: UInt16
  private let log: FileHandle?
  private let faults: [Fault]
  private let lock = NSLock()
  private var paidCount = 0
  private var connectionCount = 0

  init(inner: UInt16, log: String, faults: [Fault]) throws {
    self.inner = inner
    self.faults = faults
    if log.isEmpty {
      self.log = nil
    } else {
      _ = FileManager.default.createFile(atPath: log, contents: nil)
      self.log = FileHandle(forWritingAtPath: log)
    }
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    listener = socket
    var address = Self.address(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && listen(socket, 64) == 0
          && getsockname(socket, $0, &length) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
  }

  private static func address(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
  }

  /// Serves until the program ends.
  func run() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { continue }
      Thread.detachNewThread { [self] in
        serve(connection)
        close(connection)
      }
    }
  }

  /// The requests of one connection, which whoever asks may use again.
  private func serve(_ connection: Int32) {
    lock.lock()
    connectionCount += 1
    let number = connectionCount
    lock.unlock()
    while serve(connection, number) {}
  }

  /// One request; whether another one may come.
  private func serve(_ connection: Int32, _ number: Int) -> Bool {
    guard let request = Self.readRequest(connection) else { return false }
    let head = String(decoding: request.prefix { $0 != 13 }, as: UTF8.self)
    let isPaid = Providers.isPaid(head)
    lock.lock()
    let fault = isPaid && !faults.isEmpty ? faults[paidCount % faults.count] : .none
    if isPaid { paidCount += 1 }
    let line = "=== \(isPaid ? "PAID" : "-") \(fault.rawValue) \(head) on connection \(number)"
    log?.write(Data("\n\(line)\n".utf8) + request)
    lock.unlock()
    answer(connection, request, fault)
    let isLast = request.range(of: Data("\r\nConnection: close\r\n".utf8)) != nil
    return fault == .none && !isLast
  }

  private func answer(_ connection: Int32, _ request: Data, _ fault: Fault) {
    switch fault {
    case .none: forward(request, to: connection)
    case .reset:
      // Without lingering, what is closed is reset.
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    case .close: break
    case .silence: Thread.sleep(forTimeInterval: 8)
    case .slow:
      Self.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", connection)
      for _ in 0..<80 {
        Self.send(" ", connection)
        Thread.sleep(forTimeInterval: 0.1)
      }
    case .truncated:
      Self.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"id\": \"cut", connection)
    case .huge:
      Self.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"id\": \"", connection)
      let piece = String(repeating: "x", count: 1_000_000)
      for _ in 0..<8 where !Self.send(piece, connection) { return }
    case .misencoded:
      Self.send("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n", connection)
      Self.send(Data(Array("{\"id\": \"".utf8) + [0xC3, 0x28, 0x22, 0x7D]), connection)
    case .notJSON:
      Self.send("HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n<html>busy</html>", connection)
    case .redirect:
      Self.send(
        "HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:\(port)/stolen\r\nContent-Length: 0\r\n\r\n",
        connection)
    case .status401, .status402, .status429, .status500, .status503:
      let body = #"{"error": {"message": "no", "code": "x"}}"#
      Self.send(
        "HTTP/1.1 \(fault.rawValue) No\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)",
        connection)
    }
  }

  /// Hands a request to the server behind, and its answer back.
  private func forward(_ request: Data, to connection: Int32) {
    let inside = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(inside) }
    var address = Self.address(port: inner)
    let isOpen = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(inside, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isOpen, Self.send(request, inside) else { return }
    if let answer = Self.readRequest(inside) { Self.send(answer, connection) }
  }

  /// A head and as many bytes as it says.
  private static func readRequest(_ connection: Int32) -> Data? {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var needed: Int?
    while needed.map({ data.count < $0 }) ?? true {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return needed == nil && !data.isEmpty ? data : nil }
      data.append(contentsOf: buffer[..<count])
      guard needed == nil, let end = data.range(of: Data("\r\n\r\n".utf8)) else { continue }
      let head = String(decoding: data[..<end.lowerBound], as: UTF8.self).lowercased()
      let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
      let value = length?.split(separator: ":").last.map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      needed = end.upperBound + (value.flatMap { Int($0) } ?? 0)
    }
    return data
  }

  @discardableResult
  private static func send(_ text: String, _ connection: Int32) -> Bool {
    send(Data(text.utf8), connection)
  }

  @discardableResult
  private static func send(_ data: Data, _ connection: Int32) -> Bool {
    var rest = Array(data)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
