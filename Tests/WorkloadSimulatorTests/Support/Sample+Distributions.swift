import BillingTypes
import WorkloadSimulator

/// Distributions from texts that are known to be right.
extension Sample {
  static func lognormal(_ p10: String, _ p90: String) -> Distribution {
    .lognormal(legal(Lognormal(p10: number(p10), p90: number(p90))))
  }

  static func normal(_ p10: String, _ p90: String) -> Distribution {
    .normal(legal(Normal(p10: number(p10), p90: number(p90))))
  }

  static func logitNormal(_ p10: String, _ p90: String) -> Distribution {
    .logitNormal(legal(LogitNormal(p10: number(p10), p90: number(p90))))
  }

  static func uniform(_ lower: String, _ upper: String) -> Distribution {
    .uniform(legal(Uniform(number(lower), number(upper))))
  }

  static func triangular(_ lower: String, _ mode: String, _ upper: String) -> Distribution {
    .triangular(legal(Triangular(number(lower), number(mode), number(upper))))
  }

  static func samples(_ values: String...) -> Distribution {
    .samples(legal(Samples(values.map(number))))
  }

  static func mixture(_ parts: (share: String, distribution: Distribution)...) -> Distribution {
    .mixture(
      legal(Mixture(parts.map { .init(share: number($0.share), distribution: $0.distribution) })))
  }

  private static func legal<Shape>(_ shape: Shape?) -> Shape {
    guard let shape else { preconditionFailure("a sample distribution is not legal") }
    return shape
  }
}
