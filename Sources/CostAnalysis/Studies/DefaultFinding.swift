public import PricingRules
public import WorkloadSimulator

/// What a reader should know of values that nobody stated.
public enum DefaultFinding: Hashable, CodedFact {
  /// Requests of a feature have these values by default, and other offers of its category have others.
  case differ(feature: String, offer: OfferID, [SilentValue])
  /// A default of the scenario is none at a feature's offer.
  case notTaken(feature: String, offer: OfferID, DefaultUse)

  /// What to know, for programs.
  public var code: FactCode {
    switch self {
    case .differ: .defaultsDiffer
    case .notTaken: .defaultNotTaken
    }
  }
}

extension StudiedForecast {
  /// What a reader should know of values that nobody stated, feature by feature.
  public var defaultFindings: [DefaultFinding] {
    forecast.scenario.features.flatMap { feature -> [DefaultFinding] in
      let own = silentValues.filter {
        $0.feature == feature.name && $0.owner == .offer && !$0.others.isEmpty
      }
      let differ: [DefaultFinding] =
        own.isEmpty ? [] : [.differ(feature: feature.name, offer: feature.offer, own)]
      return differ
        + feature.usedDefaults.compactMap { use in
          switch use.outcome {
          case .used, .raised: nil
          case .noSetting, .refused:
            .notTaken(feature: feature.name, offer: feature.offer, use)
          }
        }
    }
  }
}
