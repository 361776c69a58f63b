public import PricingRules

extension DataSchema {
  /// The kinds of data files that have a schema.
  public static let all = [
    DataSchema("card", title: "A rate card of mediacost.", .card),
    DataSchema("scenario", title: "A scenario of mediacost.", .scenario),
    DataSchema("terms", title: "Terms that were agreed with providers, for mediacost.", .terms),
    DataSchema("recipe", title: "A recipe of a live probe of mediacost.", .recipe),
  ]

  /// The kind of that name; nil where there is none.
  public static func named(_ name: String) -> DataSchema? { all.first { $0.name == name } }
}
