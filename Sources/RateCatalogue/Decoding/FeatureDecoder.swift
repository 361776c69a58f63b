import BillingTypes
import PricingRules
import WorkloadSimulator

extension DataReader {
  /// Reads a feature of a scenario.
  ///
  /// - Parameters:
  ///   - months: The first and the last month of the scenario; nil when they do not read.
  ///   - defaults: What requests of each category have where they state nothing.
  /// - Returns: The feature, or nil when a part does not read.
  func feature(
    in months: ClosedRange<Month>?, defaults: [MediaCategory: [RequestDefault]] = [:]
  ) -> Feature? {
    let volumes = KeyTable.volumeKeys
    let map = self.map(.feature)
    let name = map.required("feature")?.featureName()
    let category = map.required("category")?.choice(of: MediaCategory.self)
    let offer = map.required("offer")?.text()
    let present = volumes.filter { map[$0] != nil }
    if present.count != 1 { report("a feature has exactly one of \(quotedList(volumes))") }
    let volume = present.first.flatMap { map[$0]?.volume($0) }
    let mix = mix(map)
    let takes = map["takes_per_accepted"].map { $0.takes() } ?? .fixed(.one)
    let failure = map["failure_rate"].map { $0.distribution(of: .share) } ?? .fixed(.zero)
    let moderation = map["moderation_rate"].map { $0.distribution(of: .share) } ?? .fixed(.zero)
    let timeout = map["timeout_rate"].map { $0.distribution(of: .share) } ?? .fixed(.zero)
    let cancelled = map["cancelled_rate"].map { $0.distribution(of: .share) } ?? .fixed(.zero)
    let growth = map["growth_per_month"].map { $0.distribution(of: .growth) } ?? .fixed(.zero)
    let needs = needs(map)
    let path = map.volumePath(in: months)
    let calls = map.callPattern()
    let arrivals = map["arrivals"]?.arrivals(in: months)
    let patience = map["max_wait"]?.patience()
    let own = map["defaults"]?.defaults() ?? []
    let tags = map["tags"]?.tags() ?? []
    if category == .liveAvatar || map["sessions_per_month"] != nil {
      map["chain"]?.report(
        "sessions do not build on each other; a chain is for pictures and clips, with "
          + "'requests_per_month' or 'follows'")
    }
    guard let name, let category, let offer, let volume, let takes, let failure, let moderation,
      let timeout, let cancelled, let growth, !mix.isEmpty
    else { return nil }
    // Where digits are too many for a sum, the forecast refuses to compute with them.
    let lost = try? failure.mean + moderation.mean + timeout.mean + cancelled.mean
    if let lost, lost > .one {
      let keys = ["moderation_rate", "timeout_rate", "cancelled_rate", "failure_rate"]
      keys.compactMap { map[$0] }.first?.report(
        "what fails, is stopped, given up or taken back adds up to more than 100 %")
    }
    if case .accepted = volume, let lost, lost >= .one {
      map["accepted_per_month"]?.report(
        "nothing is kept where every call fails or is withheld; write 'requests_per_month'")
    }
    map["growth_per_month"]?.checkGrowth(growth, of: volume, in: months)
    return Feature(
      name: name, category: category, needs: needs, offer: OfferID(offer),
      candidates: candidates(map["candidates"]), volume: volume, growth: growth,
      seasonality: map["seasonality"]?.seasonality() ?? [:], mix: mix, takesPerAccepted: takes,
      failureRate: failure, moderationRate: moderation, timeoutRate: timeout,
      cancelledRate: cancelled, billing: map["outcomes"]?.outcomeBilling() ?? [:], path: path,
      calls: calls,
      arrivals: arrivals, patience: patience,
      comparesAll: map["candidates"]?.scalar == "all",
      defaults: (defaults[category] ?? []).filter { value in
        !own.contains { $0.name == value.name }
      } + own, tags: tags)
  }

  /// What requests have where they state nothing.
  func defaults() -> [RequestDefault] {
    let known = source.vocabulary.parameters
    for (name, value) in entries() {
      let base = source.vocabulary.count(ofElement: name)?.element.base ?? name
      if known[base] == nil, base != "size", !known.isEmpty {
        let near = nearest(to: name, among: Array(known.keys).sorted())
        value.report(
          "no offer has a setting called '\(Self.abridged(name))'"
            + (near.isEmpty ? "" : didYouMean(near)))
      } else if let number = value.scalar.flatMap({ try? DecimalText.parse($0) }), number.isNegative
      {
        value.report("'\(DecimalText.print(number))' must not be negative")
      }
    }
    return requestValues().map { RequestDefault(name: $0.name, value: $0.value) }
  }

  /// A name that stands for nothing else.
  private func featureName() -> String? {
    guard let name = text() else { return nil }
    guard !["*", "total"].contains(name), !name.allSatisfy(\.isWhitespace) else {
      report(
        "'\(name)' cannot be a feature's name: '*' is every feature, and 'total' is all of them")
      return nil
    }
    return name
  }

  /// What a feature is booked under.
  private func tags() -> [Feature.Tag] {
    entries().compactMap { key, value -> Feature.Tag? in
      let isWord = key.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
      }
      guard isWord, !key.isEmpty, key.count <= 40 else {
        value.report(
          "'\(Self.abridged(key))' is no key of a tag; write lower-case letters, digits and '_'")
        return nil
      }
      return value.text().map { Feature.Tag(key: key, value: $0) }
    }
    .sorted { $0.key < $1.key }
  }

  /// What is billed of calls of which nothing is kept, where the scenario knows it.
  private func outcomeBilling() -> [Outcome: OutcomeBilling] {
    let map = self.map(.featureOutcomes)
    return KeyTable.featureEndings.reduce(into: [:]) {
      $0[$1] = map[$1.rawValue]?.choice(of: OutcomeBilling.self)
    }
  }

  private func volume(_ kind: String) -> Volume? {
    switch kind {
    case "requests_per_month":
      return distribution(of: .quantity, in: .count).map { .requests($0) }
    case "accepted_per_month":
      return distribution(of: .quantity, in: .count).map { .accepted($0) }
    case "sessions_per_month":
      return distribution(of: .quantity, in: .count).map { .sessions($0) }
    default:
      let map = self.map(.follows)
      let perRequest = map["per_request"]
      if perRequest != nil, map["per_accepted"] != nil {
        perRequest?.report("what follows has one of 'per_accepted', 'per_request'")
        return nil
      }
      guard let feature = map.required("feature")?.text(),
        let rate = (perRequest ?? map.required("per_accepted"))?.distribution(of: .quantity)
      else { return nil }
      return perRequest == nil
        ? .follows(feature: feature, perAccepted: rate)
        : .followsRequests(feature: feature, perRequest: rate)
    }
  }

  private func takes() -> Distribution? {
    guard let takes = distribution(of: .quantity) else { return nil }
    if takes.mean < .one {
      report("at least one take is needed for an accepted asset; the mean is \(takes.mean)")
      return nil
    }
    return takes
  }

  private func needs(_ map: DataMap) -> Needs {
    var words: [String] = []
    var integration = map["integration"]?.choice(of: Integration.self)
    var latency = map["max_latency_seconds"]?.amount(.duration(in: .second))
    for item in map["needs"]?.items() ?? [] {
      guard item.isMap else {
        item.text().map { words.append($0.replacing("_", with: "-")) }
        continue
      }
      let fields = item.map(.needs)
      if fields["self_hosted"]?.scalar == "true" { words.append("self-hosted") }
      integration = fields["integration"]?.choice(of: Integration.self) ?? integration
      latency = fields["max_latency_seconds"]?.amount(.duration(in: .second)) ?? latency
    }
    return Needs(
      capabilities: words, integration: integration, maximumLatencySeconds: latency)
  }

  private func candidates(_ place: DataReader?) -> [OfferID]? {
    guard let place, place.scalar != "all" else { return nil }
    return place.items().compactMap { $0.identifier(of: Offer.self) }
  }

  private func seasonality() -> [Int: Distribution] {
    var factors: [Int: Distribution] = [:]
    for (key, value) in entries() {
      guard let month = Int(key), (1...12).contains(month) else {
        value.report("'\(key)' is not a month of the year; write 1 to 12")
        continue
      }
      guard factors[month] == nil else {
        value.report("month \(month) is written twice, here as '\(key)'")
        continue
      }
      factors[month] = value.distribution(of: .quantity)
    }
    return factors
  }
}
