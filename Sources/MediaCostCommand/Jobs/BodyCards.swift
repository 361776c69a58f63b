import BillingTypes
import BodyPricing
import PricingRules
import RateCatalogue

/// The rate cards that bodies are priced by, read as far as it takes.
struct BodyCards {
  let files: CatalogueFiles
  let asOf: Day
  let knownAt: Day?

  /// In longer bodies no id is looked for.
  private static let longest = 1 << 20

  /// A pricer that knows all that a body sent to some place may mean, and who else sells it.
  ///
  /// - Parameters:
  ///   - body: The body.
  ///   - target: Where it goes.
  /// - Throws: `DataProblems` for cards that are not legal.
  /// - Returns: The pricer.
  func pricer(of body: [UInt8], for target: BodyTarget) throws -> BodyPricer {
    if let pricer = try calledByName(body, target) { return pricer }
    return try pricer(for: target.api)
  }

  /// A pricer that knows all offers of an API, and who else sells their models; without one, all offers.
  func pricer(for api: String?) throws -> BodyPricer {
    guard let own = api.flatMap({ files.provider(of: $0) }),
      let models = files.models(of: own)
    else { return pricer(try files.catalogue()) }
    return pricer(
      try files.catalogue(
        only: files.providers(selling: models).union([own]), bindingsOf: [own]))
  }

  /// A pricer that knows only the models whose ids are said, where one of them is what the body means.
  ///
  /// Who names a model means one of those whose calls have that name: the others say nothing about it.
  private func calledByName(_ body: [UInt8], _ target: BodyTarget) throws -> BodyPricer? {
    guard body.count <= Self.longest else { return nil }
    let own = target.api.flatMap { files.provider(of: $0) }
    if target.api != nil, own == nil { return nil }
    let texts = [body] + [target.model, target.url].compactMap { $0.map { Array($0.utf8) } }
    guard let models = files.models(calledIn: texts, of: own), !models.isEmpty else { return nil }
    let sellers = files.providers(selling: models)
    let pricer = pricer(
      try files.catalogue(
        only: sellers, bindingsOf: own.map { [$0] } ?? sellers, offers: .models(models)))
    return pricer.isCalledByName(body, for: target) ? pricer : nil
  }

  private func pricer(_ catalogue: Catalogue) -> BodyPricer {
    BodyPricer(catalogue: catalogue, asOf: asOf, knownAt: knownAt)
  }
}
