import Measuring
import Testing

@Suite("The page of results")
struct ResultsDocumentTests {
  @Test("Tables and bars come from the figures alone")
  func page() {
    let section = Section(
      name: "logs", title: "Logs", method: ["How."],
      timings: [
        Timing(
          "ours", count: 1e7, unit: "rows", bytes: 8e8, seconds: [0.5, 0.4], memory: 3.2e7),
        Timing("theirs", count: 1e7, unit: "rows", bytes: 8e8, seconds: [4.5]),
      ],
      ratios: [
        Ratio("ours over theirs", 10, target: .atLeast(5)),
        Ratio("memory", 33e6, target: .atMost(256e6), limit: 20e6),
      ])
    let text = ResultsDocument(Results(sections: [section])).text
    #expect(
      text.hasSuffix(
        """
        ## Logs

        How.

        |  | measured | target | the machine's limit |
        | --- | ---: | ---: | ---: |
        | ours over theirs | 10.0 | ≥ 5.00 |  |
        | memory | 33.0 M | ≤ 256 M | 20.0 M |

        |  | a run does | best | median | runs | rate | GB/s | memory |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        | ours | 10.0 M rows | 400 ms | 450 ms | 2 | 22.2 M rows/s | 1.78 | 32 MB |
        | theirs | 10.0 M rows | 4.50 s | 4.50 s | 1 | 2.22 M rows/s | 0.18 |  |

        ```
        ours    ████████████████████████████████████████ 22.2 M rows/s
        theirs  ████ 2.22 M rows/s
        ```

        """))
  }

  @Test("A newer section takes the place of the older one and the order stays")
  func merging() {
    func section(_ name: String, _ title: String) -> Section {
      Section(name: name, title: title, method: [], timings: [], ratios: [])
    }
    var results = Results(sections: [section("logs", "old"), section("forecasts", "old")])
    results.merge([section("quotes", "new"), section("logs", "new")])
    #expect(
      results.sections.map { "\($0.name) \($0.title)" } == [
        "logs new", "quotes new", "forecasts old",
      ])
  }
}
