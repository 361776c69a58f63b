import BillingTypes
import BodyPricing
import PricingRules

// What was made.
extension ProbeRun {
  /// Looks at what was made, and says where it is not what was asked for.
  mutating func asset() -> (AssetHeader?, [UInt8]) {
    guard let place = probe.recipe.asset, let last = lastReply else { return (nil, []) }
    var bytes: [UInt8]?
    switch place.form {
    case .bytes: bytes = last.reply.body
    case .base64:
      if let pointer = place.pointer, let tree = last.tree,
        let node = tree.places(at: pointer).first
      {
        let raw = tree.raw(node)
        let data =
          raw.starts(with: "data:".utf8)
          ? raw.drop { $0 != UInt8(ascii: ",") }.dropFirst() : raw
        bytes = Base64Text.decoded(data, isWhole: true)
      }
    case .address:
      guard let pointer = place.pointer, let tree = last.tree,
        let node = tree.places(at: pointer).first
      else { break }
      guard let fetched = fetch(tree.text(node)) else {
        facts.append(.asset(.unfetched))
        return (nil, [])
      }
      bytes = fetched
    }
    guard let bytes, !bytes.isEmpty else {
      facts.append(.asset(.missing))
      return (nil, [])
    }
    guard let header = AssetHeader(bytes) else {
      facts.append(.asset(.unknownFormat))
      return (nil, bytes)
    }
    check(header)
    return (header, bytes)
  }

  /// Fetches a file, without any credentials.
  private mutating func fetch(_ url: String) -> [UInt8]? {
    guard url.hasPrefix("https://"), !Self.host(of: url).isEmpty else { return nil }
    // The query of such an address is as good as a password.
    if let query = url.firstIndex(of: "?") { hide(String(url[url.index(after: query)...])) }
    let message = ProbeMessage(
      method: "GET", url: url, headers: [], body: [], timeoutSeconds: 120)
    let exchange = transport.exchange(message)
    let kept: ProbeExchange
    if case .reply(let reply) = exchange {
      kept = .reply(
        ProbeReply(
          status: reply.status, headers: reply.headers, body: reply.body, seconds: reply.seconds))
    } else {
      kept = exchange
    }
    trail.append(ProbeRecord(step: "asset", message, kept))
    guard case .reply(let reply) = exchange, reply.status == 200 else { return nil }
    return reply.body
  }

  private mutating func check(_ header: AssetHeader) {
    if case .number(let width)? = probe.asked["width"],
      case .number(let height)? = probe.asked["height"],
      let ownWidth = header.width, let ownHeight = header.height,
      Rational(Int128(ownWidth)) != width || Rational(Int128(ownHeight)) != height
    {
      facts.append(
        .asset(
          .size(
            width: ownWidth, height: ownHeight, askedWidth: Int(clamping: width.numerator),
            askedHeight: Int(clamping: height.numerator))))
    }
    if case .number(let asked)? = probe.asked["seconds"], let seconds = header.seconds,
      let difference = try? seconds - asked,
      // A film has whole frames: a tenth of a second is no other length.
      difference > Self.tenth || difference < Self.minusTenth
    {
      facts.append(
        .asset(
          .seconds(DecimalText.print(seconds, places: 3), asked: DecimalText.print(asked))))
    }
    if case .boolean(let asked)? = probe.asked["audio"], let hasAudio = header.hasAudio,
      asked != hasAudio
    {
      facts.append(.asset(.audio(isThere: hasAudio)))
    }
  }

  private static var tenth: Rational { Rational(reducedNumerator: 1, denominator: 10) }
  private static var minusTenth: Rational { Rational(reducedNumerator: -1, denominator: 10) }
}
