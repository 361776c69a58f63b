import BillingTypes
import PricingRules
import WorkloadSimulator

extension DataReader {
  /// The mix, with what the feature says for all its requests filled in.
  func mix(_ map: DataMap) -> [RequestClass] {
    var common: [(name: String, value: RequestValue)] = map["request"]?.requestValues() ?? []
    for name in ["session_seconds", "idle_seconds"] {
      if let value = map[name]?.requestValue(in: .duration(in: .second)) {
        common.append((name, value))
      }
    }
    guard let place = map["mix"] else { return [RequestClass(share: .one, values: common)] }
    let items = place.list()
    let classes = items.compactMap { $0.requestClass(common) }
    guard classes.count == items.count else { return classes }
    guard classes.contains(where: { $0.isRest || $0.uncertainShare != nil }) else {
      place.checkShares(classes)
      return classes
    }
    return place.leavingRest(classes) ?? []
  }

  /// A class of a mix, with what it shares with the others.
  private func requestClass(_ common: [(name: String, value: RequestValue)]) -> RequestClass? {
    let fields = self.map(.requestClass)
    guard let place = fields.required("share") else { return nil }
    let own = fields["request"]?.requestValues() ?? []
    let values = common.filter { value in !own.contains { $0.name == value.name } } + own
    if place.scalar == "rest" { return RequestClass(share: .zero, values: values, isRest: true) }
    if place.isMap || place.scalar?.lowercased().hasPrefix("about ") ?? false {
      guard let share = place.distribution(of: .share) else { return nil }
      guard share.fixedValue == nil else { return RequestClass(share: share.mean, values: values) }
      return RequestClass(share: share.mean, values: values, uncertainShare: share)
    }
    if let word = place.scalar, word.lowercased().hasSuffix("rest") {
      place.report("'\(word)' is no share; the class that takes what the others leave has 'rest'")
      return nil
    }
    guard let share = place.number() else { return nil }
    guard share > .zero, share <= .one else {
      place.report("a share is above 0 % and at most 100 %, was '\(place.scalar ?? "")'")
      return nil
    }
    return RequestClass(share: share, values: values)
  }

  private func checkShares(_ classes: [RequestClass]) {
    var sum: Rational? = .zero
    for requestClass in classes { sum = sum.flatMap { try? $0 + requestClass.share } }
    guard sum != .one else { return }
    let percent = sum.flatMap { try? $0 * Rational(100) }
    report(
      "the shares of a mix add up to 100 %, found "
        + (percent.map { "\(DecimalText.print($0)) %" }
          ?? "shares with too many digits to be added up"))
  }

  /// The mix whose rest has what the others leave on average.
  private func leavingRest(_ classes: [RequestClass]) -> [RequestClass]? {
    let rests = classes.count(where: \.isRest)
    guard rests == 1 else {
      report(
        rests > 1
          ? "one class of a mix has 'share: rest', found \(rests)"
          : "of a mix with an uncertain share one other class has 'share: rest', what the others leave; found none"
      )
      return nil
    }
    var left: Rational? = .one
    for requestClass in classes { left = left.flatMap { try? $0 - requestClass.share } }
    guard let left, left > .zero else {
      report(
        "the shares of a mix leave something for its rest"
          + (left.flatMap { try? (Rational.one - $0) * Rational(100) }
            .map { "; they come to \(DecimalText.print($0, places: 2)) % on average" } ?? ""))
      return nil
    }
    return classes.map { $0.isRest ? $0.with(values: $0.values, share: left) : $0 }
  }

  func requestValues() -> [(name: String, value: RequestValue)] {
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
      return value.requestValue(in: source.vocabulary.numberUnit(of: name)).map { [(name, $0)] }
        ?? []
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

  private func requestValue(in unit: NumberUnit) -> RequestValue? {
    if isMap {
      let isAround = entries().contains { ["mean", "spread"].contains($0.0) }
      return (isAround ? around(in: unit) : distribution(of: .quantity, in: unit)).map {
        .varying($0)
      }
    }
    if scalar?.lowercased().hasPrefix("about ") ?? false {
      // Nobody knows it, but every request has the same.
      return distribution(of: .quantity, in: unit).flatMap { Around($0, spread: nil) }
        .map { .varying(.around($0)) }
    }
    return text().flatMap { text in
      do {
        return .text(try unit.plain(text))
      } catch {
        report("\(error)")
        return nil
      }
    }
  }

  /// Reads `{mean: {p10: 300, p90: 720}, spread: 30%}`: a spread is a deviation as a part of the mean, or factors.
  private func around(in unit: NumberUnit) -> Distribution? {
    let map = self.map(.around)
    guard let center = map.required("mean")?.distribution(of: .quantity, in: unit) else {
      return nil
    }
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
