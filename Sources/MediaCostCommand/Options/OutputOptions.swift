public import ArgumentParser
public import ReportGenerator

/// How to print a result.
struct OutputOptions: ParsableArguments {
  @Option(help: "How to print the result.")
  var format: ReportFormat = .table

  @OptionGroup var locale: LocaleOption

  func validate() throws {
    guard locale.isGiven, !format.hasLocale else { return }
    throw ValidationError("--locale: is for CSV, --format is '\(format.name)'")
  }

  /// For which terminal and whose spreadsheets results are drawn.
  var setting: DrawingSetting {
    DrawingSetting(width: Terminal.width, marks: Terminal.marks, locale: locale.locale)
  }

  /// Prints a document.
  ///
  /// - Throws: a usage error where the document has nothing in the format.
  func write(_ document: some ReadableDocument) throws {
    guard let text = format.text(of: document, setting) else {
      throw ValidationError("--format: this result cannot be printed as '\(format.name)'")
    }
    print(text)
  }

  /// Prints a text of the format.
  func print(_ text: String) {
    Terminal.write(
      text, isExact: !format.drawsProse,
      isDrawn: format.name == ReportFormat.table.name && setting.marks == .coloured)
  }

  /// Refuses a format for programs, before any work, where a result is only for people.
  ///
  /// - Parameters:
  ///   - result: What is printed, such as `'rates show'`.
  ///   - instead: What programs may read.
  /// - Throws: a usage error that names the formats for people.
  func requireProse(of result: String, instead: String) throws {
    guard !format.drawsProse else { return }
    let names = ReportFormat.all.filter(\.drawsProse).map { "'\($0.name)'" }
    throw ValidationError(
      "\(result) prints \(names.joined(separator: " or ")); for programs there is \(instead)")
  }
}

extension ReportFormat: ExpressibleByArgument {
  /// A format by its name.
  public init?(argument: String) {
    guard let format = ReportFormat.named(argument) else { return nil }
    self = format
  }

  /// The name, as help texts show a default.
  public var defaultValueDescription: String { name }
  /// What help texts, completions and errors offer.
  public static var allValueStrings: [String] { all.map(\.name) }
  /// What completions offer.
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
