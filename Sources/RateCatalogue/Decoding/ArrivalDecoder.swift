import BillingTypes
import PricingRules
import WorkloadSimulator

/// The hours that have a name.
enum HourPattern: String, CaseIterable {
  case business, evening, even

  /// 24 weights, from midnight on.
  var weights: [Rational] {
    switch self {
    case .business: Self.weights(9..<17, otherwise: Rational(reducedNumerator: 1, denominator: 10))
    case .evening: Self.weights(18..<23, otherwise: Rational(reducedNumerator: 1, denominator: 4))
    case .even: Self.weights(0..<24, otherwise: .zero)
    }
  }

  private static func weights(_ busy: Range<Int>, otherwise: Rational) -> [Rational] {
    (0..<24).map { busy.contains($0) ? .one : otherwise }
  }
}

/// The weekdays that have a name.
enum WeekdayPattern: String, CaseIterable {
  case workdays, even

  /// 7 weights, from Monday on.
  var weights: [Rational] {
    (0..<7).map { self == .even || $0 < 5 ? .one : .zero }
  }
}

extension DataReader {
  /// Reads when in the day and the week requests come.
  ///
  /// - Parameter months: The first and the last month of the scenario; nil when they do not read.
  /// - Returns: The profile, or nil when a part does not read.
  func arrivals(in months: ClosedRange<Month>?) -> ArrivalProfile? {
    let map = self.map(.arrivals)
    let hours = map["hours"].map { $0.hours() } ?? HourPattern.even.weights
    let weekdays = map["weekdays"].map { $0.weekdays() } ?? WeekdayPattern.even.weights
    let zone = map["timezone"].map { $0.zone(in: months) } ?? .utc
    guard let hours, let weekdays, let zone else { return nil }
    return ArrivalProfile(hours: hours, weekdays: weekdays, zone: zone)
  }

  private func hours() -> [Rational]? {
    if isList { return weights(24, "from midnight on") }
    return choice(of: HourPattern.self)?.weights
  }

  private func weekdays() -> [Rational]? {
    if isList { return weights(7, "from Monday on") }
    guard isMap else { return choice(of: WeekdayPattern.self)?.weights }
    let map = self.map(.weekdayWeights)
    return checked(KeyTable.weekdayWeights.names.map { map[$0].map { $0.amount() } ?? .one })
  }

  private func weights(_ count: Int, _ order: String) -> [Rational]? {
    let places = list()
    guard places.count == count else {
      report("\(count) weights are needed, \(order), found '\(places.count)'")
      return nil
    }
    return checked(places.map { $0.amount() })
  }

  /// The weights when all of them read and one is above zero.
  private func checked(_ weights: [Rational?]) -> [Rational]? {
    let read = weights.compactMap { $0 }
    guard read.count == weights.count else { return nil }
    guard read.contains(where: { $0 > .zero }) else {
      report("at least one weight is above 0, found only '0'")
      return nil
    }
    return read
  }

  private func zone(in months: ClosedRange<Month>?) -> ZoneOffsets? {
    guard let name = text() else { return nil }
    guard let zone = NamedZone(name) else {
      report("no time zone is called '\(Self.abridged(name))'\(NamedZone.advice(for: name))")
      return nil
    }
    return months.map { zone.offsets(in: $0) } ?? .utc
  }
}
