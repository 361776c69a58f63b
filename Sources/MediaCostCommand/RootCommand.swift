import ArgumentParser
import Foundation

/// The command line: options, wiring, exit status; no arithmetic.
@main
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mediacost",
    abstract: "What a generative media feature will cost, with whom, and how sure we are.",
    discussion: """
      Prices image generation, image editing, video generation and live avatars from dated, sourced \
      rate cards. Pick the category first, then the model: the four are never ranked in one table.

      Amounts are exact decimals in the card's currency. What is not known is said, never counted \
      as zero. Results go to standard output, warnings and progress to standard error.

      mediacost compare image-generation quality=high
      mediacost quote openai/gpt-image-2/generate quality=high size=1536x1024
      mediacost report data/scenarios/storefront.yaml --out reports/storefront

      Exit status: 0 done, 1 a claim does not hold, 64 wrong usage, 65 bad input data, \
      69 a provider is unavailable, 70 our own fault, 74 input or output failed.
      """,
    version: ProductVersion.text,
    subcommands: [
      QuoteCommand.self, PriceCommand.self, CompareCommand.self, ForecastCommand.self,
      InitCommand.self, TraceCommand.self,
      ReportCommand.self, IndexCommand.self, RerateCommand.self, SQLCommand.self,
      RatesCommand.self, PlansCommand.self, ClaimsCommand.self, RunsCommand.self,
      SampleLogCommand.self, MCPCommand.self, ProbeCommand.self,
      CalibrateCommand.self,
    ])

  /// Runs the command that the words of the command line name.
  ///
  /// A common option that means nothing to the command is refused in words of its own, where the
  /// parser would only call it unknown.
  static func main() {
    let command: any ParsableCommand
    // Where the system does not say how the program was called, not even its name is known.
    guard !CommandLine.arguments.isEmpty else {
      end(
        with: failure(
          "the command line cannot be read; on Linux the folder /proc must be there", .inputOutput))
    }
    do {
      command = try parseAsRoot()
    } catch {
      if exitCode(for: error) == .validationFailure,
        let refusal = CommonOptions.refusal(of: Array(CommandLine.arguments.dropFirst()))
      {
        end(with: failure(refusal, .usage))
      }
      end(with: error)
    }
    do {
      var command = command
      try command.run()
    } catch {
      end(with: error)
    }
  }

  /// Says why the program ends, and ends it with the status for that.
  private static func end(with error: any Error) -> Never {
    let (code, text) = (exitCode(for: error), fullMessage(for: error))
    if !text.isEmpty { code.isSuccess ? Terminal.write(text + "\n") : Terminal.note(text) }
    Foundation.exit(code.rawValue)
  }
}

/// The version of this build.
enum ProductVersion {
  static let text = "0.2.0"
}
