import ArgumentParser
import PricingRules

/// Names and values of a request, as the command line writes them.
struct RequestArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      What to ask for, such as quality=high seconds=8; size=1024x1024 sets width and height, and \
      reference_sizes=1024x768+512x512 those of each picture sent in.
      """,
      valueName: "name=value"))
  var parameters: [String] = []

  /// The request.
  ///
  /// - Throws: a usage error for a word without '=' or a name given twice.
  func request() throws -> Request {
    var request = Request()
    for word in parameters {
      guard let sign = word.firstIndex(of: "="), sign != word.startIndex else {
        throw ValidationError(
          "'\(word)' is not a parameter; write name=value, such as quality=high")
      }
      let name = String(word[..<sign])
      guard request[name] == nil else {
        throw ValidationError("'\(name)' is given twice")
      }
      request[name] = String(word[word.index(after: sign)...])
    }
    return request
  }
}
