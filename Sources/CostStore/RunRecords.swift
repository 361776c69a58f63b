import GRDB

/// A forecast or report that was made: what it read, how it was asked for, what came out.
public struct RunRecord: Sendable {
  /// The number in the store; 0 before it is stored.
  public var id: Int64
  /// `forecast`, `forecast --explain` or `report`.
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
  /// The output in full, as it was written.
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
              scenario_text, catalogue, as_of, known_at, options, summary, seal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')
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
        try RunSeal.seal(id, in: database, digest)
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
        .map { try RunSeal.checked($0, in: database, digest) }
      }
    }
  }

  /// The run with that number.
  public func run(_ id: Int64) throws(StoreError) -> RunRecord? {
    try access { queue in
      try queue.read { database in
        try Row.fetchOne(database, sql: "SELECT * FROM run WHERE id = ?", arguments: [id])
          .map { try RunSeal.checked($0, in: database, digest) }
      }
    }
  }

  /// What a run made, by name.
  public func outputs(of run: Int64) throws(StoreError) -> [RunOutput] {
    try access { queue in
      try queue.read { database in
        try Row.fetchAll(
          database, sql: "SELECT * FROM run_output WHERE run = ? ORDER BY name", arguments: [run]
        ).map { row in
          let output = RunOutput(
            name: try row.decode(forColumn: "name"), digest: try row.decode(forColumn: "digest"),
            content: try row.decode(forColumn: "content"))
          guard digest(output.content) == output.digest else { throw StoreError.Trouble.damaged }
          return output
        }
      }
    }
  }

  /// The files of a catalogue version, by name.
  ///
  /// - Parameters:
  ///   - catalogue: The digest of the catalogue.
  ///   - digest: What identifies a catalogue, to hold its files against; nil where nobody will read them.
  /// - Returns: The files; none for a catalogue that is not stored.
  /// - Throws: ``StoreError``.
  public func catalogueFiles(
    _ catalogue: String, digest: ((_ files: [(name: String, text: String)]) -> String)? = nil
  ) throws(StoreError) -> [(name: String, text: String)] {
    try access { queue in
      let files = try queue.read { database in
        try Row.fetchAll(
          database,
          sql: "SELECT name, content FROM catalogue_file WHERE catalogue = ? ORDER BY name",
          arguments: [catalogue]
        ).map { row -> (name: String, text: String) in
          (try row.decode(forColumn: "name"), try row.decode(forColumn: "content"))
        }
      }
      if let digest, digest(files) != catalogue { throw StoreError.Trouble.damaged }
      return files
    }
  }

  private func access<Result>(
    _ body: (DatabaseQueue) throws -> Result
  ) throws(StoreError) -> Result {
    do { return try body(queue) } catch { throw StoreError(path: path, error) }
  }
}

extension RunRecord {
  /// The run of a row; a damaged row may lack what the tables demand.
  init(row: Row) throws {
    func text(_ column: String) throws -> String { try row.decode(forColumn: column) }
    self.init(
      id: try row.decode(forColumn: "id"), kind: try text("kind"),
      recordedAt: try text("recorded_at"), version: try text("version"),
      scenarioFile: try text("scenario_file"), scenarioDigest: try text("scenario_digest"),
      scenarioText: try text("scenario_text"), catalogue: try text("catalogue"),
      asOf: try text("as_of"), knownAt: try row.decode(forColumn: "known_at"),
      options: try text("options"), summary: try text("summary"))
  }
}
