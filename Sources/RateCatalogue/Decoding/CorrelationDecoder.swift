import BillingTypes
import PricingRules
import WorkloadSimulator

/// An input by its name, and whether it can move with others.
private struct Input {
  let name: String
  let isUncertain: Bool
}

extension DataReader {
  /// Reads the correlations of a scenario.
  ///
  /// `parts` is what has inputs; nil when some of it does not read, and names are not
  /// checked.
  func correlations(between parts: (shared: [SharedFactor], features: [Feature])?) -> [Correlation]
  {
    let inputs = parts.map { parts in
      parts.shared.map { Input(name: $0.name, isUncertain: $0.distribution.fixedValue == nil) }
        + parts.features.flatMap(\.inputs).map { Input(name: $0.name, isUncertain: $0.isUncertain) }
    }
    var pairs: Set<Set<String>> = []
    return list().compactMap { place in
      guard let correlation = place.correlation(among: inputs) else { return nil }
      guard pairs.insert([correlation.first, correlation.second]).inserted else {
        place.report(
          "'\(correlation.first)' and '\(correlation.second)' are correlated twice; once is enough")
        return nil
      }
      return correlation
    }
  }

  private func correlation(among inputs: [Input]?) -> Correlation? {
    let map = self.map(.correlation)
    let names = map.required("between")?.pair(among: inputs)
    let rank = map.required("rank")?.rank()
    guard let names, let rank else { return nil }
    return Correlation(first: names.first, second: names.second, rank: rank)
  }

  private func pair(among inputs: [Input]?) -> (first: String, second: String)? {
    let places = list()
    guard isList else { return nil }
    guard places.count == 2 else {
      report("two inputs are needed, found '\(places.count)'")
      return nil
    }
    let names = places.compactMap { $0.inputName(among: inputs) }
    guard names.count == 2 else { return nil }
    guard names[0] != names[1] else {
      report("an input is correlated with another, not with itself, found '\(names[0])' twice")
      return nil
    }
    return (names[0], names[1])
  }

  private func inputName(among inputs: [Input]?) -> String? {
    guard let name = text() else { return nil }
    guard let inputs else { return name }
    guard let input = inputs.first(where: { $0.name == name }) else {
      let known = inputs.filter(\.isUncertain).map(\.name)
      report("no input is called '\(name)'\(suggestion(for: name, among: known))")
      return nil
    }
    guard input.isUncertain else {
      report("'\(name)' is a known number; only uncertain ones move together")
      return nil
    }
    return name
  }

  private func rank() -> Rational? {
    guard let rank = number() else { return nil }
    guard rank > Rational(-1), rank < .one else {
      report("a rank correlation lies strictly between -1 and 1, was '\(scalar ?? "")'")
      return nil
    }
    return rank
  }
}
