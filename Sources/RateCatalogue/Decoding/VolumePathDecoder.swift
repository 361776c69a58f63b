import BillingTypes
import WorkloadSimulator

extension DataMap {
  /// Reads how a feature's volume begins, jumps and is capped.
  ///
  /// `months` are the first and the last of the scenario; nil when they do not read.
  func volumePath(in months: ClosedRange<Month>?) -> VolumePath {
    VolumePath(
      launch: self["launch"]?.launch(in: months),
      steps: self["step_changes"]?.list().compactMap { $0.stepChange(in: months) } ?? [],
      atMostPerMonth: self["at_most_per_month"]?.positive(.count))
  }
}

extension DataReader {
  /// A month of the scenario.
  func month(in months: ClosedRange<Month>?) -> Month? {
    guard let month = month() else { return nil }
    if let months, !months.contains(month) {
      report(
        "a month of the scenario is from \(months.lowerBound) to \(months.upperBound), was '\(month)'"
      )
      return nil
    }
    return month
  }

  fileprivate func launch(in months: ClosedRange<Month>?) -> VolumePath.Launch? {
    let map = self.map(.launch)
    let month = map.required("month")?.month()
    let ramp = map["ramp_months"].map { $0.whole(in: 1...60) } ?? 1
    let from = map["from"].map { $0.positiveShare() }
    guard let month, let ramp else { return nil }
    if let last = months?.upperBound, month > last {
      map["month"]?.report("a launch is not after the last month, \(last), was '\(month)'")
      return nil
    }
    guard let from else {
      let step = try? Rational(1, over: Int128(ramp))
      return VolumePath.Launch(month: month, rampMonths: ramp, from: step ?? .one)
    }
    guard let from else { return nil }
    if ramp == 1, from != .one {
      map["from"]?.report(
        "a launch without a ramp begins at 100 %, was '\(map["from"]?.scalar ?? "")'; "
          + "write 'ramp_months' of 2 or more")
      return nil
    }
    return VolumePath.Launch(month: month, rampMonths: ramp, from: from)
  }

  /// A share that is not nothing.
  private func positiveShare() -> Rational? {
    guard let share = number() else { return nil }
    guard share > .zero, share <= .one else {
      report("a share is above 0 % and at most 100 %, was '\(scalar ?? "")'")
      return nil
    }
    return share
  }

  fileprivate func stepChange(in months: ClosedRange<Month>?) -> VolumePath.StepChange? {
    let map = self.map(.stepChange)
    guard let from = map.required("from")?.month(in: months),
      let factor = map.required("factor")?.distribution(of: .quantity)
    else { return nil }
    return VolumePath.StepChange(from: from, factor: factor)
  }
}
