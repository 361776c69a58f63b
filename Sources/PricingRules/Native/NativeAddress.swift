/// Where a request goes: `POST https://api.example.com/v1/models/{model}:generate`.
///
/// `{model}` stands for the id of a model, slashes among it; any other word in braces for a text without a slash.
public struct NativeAddress: Hashable, Sendable, CustomStringConvertible {
  /// The method, such as `POST`.
  public let method: String
  /// As the card writes it, without the method.
  public let template: String
  /// Parameters that the address decides.
  public let sets: [String: FormulaValue]
  private let parts: [Part]

  private enum Part: Hashable, Sendable {
    case text([UInt8])
    case word(isModel: Bool)
  }

  /// Reads an address; nil for a text that is none.
  ///
  /// - Parameters:
  ///   - text: `METHOD https://host/path`, with words in braces.
  ///   - sets: Parameters that the address decides.
  public init?(_ text: String, sets: [String: FormulaValue] = [:]) {
    let words = text.split(separator: " ")
    guard words.count == 2, ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(words[0]),
      words[1].hasPrefix("https://") || words[1].hasPrefix("wss://")
    else { return nil }
    method = String(words[0])
    template = String(words[1])
    self.sets = sets
    var parts: [Part] = []
    var rest = words[1]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}"), open > rest.startIndex else {
        return nil
      }
      parts.append(.text(Array(rest[..<open].utf8)))
      parts.append(.word(isModel: rest[rest.index(after: open)..<close] == "model"))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(Array(rest.utf8))) }
    guard parts.count(where: { $0 == .word(isModel: true) }) <= 1 else { return nil }
    self.parts = parts
  }

  /// Whether the address names the model.
  public var namesModel: Bool { parts.contains(.word(isModel: true)) }

  /// As the card writes it.
  public var description: String { "\(method) \(template)" }

  /// What an address means, if it is this one.
  public struct Match: Hashable, Sendable {
    /// The model that the address names; nil where it names none.
    public let model: String?
  }

  /// Compares an address with this one.
  ///
  /// - Parameter url: A whole address, or a path that begins with a slash; what follows a `?` does not count unless the
  ///   card writes one too.
  /// - Returns: What it names; nil where it is another address.
  public func match(_ url: String) -> Match? {
    var own = parts[...]
    var text = Array(Self.plain(url).utf8)[...]
    if !template.utf8.contains(UInt8(ascii: "?")),
      let query = text.firstIndex(of: UInt8(ascii: "?"))
    {
      text = text[..<query]
    }
    while text.count > 1, text.last == UInt8(ascii: "/") { text.removeLast() }
    if text.first == UInt8(ascii: "/") {
      guard let path = pathParts else { return nil }
      own = path[...]
    }
    return Self.match(own, text)
  }

  /// The same address with its scheme and host in small letters and without the usual port.
  private static func plain(_ url: String) -> String {
    guard let start = url.firstRange(of: "://")?.upperBound else { return url }
    let end = url[start...].firstIndex { $0 == "/" || $0 == "?" } ?? url.endIndex
    var host = url[..<end].lowercased()
    if host.hasSuffix(":443") { host.removeLast(4) }
    return host + url[end...]
  }

  /// What follows the host.
  private var pathParts: [Part]? {
    var slashes = 0
    for (place, part) in parts.enumerated() {
      guard case .text(let bytes) = part else { continue }
      for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "/") {
        slashes += 1
        if slashes == 3 { return [.text(Array(bytes[index...]))] + parts[(place + 1)...] }
      }
    }
    return nil
  }

  private static func match(_ parts: ArraySlice<Part>, _ text: ArraySlice<UInt8>) -> Match? {
    guard let part = parts.first else { return text.isEmpty ? Match(model: nil) : nil }
    let rest = parts.dropFirst()
    switch part {
    case .text(let bytes):
      guard text.starts(with: bytes) else { return nil }
      return match(rest, text.dropFirst(bytes.count))
    case .word(let isModel):
      // The shortest text first; a model may go on over slashes.
      var end = text.startIndex
      while end < text.endIndex, isModel || text[end] != UInt8(ascii: "/") {
        end += 1
        guard let found = match(rest, text[end...]) else { continue }
        guard isModel else { return found }
        return String(validating: text[..<end], as: UTF8.self).map { Match(model: $0) }
      }
      return nil
    }
  }
}
