import CostAnalysis
import PricingRules
import TestSupport
import Testing

@testable import ReportGenerator

@Suite("Charts beside report.md")
struct ReportChartTests {
  static func files(
    _ change: (inout PageShop.Setting) -> Void = { _ in }
  ) throws -> (report: ScenarioReport, files: [ReportFile]) {
    let report = try PageShop.report(change)
    return (report, ReportFormat.all.flatMap { $0.files(of: report) })
  }

  @Test("There are three, each for two backgrounds, whose marks are those of the page")
  func drawn() throws {
    let (report, files) = try Self.files()
    let charts = files.filter { $0.name.hasSuffix(".svg") }
    #expect(
      charts.map(\.name)
        == ["months", "features", "accepted"].flatMap { name in
          ["light", "dark"].map { "charts/\(name)-\($0).svg" }
        })
    let page = ReportPage(report).text
    for chart in charts {
      let tree = PageTree(chart.text)
      #expect(tree.problem == nil, "\(chart.name)")
      #expect(tree.all("title").count == 1 && tree.all("desc").count == 1)
      #expect(chart.text.contains("xmlns='http://www.w3.org/2000/svg'"))
      let own = chart.name.contains("light") ? "--text:#15181c" : "--text:#eceff3"
      #expect(chart.text.contains(own), "\(chart.name)")
      #expect(chart.text.utf8.count < 20_000)
    }
    let band = try #require(
      PageTree(charts[0].text).all("polygon").first?.attributes["points"])
    #expect(page.contains(band))
    #expect(charts[0].text.contains("monthly budget 20"))
  }

  @Test("report.md shows each with what it says, and lists every file")
  func shown() throws {
    let (report, files) = try Self.files()
    let text = try #require(files.first { $0.name == "report.md" }?.text)
    for chart in ReportChart.all {
      let words = try #require(chart.draw(PageContent(report))?.words)
      #expect(text.contains("src=\"charts/\(chart.name)-light.svg\" alt=\"\(words)\""))
    }
    for file in files where file.name != "report.md" {
      #expect(text.contains(file.name), "\(file.name)")
      #expect(ReportPage(report).text.contains("<code>\(file.name)</code>"), "\(file.name)")
    }
    #expect(
      ReportFormat.all.flatMap { $0.fileNames(of: report) }.sorted() == files.map(\.name).sorted())
  }

  @Test(
    "Whatever a report has, it lists the files that it has",
    arguments: ReportPageTests.cases.map(\.name))
  func listed(name: String) throws {
    let change = try #require(ReportPageTests.cases.first { $0.name == name }?.change)
    let (report, files) = try Self.files(change)
    #expect(ReportFormat.all.flatMap { $0.fileNames(of: report) } == files.map(\.name))
    for file in files where file.name.hasSuffix(".svg") {
      #expect(PageTree(file.text).problem == nil, "\(file.name)")
    }
  }

  @Test("A subscription, a planned offer and a month have words of their own")
  func words() throws {
    let text = try #require(Self.files().files.first { $0.name == "report.md" }?.text)
    #expect(text.contains("against the planned offer"))
    #expect(!text.contains("the plan "), "a plan may be a subscription or what is planned")
    #expect(!text.contains("unused plan"))
  }
}

/// Names from people go through every file of a report, and stay names.
@Suite("Hostile names in a report")
struct HostileReportTests {
  static let names = [
    "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1", "@SUM(A1)", "\tx", "\rx",
    "<script>alert('x')</script>", "\"><img src=x onerror=alert(1)>", "' onload='alert(1)",
    "]]><!--", "a | b", "[x](javascript:alert(1))", "![x](http://x/y.png)", "[^1]", "`x`",
    "# title", "two\nlines", "</text></svg><script>", "\u{202E}evil", "a;b,c\"d", "\u{1B}[31m",
  ]

  @Test("Neither HTML, SVG, Markdown nor CSV runs or breaks", arguments: names)
  func harmless(name: String) throws {
    let report = try PageShop.report { setting in
      setting.name = name
      setting.story = name
      setting.features = [
        Sample.feature(name, offer: "acme/still/generate", volume: Sample.requests("100")),
        Shop.stickers,
      ]
      setting.file = name
    }
    for locale in CSVLocale.allCases {
      for file in ReportFormat.all.flatMap({ $0.files(of: report, in: locale) }) {
        let text = file.text
        if !file.name.hasSuffix(".csv") {
          #expect(!text.unicodeScalars.contains { "\u{202E}\u{1B}".unicodeScalars.contains($0) })
        }
        if file.name.hasSuffix(".svg") || file.name.hasSuffix(".html") {
          let tree = PageTree(text)
          #expect(tree.problem == nil, "\(file.name)")
          #expect(tree.all("script").count == (file.name.hasSuffix(".svg") ? 0 : 1))
          #expect(tree.all("img").isEmpty && tree.all("image").isEmpty)
          #expect(!tree.elements.flatMap { $0.attributes.keys }.contains { $0.hasPrefix("on") })
        } else if file.name.hasSuffix(".md") {
          checkMarkdown(text)
        } else {
          let plain = locale == .en ? text : text.replacing(";", with: ",")
          // Separators that are in a text are in quotes, which a German file has too.
          for row in locale == .en ? PlainCSV.rows(of: plain) : [] {
            for cell in row where !(cell.first?.isNumber ?? true) {
              #expect(
                !"=+@\t\r".contains(cell.first ?? " ")
                  && (cell.first != "-" || Double(cell) != nil), "\(file.name): \(cell)")
            }
          }
          #expect(!plain.contains(",=") && !plain.contains(",@") && !plain.contains(",+"))
        }
      }
    }
  }

  /// No tag but those of pictures, no link but to sources, and as many cells in every row of a table.
  private func checkMarkdown(_ text: String) {
    var columns: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let plain = line.replacing("\\\\", with: "").replacing("\\|", with: "")
        .replacing("\\<", with: "").replacing("\\]", with: "").replacing("\\[", with: "")
      if plain.hasPrefix("<picture>") {
        #expect(
          PageTree(
            String(
              plain.replacing("svg\">", with: "svg\"/>")
                .replacing("\"></picture>", with: "\"/></picture>"))
          ).problem == nil, "\(plain)")
        continue
      }
      #expect(!plain.contains("<") || plain.contains("[Read it](<https://"), "\(plain)")
      #expect(!plain.contains("](") || plain.contains("[Read it](<https://"), "\(plain)")
      guard plain.hasPrefix("|") else {
        columns = nil
        continue
      }
      let count = plain.count { $0 == "|" }
      #expect(count == columns ?? count, "\(plain)")
      columns = count
    }
  }
}
