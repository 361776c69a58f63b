import BillingTypes
import PricingRules

/// Why a figure is not ours: what else our cards say that it is equal to, by rules that know no model.
struct CourtReasons {
  let quoter: Quoter
  let catalogue: Catalogue
  let currency: Currency
  let price: RivalPrice
  let offer: Offer
  let question: CourtPricer.Question
  let answer: CourtPricer.Answer
  /// The figure for one unit.
  let theirs: Rational

  /// How many requests with other values are tried.
  private static let mostTried = 400

  private var pricer: CourtPricer { CourtPricer(quoter: quoter, currency: currency) }

  /// The first thing that the figure is equal to, the likeliest first.
  func reason() -> CourtReason {
    nearly() ?? otherDay() ?? otherTier() ?? otherSettings(of: 1) ?? whole() ?? otherMeter()
      ?? otherOffer() ?? open()
      ?? otherSettings(of: 2) ?? underPlan() ?? scale() ?? otherSeller() ?? .unexplained
  }

  private func agrees(_ ours: Rational) -> Bool { price.agreement(with: ours) != nil }

  private func agrees(
    _ question: CourtPricer.Question, of other: Offer? = nil, with quoter: Quoter? = nil
  ) -> Bool {
    let pricer = CourtPricer(quoter: quoter ?? self.quoter, currency: currency)
    guard let answer = try? pricer.answer(question, of: other ?? offer) else { return false }
    return agrees(answer.value)
  }

  private func nearly() -> CourtReason? {
    guard let difference = try? theirs - answer.value,
      let share = try? difference / answer.value * Rational(10_000)
    else { return nil }
    return share < .one && share > Rational(-1) ? .nearly : nil
  }

  /// Before the last changes first, then after those that are known to come.
  private func otherDay() -> CourtReason? {
    let days = Set(offer.charges.flatMap { $0.price.history.compactMap(\.from) })
    for day in days.filter({ $0 <= quoter.asOf }).sorted(by: >) {
      let before = Quoter(
        catalogue: catalogue, asOf: Day(number: day.number - 1), knownAt: quoter.knownAt)
      if agrees(question, with: before) { return .earlier(until: day) }
    }
    for day in days.filter({ $0 > quoter.asOf }).sorted() {
      let after = Quoter(catalogue: catalogue, asOf: day, knownAt: quoter.knownAt)
      if agrees(question, with: after) { return .later(from: day) }
    }
    return nil
  }

  private func otherTier() -> CourtReason? {
    for tier in [nil] + offer.serviceTiers.map(\.name) where tier != question.tier {
      var other = question
      other.tier = tier
      if agrees(other) { return .tier(tier ?? ServiceTier.standard) }
    }
    return nil
  }

  /// With one or two values that the list does not say changed.
  private func otherSettings(of count: Int) -> CourtReason? {
    let groups = variations()
    var tried = 0
    func agrees(_ changed: [RivalSetting]) -> Bool {
      guard tried < Self.mostTried else { return false }
      tried += 1
      var other = question
      other.settings += changed
      return self.agrees(other)
    }
    for (place, group) in groups.enumerated() {
      for one in group {
        if count == 1 {
          if agrees([one]) { return .settings([one]) }
          continue
        }
        for second in groups[(place + 1)...].joined() where agrees([one, second]) {
          return .settings([one, second])
        }
      }
    }
    return nil
  }

  /// For each parameter that the list does not say, its other values, few enough to be tried.
  private func variations() -> [[RivalSetting]] {
    let said = Set(question.settings.map(\.name))
    var groups = offer.parameters.compactMap { parameter -> [RivalSetting]? in
      guard !said.contains(parameter.name), !Self.counted.contains(parameter.name) else {
        return nil
      }
      let usual = answer.quote.request[parameter.name]?.description
      let texts: [String] =
        switch parameter.domain {
        case .choice(let words): words
        case .boolean(let values): values.map { $0 ? "true" : "false" }
        case .numbers(let numbers): numbers.map(\.description)
        case .integer(let lower, let upper, let step) where (upper - lower) / step < 40:
          stride(from: lower, through: upper, by: Int(step)).map { "\($0)" }
        case .integer, .decimal: []
        }
      return texts.filter { $0 != usual }.map { RivalSetting(parameter.name, $0) }
    }
    if offer.parameter("width") != nil, !said.contains("size") {
      groups.append(Self.sizes.map { RivalSetting("size", $0) })
    }
    return groups.filter { !$0.isEmpty }
  }

  /// Parameters whose change makes another quantity, not another price.
  private static let counted: Set = [
    "images", "videos", "width", "height", "reference_images", "prompt_tokens",
    "cached_prompt_tokens",
    "partial_images", "input_seconds",
  ]

  /// Sizes in which pictures are usually asked for.
  private static let sizes = [
    "512x512", "1024x1024", "1024x1536", "1536x1024", "1024x1792", "1792x1024", "1024x768",
    "1920x1080",
    "2048x2048", "2560x1440", "3840x2160",
  ]

  private func whole() -> CourtReason? {
    switch price.subject {
    case .picture, .second:
      pricer.whole(answer).flatMap { $0 != answer.value && agrees($0) ? .whole : nil }
    case .pictureSent, .pixel, .meter: nil
    }
  }

  private func otherMeter() -> CourtReason? {
    switch price.subject {
    case .picture, .pixel, .second: return nil
    case .pictureSent, .meter: break
    }
    for meter in offer.charges.map(\.meter).uniqued().sorted() where meter != answer.meter {
      let other = CourtPricer.Question(
        subject: .meter([meter]), settings: question.settings, tier: question.tier)
      if agrees(other) { return .meter(meter) }
    }
    return nil
  }

  private func otherOffer() -> CourtReason? {
    catalogue.card(offer.provider)?.offers
      .filter { $0.model == offer.model && $0.id != offer.id && $0.validity.contains(quoter.asOf) }
      .sorted { $0.id < $1.id }.first { agrees(question, of: $0) }.map { .offer($0.id) }
  }

  private func open() -> CourtReason? {
    guard
      let range = try? AmountRange.sum(answer.lines.map(\.range), in: answer.quote.currency),
      !range.isSingle, let floor = try? range.floor.units / answer.units
    else { return nil }
    let ceiling = range.ceiling.flatMap { try? $0.units / answer.units }
    guard floor <= theirs, ceiling.map({ theirs <= $0 }) ?? true else { return nil }
    return .range(floor: floor, ceiling: ceiling, range.reasons.first)
  }

  private func underPlan() -> CourtReason? {
    for plan in offer.credits.flatMap({ catalogue.plans(including: $0) }) {
      var other = question
      other.plan = plan
      if agrees(other) { return .plan(plan) }
    }
    return nil
  }

  /// Megapixels of the other kind, or the point at another place.
  private func scale() -> CourtReason? {
    guard answer.value > .zero, let ratio = try? theirs / answer.value else { return nil }
    for (million, other) in [(1_048_576, 1_000_000), (1_000_000, 1_048_576)] {
      if let factor = try? Rational(Int128(million), over: Int128(other)), ratio == factor {
        return .megapixel
      }
    }
    for power in 1...9 {
      let factor = Rational(powerOfTen(power))
      if let less = try? answer.value / factor, agrees(less) { return .shift(-power) }
      if let more = try? answer.value * factor, agrees(more) { return .shift(power) }
    }
    return nil
  }

  private func otherSeller() -> CourtReason? {
    catalogue.offers.first {
      $0.model == offer.model && $0.category == offer.category && $0.provider != offer.provider
        && $0.validity.contains(quoter.asOf) && agrees(question, of: $0)
    }.map { .seller($0.id) }
  }
}

extension RivalPrice {
  /// Whether a figure of ours for one unit is this one.
  ///
  /// - Parameter ours: Our figure for one unit.
  /// - Returns: Whether rounding was needed; nil where they differ. Rounded means that ours, with as many decimals as the
  ///   list prints, is theirs, as long as that moves it by a tenth at most; or that both agree to a millionth.
  func agreement(with ours: Rational) -> Bool? {
    guard let scaled = try? ours * per else { return nil }
    if scaled == figure { return false }
    guard scaled > .zero, figure > .zero, let ratio = try? figure / scaled else { return nil }
    let tenth = (try? Rational(9, over: 10)) ?? .one
    let most = (try? Rational(10, over: 9)) ?? .one
    guard ratio >= tenth, ratio <= most else { return nil }
    let least = (try? Rational(999_999, over: 1_000_000)) ?? .one
    if ratio >= least, (try? ratio * least).map({ $0 <= .one }) ?? false { return true }
    guard let printed = DecimalText.exact(figure),
      let rounded = try? scaled.rounded(toPlaces: DecimalText.fractionDigits(of: printed), .halfUp)
    else { return nil }
    return rounded == figure ? true : nil
  }
}
