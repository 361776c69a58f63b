import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension ScenarioReport {
  /// What a lever does, as a title.
  func title(of lever: Lever) -> String {
    switch lever.change {
    case .serviceTier(let tier): "Send \(lever.feature.name) as \(tier.name)"
    case .seller: "Buy \(lever.feature.name) from \(name(ofProvider: lever.offer.provider))"
    case .model: "Serve \(lever.feature.name) with \(lever.offer.id)"
    }
  }

  /// The same as a condition, behind "if".
  func condition(of lever: Lever) -> String {
    switch lever.change {
    case .serviceTier(let tier): "\(lever.feature.name) is sent as \(tier.name)"
    case .seller: "\(lever.feature.name) is bought from \(name(ofProvider: lever.offer.provider))"
    case .model: "\(lever.feature.name) is served with \(lever.offer.id)"
    }
  }

  /// What a lever costs the reader, in sentences; never empty.
  func loss(of lever: Lever) -> String {
    var sentences: [String] = []
    if case .serviceTier(let tier) = lever.change {
      let latency = tier.latency.map { "may take up to \($0)" } ?? "may take longer"
      sentences.append("The answer \(latency).")
    } else {
      if lever.change == .model { sentences.append("It is another model: compare quality first.") }
      if !lever.differs.isEmpty {
        sentences.append("It differs: \(lever.differs.map(\.words).joined(separator: "; ")).")
      }
      if !lever.lacks.isEmpty { sentences.append("It does not list \(lever.lacks.sentence).") }
      if !lever.offer.notIncluded.isEmpty {
        sentences.append("Paid elsewhere: \(lever.offer.notIncluded.sentence).")
      }
      if !forecast.offers.contains(where: { $0.provider == lever.offer.provider }) {
        sentences.append("It adds a provider.")
      }
      if let caution = lever.offer.cautions.first { sentences.append(caution) }
      if let others = passedOverText(lever.passedOver) { sentences.append(others) }
    }
    return sentences.isEmpty ? "Nothing that the cards tell." : sentences.joined(separator: " ")
  }

  /// Why offers that cost less still are not the one that is spoken of: the cheapest in words, how many others; nil where
  /// there are none.
  func passedOverText(_ options: [FeatureAlternatives.Option]) -> String? {
    guard let option = options.first else { return nil }
    let others = options.count - 1
    let reasons =
      option.differs.map { "it \($0.words)" }
      + (option.offer.notIncluded.isEmpty
        ? [] : ["\(option.offer.notIncluded.sentence) would be paid elsewhere"])
    return "\(option.offer.id) costs less still, \(view.text(option.cost)), and is passed over: "
      + reasons.joined(separator: "; ")
      + (others == 0 ? "." : "; so \(others == 1 ? "is 1 other" : "are \(others) others").")
  }

  /// The levers for the first screen: of every feature the advised one, else the largest like for like, else the
  /// largest; of these the three that save most.
  var shownLevers: [Lever] {
    let best = scenario.features.compactMap { feature -> Lever? in
      let own = levers.levers.filter { $0.feature.name == feature.name }
      return levers.advised.first { $0.feature.name == feature.name }
        ?? own.filter(\.isLikeForLike).max { $0.saving.picounits < $1.saving.picounits }
        ?? own.max { $0.saving.picounits < $1.saving.picounits }
    }
    return Array(best.sorted { $1.saving.picounits < $0.saving.picounits }.prefix(3))
  }
}
