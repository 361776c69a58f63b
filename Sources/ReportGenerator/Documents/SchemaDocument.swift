public import PricingRules

/// The JSON Schema (draft 2020-12) of a kind of data file, made of the tables by which decoders read it.
///
/// It says what may stand where. What belongs together across places, such as the names in a formula, the program checks
/// itself.
public struct SchemaDocument {
  let schema: DataSchema

  /// Creates it.
  public init(_ schema: DataSchema) { self.schema = schema }

  /// The text of the file.
  public var text: String {
    var definitions: [String: JSONText] = [:]
    Self.collect(.map(schema.root), into: &definitions)
    let json = JSONText.object([
      ("$schema", "https://json-schema.org/draft/2020-12/schema"),
      ("title", .string(schema.title)),
      ("$ref", Self.reference(schema.root.name)),
      ("$defs", .object(definitions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
    ])
    return json.text + "\n"
  }

  /// Describes a shape and all that it is made of, each once.
  private static func collect(_ shape: DataShape, into definitions: inout [String: JSONText]) {
    switch shape {
    case .map(let table):
      guard definitions.updateValue(json(table), forKey: table.name) == nil else { return }
      for key in table.keys { collect(key.shape, into: &definitions) }
    case .named(let named):
      let shape = named.shape
      guard definitions.updateValue(json(shape), forKey: named.name) == nil else { return }
      collect(shape, into: &definitions)
    case .list(let inner), .items(let inner), .entries(let inner):
      collect(inner, into: &definitions)
    case .any(let shapes):
      for inner in shapes { collect(inner, into: &definitions) }
    case .text, .number, .day, .month, .truth, .choice, .anything: break
    }
  }

  private static func reference(_ name: String) -> JSONText { .string("#/$defs/\(name)") }

  private static func json(_ table: KeyTable) -> JSONText {
    func required(_ names: [String]) -> JSONText {
      .object([("required", .array(names.map { .string($0) }))])
    }
    var entries: [(key: String, value: JSONText)] = [
      ("type", "object"), ("additionalProperties", .boolean(false)),
      ("properties", .object(table.keys.map { ($0.name, json($0.shape)) })),
    ]
    let always = table.keys.filter { $0.need == .always }.map(\.name)
    if !always.isEmpty { entries.append(("required", .array(always.map { .string($0) }))) }
    if !table.exactlyOne.isEmpty {
      entries.append(("oneOf", .array(table.exactlyOne.map { required([$0]) })))
    }
    if !table.atLeastOne.isEmpty {
      entries.append(("anyOf", .array(table.atLeastOne.map { required([$0]) })))
    }
    return .object(entries)
  }

  private static func json(_ shape: DataShape) -> JSONText {
    switch shape {
    case .text: .object([("type", ["string", "number", "boolean"])])
    case .number: .object([("type", ["number", "string"]), ("pattern", "[0-9]")])
    case .day: .object([("type", "string"), ("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")])
    case .month: .object([("type", "string"), ("pattern", "^[0-9]{4}-[0-9]{2}$")])
    case .truth: .object([("type", "boolean")])
    case .choice(let words): .object([("enum", .array(words.map { .string($0) }))])
    case .list(let inner): .object([("type", "array"), ("items", json(inner))])
    case .items(let inner): json(.any([inner, .list(inner)]))
    case .entries(let inner):
      .object([("type", "object"), ("additionalProperties", json(inner))])
    case .map(let table): .object([("$ref", reference(table.name))])
    case .named(let named): .object([("$ref", reference(named.name))])
    case .any(let shapes): .object([("anyOf", .array(shapes.map(json)))])
    case .anything: .boolean(true)
    }
  }
}
