"""Prices the benchmark's log in DuckDB: duckdb_log.py LOG THREADS TIMES

The seven formulas by hand, in whole numbers, in one pass over the CSV with given types. Of the forms that were
tried none is faster: not one that fills in defaults only where they are used, not one with enumerations, and not a
table that is loaded first. `mediacost sql duckdb` is slower too, but it finds bad rows; this takes every row for good.
Prints JSON: the version, seconds of each run, and rows and picodollars by month and offer.
"""
import json
import sys
import time

import duckdb

log, threads, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

WORDS = {"timestamp", "offer", "outcome", "quality", "resolution", "audio", "service_tier",
         "output_format"}
with open(log) as file:
    names = file.readline().strip().split(",")
types = ", ".join(f"'{name}': '{'VARCHAR' if name in WORDS else 'BIGINT'}'" for name in names)

# Picodollars; of heygen's rule, two credits of 99/1010 dollars for each started minute, no half can come out.
QUERY = f"""
WITH log AS (
  FROM read_csv('{log}', header = true, auto_detect = false, delim = ',', columns = {{{types}}})
),
given AS (
  SELECT *, substr(timestamp, 1, 7) AS month, outcome IS NULL OR outcome IN ('succeeded', 'timeout') AS succeeded,
    coalesce(width, 1024) AS w, coalesce(height, 1024) AS h, coalesce(images, 1) AS pictures,
    coalesce(reference_width, 1024) AS rw, coalesce(reference_height, 1024) AS rh,
    CASE quality WHEN 'low' THEN 16 WHEN 'high' THEN 96 ELSE 48 END AS grid,
    CASE service_tier WHEN 'batch' THEN 1 ELSE 2 END AS halves, coalesce(cached_prompt_tokens, 0) AS cached
  FROM log
),
sides AS (
  SELECT *, 2 * grid * least(w, h) + greatest(w, h) AS raised, 2 * greatest(w, h) AS doubled,
    greatest(rw, rh) AS long, greatest(3 * least(rw, rh), greatest(rw, rh)) AS narrow3
  FROM given
),
-- What is shorter than 1024 is enlarged to that, at most twice; narrow3 is three times the shorter side, at least a third.
rounded AS (
  SELECT *, raised // doubled AS nearest,
    CASE WHEN long <= 512 THEN ((long + 15) // 16) * ((narrow3 + 47) // 48)
      WHEN long < 1024 THEN 32 * ((narrow3 * 32 + 3 * long - 1) // (3 * long))
      ELSE ((long + 31) // 32) * ((narrow3 + 95) // 96) END AS squares,
    CAST(floor(sqrt(4608 * long // narrow3)) AS BIGINT) AS fit_long,
    CAST(floor(sqrt(512 * narrow3 // long)) AS BIGINT) AS fit_narrow
  FROM sides
),
tokens AS (
  SELECT *, 2500000 * (coalesce(prompt_tokens, 60) - cached) + 625000 * cached AS half_prompt,
      15000000 * pictures * (100 * coalesce(partial_images, 0)
        + (grid * (nearest - CASE WHEN nearest * doubled = raised THEN nearest % 2 ELSE 0 END)
          * (2000000 + w * h) + 3999999) // 4000000) AS half_tier
  FROM rounded
),
priced AS (
  SELECT month, offer, CASE
    WHEN NOT succeeded AND NOT (offer = 'runway/gen4.5/generate' AND outcome LIKE 'moderated%') THEN 0
    ELSE CASE offer
      WHEN 'openai/gpt-image-2/generate' THEN halves * (pictures * half_prompt + half_tier)
      WHEN 'openai/gpt-image-2/edit' THEN halves * (half_tier + pictures * half_prompt + 4000000 * pictures * coalesce(reference_images, 1)
        * CASE WHEN squares <= 1536 THEN squares
          WHEN fit_long * narrow3 <= 3 * fit_narrow * long
          THEN least(1536, fit_long * ((fit_long * narrow3 + 3 * long - 1) // (3 * long)))
          ELSE least(1536, fit_narrow * ((3 * fit_narrow * long + narrow3 - 1) // narrow3)) END)
      WHEN 'fal/sd3.5-large/generate' THEN 65000000000 * pictures * greatest(1, (w * h + 1048575) // 1048576)
      WHEN 'google/veo-3.1-fast/generate' THEN coalesce(videos, 1) * coalesce(seconds, 8)
        * CASE resolution WHEN '1080p' THEN 120000000000 WHEN '4k' THEN 300000000000 ELSE 100000000000 END
      WHEN 'fal/seedance-2.0/generate' THEN coalesce(seconds, 5) * CASE resolution
        WHEN '480p' THEN 140616000000 WHEN '1080p' THEN 680400000000 WHEN '4k' THEN 1555200000000
        ELSE 302400000000 END
      WHEN 'runway/gen4.5/generate' THEN coalesce(seconds, 5) * CASE output_format
        WHEN 'prores' THEN 170000000000 WHEN 'png' THEN 170000000000 WHEN '10bit' THEN 320000000000
        WHEN 'hdr' THEN 320000000000 WHEN 'hdr-low' THEN 320000000000 WHEN 'hdr-high' THEN 520000000000
        ELSE 120000000000 END
      WHEN 'heygen/liveavatar-full/session' THEN
        (198000000000000 * ((coalesce(session_seconds, 300) + coalesce(idle_seconds, 0) + 59) // 60) + 505) // 1010
    END END AS picodollars
  FROM tokens
)
SELECT month, offer, count(*), sum(picodollars) FROM priced GROUP BY ALL ORDER BY ALL
"""

connection = duckdb.connect(config={"threads": threads, "preserve_insertion_order": False})
seconds = []
for _ in range(times):
    start = time.perf_counter()
    rows = connection.execute(QUERY).fetchall()
    seconds.append(time.perf_counter() - start)
print(json.dumps({
    "version": duckdb.__version__, "seconds": seconds,
    "groups": [{"month": m, "offer": o, "rows": n, "picodollars": str(s)} for m, o, n, s in rows]}))
