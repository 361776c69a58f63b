import BillingTypes
import PricingRules
import WorkloadSimulator

extension DataReader {
  /// Reads a feature of a scenario.
  ///
  /// - Parameter months: The first and the last month of the scenario; nil when they do not read.
  /// - Returns: The feature, or nil when a part does not read.
  func feature(in months: ClosedRange<Month>?) -> Feature? {
    let volumes = ["requests_per_month", "accepted_per_month", "sessions_per_month", "follows"]
    let map = self.map(
      volumes + [
        "feature", "category", "needs", "max_latency_seconds", "integration", "offer",
        "candidates", "growth_per_month", "seasonality", "mix", "request", "session_seconds",
        "idle_seconds", "takes_per_accepted", "failure_rate", "moderation_rate",
        "timeout_rate", "cancelled_rate", "outcomes", "arrivals", "overdispersion", "launch",
        "step_changes", "at_most_per_month", "retries", "chain",
        "max_wait",
      ])
    let name = map.required("feature")?.text()
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
      arrivals: arrivals, patience: patience)
  }

  /// What is billed of calls of which nothing is kept, where the scenario knows it.
  private func outcomeBilling() -> [Outcome: OutcomeBilling] {
    let outcomes: [Outcome] = [.failed, .timeout, .moderatedOutput, .cancelled]
    let map = self.map(outcomes.map(\.rawValue))
    return outcomes.reduce(into: [:]) {
      $0[$1] = map[$1.rawValue]?.choice(of: OutcomeBilling.self)
    }
  }

  private func volume(_ kind: String) -> Volume? {
    switch kind {
    case "requests_per_month": return distribution(of: .quantity).map { .requests($0) }
    case "accepted_per_month": return distribution(of: .quantity).map { .accepted($0) }
    case "sessions_per_month": return distribution(of: .quantity).map { .sessions($0) }
    default:
      let map = self.map(["feature", "per_accepted", "per_request"])
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
    var latency = map["max_latency_seconds"]?.amount()
    for item in map["needs"]?.items() ?? [] {
      guard item.isMap else {
        item.text().map { words.append($0.replacing("_", with: "-")) }
        continue
      }
      let fields = item.map(["max_latency_seconds", "integration", "self_hosted"])
      if fields["self_hosted"]?.scalar == "true" { words.append("self-hosted") }
      integration = fields["integration"]?.choice(of: Integration.self) ?? integration
      latency = fields["max_latency_seconds"]?.amount() ?? latency
    }
    return Needs(
      capabilities: words, integration: integration, maximumLatencySeconds: latency)
  }

  private func candidates(_ place: DataReader?) -> [OfferID]? {
    guard let place, place.scalar != "all" else { return nil }
    return place.items().compactMap { $0.identifier(of: Offer.self) }
  }

  private func seasonality() -> [Int: Rational] {
    var factors: [Int: Rational] = [:]
    for (key, value) in entries() {
      guard let month = Int(key), (1...12).contains(month) else {
        value.report("'\(key)' is not a month of the year; write 1 to 12")
        continue
      }
      factors[month] = value.amount()
    }
    return factors
  }

  /// The mix, with what the feature says for all its requests filled in.
  private func mix(_ map: DataMap) -> [RequestClass] {
    var common: [(name: String, value: RequestValue)] = map["request"]?.requestValues() ?? []
    for name in ["session_seconds", "idle_seconds"] {
      if let value = map[name]?.requestValue() { common.append((name, value)) }
    }
    guard let place = map["mix"] else { return [RequestClass(share: .one, values: common)] }
    var classes: [RequestClass] = []
    var sum: Rational? = .zero
    for item in place.list() {
      let fields = item.map(["share", "request"])
      guard let share = fields.required("share")?.number() else { continue }
      guard share > .zero, share <= .one else {
        fields["share"]?.report(
          "a share is above 0 % and at most 100 %, was '\(fields["share"]?.scalar ?? "")'")
        continue
      }
      let own = fields["request"]?.requestValues() ?? []
      let inherited = common.filter { value in !own.contains { $0.name == value.name } }
      classes.append(RequestClass(share: share, values: inherited + own))
      sum = sum.flatMap { try? $0 + share }
    }
    if classes.count == place.list().count, sum != .one {
      let percent = sum.flatMap { try? $0 * Rational(100) }
      place.report(
        "the shares of a mix add up to 100 %, found "
          + (percent.map { "\(DecimalText.print($0)) %" }
            ?? "shares with too many digits to be added up"))
    }
    return classes
  }

  private func requestValues() -> [(name: String, value: RequestValue)] {
    entries().flatMap { name, value -> [(name: String, value: RequestValue)] in
      if name == "size", let text = value.scalar {
        guard let (width, height) = Request.sides(of: text) else {
          value.report("'\(text)' is not a size; write width and height, such as 1024x1024")
          return []
        }
        if let side = entries().map(\.0).first(where: { ["width", "height"].contains($0) }) {
          value.report("'\(text)' stands beside '\(side)', which means the same; keep one of them")
        }
        return [("width", .text(width)), ("height", .text(height))]
      }
      if value.isList { return value.sizes().map { [(name, .text($0))] } ?? [] }
      return value.requestValue().map { [(name, $0)] } ?? []
    }
  }

  /// A list of sizes as a request writes it.
  private func sizes() -> String? {
    let texts = items().compactMap { item -> String? in
      guard let text = item.text() else { return nil }
      guard Request.sides(of: text) != nil else {
        item.report("'\(text)' is not a size; write width and height, such as 1024x1024")
        return nil
      }
      return text
    }
    return texts.isEmpty ? nil : texts.joined(separator: "+")
  }

  private func requestValue() -> RequestValue? {
    if isMap {
      let values = entries().contains { $0.0 == "mean" } ? around() : distribution(of: .quantity)
      return values.map { .varying($0) }
    }
    return text().map { .text($0) }
  }

  /// Reads `{mean: {p10: 300, p90: 720}, spread: 30%}`: a spread is a deviation as a part of the mean, or factors.
  private func around() -> Distribution? {
    let map = self.map(["mean", "spread"])
    guard let center = map.required("mean")?.distribution(of: .quantity) else { return nil }
    var spread: Distribution?
    if let place = map["spread"], place.scalar != "none" {
      guard let own = place.isMap ? place.distribution(of: .quantity) : place.deviationFactor()
      else { return nil }
      spread = own
    }
    guard let around = Around(center, spread: spread) else {
      report("the mean of a value is above 0")
      return nil
    }
    return .around(around)
  }

  /// Reads a deviation as a part of the mean: a lognormal factor.
  private func deviationFactor() -> Distribution? {
    guard let share = number() else { return nil }
    guard share >= .zero, share <= Rational(3) else {
      report("a spread lies between 0 % and 300 % of the mean, was '\(scalar ?? "")'")
      return nil
    }
    guard share > .zero else { return .fixed(.one) }
    return Lognormal(meanOneWithDeviation: share).map { .lognormal($0) }
  }
}
