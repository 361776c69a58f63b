import BillingTypes
import WorkloadSimulator

extension PageSection {
  /// How the same page is made again.
  static let repetition = PageSection(id: "repetition", topic: "Make it again", reader: .trust) {
    page in
    let (report, forecast) = (page.report, page.forecast)
    var rows: [(String, Markup)] = [
      (
        "Scenario",
        "\(report.provenance.scenarioFile), SHA-256 <code>\(report.provenance.scenarioDigest)</code>"
      ),
      ("Rate cards", "catalogue <code>\(forecast.catalogue)</code>"),
      (
        "Prices of",
        """
        \(forecast.asOf.words); changes announced by then apply from the first month that begins on their day \
        or later
        """
      ),
    ]
    if let trials = forecast.trials {
      rows.append(
        ("Trials", "\(DisplayRounding.count(Rational(trials.trials))), seed \(String(trials.seed))")
      )
    } else {
      rows.append(("Trials", "none: expected values alone"))
    }
    let files = ReportFormat.all.flatMap { $0.fileNames(of: report) }
    rows.append(
      (
        "Files of the report",
        files.map { "<code>\($0)</code>" as Markup }.joined(by: ", ")
      ))
    rows.append(("Program", "mediacost \(report.provenance.version)"))
    return Drawing(
      finding: nil,
      body: """
        <p>The same command gives the same bytes.</p><pre><code>\(report.provenance.command)</code></pre>
        <dl class='facts'>\(rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as Markup })</dl>
        """)
  }
}
