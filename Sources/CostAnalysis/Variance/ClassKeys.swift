import PricingRules
import WorkloadSimulator

/// Which classes of requests are the same before and after.
///
/// A feature with as many classes as before has its classes in the same places; else those are the same that ask for the
/// same. What another offer serves is another item, whatever is asked of it.
struct ClassKeys {
  /// By feature, in the order of its mix.
  let before: [String: [String]]
  /// The same of the scenario after.
  let after: [String: [String]]

  init(_ before: Scenario, _ after: Scenario) {
    self.before = Self.keys(of: before, beside: after)
    self.after = Self.keys(of: after, beside: before)
  }

  private static func keys(of scenario: Scenario, beside other: Scenario) -> [String: [String]] {
    var keys: [String: [String]] = [:]
    for feature in scenario.features {
      let counterpart = other.features.first { $0.name == feature.name }
      let isInOrder = counterpart.map { $0.mix.count == feature.mix.count } ?? true
      var seen: [String: Int] = [:]
      keys[feature.name] = feature.mix.enumerated().map { place, requestClass in
        var name = "\(feature.name) at \(feature.offer)"
        if feature.mix.count == 1, isInOrder { return name }
        let asked = isInOrder ? "class \(place + 1)" : requestClass.asked
        seen[asked, default: 0] += 1
        let count = seen[asked] ?? 1
        name += ", \(asked)" + (count == 1 ? "" : " (\(count))")
        return name
      }
    }
    return keys
  }
}

extension RequestClass {
  /// What it asks for, in one order of names.
  fileprivate var asked: String {
    let values = values.map { name, value in
      switch value {
      case .text(let text): "\(name)=\(text)"
      case .varying(let distribution): "\(name)=\(distribution.shape.words)"
      }
    }
    return values.isEmpty ? "-" : values.sorted().joined(separator: " ")
  }
}
