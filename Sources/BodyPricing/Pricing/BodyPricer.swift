public import BillingTypes
import CostAnalysis
public import PricingRules

/// Prices the bodies of requests as they are about to be sent, with the prices of one day; make it once, ask it as
/// often as you like, from any thread.
///
/// ```swift
/// let pricer = BodyPricer(catalogue: catalogue, asOf: day)
/// let body = Array(#"{"model": "gpt-image-2", "prompt": "a cat", "quality": "high", "size": "1024x1024"}"#.utf8)
/// let price = try pricer.price(body, for: BodyTarget(api: "openai"))
/// print(price.ceiling!)   // the most that the bill can be
/// ```
public final class BodyPricer: Sendable {
  /// The rate cards.
  public let catalogue: Catalogue
  /// The day of the usage.
  public let asOf: Day
  let quoter: Quoter
  let index: CallIndex
  /// The offers sold on the day, by their model.
  let sold: [String: [Offer]]
  let offers = PricedOffers()
  private let memories = BodyMemories()

  /// Prepares to price bodies.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards; their offers' bindings say what bodies mean.
  ///   - day: The day of the usage; it picks the prices.
  ///   - knownAt: Prices that became known later do not count; nil counts all.
  public init(catalogue: Catalogue, asOf day: Day, knownAt: Day? = nil) {
    self.catalogue = catalogue
    asOf = day
    quoter = Quoter(catalogue: catalogue, asOf: day, knownAt: knownAt)
    index = CallIndex(catalogue)
    sold = Dictionary(
      grouping: catalogue.offers.filter { $0.validity.contains(day) }, by: \.model)
  }

  /// Prices a body.
  ///
  /// - Parameters:
  ///   - body: JSON, as it is about to be sent.
  ///   - target: Where it goes, as far as the caller knows.
  ///   - explaining: Whether charges, sources and cheaper equivalents are wanted.
  /// - Throws: ``BodyError`` for what is no JSON, for an API that no offer has, and for a body that the provider would
  ///   refuse.
  /// - Returns: The price, whose source is unknown where no offer is found or several are.
  public func price(
    _ body: [UInt8], for target: BodyTarget, explaining: Bool = true
  ) throws(BodyError) -> PricedBody {
    try remembered(body, for: target, explaining: explaining).price
  }

  /// The same, as an answer that is told from others by what it is, so that what was made of it once serves again.
  package func remembered(
    _ body: [UInt8], for target: BodyTarget, explaining: Bool
  ) throws(BodyError) -> RememberedPrice {
    let (tree, target) = try opened(body, target)
    guard let memory = memories.memory(of: target, index),
      let key = memory.key(of: tree, explaining: explaining)
    else { return RememberedPrice(try price(tree, for: target, explaining)) }
    if let known = memory[key] { return known }
    let new = RememberedPrice(try price(tree, for: target, explaining))
    memory[key] = new
    return new
  }

  /// The same, worked out anew.
  package func anew(
    _ body: [UInt8], for target: BodyTarget, explaining: Bool
  ) throws(BodyError) -> PricedBody {
    let (tree, target) = try opened(body, target)
    return try price(tree, for: target, explaining)
  }

  /// Whether a body means a call by the name of its model, and of its API where one is said: what other models there
  /// are makes no difference then.
  ///
  /// - Parameters:
  ///   - body: The body.
  ///   - target: Where it goes.
  /// - Returns: Whether it does; false for a body that cannot be read.
  package func isCalledByName(_ body: [UInt8], for target: BodyTarget) -> Bool {
    guard let (tree, target) = try? opened(body, target),
      case .found(let bound, let address)? = try? index.call(of: tree, target),
      target.api == nil || target.api == bound.call.api
    else { return false }
    return target.model != nil || bound.model(in: tree) != nil
      || target.url.flatMap { address?.match($0)?.model } != nil
  }

  /// The price of a body in no envelope.
  func price(
    _ tree: BodyTree, for target: BodyTarget, _ explaining: Bool
  ) throws(BodyError) -> PricedBody {
    guard tree.nodes[0].kind == .object else {
      throw .refused("a body is an object in braces, such as {\"model\": \"gpt-image-2\"}")
    }
    switch try index.call(of: tree, target) {
    case .unknown(let fact): return unknown([fact])
    case .found(let bound, let address):
      guard bound.offer.validity.contains(asOf) else {
        return unknown([.notSold(bound.offer.id, bound.offer.validity, asOf)], bound)
      }
      let reading = try BodyReading(tree, bound, address: address, keepsOrigins: explaining)
      return try BodyPrice(self, bound, reading, target.beside, explaining).answer()
    }
  }

  /// A body, out of its envelope, and where it goes.
  func opened(
    _ body: [UInt8], _ target: BodyTarget
  ) throws(BodyError) -> (BodyTree, BodyTarget) {
    var (tree, target) = (try BodyScanner.tree(body), target)
    while let (inner, own) = try enveloped(tree, target) { (tree, target) = (inner, own) }
    return (tree, target)
  }

  /// The body of a line of a batch, which says where it goes: `{"custom_id": …, "url": …, "body": {…}}`.
  private func enveloped(
    _ tree: BodyTree, _ target: BodyTarget
  ) throws(BodyError) -> (BodyTree, BodyTarget)? {
    guard let url = tree.member("url"), tree.nodes[url].kind == .string,
      let body = tree.member("body"), tree.nodes[body].kind == .object,
      tree.member("model") == nil
    else { return nil }
    var own = target
    own.url = own.url ?? tree.text(url)
    // What has an id of its own waits for its turn, at the price of a batch where there is one.
    if tree.member("custom_id") != nil, own.beside[ServiceTier.parameterName] == nil {
      let inner = try BodyScanner.tree(Array(tree.raw(body)))
      if case .found(let bound, _) = try index.call(of: inner, own),
        bound.offer.serviceTiers.contains(where: { $0.name == "batch" })
      {
        own.beside[ServiceTier.parameterName] = "batch"
      }
      return (inner, own)
    }
    return (try BodyScanner.tree(Array(tree.raw(body))), own)
  }

  func unknown(_ facts: [BodyFact], _ bound: BoundCall? = nil) -> PricedBody {
    PricedBody(
      offer: bound?.offer.id, api: bound?.call.api, source: .unknown, amount: nil, floor: nil,
      ceiling: nil, currency: bound.map { catalogue.currency(of: $0.offer.provider) }, why: facts,
      unread: [], asOf: asOf, values: [], lines: [], evidence: [], cheaper: [])
  }
}
