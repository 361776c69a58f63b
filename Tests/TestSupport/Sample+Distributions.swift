import BillingTypes
package import WorkloadSimulator

/// Distributions from texts that are known to be right.
extension Sample {
  /// A number that is known.
  package static func fixed(_ text: String) -> Distribution { .fixed(number(text)) }

  /// A lognormal distribution by its p10 and p90.
  package static func lognormal(_ p10: String, _ p90: String) -> Distribution {
    .lognormal(legal(Lognormal(p10: number(p10), p90: number(p90))))
  }

  /// A normal distribution by its p10 and p90.
  package static func normal(_ p10: String, _ p90: String) -> Distribution {
    .normal(legal(Normal(p10: number(p10), p90: number(p90))))
  }

  /// A share between nothing and all, by its p10 and p90.
  package static func logitNormal(_ p10: String, _ p90: String) -> Distribution {
    .logitNormal(legal(LogitNormal(p10: number(p10), p90: number(p90))))
  }

  /// Any number between two, all as likely.
  package static func uniform(_ lower: String, _ upper: String) -> Distribution {
    .uniform(legal(Uniform(number(lower), number(upper))))
  }

  /// A number between two, most likely near a third.
  package static func triangular(_ lower: String, _ mode: String, _ upper: String) -> Distribution {
    .triangular(legal(Triangular(number(lower), number(mode), number(upper))))
  }

  /// One of some values.
  package static func samples(_ values: String...) -> Distribution {
    .samples(legal(Samples(values.map(number))))
  }

  /// One of some distributions, each with its share.
  package static func mixture(_ parts: (share: String, distribution: Distribution)...)
    -> Distribution
  {
    .mixture(
      legal(Mixture(parts.map { .init(share: number($0.share), distribution: $0.distribution) })))
  }

  private static func legal<Shape>(_ shape: Shape?) -> Shape {
    guard let shape else { preconditionFailure("a sample distribution is not legal") }
    return shape
  }
}
