"""Prices a log in DuckDB with generated SQL: duckdb_sql.py LOG THREADS TIMES SCHEMA QUERY

The CSV becomes a table with the types of SCHEMA, and QUERY runs on it: both are timed together. Prints JSON as
duckdb_log.py does.
"""
import json
import re
import sys
import time

import duckdb

log, threads, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with open(sys.argv[4]) as file:
    types = dict(re.findall(r'^\s+"?(\w+)"? ([A-Z][A-Z0-9(), ]*?),?$', file.read(), re.MULTILINE))
with open(sys.argv[5]) as file:
    query = file.read()

connection = duckdb.connect(config={"threads": threads, "preserve_insertion_order": False})
connection.execute("SET TimeZone = 'UTC'")
seconds = []
for _ in range(times):
    start = time.perf_counter()
    connection.execute(f"""CREATE OR REPLACE TABLE usage AS SELECT * FROM
        read_csv('{log}', header = true, auto_detect = false, delim = ',', columns = {types})""")
    rows = connection.execute(query).fetchall()
    seconds.append(time.perf_counter() - start)
print(json.dumps({
    "version": duckdb.__version__, "seconds": seconds,
    "groups": [{"month": month, "offer": offer, "rows": count, "picodollars": str(int(amount * 10**12))}
               for month, offer, count, _, amount, _, _ in rows]}))
