import GRDB

/// What shows that a stored run is as it was recorded: a digest of its fields and of what its outputs are.
///
/// SQLite finds damage to its own structure; a changed letter in a text only a digest finds.
enum RunSeal {
  /// The seal of a stored run.
  static func seal(
    of run: Int64, in database: Database, _ digest: CostStore.Digest
  ) throws -> String {
    guard
      let row = try Row.fetchOne(database, sql: "SELECT * FROM run WHERE id = ?", arguments: [run])
    else { throw StoreError.Trouble.damaged }
    return try seal(of: RunRecord(row: row), in: database, digest)
  }

  /// The seal that a run should have.
  static func seal(
    of run: RunRecord, in database: Database, _ digest: CostStore.Digest
  ) throws -> String {
    var fields = [
      "\(run.id)", run.kind, run.recordedAt, run.version, run.scenarioFile, run.scenarioDigest,
      run.catalogue, run.asOf, run.knownAt ?? "", run.options, run.summary,
    ]
    let outputs = try Row.fetchAll(
      database, sql: "SELECT name, digest FROM run_output WHERE run = ? ORDER BY name",
      arguments: [run.id])
    for output in outputs {
      fields.append(try output.decode(forColumn: "name"))
      fields.append(try output.decode(forColumn: "digest"))
    }
    // With their lengths, so that no letter can move from one field to the next.
    return digest(fields.map { "\($0.utf8.count):\($0)" }.joined())
  }

  /// Puts its seal on a run that was just written.
  static func seal(_ run: Int64, in database: Database, _ digest: CostStore.Digest) throws {
    try database.execute(
      sql: "UPDATE run SET seal = ? WHERE id = ?",
      arguments: [try seal(of: run, in: database, digest), run])
  }

  /// Puts seals on runs from before there were any.
  static func sealAll(in database: Database, _ digest: CostStore.Digest) throws {
    for run in try Int64.fetchAll(database, sql: "SELECT id FROM run ORDER BY id") {
      try seal(run, in: database, digest)
    }
  }

  /// The run of a row, which is as it was recorded.
  ///
  /// - Throws: ``StoreError/Trouble/damaged`` where it is not.
  static func checked(
    _ row: Row, in database: Database, _ digest: CostStore.Digest
  ) throws -> RunRecord {
    let run = try RunRecord(row: row)
    guard try row.decode(forColumn: "seal") == seal(of: run, in: database, digest),
      run.scenarioDigest == digest(run.scenarioText)
    else { throw StoreError.Trouble.damaged }
    return run
  }
}
