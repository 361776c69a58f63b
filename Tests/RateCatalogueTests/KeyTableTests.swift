import PricingRules
import RateCatalogue
import Testing

@Suite("Tables of keys")
struct KeyTableTests {
  /// Every table that can be reached from the head of a file, by name.
  static func tables(of root: KeyTable) -> [String: [KeyTable]] {
    var found: [String: [KeyTable]] = [:]
    var named: Set<String> = []
    func visit(_ shape: DataShape) {
      switch shape {
      case .map(let table):
        let known = found[table.name] ?? []
        if known.contains(where: { $0.keys.map(\.name) == table.keys.map(\.name) }) { return }
        found[table.name] = known + [table]
        for key in table.keys { visit(key.shape) }
      case .named(let shape): if named.insert(shape.name).inserted { visit(shape.shape) }
      case .list(let inner), .items(let inner), .entries(let inner): visit(inner)
      case .any(let shapes): shapes.forEach(visit)
      case .text, .number, .day, .month, .truth, .choice, .anything: break
      }
    }
    visit(.map(root))
    return found
  }

  @Test("No two tables have one name, and no table has a key twice", arguments: DataSchema.all)
  func unique(schema: DataSchema) {
    for (name, tables) in Self.tables(of: schema.root) {
      #expect(tables.count == 1, "\(name)")
      let keys = tables[0].keys.map(\.name)
      #expect(Set(keys).count == keys.count, "\(name)")
    }
  }

  @Test("What there must be one of, or some of, are keys of the table", arguments: DataSchema.all)
  func groups(schema: DataSchema) {
    for (name, tables) in Self.tables(of: schema.root) {
      let keys = Set(tables[0].keys.map(\.name))
      #expect(keys.isSuperset(of: tables[0].exactlyOne + tables[0].atLeastOne), "\(name)")
    }
  }

  @Test("A kind of file is found by its name")
  func named() {
    #expect(DataSchema.named("card")?.root.name == "card")
    #expect(DataSchema.named("claims") == nil)
  }
}
