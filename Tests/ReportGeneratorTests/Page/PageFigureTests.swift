import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@testable import ReportGenerator

@Suite("Figures of the page")
struct PageFigureTests {
  @Test("Every amount of the page is one that the report has for programs, rounded")
  func amountsAreExact() throws {
    let report = try PageShop.report { $0.features = [PageShop.uncertain, Shop.stickers] }
    let exact =
      (report.studied.json.text + (report.forecast.intervalsCSV() ?? "")
      + AlternativesTable.csv(of: report.alternatives, in: report.forecast))
      .split { !"0123456789.".contains($0) }.compactMap { Double($0) }
    let tree = PageTree(ReportPage(report).text)
    let cells = tree.all("td").filter { cell in
      cell.attributes["class"] == "r"
        && ["months", "features", "providers", "accepted"].contains(cell.place ?? "")
    }
    var count = 0
    for cell in cells where !cell.text.contains("%") {
      for word in cell.text.split(whereSeparator: { !"0123456789.,".contains($0) }) {
        let digits = word.replacing(",", with: "")
        guard let number = Double(digits) else { continue }
        // Parts may differ by one of the last digit, so that they add up.
        let places = digits.contains(".") ? digits.split(separator: ".").last?.count ?? 0 : 0
        var step = (0..<places).reduce(1.0) { step, _ in step / 10 }
        if places == 0 {
          for digit in digits.reversed() {
            guard digit == "0" else { break }
            step *= 10
          }
        }
        count += 1
        #expect(
          exact.contains { abs($0 - number) <= 1.001 * step }, "\(cell.place ?? ""): \(word)")
      }
    }
    #expect(count > 40)
  }

  @Test("The total is written as report.md writes it, wherever it stands")
  func oneTotal() throws {
    let report = try PageShop.report()
    let total = DisplayRounding.text(report.view.grandTotal, places: report.view.places)
    #expect(MarkdownFormat.text(of: report.report).contains("costs \(total) USD"))
    let tree = PageTree(ReportPage(report).text)
    #expect(tree.all("span").contains { $0.attributes["class"] == "big" && $0.text == total })
    #expect(
      tree.all("tr").contains { $0.attributes["class"] == "total" && $0.text.contains(total) })
  }

  @Test(
    "A chance is told in whole per cent",
    arguments: [
      (0.0, 0.0, "<1\u{A0}%"), (0.004, 0.02, "<1–2\u{A0}%"), (0.371, 0.378, "37–38\u{A0}%"),
      (0.13, 0.134, "13\u{A0}%"), (0.995, 1, ">99\u{A0}%"),
    ])
  func chances(least: Double, most: Double, words: String) {
    #expect(DisplayRounding.chance(least...most) == words)
  }

  @Test("The decision says what its verdict is")
  func verdicts() throws {
    func headline(_ year: String) throws -> String {
      let page = try PageShop.page { setting in
        setting.features = [PageShop.uncertain]
        setting.budget = Budget(year: Sample.number(year))
        setting.overhead = Overhead()
      }
      return PageTree(page).all("h1").first?.text ?? ""
    }
    let plain = "A, \"small\" shop"
    #expect(try headline("10000") == "\(plain) fits its yearly budget of 10,000\u{A0}USD")
    #expect(try headline("1") == "\(plain) does not fit its yearly budget of 1\u{A0}USD")
    let none = try PageShop.page {
      $0.budget = Budget()
      $0.features = [PageShop.uncertain]
    }
    #expect(PageTree(none).all("h1").first?.text.hasPrefix("\(plain) costs ") == true)
  }

  @Test("What building and keeping add is in the decision and on no bill")
  func allIn() throws {
    let report = try PageShop.report()
    let rows = PageDecision(report).rows
    #expect(rows.prefix(2).map(\.title) == ["Bills, as planned", "All in, as planned"])
    // One provider, called in one way: 10 once and 1 a month.
    #expect(abs(rows[1].mean - rows[0].mean - 13) < 1e-9)
    let without = try PageShop.report { $0.overhead = Overhead() }
    #expect(PageDecision(without).rows.count == 1)
    #expect(!ReportPage(without).text.contains("id='owning'"))
  }

  @Test("Places on the page are there once, and every topic has a reader")
  func sections() {
    let ids = PageSection.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(Set(PageSection.all.map(\.reader)) == Set(PageSection.Reader.allCases))
  }
}
