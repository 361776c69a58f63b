import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension ScenarioReport {
  /// One vendor or several; nothing where there is nothing to choose.
  var vendorSection: [Report.Block] {
    guard vendors.count > 1 else { return [] }
    let currency = scenario.currency.code
    var table = ReportTable([
      .init("offers of"), .init("vendors", .right), .init("\(currency) of bills", .right),
      .init("building", .right), .init("keeping", .right), .init("\(currency) all in", .right),
    ])
    let shown = shownVendors
    for choice in shown {
      table.rows.append([
        .text(choice.kind.words), .figure(String(choice.owning.providers.count)),
        choice.bills.completeness == .unknown
          ? .missing("unknown") : .figure(choice.bills.mark + view.text(choice.bills.known)),
        amount(try? choice.owning.building), amount(try? choice.owning.keeping),
        choice.total.map { .figure(choice.bills.mark + view.text($0)) }
          ?? .missing("too large to be added up"),
      ])
    }
    return [
      .heading(2, "One vendor or several"), .table(table),
      .paragraph(vendorNote),
      .bullets(
        shown.filter { $0.kind != .planned }.map { choice in
          "\(choice.kind.words): "
            + choice.offers.map { "\($0.feature) \($0.offer)" }.joined(separator: ", ")
        }),
    ]
  }

  /// The choices that fewer vendors than planned would leave.
  private var joinedVendors: [VendorChoice] {
    vendors.filter { $0.kind != .planned && $0.kind != .cheapest }
  }

  /// The choices that are shown, the plan first.
  var shownVendors: [VendorChoice] {
    let most = Set(joinedVendors.prefix(VendorChoice.mostTold).map(\.kind))
    return vendors.filter { choice in
      choice.kind == .planned || choice.kind == .cheapest || most.contains(choice.kind)
    }
  }

  /// What the choices are, and what they leave out.
  var vendorNote: String {
    let rest = joinedVendors.count - min(joinedVendors.count, VendorChoice.mostTold)
    return
      "Means over the whole scenario, every offer asked for what the scenario asks for; a vendor serves each feature with "
      + "the planned model where it sells that, else with the offer whose typical request costs least there; what it "
      + "cannot serve stays as planned. Quality is not compared."
      + (rest > 0
        ? " \(rest) more providers would leave fewer vendors than planned, at a higher total." : "")
  }

  private func amount(_ money: Money?) -> ReportTable.Cell {
    money.map { .figure(view.text($0)) } ?? .missing("too large to be added up")
  }
}

extension VendorChoice.Kind {
  /// Which choice it is, in words.
  var words: String {
    switch self {
    case .planned: "as planned"
    case .one(let provider): "\(provider) alone"
    case .wherePossible(let provider): "\(provider) wherever it serves"
    case .cheapest: "the cheapest for each feature"
    }
  }
}
