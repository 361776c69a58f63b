import BillingTypes
import PricingRules
import WorkloadSimulator

extension DataReader {
  /// Reads the shared factors of a scenario; nil for each that does not read.
  ///
  /// `features` are those of the scenario; nil when some do not read, and names are not checked.
  func sharedFactors(moving features: [Feature]?) -> [SharedFactor?] {
    entries().map { name, value in
      let isNamed = value.checkName(name)
      let factor = value.sharedFactor(name, moving: features)
      return isNamed ? factor : nil
    }
  }

  /// Reports a name with a point, which separates a feature from its keys.
  @discardableResult
  func checkName(_ name: String) -> Bool {
    guard name.contains(".") else { return true }
    report("a name has no '.', was '\(name)'; write '\(name.replacing(".", with: "-"))'")
    return false
  }

  private func sharedFactor(_ name: String, moving features: [Feature]?) -> SharedFactor? {
    guard has("value") || has("moves") else {
      return distribution(of: .quantity).map { SharedFactor(name: name, distribution: $0) }
    }
    let map = self.map(.sharedFactor)
    let moves = map["moves"]?.moves(features)
    return map.required("value")?.distribution(of: .quantity).map {
      SharedFactor(name: name, distribution: $0, moves: moves)
    }
  }

  private func moves(_ features: [Feature]?) -> [String] {
    let places = list()
    if isList, places.isEmpty { report("at least one feature is needed") }
    var seen: Set<String> = []
    return places.compactMap { place in
      guard let name = place.text() else { return nil }
      guard seen.insert(name).inserted else {
        place.report("feature '\(name)' is written twice")
        return nil
      }
      guard let features else { return name }
      guard let feature = features.first(where: { $0.name == name }) else {
        let known = features.filter { $0.volume.followed == nil }.map(\.name)
        place.report("no feature is called '\(name)'\(suggestion(for: name, among: known))")
        return nil
      }
      if let followed = feature.volume.followed {
        place.report("'\(name)' follows '\(followed)' and moves with it; name '\(followed)'")
        return nil
      }
      return name
    }
  }
}
