"""Checks an engine where a table may say what a log does not mean: edges.py ENGINE FOLDER.

FOLDER holds edges.csv and what `mediacost rerate` makes of it, edges.rows.csv and edges.rejects.csv, and for the
engine the schema and rows of a table with oddly named columns; see scripts/verify-warehouses.
"""

import csv
import os
import re
import sys
import tempfile
from decimal import Decimal

from engines import ENGINES

# Columns that are wider than the schema says let a fraction into a column of whole numbers.
WIDER = {
    "duckdb": ("BIGINT", "DOUBLE"),
    "spark": ("BIGINT", "DECIMAL(20,6)"),
    "clickhouse": ("Nullable(Int64)", "Nullable(Decimal(20, 6))"),
    "sqlite": ("INTEGER", "NUMERIC"),
}
TIMES = re.compile(r"\d{4}-\d\d-(?!30)\d\dT(?!24)[\d:]{8}(\.\d+)?(Z|[-+](?!24)[\d:]{5})$")


def read(folder, name):
    with open(os.path.join(folder, name)) as file:
        return file.read()


def table(folder, name):
    with open(os.path.join(folder, name), newline="") as file:
        return list(csv.DictReader(file))


def main():
    name, folder = sys.argv[1:]
    log = table(folder, "edges.csv")
    priced = {int(row["line"]): row["amount"] for row in table(folder, "edges.rows.csv")}
    rejected = {int(row["line"]) for row in table(folder, "edges.rejects.csv")}
    # Only SQLite has texts for times, so only there a row can have a wrong one.
    rows = [(line, row) for line, row in enumerate(log, 2) if name == "sqlite" or TIMES.match(row["timestamp"])]
    expected = {
        row["feature"]: (row["month"], Decimal(priced[line]), "USD", False) if line in priced
        else (None, None, "USD", True)
        for line, row in rows}
    if len(priced) + len(rejected) != len(log):
        sys.exit("rerate has not priced or rejected every row of edges.csv")
    with tempfile.TemporaryDirectory(dir=folder) as place:
        path = os.path.join(place, "log.csv")
        with open(path, "w", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=[key for key in log[0] if key != "month"])
            writer.writeheader()
            for _, row in rows:
                writer.writerow({key: cell for key, cell in row.items() if key != "month"})
        engine = ENGINES[name](place)
        narrow, wide = WIDER[name]
        schema = read(folder, f"{name}.edges.schema.sql").strip().rstrip(";").replace(narrow, wide)
        engine.load(schema, path)
        query = read(folder, f"{name}.edges.rows.sql").strip().rstrip(";")
        found = {
            feature: (None if problem else month, amount and Decimal(amount), currency, problem is not None)
            for feature, month, amount, currency, problem in engine.rows(
                f"SELECT feature, month, amount, currency, problem FROM (\n{query}\n) AS r")}
    problems = [f"{key}: {found.get(key)}, not {expected.get(key)}"
                for key in sorted(set(found) | set(expected)) if found.get(key) != expected.get(key)]
    if problems:
        print(f"{name}: {len(problems)} rows differ:")
        print("\n".join(f"  {problem}" for problem in problems))
        sys.exit(1)
    print(f"{name}: {len(found)} rows with zones, fractions, limits and odd names equal rerate's")


main()
