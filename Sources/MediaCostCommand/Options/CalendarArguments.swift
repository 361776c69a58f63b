public import ArgumentParser
public import BillingTypes

extension Day: ExpressibleByArgument {
  /// A day written as 2026-11-22.
  public init?(argument: String) { self.init(argument) }
}

extension Month: ExpressibleByArgument {
  /// A month written as 2027-03.
  public init?(argument: String) { self.init(argument) }
}
