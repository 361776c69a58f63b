import PricingRules
import WorkloadSimulator

/// Which classes of requests are the same before and after.
///
/// Those are the same that ask for the same, in whatever order they stand. Of a feature with as many classes as before, the
/// others are the same in their order: they ask for something else now. What another offer serves is another item, whatever
/// is asked of it.
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
      let counterpart = other.features.first { $0.name == feature.name }?.mix ?? feature.mix
      let item = "\(feature.name) at \(feature.offer)"
      if feature.mix.count == 1, counterpart.count == 1 {
        keys[feature.name] = [item]
        continue
      }
      let (own, others) = (asked(by: feature.mix), asked(by: counterpart))
      let isPaired = own.count == others.count
      let same = Set(own).intersection(others)
      var changed = 0
      keys[feature.name] = own.map { asked in
        guard isPaired, !same.contains(asked) else { return "\(item), \(asked)" }
        changed += 1
        return "\(item), class \(changed)"
      }
    }
    return keys
  }

  /// What classes ask for, each told apart from others that ask for the same.
  private static func asked(by mix: [RequestClass]) -> [String] {
    var seen: [String: Int] = [:]
    return mix.map { requestClass in
      let asked = requestClass.asked
      let count = seen[asked, default: 0] + 1
      seen[asked] = count
      return count == 1 ? asked : "\(asked) (\(count))"
    }
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
