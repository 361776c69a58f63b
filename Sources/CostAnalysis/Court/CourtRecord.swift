public import BillingTypes
public import PricingRules

/// What came of a list.
public struct CourtRecord: Sendable {
  /// The list.
  public let list: RivalList
  /// The day whose prices were compared.
  public let asOf: Day
  /// What came of its figures, in the order of the list.
  public let findings: [CourtFinding]
  /// How many entries are about media.
  public let mediaEntries: Int
  /// Those of them that have no figure that is read.
  public let withoutFigure: [String]
  /// Keys of prices that were not read in them, with how many there are, sorted.
  public let unread: [(key: String, count: Int)]
  /// Offers that are sold by providers of the list, and of which the list says nothing, sorted.
  public let silent: [OfferID]

  /// How many entries are about other products.
  public var otherProducts: Int { list.entries.count - mediaEntries }

  /// How many figures have a verdict.
  public func count(_ kind: CourtVerdict.Kind) -> Int {
    findings.count { $0.verdict.kind == kind }
  }

  /// How many figures have each code of a verdict, in the order of the codes, those with none left out.
  public func codes(of kind: CourtVerdict.Kind) -> [(code: CourtCode, count: Int)] {
    let own = findings.map(\.verdict).filter { $0.kind == kind }.map(\.code)
    return CourtCode.allCases.compactMap { code in
      let count = own.count { $0 == code }
      return count == 0 ? nil : (code, count)
    }
  }

  /// How many of the figures that agree rest on the list itself, alone or among others, and how many do not.
  public var witnesses: [(witness: CourtFinding.Witness, count: Int)] {
    let own = findings.filter { $0.verdict.kind == .agrees }.map { $0.witness(of: list.format) }
    return CourtFinding.Witness.allCases.map { witness in
      (witness, own.count { $0 == witness })
    }
  }

  /// The disagreements, the largest factor first.
  public var disagreements: [CourtFinding] {
    findings.filter { $0.verdict.kind == .disagrees }.enumerated()
      .sorted { left, right in
        let (one, two) = (left.element.factor ?? .zero, right.element.factor ?? .zero)
        return one == two ? left.offset < right.offset : one > two
      }
      .map(\.element)
  }

  static func counted(_ words: [String]) -> [(key: String, count: Int)] {
    Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
      .map { (key: $0.key, count: $0.value) }
  }
}

extension CourtFinding {
  /// Their figure over ours; nil where ours is nothing, or not known.
  public var ratio: Rational? {
    guard let ours, ours > .zero else { return nil }
    return try? theirs / ours
  }

  /// Their figure less ours, for one unit.
  public var difference: Rational? { ours.flatMap { try? theirs - $0 } }

  /// How many times the larger figure is the smaller one.
  public var factor: Rational? {
    ratio.flatMap { $0 >= .one || $0 <= .zero ? $0 : try? Rational.one / $0 }
  }
}
