import BillingTypes
import PricingRules

/// Single calls of a class, for one part of each uncertain mean.
struct ClassCalls: Sendable {
  let share: Rational
  /// The values that are the same every time, and those that vary.
  let requestClass: RequestClass
  /// The place of the class in the feature's mix.
  let place: Int
  /// By uncertain mean of the feature: which part of it; nil for one that the class does not read.
  let parts: [Int?]
  let points: [RequestUsage.CallPoint]

  init(_ own: ClassAtMeans, points: [RequestUsage.CallPoint]) {
    self.init(own.requestClass, at: own.place, parts: own.parts, points: points)
  }

  private init(
    _ requestClass: RequestClass, at place: Int, parts: [Int?], points: [RequestUsage.CallPoint]
  ) {
    self.place = place
    share = requestClass.share
    self.requestClass = requestClass
    self.parts = parts
    self.points = points
  }

  /// The same calls, of which each charge uses so many times as much.
  func scaled(by factors: [(quantity: Double, cost: Double)]) -> ClassCalls {
    ClassCalls(
      requestClass, at: place, parts: parts,
      points: points.map { point in
        RequestUsage.CallPoint(
          share: point.share,
          uses: zip(point.uses, factors).map { use, factor in
            .init(quantity: use.quantity * factor.quantity, cost: use.cost * factor.cost)
          })
      })
  }
}
