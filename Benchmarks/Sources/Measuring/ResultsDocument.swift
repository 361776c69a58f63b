/// Draws results: tables, and bars of text.
public struct ResultsDocument: Sendable {
  private let results: Results

  /// Prepares to draw.
  public init(_ results: Results) { self.results = results }

  /// The document in Markdown.
  public var text: String {
    var parts = [
      "# Benchmarks",
      """
      `scripts/benchmark` measures this, with every peer in the same run on the same data, and writes this
      page and [the figures behind it](Benchmarks/results.json). Do not edit it. `scripts/benchmark --check`
      measures a short form and fails when a ratio has fallen below \(Int(RatioGuard.leastShare * 100)) % of
      the one here; times are not compared, because machines differ.
      """,
      """
      Times are wall-clock. Rates are by the median of the runs. A ratio is the median of the ratios of
      neighbouring runs, ours and the peer's in turn, so that a machine that is slow for a while slows both.
      """,
    ]
    parts += results.sections.map(Self.section)
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func section(_ section: Section) -> String {
    var parts = ["## \(section.title)"]
    parts += section.method
    if !section.ratios.isEmpty { parts.append(ratios(section.ratios)) }
    parts.append(table(section.timings))
    parts.append("```\n" + bars(section.timings) + "\n```")
    if let machine = section.machine { parts.append(line(machine)) }
    return parts.joined(separator: "\n\n")
  }

  private static func ratios(_ ratios: [Ratio]) -> String {
    let hasLimits = ratios.contains { $0.limit != nil }
    var lines = [
      row(["", "measured", "target"] + (hasLimits ? ["the machine's limit"] : [])),
      "| --- |" + String(repeating: " ---: |", count: hasLimits ? 3 : 2),
    ]
    lines += ratios.map { ratio in
      var cells = [
        ratio.name, Figures.short(ratio.value), ratio.target.map(Figures.target) ?? "",
      ]
      if hasLimits { cells.append(ratio.limit.map(Figures.short) ?? "") }
      return row(cells)
    }
    return lines.joined(separator: "\n")
  }

  private static func table(_ timings: [Timing]) -> String {
    let hasBytes = timings.contains { $0.bytes != nil }
    let hasMemory = timings.contains { $0.memory != nil }
    var head = ["", "a run does", "best", "median", "runs", "rate"]
    if hasBytes { head.append("GB/s") }
    if hasMemory { head.append("memory") }
    var lines = [row(head), "| --- |" + String(repeating: " ---: |", count: head.count - 1)]
    for timing in timings {
      var cells = [
        timing.name, "\(Figures.count(timing.count)) \(timing.unit)", Figures.time(timing.best),
        Figures.time(timing.median), String(timing.seconds.count),
        "\(Figures.short(timing.rate)) \(timing.unit)/s",
      ]
      if hasBytes { cells.append(timing.bandwidth.map { Figures.short($0 / 1e9) } ?? "") }
      if hasMemory { cells.append(timing.memory.map { "\(Int($0 / 1e6)) MB" } ?? "") }
      lines.append(row(cells))
    }
    return lines.joined(separator: "\n")
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  /// Bars as long as the rates; of each unit the fastest fills the line.
  static func bars(_ timings: [Timing], width: Int = 40) -> String {
    let timings = timings.filter { timing in
      !timing.isLimit && timings.count { $0.unit == timing.unit && !$0.isLimit } > 1
    }
    let names = timings.map(\.name.count).max() ?? 0
    return timings.map { timing in
      let most = timings.filter { $0.unit == timing.unit }.map(\.rate).max() ?? 1
      let length = Int((timing.rate / most * Double(width)).rounded())
      let bar = String(repeating: "█", count: max(0, length))
      let name = timing.name + String(repeating: " ", count: names - timing.name.count)
      return
        "\(name)  \(bar.isEmpty ? "▏" : bar) \(Figures.short(timing.rate)) \(timing.unit)/s"
    }.joined(separator: "\n")
  }

  private static func line(_ machine: Machine) -> String {
    let peers = machine.peers.sorted { $0.key < $1.key }.map { "\($0) \($1)" }
    let with = ([machine.swift] + peers).joined(separator: ", ")
    let others = machine.otherCores.map {
      $0 < 0.1
        ? " Nothing else was running."
        : " Other programs kept \(Figures.short($0)) of the cores busy meanwhile, which slows everything here."
    }
    return
      "Measured on \(machine.date) at commit \(machine.commit), on \(machine.processor), \(machine.cores)"
      + " cores, \(machine.memoryGB) GB, \(machine.system); \(with).\(others ?? "")"
  }
}
