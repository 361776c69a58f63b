"""Checks that an engine comes to the same figures as `mediacost rerate`, to the last digit.

check.py ENGINE FOLDER: FOLDER holds log.csv, rerate.json, rows.csv, rejects.csv and plan.json, and for the
engine its schema and each form; see scripts/verify-warehouses.
"""

import csv
import json
import os
import sys
import tempfile
import time
from decimal import Decimal

from engines import ENGINES


def read(folder, name):
    with open(os.path.join(folder, name)) as file:
        return file.read()


def statements(text):
    return [part for part in text.split(";\n") if part.strip()]


def amount(text):
    """An amount as a number of exact digits; None for NULL."""
    return None if text is None or text == "" else Decimal(text)


def expected_groups(folder):
    report = json.loads(read(folder, "rerate.json"))
    groups = {}
    for group in report["groups"]:
        # What is wholly unknown has no amount. What rows that nobody could read leave open is no matter of rows.
        is_known = group["partial_rows"] == group["unknown_rows"] == 0
        words = "complete" if is_known else group["completeness"]
        value = None if words == "unknown" else amount(group["amount"])
        groups[group["month"], group["offer"]] = (group["rows"], value, group["currency"], words)
    return groups, report["rows"], report["rejected"]


def are_alike(found, expected):
    """Whether two totals agree: rows, amount, currency, and how much is known."""
    if found is None or expected is None:
        return found is expected
    return found[0] == expected[0] and found[2] == expected[2] and is_known_alike(
        found[1], found[3], expected[1], expected[3])


def is_known_alike(value, words, wanted, wanted_words):
    """SQL looks for no ranges: what nothing is known of has no amount in it, where rerate may know the most that it
    can be, and where sources disagree it is partial, though their readings may come to the same."""
    if words == "unknown":
        return wanted_words == "unknown" or wanted_words == "partial" and not wanted
    return value == wanted and (words == wanted_words or (words, wanted_words) == ("partial", "complete"))


def main():
    name, folder = sys.argv[1:]
    with tempfile.TemporaryDirectory(dir=folder) as place:
        check(ENGINES[name](place), folder)


def check(engine, folder):
    dialect = engine.dialect
    expected, row_count, rejected = expected_groups(folder)
    start = time.monotonic()
    engine.load(statements(read(folder, f"{dialect}.schema.sql"))[0], os.path.join(folder, "log.csv"))
    loaded = time.monotonic()
    views = statements(read(folder, f"{dialect}.views.sql"))
    source = engine.prepare(views, statements(read(folder, f"{dialect}.rows.sql"))[0])
    engine.run(f"CREATE TABLE kept {engine.keeping} AS {source}")
    totals = engine.rows(views[-1].split("AS\n", 1)[1].replace("FROM usage_priced", "FROM kept"))
    priced = time.monotonic()
    found = {(month, offer): (int(good), amount(value), currency, words)
             for month, offer, good, _, value, currency, words in totals if int(good) > 0}
    bad = sum(int(row[3]) for row in totals)
    problems = [f"{key}: {found.get(key)}, not {expected.get(key)}"
                for key in sorted(set(found) | set(expected), key=str)
                if not are_alike(found.get(key), expected.get(key))]
    if bad != rejected:
        problems.append(f"{bad} bad rows, not {rejected}")

    sample = engine.rows(
        "SELECT feature, amount, completeness, problem FROM kept "
        "WHERE feature LIKE 'r%7' AND feature < 'r0200000'")
    problems += wrong_rows(sample, folder)
    months, wrong = wrong_months(engine, folder)
    problems += wrong
    end = time.monotonic()
    if problems:
        print(f"{dialect}: {len(problems)} figures differ:")
        print("\n".join(f"  {problem}" for problem in problems[:20]))
        sys.exit(1)
    print(f"{dialect} {engine.version}: {len(found)} totals of {row_count} rows, {bad} bad rows and a sample "
          f"of {len(sample)} rows and {months} months of a plan equal rerate's; loaded in {loaded - start:.1f} s, priced in "
          f"{priced - loaded:.1f} s, sample and plan in {end - priced:.1f} s")


def wrong_months(engine, folder):
    """How many months a plan was settled for, and what is wrong with them."""
    lines = engine.rows(statements(read(folder, f"{engine.dialect}.monthly.sql"))[0])
    found = {line[0]: tuple(amount(cell) for cell in line[2:7])
             for line in lines if line[1].startswith("plan ")}
    expected = {
        line["month"]: tuple(amount(line[key]) for key in ("used", "fee", "overage", "true_up", "cost"))
        for line in json.loads(read(folder, "plan.json"))["statements"]}
    return len(found), [f"the plan in {month}: {found.get(month)}, not {expected.get(month)}"
                        for month in sorted(set(found) | set(expected))
                        if found.get(month) != expected.get(month)]


def wrong_rows(sample, folder):
    """What is wrong with single rows; line 1 of the log is its header."""
    lines = {int(feature[1:]) + 1: rest for feature, *rest in sample}
    expected = {}
    with open(os.path.join(folder, "rows.csv"), newline="") as file:
        for row in csv.DictReader(file):
            if int(row["line"]) in lines:
                expected[int(row["line"])] = (amount(row["amount"]), row["completeness"])
    rejected = set()
    with open(os.path.join(folder, "rejects.csv"), newline="") as file:
        for row in csv.DictReader(file):
            rejected.add(int(row["line"]))
    problems = []
    for line, (value, words, problem) in sorted(lines.items()):
        if (problem is not None) != (line in rejected):
            problems.append(f"line {line}: {problem or 'priced'}, where rerate has it otherwise")
        elif problem is None:
            wanted = expected.get(line)
            if wanted is None or not is_known_alike(amount(value), words, *wanted):
                problems.append(f"line {line}: {value} {words}, not {wanted}")
    return problems


main()
