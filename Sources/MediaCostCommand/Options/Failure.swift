import ArgumentParser
import BodyPricing
import CostStore
import PricingRules
import RateCatalogue

/// The exit statuses of DESIGN section 7.
extension ExitCode {
  static let doesNotHold = ExitCode(1)
  static let usage = ExitCode(64)
  static let badData = ExitCode(65)
  static let unavailable = ExitCode(69)
  static let ourFault = ExitCode(70)
  static let inputOutput = ExitCode(74)
}

/// Runs a command's body and turns what it throws into a message and an exit status.
func reportingFailures(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let error as RequestError {
    throw failure("\(error)", .usage)
  } catch let error as RequestReadingError {
    throw failure("\(error)", .usage)
  } catch let problems as DataProblems {
    throw failure("\(problems)", ExitCode(of: problems.source))
  } catch let problem as DataProblem {
    throw failure("\(problem)", ExitCode(of: problem.source))
  } catch let error as BodyError {
    throw failure("\(error)", error.isOfWords ? .usage : .badData)
  } catch let error as FileOutputError {
    throw failure("\(error)", .inputOutput)
  } catch let error as StoreError {
    throw failure("\(error)", .inputOutput)
  } catch let code as ExitCode {
    throw code
  } catch let error as ValidationError {
    throw error
  } catch {
    throw failure("\(error); this is a mistake in mediacost", .ourFault)
  }
}

/// Prints a message to standard error and gives the status to exit with.
func failure(_ message: String, _ code: ExitCode) -> ExitCode {
  Terminal.warn(message)
  return code
}

extension BodyError {
  /// Whether the command line is wrong, and not the body.
  fileprivate var isOfWords: Bool {
    switch self {
    case .unknownAPI, .notAField, .beside: true
    default: false
    }
  }
}

extension ExitCode {
  /// The status for what is wrong with data.
  fileprivate init(of source: DataProblem.Source) {
    self =
      switch source {
      case .content: .badData
      case .option: .usage
      case .file: .inputOutput
      }
  }
}
