public import BillingTypes

/// How a quantity turns into a cost, with every amount known.
///
/// Costs are numbers in the price's own unit (money or credits) and exact; who needs money rounds
/// once, later.
public protocol PriceModel: Sendable {
  /// What `quantity` units cost.
  ///
  /// - Throws: ``NumberError/overflow``.
  func cost(of quantity: Rational) throws(NumberError) -> Rational
}

/// The closed list of price models.
///
/// To add a model, write one file beside this one, then add its case here and its name in
/// ``ChargePrice/Model``; the compiler leads through the switches.
public enum Price: Hashable, Sendable {
  /// The amount once, whatever the quantity.
  case flat(FlatPrice)
  /// Every unit costs the same.
  case perUnit(PerUnitPrice)
  /// Units are sold in blocks; a started block is paid in full.
  case package(PackagePrice)
  /// Each unit at the price of its own step.
  case graduated(GraduatedPrice)
  /// Every unit at the price of the step the total reaches.
  case volume(VolumePrice)
  /// One amount for whichever step the total reaches.
  case cliff(CliffPrice)

  /// The model behind the case.
  public var model: any PriceModel {
    switch self {
    case .flat(let model): model
    case .perUnit(let model): model
    case .package(let model): model
    case .graduated(let model): model
    case .volume(let model): model
    case .cliff(let model): model
    }
  }
}

extension ChargePrice.Model {
  /// The model with its amounts filled in, one per step or one.
  public func price(amounts: [Rational]) -> Price {
    switch self {
    case .flat:
      return .flat(FlatPrice(amount: amounts[0]))
    case .perUnit(let per):
      return .perUnit(PerUnitPrice(amount: amounts[0], per: per))
    case .package(let size):
      return .package(PackagePrice(amount: amounts[0], size: size))
    case .tiered(let mode, _, let upTo):
      let steps = PriceSteps(zip(upTo, amounts).map { (upTo: $0, amount: $1) })
      switch mode {
      case .graduated: return .graduated(GraduatedPrice(steps: steps))
      case .volume: return .volume(VolumePrice(steps: steps))
      case .cliff: return .cliff(CliffPrice(steps: steps))
      case .package: return .package(PackagePrice(amount: amounts[0], size: upTo[0] ?? .one))
      }
    }
  }

  /// Whether a quantity of zero costs nothing, whatever the amounts are.
  var isFreeForNothing: Bool {
    if case .flat = self { false } else { true }
  }

  /// Whether the price of one more unit depends on the month's total rather than on the request.
  public var countsOverMonth: Bool {
    if case .tiered(_, .month, _) = self { true } else { false }
  }
}
