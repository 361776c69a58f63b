import ArgumentParser

/// The scenario to read.
struct ScenarioFileArgument: ParsableArguments {
  @Argument(help: "A scenario file, such as data/scenarios/storefront.yaml.", completion: .file())
  var scenario: String
}

/// Where one result goes that is a file.
struct OutputFileOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("The file to write; standard output when left out.", valueName: "file"))
  var out: String?
}
