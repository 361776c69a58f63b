import BillingTypes
import WorkloadSimulator

/// The report on a scenario as one page for a browser: nothing is loaded, no script but its own runs.
struct ReportPage {
  private let content: PageContent

  init(_ report: ScenarioReport) { content = PageContent(report) }

  /// The page, ending with a line end.
  var text: String {
    let drawn = PageSection.all.compactMap { section in
      section.draw(content).map { (section: section, drawing: $0) }
    }
    let title = "\(content.scenario.name): what its generated media cost"
    return PageShell(title: title).text(
      of: """
        <div class='wrap'>\(navigation(drawn.map(\.section)))<main id='main'>
        \(content.decision.header)
        \(drawn.map { view(of: $0.section, $0.drawing) })
        \(footer)
        </main></div>\(IntervalBar.grids)
        """)
  }

  private func navigation(_ sections: [PageSection]) -> Markup {
    let groups = PageSection.Reader.allCases.map { reader -> Markup in
      var entries = sections.filter { $0.reader == reader }.map { ($0.id, $0.topic) }
      if reader == .decide { entries.insert(("decision", "Decision"), at: 0) }
      guard !entries.isEmpty else { return "" }
      return """
        <li class='group'>\(reader.rawValue.prefix(1).uppercased() + reader.rawValue.dropFirst())</li>\
        \(entries.map { "<li><a href='#\($0.0)'>\($0.1)</a></li>" as Markup })
        """
    }
    return "<nav class='contents' aria-label='On this page'><ul>\(groups)</ul></nav>"
  }

  private func view(of section: PageSection, _ drawing: PageSection.Drawing) -> Markup {
    let heading: Markup =
      drawing.finding.map {
        "<p class='topic'>\(section.topic)</p><h2 id='\(section.id)-heading'>\($0)</h2>"
      } ?? "<h2 class='plain' id='\(section.id)-heading'>\(section.topic)</h2>"
    return """
      <section id='\(section.id)' aria-labelledby='\(section.id)-heading'>\(heading)
      \(drawing.body)
      </section>

      """
  }

  private var footer: Markup {
    let report = content.report
    return """
      <footer><p>Made by mediacost \(report.provenance.version) from \(report.provenance.scenarioFile), prices of \
      \(report.forecast.asOf.words). Exact decimals are in the CSV files beside this page; figures here have as many \
      digits as their standard errors allow.</p></footer>
      """
  }
}
