import BillingTypes
import PricingRules
import WorkloadSimulator

/// What an uncertain number is about; it decides what `{p10, p90}` means and what is legal.
enum DistributionRole {
  /// A volume, a size, a duration: not negative; a pair is lognormal.
  case quantity
  /// Growth per month: above -100 %; a pair is normal.
  case growth
  /// A share or a rate: from 0 to 1; a pair is logit-normal.
  case share
}

extension DataReader {
  /// Reads an uncertain number, each part of it written as people write numbers of the unit.
  func distribution(
    of role: DistributionRole, in unit: NumberUnit = .plain
  ) -> Distribution? {
    guard let distribution = unboundedDistribution(of: role, unit) else { return nil }
    // A long tail can have a mean that no number holds; what is larger is no volume of anything.
    guard abs(distribution.shape.mean) <= 1e15 else {
      report("the mean is above 1000000000000000, which is more than can be counted with")
      return nil
    }
    return distribution
  }

  private func unboundedDistribution(
    of role: DistributionRole, _ unit: NumberUnit
  ) -> Distribution? {
    guard isMap else {
      if let text = scalar, text.lowercased().hasPrefix("about ") {
        return about(text.dropFirst(6), role, unit)
      }
      return number(unit).flatMap { isLegal($0, for: role) ? .fixed($0) : nil }
    }
    let map = self.map(.uncertain)
    if let low = map["p10"] ?? map["p90"] {
      guard map.keys.count == 2, let p10 = map["p10"]?.number(unit),
        let p90 = map["p90"]?.number(unit)
      else {
        low.report("a pair is {p10: …, p90: …}")
        return nil
      }
      return pair(p10: p10, p90: p90, role)
    }
    guard map.keys.count == 1, let kind = map.keys.first, let field = map[kind] else {
      report(
        "an uncertain number is a number, or a map with one of \(quotedList(KeyTable.uncertain.names))"
      )
      return nil
    }
    return field.distribution(kind, role, unit)
  }

  /// Reads `about 10000`.
  private func about(
    _ text: Substring, _ role: DistributionRole, _ unit: NumberUnit
  ) -> Distribution? {
    guard role == .quantity else {
      report("'about' is for counts, sizes and durations; write {p10: …, p90: …} for other numbers")
      return nil
    }
    let number = Result { () throws(WrittenNumberError) in
      try WrittenNumber.parse(text, as: unit)
    }
    if case .failure(let error) = number, error.isOfEnding {
      report("\(error)")
      return nil
    }
    guard !text.contains("%"), let number = try? number.get(),
      let about = About(number, deviation: source.assumptions?.about)
    else {
      report(
        "'\(scalar ?? "")' is not 'about' with a number above 0 in digits, such as 'about 10000'")
      return nil
    }
    return .about(about)
  }

  private func pair(p10: Rational, p90: Rational, _ role: DistributionRole) -> Distribution? {
    guard p10 <= p90 else {
      report("p10 (\(p10)) must not be above p90 (\(p90))")
      return nil
    }
    guard isLegal(p10, for: role), isLegal(p90, for: role) else { return nil }
    switch role {
    case .quantity:
      if let shape = Lognormal(p10: p10, p90: p90) { return .lognormal(shape) }
      report("the p10 of a lognormal quantity must be above 0, was \(p10)")
    case .growth:
      if let shape = Normal(p10: p10, p90: p90) { return .normal(shape) }
    case .share:
      if let shape = LogitNormal(p10: p10, p90: p90) { return .logitNormal(shape) }
      report("the p10 and p90 of a share lie strictly between 0 and 1, found \(p10) and \(p90)")
    }
    return nil
  }

  private func distribution(
    _ kind: String, _ role: DistributionRole, _ unit: NumberUnit
  ) -> Distribution? {
    if kind == "mix" { return mixture(role, unit) }
    if kind == "beta" { return beta(role) }
    let numbers = list().compactMap { $0.number(unit) }
    guard numbers.count == list().count, numbers.allSatisfy({ isLegal($0, for: role) }) else {
      return nil
    }
    switch (kind, numbers.count) {
    case ("uniform", 2):
      if let shape = Uniform(numbers[0], numbers[1]) { return .uniform(shape) }
      report("the bounds of 'uniform' ascend, found \(numbers[0]) and \(numbers[1])")
    case ("triangular", 3):
      if let shape = Triangular(numbers[0], numbers[1], numbers[2]) { return .triangular(shape) }
      report("'triangular' is [lowest, most likely, highest], in ascending order")
    case ("normal", 2):
      if let shape = Normal(mean: numbers[0], deviation: numbers[1]) { return .normal(shape) }
      report("the standard deviation of 'normal' must not be negative, was \(numbers[1])")
    case ("samples", 1...):
      if let shape = Samples(numbers) { return .samples(shape) }
    default:
      report(
        "'\(kind)' takes "
          + ([
            "uniform": "[lowest, highest]", "triangular": "[lowest, most likely, highest]",
            "normal": "[mean, standard deviation]",
          ][kind] ?? "at least one value"))
    }
    return nil
  }

  private func beta(_ role: DistributionRole) -> Distribution? {
    guard role == .share else {
      report("'beta' is for shares and rates; write {p10: …, p90: …} for other numbers")
      return nil
    }
    let numbers = list().compactMap { $0.number() }
    guard numbers.count == list().count else { return nil }
    guard numbers.count == 2, let shape = Beta(numbers[0], numbers[1]) else {
      report("'beta' takes [a, b], both above 0 and at most 1000000")
      return nil
    }
    return .beta(shape)
  }

  private func mixture(_ role: DistributionRole, _ unit: NumberUnit) -> Distribution? {
    let parts = list().compactMap { item -> Mixture.Component? in
      let fields = item.map(.mixPart)
      guard let share = fields.required("share")?.number(),
        let value = fields.required("value")?.distribution(of: role, in: unit)
      else { return nil }
      return Mixture.Component(share: share, distribution: value)
    }
    guard parts.count == list().count else { return nil }
    guard let shape = Mixture(parts) else {
      report("the shares of a mix are above 0 and add up to 100 %")
      return nil
    }
    return .mixture(shape)
  }

  private func isLegal(_ number: Rational, for role: DistributionRole) -> Bool {
    switch role {
    case .quantity where number.isNegative:
      report("'\(DecimalText.print(number))' must not be negative")
    case .growth where number <= Rational(-1):
      report("growth '\(DecimalText.print(number))' must be above -100 %")
    case .share where number.isNegative || number > .one:
      report("a share lies between 0 % and 100 %, was '\(scalar ?? DecimalText.print(number))'")
    default: return true
    }
    return false
  }
}
