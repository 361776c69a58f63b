public import PricingRules
public import WorkloadSimulator

// A scenario does not carry the lines of its file. When something is wrong with a part of it, the file is read
// once more to say where that part stands.
extension DataFile {
  /// The line of a part of the scenario, from 1; 0 where there is no such part.
  public func line(of place: ScenarioPlace) -> Int {
    guard let tree = try? DataText.tree(of: bytes, file: name) else { return 0 }
    let root = DataReader(tree, file: name, ProblemCollector())
    func item(_ index: Int, of key: String) -> DataReader? {
      let items = root.value(of: key)?.items() ?? []
      return items.indices.contains(index) ? items[index] : nil
    }
    func feature(_ name: String) -> DataReader? {
      root.value(of: "features")?.items().first { $0.value(of: "feature")?.scalar == name }
    }
    let found: DataReader? =
      switch place {
      case .whole: nil
      case .feature(let name): feature(name)
      case .feeds(let name): feature(name)?.value(of: "chain")?.value(of: "feeds")
      case .plan(let index): item(index, of: "plans")
      case .purchase(let index): item(index, of: "purchases")
      case .correlation(let index): item(index, of: "correlations")
      }
    return found?.line ?? 0
  }

  /// The line of a variant of the scenario, from 1; 0 where there is none of that name.
  public func line(ofVariant name: String) -> Int {
    guard let tree = try? DataText.tree(of: bytes, file: self.name) else { return 0 }
    let root = DataReader(tree, file: self.name, ProblemCollector())
    return root.value(of: "variants")?.value(of: name)?.line ?? 0
  }
}

extension CatalogueFiles {
  /// The line of a worked example, by its place among those of an offer, from 1; 0 where there is none.
  public func line(ofExample index: Int, of offer: OfferID) -> Int {
    guard let card = cards.first(where: { $0.stem == offer.provider }),
      let tree = try? card.tree()
    else { return 0 }
    let root = DataReader(tree, file: card.name, ProblemCollector())
    let items = root.value(of: "offers")?.items() ?? []
    let examples =
      items.first { $0.value(of: "offer")?.scalar == offer.rawValue }?.value(of: "examples")?
      .items() ?? []
    return examples.indices.contains(index) ? examples[index].line : 0
  }
}
