import BillingTypes
import WorkloadSimulator

extension DataMap {
  /// Reads how one asset becomes several calls, and how far a count may vary.
  func callPattern() -> CallPattern {
    CallPattern(
      retries: self["retries"]?.whole(in: 0...10) ?? 0, chain: self["chain"]?.chain(),
      overdispersion: self["overdispersion"]?.overdispersion() ?? .one)
  }
}

/// What becomes of a chain after a call that failed for good.
enum ChainAfterFailure: String, CaseIterable {
  /// It is over.
  case end
  /// The next call is made all the same.
  case proceed = "continue"
}

extension DataReader {
  fileprivate func overdispersion() -> Rational? {
    guard let number = number() else { return nil }
    guard number == .zero || number >= .one else {
      report(
        "the variance of a count over its mean is 0 for a known count, 1 for Poisson, or more, "
          + "was '\(scalar ?? "")'")
      return nil
    }
    guard number <= Rational(10000) else {
      report("the variance of a count over its mean is at most 10000, was '\(scalar ?? "")'")
      return nil
    }
    return number
  }

  fileprivate func chain() -> CallPattern.Chain? {
    let map = self.map(.chain)
    let onFailure = map["on_failure"]?.choice(of: ChainAfterFailure.self) ?? .end
    let feeds = map["feeds"]?.entries().compactMap { input, value in
      value.text().map { (input: input, output: $0) }
    }
    guard let place = map.required("calls"), let calls = place.distribution(of: .quantity) else {
      return nil
    }
    guard calls.mean >= .one else {
      place.report("a chain has at least one call; the mean is '\(calls.mean)'")
      return nil
    }
    if case .fixed(let count) = calls, !count.isWhole {
      place.report(
        "the calls of a chain are a whole number, was '\(place.scalar ?? "")'; for a mean of it write such as {samples: [1, 2]}"
      )
      return nil
    }
    let pictures = [
      (input: "reference_width", output: "width"), (input: "reference_height", output: "height"),
    ]
    return CallPattern.Chain(
      calls: calls, feeds: feeds ?? pictures, isFeedingStated: feeds != nil,
      endsAtFailure: onFailure == .end)
  }

  /// Reads how long a request may wait.
  func patience() -> Patience? {
    let map = self.map(.patience)
    let seconds = map.required("seconds")?.amount(.duration(in: .second))
    let share =
      map["share"].map { $0.share() } ?? Rational(reducedNumerator: 1, denominator: 20)
    guard let seconds, let share else { return nil }
    return Patience(seconds: seconds, share: share)
  }

  /// A share that is known.
  private func share() -> Rational? {
    guard let share = number() else { return nil }
    guard !share.isNegative, share <= .one else {
      report("a share lies between 0 % and 100 %, was '\(scalar ?? "")'")
      return nil
    }
    return share
  }
}
