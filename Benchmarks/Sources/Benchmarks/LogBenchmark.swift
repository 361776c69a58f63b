import BillingTypes
import Foundation
import Measuring

/// Measures `mediacost rerate` beside DuckDB on the same log.
struct LogBenchmark {
  let setting: Setting

  func run() throws -> (section: Section, peers: [String: String]) {
    var timings: [Timing] = []
    var ratios: [Ratio] = []
    var version = ""
    let log = try LogFile(rows: setting.isShort ? 1_000_000 : 10_000_000, setting)
    let reading = Timing(
      "reading the file and nothing else, one thread", count: log.rows, unit: "rows",
      bytes: log.bytes, seconds: try PhysicalLimits.reading(log.file, times: setting.times(5)),
      isLimit: true)
    // The guard measures the short log only, so only its ratio can be compared.
    for rows in setting.isShort ? [1_000_000] : [10_000_000, 1_000_000] {
      let (own, peer, found) = try pairs(rows)
      timings += [own, peer]
      ratios.append(
        Ratio(
          "rerate over DuckDB, \(Self.millions(rows))", of: own, over: peer,
          target: rows == 10_000_000 ? .atLeast(5) : nil, isGuarded: rows == 1_000_000))
      if rows == 10_000_000, let bandwidth = own.bandwidth, let memory = own.memory {
        ratios += [
          Ratio(
            "bytes a second of rerate, \(Self.millions(rows))", bandwidth, target: .atLeast(1.2e9),
            limit: reading.bandwidth, isGuarded: false),
          Ratio(
            "bytes of memory of rerate, \(Self.millions(rows))", memory, target: .atMost(256e6),
            isGuarded: false),
        ]
      }
      if rows == 1_000_000 {
        let (again, generated) = try generatedSQL(rows)
        timings.append(generated)
        ratios.append(
          Ratio(
            "rerate over DuckDB with the SQL of mediacost, \(Self.millions(rows))", of: again,
            over: generated))
      }
      version = found
    }
    if setting.isLong { timings.append(try longLog()) }
    let start = try LogFile(rows: 1, setting)
    let starting = Timing(
      "mediacost rerate, 1 row", count: 1, unit: "starts",
      seconds: try (0..<5).map { _ in try rerate(start.file).seconds })
    timings += [reading, starting]
    let section = Section(
      name: "logs", title: "Logs: pricing a CSV file", method: Self.method(log.bytes / log.rows),
      timings: timings, ratios: ratios + Self.growth(timings, starting))
    return (section, ["DuckDB": version])
  }

  /// Both on the same log, in turn.
  private func pairs(_ rows: Int) throws -> (own: Timing, peer: Timing, version: String) {
    let log = try LogFile(rows: rows, setting)
    var own = Timing(
      "mediacost rerate, \(Self.millions(rows))", count: log.rows, unit: "rows",
      bytes: log.bytes, seconds: [], memory: 0)
    var peer = own
    peer.name = "DuckDB, \(Self.millions(rows))"
    var version = ""
    _ = try rerate(log.file)
    for _ in 0..<setting.times(5) {
      let mine = try rerate(log.file)
      own.seconds.append(mine.seconds)
      own.memory = max(own.memory ?? 0, mine.memory)
      // Of two runs the faster counts: the first starts threads and fills caches.
      let (theirs, memory) = try setting.peer(
        "duckdb_log.py", [log.file.path, String(setting.cores), "2"], as: DuckDBAnswer.self)
      peer.seconds.append(theirs.seconds.min() ?? .nan)
      peer.memory = max(peer.memory ?? 0, memory)
      version = theirs.version
      try Self.compare(mine.groups, theirs.groups)
    }
    return (own, peer, version)
  }

  /// DuckDB with the same checks: the SQL that mediacost prints, on a table that is read first.
  private func generatedSQL(_ rows: Int) throws -> (own: Timing, peer: Timing) {
    let log = try LogFile(rows: rows, setting)
    let arguments = [
      "--offers", LogFile.offers.joined(separator: ","), "--columns", try log.header(), "--rates",
      setting.root.appendingPathComponent("data").path,
    ]
    func sql(_ name: String, _ more: [String]) throws -> String {
      let file = setting.dataFolder.appendingPathComponent(name).path
      _ = try Program(setting.mediacost, ["sql", "duckdb", "--out", file] + arguments + more).run()
      return file
    }
    let (schema, query) = (try sql("schema.sql", ["--schema"]), try sql("query.sql", []))
    var own = Timing("again", count: log.rows, unit: "rows", bytes: log.bytes, seconds: [])
    var peer = own
    peer.name = "DuckDB with the SQL of mediacost, \(Self.millions(rows))"
    for _ in 0..<setting.times(5) {
      let mine = try rerate(log.file)
      own.seconds.append(mine.seconds)
      let (theirs, memory) = try setting.peer(
        "duckdb_sql.py", [log.file.path, String(setting.cores), "2", schema, query],
        as: DuckDBAnswer.self)
      peer.seconds.append(theirs.seconds.min() ?? .nan)
      peer.memory = max(peer.memory ?? 0, memory)
      try Self.compare(mine.groups, theirs.groups)
    }
    return (own, peer)
  }

  private func longLog() throws -> Timing {
    let log = try LogFile(rows: 100_000_000, setting)
    let runs = try (0..<3).map { _ in try rerate(log.file) }
    return Timing(
      "mediacost rerate, 100 M rows", count: log.rows, unit: "rows", bytes: log.bytes,
      seconds: runs.map(\.seconds), memory: runs.map(\.memory).max())
  }

  /// The time for a row in longer logs over that in the shortest one, without the time to start.
  private static func growth(_ timings: [Timing], _ starting: Timing) -> [Ratio] {
    let own = timings.filter { $0.name.hasPrefix("mediacost rerate") && $0.unit == "rows" }
      .sorted { $0.count < $1.count }
    func row(_ timing: Timing) -> Double { (timing.median - starting.median) / timing.count }
    return own.dropFirst().map {
      Ratio(
        "time for a row, \(millions($0.count)) over \(millions(own[0].count))",
        row($0) / row(own[0]), isGuarded: false)
    }
  }

  private static func method(_ bytesPerRow: Double) -> [String] {
    [
      """
      A log of random requests of seven offers in four categories, made by `mediacost sample-log` (\(Int(bytesPerRow.rounded())) \
      bytes a row, \(LogFile.offers.count) offers, three months), is priced and summed by month and offer, on two \
      threads, the file in the system's cache. `mediacost rerate` is the whole program, from start to end, \
      catalogue and output included; of DuckDB only the query is timed. The totals must be equal to the last \
      digit, or the benchmark fails.
      """,
      """
      DuckDB reads the CSV with given types and the same seven formulas in whole numbers \
      ([duckdb_log.py](Benchmarks/Peers/duckdb_log.py)). Not the same: rerate also checks every row against \
      its offer's rules, picks prices by the day and tells what is unknown from what is free; DuckDB does \
      none of that here, and would do many other things that rerate cannot. With the SQL that `mediacost sql \
      duckdb` prints it does all of that too; it reads the CSV into a table first, because that is faster.
      """,
      """
      The limit is reading the file and doing nothing with it. Growth is the time for a row in a longer log \
      over that in a shorter one, without the time to start (a log of one row): 1 is linear.
      """,
    ]
  }

  private static func millions(_ rows: some BinaryInteger) -> String { millions(Double(rows)) }
  private static func millions(_ rows: Double) -> String { "\(Int(rows / 1e6)) M rows" }

  // MARK: - Runs

  private struct Group: Hashable, Decodable {
    let month: String
    let offer: String
    let rows: Int
    let picodollars: String
  }

  private struct DuckDBAnswer: Decodable {
    let version: String
    let seconds: [Double]
    let groups: [Group]
  }

  private struct RerateAnswer: Decodable {
    struct Group: Decodable {
      let month: String
      let offer: String
      let rows: Int
      let amount: String
    }
    let groups: [Group]
  }

  private func rerate(_ log: URL) throws -> (seconds: Double, memory: Double, groups: [Group]) {
    let run = try Program(
      setting.mediacost,
      [
        "rerate", log.path, "--assume-defaults", "--cores", String(setting.cores), "--format",
        "json", "--rates",
        setting.root.appendingPathComponent("data").path,
      ]
    ).run()
    let answer = try JSONDecoder().decode(RerateAnswer.self, from: run.output)
    let groups = try answer.groups.map { group in
      let amount = try Money(rounding: DecimalText.parse(group.amount), in: .usd)
      return Group(
        month: group.month, offer: group.offer, rows: group.rows,
        picodollars: String(amount.picounits))
    }
    return (run.seconds, run.memory, groups)
  }

  private static func compare(_ own: [Group], _ peer: [Group]) throws {
    guard Set(own) == Set(peer), !own.isEmpty else {
      let differing = Set(own).symmetricDifference(peer)
      throw BenchmarkError("rerate and DuckDB disagree: \(differing)")
    }
  }
}
