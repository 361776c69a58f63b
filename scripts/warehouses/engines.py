"""Engines that run the generated SQL: each loads a log and runs statements.

An engine has `load(schema, log)`, `run(statement)` and `rows(query)`; rows are tuples of texts, with
None for NULL, so that amounts are compared digit by digit.
"""

import csv
import os


def texts(rows):
    return [tuple(None if cell is None else str(cell) for cell in row) for row in rows]


class Engine:
    # Whether views on views are planned for so long that some of them must do.
    plans_long = False
    # What stands between the name of a table and its query.
    keeping = ""

    def prepare(self, views, rows):
        """Makes the views; returns the query of all priced rows, each of which is priced once."""
        for view in views[:3] if self.plans_long else views:
            self.run(view)
        return rows if self.plans_long else "SELECT * FROM usage_priced"


class DuckDB(Engine):
    dialect = "duckdb"

    def __init__(self, folder):
        import duckdb

        self.version = duckdb.__version__
        self.connection = duckdb.connect(os.path.join(folder, "usage.duckdb"))
        self.connection.execute("SET threads = 2")
        # A session's time zone must move no month.
        self.connection.execute("SET TimeZone = 'America/New_York'")

    def load(self, schema, log):
        self.run(schema)
        self.run(f"COPY usage FROM '{log}' (HEADER, NULLSTR '')")

    def run(self, statement):
        self.connection.execute(statement)

    def rows(self, query):
        return texts(self.connection.execute(query).fetchall())


class ClickHouse(Engine):
    dialect = "clickhouse"
    plans_long = True
    keeping = "ENGINE = MergeTree ORDER BY tuple()"

    def __init__(self, folder):
        import chdb
        from chdb import session

        self.version = chdb.__version__
        self.session = session.Session(os.path.join(folder, "clickhouse"))
        self.run("CREATE DATABASE IF NOT EXISTS media")
        self.run("USE media")
        self.run("SET max_threads = 2")
        # The SQL of every offer is longer than what is read by default, a quarter of a megabyte.
        self.run("SET max_query_size = 16777216")

    def load(self, schema, log):
        self.run(schema)
        self.run("SET date_time_input_format = 'best_effort'")
        self.run(f"INSERT INTO usage SELECT * FROM file('{log}', CSVWithNames, '{structure(schema)}')")

    def run(self, statement):
        self.session.query(statement)

    def rows(self, query):
        text = self.session.query(query, "JSONCompactStrings").bytes().decode()
        import json

        # NULL comes as its name in quotation marks; no cell here is called so.
        return [
            tuple(None if cell == "ᴺᵁᴸᴸ" else cell for cell in row)
            for row in json.loads(text)["data"]
        ]


def structure(schema):
    """The columns of a CREATE TABLE as a table function wants them."""
    inside = schema[schema.index("(\n") + 2 : schema.rindex("\n)")]
    return inside.replace("\n", " ").replace("'", "\\'")


class Spark(Engine):
    dialect = "spark"
    plans_long = True
    keeping = "USING parquet"

    def __init__(self, folder):
        import pyspark
        from pyspark.sql import SparkSession

        self.version = pyspark.__version__
        self.folder = folder
        self.session = (
            SparkSession.builder.master("local[2]")
            .config("spark.sql.warehouse.dir", os.path.join(folder, "spark"))
            .config("spark.driver.memory", "2g")
            .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "2")
            # Few files and few tasks: each offer's rows are read by themselves.
            .config("spark.sql.files.minPartitionNum", "2")
            .config("spark.sql.files.openCostInBytes", "0")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.sql.session.timeZone", "America/New_York")
            .getOrCreate()
        )
        self.session.sparkContext.setLogLevel("ERROR")

    def load(self, schema, log):
        columns = structure(schema).replace("`timestamp`", "timestamp")
        table = self.session.read.csv(log, header=True, schema=columns, nullValue="")
        table.createOrReplaceTempView("log")
        self.run(
            "CREATE TABLE usage USING parquet PARTITIONED BY (usage_month) AS "
            "SELECT *, date_format(timestamp, 'yyyy-MM') AS usage_month FROM log"
        )

    def run(self, statement):
        self.session.sql(statement)

    def rows(self, query):
        return texts(self.session.sql(query).collect())


class SQLite(Engine):
    dialect = "sqlite"

    def __init__(self, folder):
        import sqlite3

        self.version = sqlite3.sqlite_version
        self.connection = sqlite3.connect(os.path.join(folder, "usage.sqlite"))

    def load(self, schema, log):
        self.connection.executescript(schema)
        with open(log, newline="") as file:
            reader = csv.reader(file)
            width = len(next(reader))
            holes = ", ".join("?" * width)
            rows = ([cell or None for cell in row] for row in reader)
            self.connection.executemany(f"INSERT INTO usage VALUES ({holes})", rows)
        self.connection.execute("CREATE INDEX usage_by_offer ON usage (offer)")
        self.connection.commit()

    def run(self, statement):
        self.connection.executescript(statement)

    def rows(self, query):
        return texts(self.connection.execute(query).fetchall())


ENGINES = {engine.dialect: engine for engine in (DuckDB, Spark, ClickHouse, SQLite)}
