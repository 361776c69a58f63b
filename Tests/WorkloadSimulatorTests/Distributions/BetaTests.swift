import BillingTypes
import TestSupport
import Testing
import WorkloadSimulator

@Suite("The beta distribution")
struct BetaTests {
  static func beta(_ a: String, _ b: String) -> Beta {
    guard let beta = Beta(Sample.number(a), Sample.number(b)) else {
      preconditionFailure("a sample distribution is not legal")
    }
    return beta
  }

  // By bisection of the regularised incomplete beta function in mpmath with 40 digits.
  @Test(
    "Quantiles are the published values",
    arguments: [
      (a: "2", b: "3", p: 0.5, expected: 0.38572756813238955),
      ("2", "3", 0.05, 0.09761146288641434), ("2", "3", 0.95, 0.7513953742698185),
      ("2", "98", 0.1, 0.005384635115891214), ("2", "98", 0.9, 0.038721118969222078),
      ("3", "97", 0.5, 0.026918958614468037), ("0.5", "0.5", 0.1, 0.024471741852423214),
      ("30", "2", 0.01, 0.8043306237041096), ("0.1", "5", 0.5, 0.00013014955240919748),
      ("1000", "2000", 0.975, 0.35030301672721002),
    ])
  func knownValues(a: String, b: String, p: Double, expected: Double) {
    #expect(abs(Self.beta(a, b).quantile(p) / expected - 1) < 1e-11)
  }

  @Test(
    "Quantiles are those of the printed tables of F",
    // F at 95 % (and 99 %) with 2a and 2b degrees of freedom, as every textbook prints them.
    arguments: [
      (a: "2", b: "3", p: 0.95, f: 4.53), ("5", "5", 0.95, 2.98), ("1", "10", 0.95, 3.49),
      ("10", "2", 0.95, 5.80), ("5", "5", 0.99, 4.85), ("1", "5", 0.99, 7.56),
    ])
  func tablesOfF(a: String, b: String, p: Double, f: Double) {
    let x = Self.beta(a, b).quantile(p)
    let ratio = x / (1 - x) * Sample.number(b).approximation / Sample.number(a).approximation
    #expect(abs(ratio - f) < 0.005)
  }

  @Test("With a and b of one half it is the arcsine law, with one a power")
  func closedForms() {
    for index in 1..<200 {
      let p = Double(index) / 200
      let sine = Self.sine(p * .pi / 2)
      #expect(abs(Self.beta("0.5", "0.5").quantile(p) - sine * sine) < 1e-13)
      #expect(abs(Self.beta("1", "1").quantile(p) - p) < 1e-14)
      #expect(abs(Self.beta("2", "1").quantile(p) - p.squareRoot()) < 1e-14)
      #expect(abs(Self.beta("1", "2").quantile(p) - (1 - (1 - p).squareRoot())) < 1e-14)
    }
  }

  /// The sine by its series, which needs no library here.
  private static func sine(_ x: Double) -> Double {
    var (sum, term) = (x, x)
    for k in 1..<14 {
      term *= -x * x / Double(2 * k * (2 * k + 1))
      sum += term
    }
    return sum
  }

  @Test(
    "Mean and variance are a / (a + b) and a b / ((a + b)² (a + b + 1))",
    arguments: [("2", "3"), ("0.5", "0.5"), ("2", "98"), ("30", "2"), ("0.7", "4"), ("400", "100")])
  func moments(a: String, b: String) throws {
    let beta = Self.beta(a, b)
    let count = 4000
    let draws = (0..<count).map { beta.quantile((Double($0) + 0.5) / Double(count)) }
    let mean = draws.reduce(0, +) / Double(count)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    let (x, y) = (Sample.number(a).approximation, Sample.number(b).approximation)
    #expect(abs(mean / (x / (x + y)) - 1) < 1e-4)
    #expect(abs(variance / (x * y / ((x + y) * (x + y) * (x + y + 1))) - 1) < 2e-3)
    let exact = try Sample.number(a) / (Sample.number(a) + Sample.number(b))
    #expect(beta.exactMean == exact)
  }

  @Test("A share and what is left of it change places with a and b")
  func mirror() {
    for p in [0.001, 0.2, 0.5, 0.77, 0.999] {
      let sum = Self.beta("2.5", "7").quantile(p) + Self.beta("7", "2.5").quantile(1 - p)
      #expect(abs(sum - 1) < 1e-12)
    }
  }

  @Test("Quantiles ascend inside zero and one, for the widest and the narrowest parameters")
  func bounds() {
    for (a, b) in [("0.01", "0.01"), ("0.05", "900"), ("1000000", "1000000"), ("1000000", "1")] {
      let draws = [1e-12, 1e-6, 0.01, 0.3, 0.5, 0.7, 0.99, 1 - 1e-9].map {
        Self.beta(a, b).quantile($0)
      }
      #expect(draws.allSatisfy { $0 >= 0 && $0 <= 1 }, "\(a), \(b): \(draws)")
      #expect(zip(draws, draws.dropFirst()).allSatisfy { $0 <= $1 }, "\(a), \(b): \(draws)")
    }
  }

  @Test(
    "Parameters at or below zero, and above a million, make none",
    arguments: [
      ("0", "1"), ("1", "0"), ("-1", "2"), ("2", "-1"), ("1000001", "1"), ("1", "1000000.5"),
    ])
  func illegal(a: String, b: String) {
    #expect(Beta(Sample.number(a), Sample.number(b)) == nil)
  }
}
