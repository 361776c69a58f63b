public import ArgumentParser
public import PricingRules
import RateCatalogue
import ReportGenerator

extension RatesCommand {
  /// Prints the JSON Schema of a kind of data file.
  struct Schema: ExplainsAbsence {
    static let configuration = CommandConfiguration(
      commandName: "schema",
      abstract: "Print the JSON Schema of a kind of data file, for editors.",
      discussion: """
        KIND is card, scenario, terms or recipe. The schema (draft 2020-12) is made of the tables by which the program \
        reads such files; 'data/schema' has them as files. An editor with a YAML language server completes and checks \
        a file that begins with '# yaml-language-server: $schema=../schema/card.schema.json'.

        mediacost rates schema card
        """)
    static let absences = ["--format": "writes JSON, as editors read it"]

    @Argument(help: ArgumentHelp("The kind of file.", valueName: "kind"))
    var kind: DataSchema

    func run() throws {
      Terminal.write(SchemaDocument(kind).text, isExact: true)
    }
  }
}

extension DataSchema: ExpressibleByArgument {
  /// A kind of file by its name.
  public init?(argument: String) {
    guard let schema = DataSchema.named(argument) else { return nil }
    self = schema
  }

  /// What help texts, completions and errors offer.
  public static var allValueStrings: [String] { all.map(\.name) }
  /// What completions offer.
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
