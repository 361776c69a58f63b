import BillingTypes
public import PricingRules

/// What becomes of a request at an offer that it was not written for.
public enum Adaptation: Sendable {
  /// The offer can do it: the request in its terms, how many calls it takes, and what differs.
  case possible(Request, calls: Int, differs: [String])
  /// The offer cannot do it, with the reason.
  case impossible(String)
}

/// Puts a request in another offer's terms, so that like is compared with like.
///
/// Numbers are snapped up to the next legal value, because a shorter clip or a smaller picture would
/// not do. Words are never translated: a quality tier of one model is not the tier of that name at
/// another. Several images from an offer that makes one per call take several calls.
public struct RequestAdapter {
  let offer: Offer
  let vocabulary: Vocabulary

  /// Creates an adapter to an offer; the vocabulary tells what only describes the input.
  public init(_ offer: Offer, vocabulary: Vocabulary) {
    self.offer = offer
    self.vocabulary = vocabulary
  }

  /// The request in the offer's terms.
  public func adapt(_ request: Request) -> Adaptation {
    var adapted = Request()
    var differs: [String] = []
    var absent: [String] = []
    var calls = 1
    for entry in Self.expanded(request) {
      guard let parameter = offer.parameter(entry.name) else {
        if offer.meters.contains(entry.name) {
          adapted[entry.name] = entry.text
        } else if entry.name == "images" || entry.name == "videos", let count = Int(entry.text) {
          if count > 1 {
            calls = count
            differs.append("\(count) calls, one for each of the \(entry.name)")
          }
        } else if entry.text == "true" {
          return .impossible("has no '\(entry.name)'")
        } else if !isNeutral(entry) {
          absent.append(entry.name)
        }
        continue
      }
      if parameter.value(of: entry.text) != nil {
        adapted[entry.name] = entry.text
        continue
      }
      switch fit(entry.text, to: parameter) {
      case .exact(let text): adapted[entry.name] = text
      case .changed(let text, let difference):
        adapted[entry.name] = text
        differs.append(difference)
      case .calls(let text, let count, let difference):
        adapted[entry.name] = text
        calls = count
        differs.append(difference)
      case .none(let reason): return .impossible(reason)
      }
    }
    if let difference = Self.absence(of: absent) { differs.append(difference) }
    return .possible(adapted, calls: calls, differs: differs)
  }

  /// `has no setting for width, height`.
  static func absence(of names: [String]) -> String? {
    names.isEmpty ? nil : "has no setting for \(names.joined(separator: ", "))"
  }

  private enum Fit {
    case exact(String)
    case changed(String, String)
    case calls(String, Int, String)
    case none(String)
  }

  private func fit(_ text: String, to parameter: Parameter) -> Fit {
    let name = parameter.name
    switch parameter.domain {
    case .boolean(let values):
      // Asked without sound and given with it is a difference; the other way round it cannot do.
      if text == "false", values == [true] {
        return .changed("true", "\(name) is always on")
      }
      return .none("\(name) '\(text)' is not offered")
    case .choice(let words):
      return .none("\(name) '\(text)' is not offered; it has \(words.joined(separator: ", "))")
    case .numbers, .integer, .decimal:
      guard let number = try? DecimalText.parse(text) else {
        return .none("\(name) '\(text)' is not a number")
      }
      if let snapped = parameter.snappedUp(number) {
        return .changed(snapped.description, "\(name) \(snapped) instead of \(number)")
      }
      guard case .number(let most) = parameter.extremes.highest else { return .none("") }
      if name == "images" || name == "videos", number.isWhole, most > .zero,
        let calls = try? (number / most).rounded(.up), calls < 1000
      {
        return .calls(most.description, Int(calls), "\(calls) calls of \(most) \(name)")
      }
      return .none("\(name) goes up to \(most), \(number) is asked for")
    }
  }

  /// What asks for nothing: a request's own default words, a 'no' to what the offer does not have,
  /// and what only describes the input.
  private func isNeutral(_ entry: Request.Entry) -> Bool {
    entry.text == "false" || (vocabulary.parameters[entry.name]?.isInput ?? false)
      || (entry.name == ServiceTier.parameterName && entry.text == ServiceTier.standard)
      || (entry.name == Outcome.parameterName && entry.text == Outcome.succeeded.rawValue)
  }

  /// The entries with `size` spelled out.
  static func expanded(_ request: Request) -> [Request.Entry] {
    var result = Request()
    for entry in request.entries {
      if entry.name == "size", let (width, height) = Request.sides(of: entry.text) {
        result["width"] = width
        result["height"] = height
      } else {
        result[entry.name] = entry.text
      }
    }
    return result.entries
  }
}
