import GRDB

/// The tables of the store and how older files become newer ones.
///
/// Migrations are numbered, appended and never edited: a file in the field has run some of them.
enum StoreSchema {
  /// The migrations in order.
  static let migrations: [(name: String, statements: String)] = [
    (
      "1 catalogues and runs",
      """
      CREATE TABLE catalogue (
        digest TEXT PRIMARY KEY NOT NULL,
        recorded_at TEXT NOT NULL
      ) STRICT;
      CREATE TABLE catalogue_file (
        catalogue TEXT NOT NULL REFERENCES catalogue(digest),
        name TEXT NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (catalogue, name)
      ) STRICT;
      CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('forecast', 'report')),
        recorded_at TEXT NOT NULL,
        version TEXT NOT NULL,
        scenario_file TEXT NOT NULL,
        scenario_digest TEXT NOT NULL,
        scenario_text TEXT NOT NULL,
        catalogue TEXT NOT NULL REFERENCES catalogue(digest),
        as_of TEXT NOT NULL,
        known_at TEXT,
        options TEXT NOT NULL,
        summary TEXT NOT NULL
      ) STRICT;
      CREATE TABLE run_output (
        run INTEGER NOT NULL REFERENCES run(id),
        name TEXT NOT NULL,
        digest TEXT NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (run, name)
      ) STRICT;
      CREATE TRIGGER catalogue_file_is_append_only BEFORE UPDATE ON catalogue_file
      BEGIN SELECT RAISE(ABORT, 'catalogue versions are never edited'); END;
      CREATE TRIGGER run_output_is_append_only BEFORE UPDATE ON run_output
      BEGIN SELECT RAISE(ABORT, 'results of runs are never edited'); END;
      """
    ),
    (
      "2 explanations, and a seal on every run",
      """
      CREATE TABLE run_2 (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('forecast', 'forecast --explain', 'report')),
        recorded_at TEXT NOT NULL,
        version TEXT NOT NULL,
        scenario_file TEXT NOT NULL,
        scenario_digest TEXT NOT NULL,
        scenario_text TEXT NOT NULL,
        catalogue TEXT NOT NULL REFERENCES catalogue(digest),
        as_of TEXT NOT NULL,
        known_at TEXT,
        options TEXT NOT NULL,
        summary TEXT NOT NULL,
        seal TEXT NOT NULL
      ) STRICT;
      INSERT INTO run_2 SELECT run.*, '' FROM run;
      DELETE FROM sqlite_sequence WHERE name = 'run_2';
      INSERT INTO sqlite_sequence (name, seq) SELECT 'run_2', seq FROM sqlite_sequence WHERE name = 'run';
      DROP TABLE run;
      ALTER TABLE run_2 RENAME TO run;
      CREATE TRIGGER run_is_append_only BEFORE UPDATE ON run WHEN OLD.seal <> ''
      BEGIN SELECT RAISE(ABORT, 'runs are never edited'); END;
      PRAGMA application_id = 1835225971;
      """
    ),
    (
      "3 probes and their ledger",
      """
      CREATE TABLE probe_run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        recipe TEXT NOT NULL,
        recipe_digest TEXT NOT NULL,
        offer TEXT,
        catalogue TEXT NOT NULL,
        day TEXT NOT NULL,
        started_at TEXT NOT NULL,
        worst_case TEXT NOT NULL,
        currency TEXT NOT NULL
      ) STRICT;
      CREATE TABLE probe_event (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run INTEGER NOT NULL REFERENCES probe_run(id),
        kind TEXT NOT NULL CHECK (kind IN ('reserved', 'sending', 'job', 'opened', 'closed', 'settled', 'released', 'unclear')),
        at TEXT NOT NULL,
        amount TEXT,
        detail TEXT NOT NULL
      ) STRICT;
      CREATE INDEX probe_event_of_run ON probe_event (run);
      CREATE TABLE probe_cap (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        set_at TEXT NOT NULL,
        amount TEXT NOT NULL
      ) STRICT;
      CREATE TABLE observation (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run INTEGER REFERENCES probe_run(id),
        kind TEXT NOT NULL CHECK (kind IN ('quote', 'run')),
        recipe TEXT NOT NULL,
        offer TEXT,
        tier TEXT NOT NULL,
        at TEXT NOT NULL,
        day TEXT NOT NULL,
        source TEXT NOT NULL,
        digest TEXT NOT NULL,
        outcome TEXT NOT NULL,
        detail TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER probe_run_is_append_only BEFORE UPDATE ON probe_run
      BEGIN SELECT RAISE(ABORT, 'the ledger is never edited'); END;
      CREATE TRIGGER probe_run_is_kept BEFORE DELETE ON probe_run
      BEGIN SELECT RAISE(ABORT, 'the ledger is never edited'); END;
      CREATE TRIGGER probe_event_is_append_only BEFORE UPDATE ON probe_event
      BEGIN SELECT RAISE(ABORT, 'the ledger is never edited'); END;
      CREATE TRIGGER probe_event_is_kept BEFORE DELETE ON probe_event
      BEGIN SELECT RAISE(ABORT, 'the ledger is never edited'); END;
      CREATE TRIGGER observation_is_append_only BEFORE UPDATE ON observation
      BEGIN SELECT RAISE(ABORT, 'observations are never edited'); END;
      """
    ),
  ]

  /// What tells a store from the database of another application: `mcSs` in the head of the file.
  static let applicationID = 1_835_225_971

  /// Brings a database to the newest version, or to an older one in tests.
  static func migrate(
    _ writer: any DatabaseWriter, upTo count: Int = migrations.count,
    digest: @escaping CostStore.Digest
  ) throws {
    var migrator = DatabaseMigrator()
    for (name, statements) in migrations.prefix(count) {
      migrator.registerMigration(name) { database in
        try database.execute(sql: statements)
        if name.hasPrefix("2 ") { try RunSeal.sealAll(in: database, digest) }
      }
    }
    try migrator.migrate(writer)
  }
}
