import GRDB

/// A forecast or report that was made: what it read, how it was asked for, what came out.
public struct RunRecord: Sendable {
  /// The number in the store; 0 before it is stored.
  public var id: Int64
  /// `forecast` or `report`.
  public let kind: String
  /// When, in UTC.
  public let recordedAt: String
  /// The version of the program.
  public let version: String
  /// The scenario's file as it was named.
  public let scenarioFile: String
  /// The SHA-256 of the scenario's file.
  public let scenarioDigest: String
  /// The scenario's file.
  public let scenarioText: String
  /// The digest of the catalogue.
  public let catalogue: String
  /// The day whose prices were used.
  public let asOf: String
  /// The day whose knowledge was used; nil for the default.
  public let knownAt: String?
  /// Further options that the result depends on, such as the format.
  public let options: String
  /// The result in one line.
  public let summary: String

  /// Creates a record.
  public init(
    id: Int64 = 0, kind: String, recordedAt: String, version: String, scenarioFile: String,
    scenarioDigest: String, scenarioText: String, catalogue: String, asOf: String,
    knownAt: String?, options: String, summary: String
  ) {
    self.id = id
    self.kind = kind
    self.recordedAt = recordedAt
    self.version = version
    self.scenarioFile = scenarioFile
    self.scenarioDigest = scenarioDigest
    self.scenarioText = scenarioText
    self.catalogue = catalogue
    self.asOf = asOf
    self.knownAt = knownAt
    self.options = options
    self.summary = summary
  }
}

/// One file or text that a run made.
public struct RunOutput: Hashable, Sendable {
  /// The file's name, or `output` for what was printed.
  public let name: String
  /// The SHA-256 of the content.
  public let digest: String
  /// The content.
  public let content: String

  /// Creates an output.
  public init(name: String, digest: String, content: String) {
    self.name = name
    self.digest = digest
    self.content = content
  }
}

extension CostStore {
  /// Stores a run with its catalogue and outputs, all or nothing.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - catalogueFiles: Names and contents; stored once per digest.
  ///   - outputs: What the run made.
  /// - Returns: the run's number.
  /// - Throws: ``StoreError``.
  @discardableResult
  public func record(
    _ run: RunRecord, catalogueFiles: [(name: String, text: String)], outputs: [RunOutput]
  ) throws(StoreError) -> Int64 {
    try access { queue in
      try queue.write { database in
        try Self.insertCatalogue(run, catalogueFiles, into: database)
        try database.execute(
          sql: """
            INSERT INTO run (kind, recorded_at, version, scenario_file, scenario_digest,
              scenario_text, catalogue, as_of, known_at, options, summary)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            run.kind, run.recordedAt, run.version, run.scenarioFile, run.scenarioDigest,
            run.scenarioText, run.catalogue, run.asOf, run.knownAt, run.options, run.summary,
          ])
        let id = database.lastInsertedRowID
        for output in outputs {
          try database.execute(
            sql: "INSERT INTO run_output (run, name, digest, content) VALUES (?, ?, ?, ?)",
            arguments: [id, output.name, output.digest, output.content])
        }
        return id
      }
    }
  }

  private static func insertCatalogue(
    _ run: RunRecord, _ files: [(name: String, text: String)], into database: Database
  ) throws {
    let count = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM catalogue WHERE digest = ?", arguments: [run.catalogue])
    guard count == 0 else { return }
    try database.execute(
      sql: "INSERT INTO catalogue (digest, recorded_at) VALUES (?, ?)",
      arguments: [run.catalogue, run.recordedAt])
    for file in files {
      try database.execute(
        sql: "INSERT INTO catalogue_file (catalogue, name, content) VALUES (?, ?, ?)",
        arguments: [run.catalogue, file.name, file.text])
    }
  }

  /// The runs, newest first.
  public func runs(limit: Int = 1000) throws(StoreError) -> [RunRecord] {
    try access { queue in
      try queue.read { database in
        try Row.fetchAll(
          database, sql: "SELECT * FROM run ORDER BY id DESC LIMIT ?", arguments: [limit]
        )
        .map(RunRecord.init(row:))
      }
    }
  }

  /// The run with that number.
  public func run(_ id: Int64) throws(StoreError) -> RunRecord? {
    try access { queue in
      try queue.read { database in
        try Row.fetchOne(database, sql: "SELECT * FROM run WHERE id = ?", arguments: [id])
          .map(RunRecord.init(row:))
      }
    }
  }

  /// What a run made, by name.
  public func outputs(of run: Int64) throws(StoreError) -> [RunOutput] {
    try access { queue in
      try queue.read { database in
        try Row.fetchAll(
          database, sql: "SELECT * FROM run_output WHERE run = ? ORDER BY name", arguments: [run]
        ).map { RunOutput(name: $0["name"], digest: $0["digest"], content: $0["content"]) }
      }
    }
  }

  /// The files of a catalogue version, by name.
  public func catalogueFiles(_ digest: String) throws(StoreError) -> [(name: String, text: String)]
  {
    try access { queue in
      try queue.read { database in
        try Row.fetchAll(
          database,
          sql: "SELECT name, content FROM catalogue_file WHERE catalogue = ? ORDER BY name",
          arguments: [digest]
        ).map { (name: $0["name"], text: $0["content"]) }
      }
    }
  }

  private func access<Result>(
    _ body: (DatabaseQueue) throws -> Result
  ) throws(StoreError) -> Result {
    do { return try body(queue) } catch { throw StoreError(path: queue.path, error) }
  }
}

extension RunRecord {
  fileprivate init(row: Row) {
    self.init(
      id: row["id"], kind: row["kind"], recordedAt: row["recorded_at"], version: row["version"],
      scenarioFile: row["scenario_file"], scenarioDigest: row["scenario_digest"],
      scenarioText: row["scenario_text"], catalogue: row["catalogue"], asOf: row["as_of"],
      knownAt: row["known_at"], options: row["options"], summary: row["summary"])
  }
}
