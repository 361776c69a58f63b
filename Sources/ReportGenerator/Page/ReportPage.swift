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
        \(content.decision.header(restsOn: origin(drawn.map(\.section), from: "decision")))
        \(drawn.map { view(of: $0.section, $0.drawing, origin(drawn.map(\.section), from: $0.section.id)) })
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

  /// A link to where a section's amounts come from, so that none of them ends there; nothing where nothing is known.
  private func origin(_ sections: [PageSection], from id: String) -> Markup? {
    let places = ["features", "rules", "evidence"]
    guard !places.contains(id),
      let place = places.first(where: { name in sections.contains { $0.id == name } })
    else { return nil }
    return
      "<p class='note'>Amounts come from <a href='#\(place)'>\(place == "features" ? "Cost by feature" : "Prices and rules")</a>, which names rules and sources.</p>"
  }

  private func view(
    of section: PageSection, _ drawing: PageSection.Drawing, _ origin: Markup?
  ) -> Markup {
    let heading: Markup =
      drawing.finding.map {
        "<p class='topic'>\(section.topic)</p><h2 id='\(section.id)-heading'>\($0)</h2>"
      } ?? "<h2 class='plain' id='\(section.id)-heading'>\(section.topic)</h2>"
    return """
      <section id='\(section.id)' aria-labelledby='\(section.id)-heading'>\(heading)
      \(drawing.body)\(drawing.body.text.contains("class='ref'") ? nil : origin)
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
