public import CostAnalysis
import PricingRules

extension DataFolder {
  /// Whom a list means by its names, from `lists/<format>.yaml` beside the rate cards; no names where there is no such file.
  ///
  /// - Throws: ``DataProblems`` with everything that is wrong in the file.
  public func rivalNames(_ format: RivalListFormat) throws(DataProblems) -> RivalNames {
    guard let path = files(in: "lists").first(where: { $0.hasSuffix("/\(format.name).yaml") })
    else {
      return RivalNames()
    }
    let problems = ProblemCollector()
    var names: RivalNames?
    do throws(DataProblem) {
      let file = try DataFile(path: path)
      let tree = try DataText.tree(of: file.bytes, file: path)
      names = DataReader(tree, file: path, problems).rivalNames()
    } catch {
      problems.report(error)
    }
    try problems.check()
    return names ?? RivalNames()
  }
}

extension DataReader {
  /// Reads `lists/<format>.yaml`.
  fileprivate func rivalNames() -> RivalNames {
    let map = self.map(["providers", "models"])
    var sellers: [String: RivalNames.Seller] = [:]
    for (name, place) in map["providers"]?.entries() ?? [] {
      guard place.isMap else {
        sellers[name] = place.text().map { RivalNames.Seller($0) }
        continue
      }
      let own = place.map(["provider", "with"])
      sellers[name] = own.required("provider")?.text().map {
        RivalNames.Seller($0, settings: own["with"]?.rivalSettings() ?? [])
      }
    }
    var models: [String: [String: RivalNames.Meaning]] = [:]
    for (provider, place) in map["models"]?.entries() ?? [] {
      for (id, place) in place.entries() {
        let own = place.isMap ? place.map(["offer", "with"]) : nil
        let offers = (own.map { $0.required("offer") } ?? place)?.items()
          .compactMap { $0.identifier(of: Offer.self) }
        models[provider, default: [:]][id] = offers.map {
          RivalNames.Meaning($0, settings: own?["with"]?.rivalSettings() ?? [])
        }
      }
    }
    return RivalNames(sellers: sellers, models: models)
  }

  private func rivalSettings() -> [RivalSetting] {
    entries().compactMap { name, place in place.text().map { RivalSetting(name, $0) } }
  }
}
