import ArgumentParser
import PricingRules
import RateCatalogue
import WarehouseSQL

/// Prints the rules as SQL for a warehouse.
struct SQLCommand: ExplainsAbsence {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract: "Print the same rules as SQL that prices a usage table exactly.",
    discussion: """
      For logs that live in a warehouse. The SQL works in whole numbers and exact decimals only; where \
      a dialect cannot hold a rule exactly, it is refused with the reason. Every row gets an amount, \
      how much of it is known, or why it is bad; a bad row is never priced as zero. An empty cell \
      means not given, a metered value wins over the estimate, prices are those of the row's own day \
      in UTC unless --as-of says another.

      mediacost sql duckdb --offers openai/gpt-image-2/generate
      mediacost sql spark --schema
      mediacost sql bigquery --form views --offers runway/gen4.5/generate
      """)

  static let absences = [
    "--format": "writes SQL",
    "--terms": "writes list prices; 'mediacost rerate --terms' has contracted ones",
  ]

  @Argument(help: "duckdb, spark, clickhouse, bigquery or sqlite.")
  var dialect: SQLDialectName

  @Option(help: ArgumentHelp("The usage table.", valueName: "name"))
  var table = "usage"

  @OptionGroup var offers: OfferListOption

  @Option(
    help: ArgumentHelp(
      "The columns of the table, with commas between; by default all that the offers know.",
      valueName: "names"))
  var columns: String?

  @Option(
    help: ArgumentHelp(
      "Other columns of the table that priced rows carry, with commas between.",
      valueName: "names"))
  var keep: String?

  @Option(help: "A plan whose allowance is settled over each month; may be given again.")
  var plan: [PlanID] = []

  @Option(
    help: ArgumentHelp(
      "query (totals per month and offer), rows, views, macros, or monthly (with plans).",
      valueName: "form"))
  var form = WarehouseForm(form: .query)

  @Flag(help: "Print the statement that makes the usage table instead.")
  var schema = false

  @OptionGroup var output: OutputFileOption
  @OptionGroup var catalogue: CatalogueOptions

  func run() throws {
    try reportingFailures {
      let files = try catalogue.files()
      var plan = FilePlan()
      plan.reads(files)
      plan.writes(output)
      try plan.check()
      let cards = try files.catalogue(bindingsOf: [])
      for plan in self.plan { try cards.requirePlan(plan) }
      let chosen = try offers.offers(in: cards)
      var options = WarehouseOptions()
      options.table = table
      options.columns = columns.map(Self.names)
      options.carried = keep.map(Self.names) ?? []
      options.plans = self.plan
      options.asOf = catalogue.asOf
      options.knownAt = catalogue.knownAt
      do {
        let sql = try CatalogueSQL(
          cards, offers: chosen, dialect: dialect.dialect, options, leavesOut: offers.ids == nil)
        let text = schema ? sql.schema : try sql.text(form.form)
        try FileOutput.stream(to: output.out) { try $0(Array(text.utf8)) }
      } catch let refusal as WarehouseRefusal {
        throw failure("\(refusal)", refusal.isUsage ? .usage : .badData)
      }
    }
  }
}

extension SQLCommand {
  /// Names of columns: an empty one is no name, and spaces inside of one belong to it.
  fileprivate static func names(_ list: String) -> [String] {
    list.split(separator: ",", omittingEmptySubsequences: false).map { name in
      var name = name.drop { $0 == " " }
      while name.last == " " { name.removeLast() }
      return String(name)
    }
  }
}

/// A dialect by its name.
struct SQLDialectName: ExpressibleByArgument {
  let dialect: any SQLDialect

  init?(argument: String) {
    guard let dialect = SQLDialects.all.first(where: { $0.name == argument }) else { return nil }
    self.dialect = dialect
  }

  static var allValueStrings: [String] { SQLDialects.all.map(\.name) }
}

/// A form by its name.
struct WarehouseForm: ExpressibleByArgument {
  let form: CatalogueSQL.Form

  init(form: CatalogueSQL.Form) { self.form = form }

  init?(argument: String) {
    guard let form = CatalogueSQL.Form(rawValue: argument) else { return nil }
    self.form = form
  }

  var defaultValueDescription: String { form.rawValue }
  static var allValueStrings: [String] { CatalogueSQL.Form.allCases.map(\.rawValue) }
}
