import PricingRules

extension DataReader {
  /// Reads `vocabulary.yaml`.
  func vocabulary() -> Vocabulary {
    let map = self.map(["units", "parameters", "meters"])
    var names: [String: String] = [:]
    var counts: Set<String> = []
    for (unit, value) in map["units"]?.entries() ?? [] {
      let fields = value.map(["name", "count"])
      names[unit] = fields.required("name")?.text()
      if fields["count"]?.scalar == "true" { counts.insert(unit) }
    }
    func terms(_ key: String) -> [String: Vocabulary.Term] {
      var terms: [String: Vocabulary.Term] = [:]
      for (name, value) in map[key]?.entries() ?? [] {
        let fields = value.map(["unit", "meaning", "categories", "input"])
        let unit = fields["unit"]?.text()
        if let unit, names[unit] == nil {
          fields["unit"]?.report(
            "unknown unit '\(unit)'\(suggestion(for: unit, among: names.keys.sorted()))")
        }
        terms[name] = Vocabulary.Term(
          unit: unit, meaning: fields.required("meaning")?.text() ?? "",
          categories: fields["categories"]?.list().compactMap { $0.choice(of: MediaCategory.self) }
            ?? [],
          isInput: fields["input"]?.scalar == "true")
      }
      return terms
    }
    return Vocabulary(
      parameters: terms("parameters"), meters: terms("meters"), unitNames: names, countUnits: counts
    )
  }
}
