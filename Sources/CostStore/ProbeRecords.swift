import GRDB

extension CostStore {
  /// Counts the most that a run can cost, if a check allows it, and keeps others from counting at the same time.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - lock: Marks the run as alive; called before anybody else sees it.
  ///   - check: Given all runs and the cap of a day that was set last, says why not; nil to go on.
  /// - Throws: ``StoreError``.
  /// - Returns: The number of the run, on disk, or why there is none.
  public func beginProbe<Refusal: Error>(
    _ run: ProbeRunRow, lock: (Int64) throws -> Void,
    unless check: ([ProbeRunRow], _ cap: String?) -> Refusal?
  ) throws(StoreError) -> Result<Int64, Refusal> {
    try writing { database in
      let cap = try String.fetchOne(
        database, sql: "SELECT amount FROM probe_cap ORDER BY id DESC LIMIT 1")
      if let refusal = check(try Self.probeRuns(in: database), cap) { return .failure(refusal) }
      try database.execute(
        sql: """
          INSERT INTO probe_run (recipe, recipe_digest, offer, catalogue, day, started_at, worst_case,
            currency) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          run.recipe, run.recipeDigest, run.offer, run.catalogue, run.day, run.startedAt,
          run.worstCase, run.currency,
        ])
      let id = database.lastInsertedRowID
      try lock(id)
      try Self.insert(
        ProbeEventRow(kind: "reserved", at: run.startedAt, amount: run.worstCase), of: id, database)
      return .success(id)
    }
  }

  /// Writes down what happened in a run; it is on disk when this returns.
  public func addProbeEvent(_ event: ProbeEventRow, to run: Int64) throws(StoreError) {
    try writing { try Self.insert(event, of: run, $0) }
  }

  /// Settles a run that is not settled yet.
  ///
  /// - Returns: Whether it was settled before, so that nothing was written.
  public func settleProbe(_ event: ProbeEventRow, of run: Int64) throws(StoreError) -> Bool {
    try writing { database in
      let ends = "('settled', 'released', 'unclear')"
      let last = try String.fetchOne(
        database,
        sql:
          "SELECT kind FROM probe_event WHERE run = ? AND kind IN \(ends) ORDER BY id DESC LIMIT 1",
        arguments: [run])
      guard last == nil || last == "unclear" else { return true }
      try Self.insert(event, of: run, database)
      return false
    }
  }

  /// Sets the cap of every day from now on.
  public func setProbeCap(_ amount: String, at time: String) throws(StoreError) {
    try writing { database in
      try database.execute(
        sql: "INSERT INTO probe_cap (set_at, amount) VALUES (?, ?)", arguments: [time, amount])
    }
  }

  /// The cap of a day that was set last; nil where none was.
  public func probeCap() throws(StoreError) -> String? {
    try reading {
      try String.fetchOne($0, sql: "SELECT amount FROM probe_cap ORDER BY id DESC LIMIT 1")
    }
  }

  /// All runs of probes with what happened in them, the oldest first.
  public func probeRuns() throws(StoreError) -> [ProbeRunRow] {
    try reading { try Self.probeRuns(in: $0) }
  }

  /// Keeps an observation.
  public func addObservation(_ row: ObservationRow) throws(StoreError) {
    try writing { database in
      try database.execute(
        sql: """
          INSERT INTO observation (run, kind, recipe, offer, tier, at, day, source, digest, outcome,
            detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          row.run, row.kind, row.recipe, row.offer, row.tier, row.at, row.day, row.source,
          row.digest, row.outcome, row.detail,
        ])
    }
  }

  /// All observations, the oldest first.
  public func observations() throws(StoreError) -> [ObservationRow] {
    try reading { database in
      try Row.fetchAll(database, sql: "SELECT * FROM observation ORDER BY id").map { row in
        func text(_ column: String) throws -> String { try row.decode(forColumn: column) }
        return ObservationRow(
          id: try row.decode(forColumn: "id"), run: try row.decode(forColumn: "run"),
          kind: try text("kind"), recipe: try text("recipe"),
          offer: try row.decode(forColumn: "offer"), tier: try text("tier"), at: try text("at"),
          day: try text("day"), source: try text("source"), digest: try text("digest"),
          outcome: try text("outcome"), detail: try text("detail"))
      }
    }
  }

  private static func insert(
    _ event: ProbeEventRow, of run: Int64, _ database: Database
  ) throws {
    try database.execute(
      sql: "INSERT INTO probe_event (run, kind, at, amount, detail) VALUES (?, ?, ?, ?, ?)",
      arguments: [run, event.kind, event.at, event.amount, event.detail])
  }

  private static func probeRuns(in database: Database) throws -> [ProbeRunRow] {
    var events: [Int64: [ProbeEventRow]] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT * FROM probe_event ORDER BY id") {
      events[try row.decode(forColumn: "run"), default: []].append(
        ProbeEventRow(
          kind: try row.decode(forColumn: "kind"), at: try row.decode(forColumn: "at"),
          amount: try row.decode(forColumn: "amount"),
          detail: try row.decode(forColumn: "detail")))
    }
    return try Row.fetchAll(database, sql: "SELECT * FROM probe_run ORDER BY id").map { row in
      let id: Int64 = try row.decode(forColumn: "id")
      return ProbeRunRow(
        id: id, recipe: try row.decode(forColumn: "recipe"),
        recipeDigest: try row.decode(forColumn: "recipe_digest"),
        offer: try row.decode(forColumn: "offer"),
        catalogue: try row.decode(forColumn: "catalogue"), day: try row.decode(forColumn: "day"),
        startedAt: try row.decode(forColumn: "started_at"),
        worstCase: try row.decode(forColumn: "worst_case"),
        currency: try row.decode(forColumn: "currency"), events: events[id] ?? [])
    }
  }

  private func reading<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do { return try queue.read(body) } catch { throw StoreError(path: path, error) }
  }

  /// Writes so that what was written is on disk afterwards, whatever happens to the machine.
  private func writing<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = FULL")
        var value: Value?
        try database.inTransaction(.immediate) {
          value = try body(database)
          return .commit
        }
        guard let value else { throw StoreError.Trouble.damaged }
        return value
      }
    } catch {
      throw StoreError(path: path, error)
    }
  }
}
