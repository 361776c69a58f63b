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
        let fields = value.map(["unit", "meaning", "categories", "input", "also", "each"])
        let unit = fields["unit"]?.text()
        if let unit, names[unit] == nil {
          fields["unit"]?.report(
            "unknown unit '\(unit)'\(suggestion(for: unit, among: names.keys.sorted()))")
        }
        terms[name] = Vocabulary.Term(
          unit: unit, meaning: fields.required("meaning")?.text() ?? "",
          categories: fields["categories"]?.list().compactMap { $0.choice(of: MediaCategory.self) }
            ?? [],
          isInput: fields["input"]?.scalar == "true",
          synonyms: fields["also"]?.list().compactMap { $0.text() } ?? [],
          each: fields["each"]?.text())
      }
      return terms
    }
    let (parameters, meters) = (terms("parameters"), terms("meters"))
    checkSynonyms(parameters.merging(meters) { own, _ in own })
    checkCounts(parameters)
    return Vocabulary(
      parameters: parameters, meters: meters, unitNames: names, countUnits: counts)
  }

  /// What counts is a parameter that is not counted itself, and a single one's name is no other thing's.
  private func checkCounts(_ parameters: [String: Vocabulary.Term]) {
    for (name, term) in parameters.sorted(by: { $0.key < $1.key }) {
      if let count = term.each, parameters[count] == nil || parameters[count]?.each != nil {
        report("'\(count)', which '\(name)' names with 'each', is no parameter that counts")
      }
      if let element = ElementName(parsing: name), parameters[element.base]?.each != nil {
        report("'\(name)' is a single one's '\(element.base)' already")
      }
    }
  }

  /// A word stands for one thing.
  private func checkSynonyms(_ terms: [String: Vocabulary.Term]) {
    var owners: [String: String] = [:]
    for (name, term) in terms.sorted(by: { $0.key < $1.key }) {
      for word in term.synonyms {
        if terms[word] != nil {
          report("'\(word)' is a name of its own, and no other word for '\(name)'")
        }
        if let owner = owners[word] { report("'\(word)' stands for '\(owner)' and for '\(name)'") }
        owners[word] = name
      }
    }
  }
}
