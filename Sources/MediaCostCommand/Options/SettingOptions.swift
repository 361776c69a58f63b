import ArgumentParser
import RateCatalogue

/// Values of a scenario that are changed for one run.
struct SettingOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Change a value of the scenario for this run: FEATURE.key=value, '*' for every feature, 'x2' to multiply.",
      valueName: "path=value"))
  var settings: [String] = []

  /// A scenario's file with the changes.
  func changed(_ file: DataFile) throws -> DataFile {
    file.changed(by: try settings.map { try ScenarioSetting(parsing: $0) })
  }
}
