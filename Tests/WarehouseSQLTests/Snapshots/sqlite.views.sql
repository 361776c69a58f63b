CREATE TABLE media.usage (
  "timestamp" TEXT,
  offer TEXT,
  seconds TEXT,
  outcome TEXT,
  images INTEGER,
  customer TEXT
);

-- Prices the usage table media.usage with the rate cards of mediacost, for SQLite.
-- Catalogue …; offers: 1.
-- Prices of 2026-11-22 for every row.
-- Columns must have the types that 'mediacost sql sqlite --schema' gives.
-- Needs SQLite 3.35 or later. Decimal numbers are TEXT in the table: its own are binary.

DROP VIEW IF EXISTS media.usage_runway_gen4_5_generate;
CREATE VIEW media.usage_runway_gen4_5_generate AS
WITH
-- runway/gen4.5/generate, on every day
runway_gen4_5_generate_read AS MATERIALIZED (
  SELECT
    u."timestamp",
    u.offer,
    u.customer,
    COALESCE(DATE(u."timestamp"), '2026-11-22') AS usage_day,
    CASE WHEN NULLIF(u.seconds, '') IS NULL THEN NULL WHEN TYPEOF(u.seconds) <> 'real' AND CAST(u.seconds AS TEXT) GLOB '[0-9]*' AND CAST(u.seconds AS TEXT) NOT GLOB '*[^0-9.]*' AND CAST(u.seconds AS TEXT) NOT GLOB '*.*.*' AND CAST(u.seconds AS TEXT) NOT GLOB '*.' AND INSTR(CAST(u.seconds AS TEXT) || '.', '.') <= 13 AND LENGTH(SUBSTR(CAST(u.seconds AS TEXT), INSTR(CAST(u.seconds AS TEXT) || '.', '.') + 1)) <= 6 THEN CAST(SUBSTR(CAST(u.seconds AS TEXT), 1, INSTR(CAST(u.seconds AS TEXT) || '.', '.') - 1) AS INTEGER) * 1000000 + CAST(SUBSTR(SUBSTR(CAST(u.seconds AS TEXT), INSTR(CAST(u.seconds AS TEXT) || '.', '.') + 1) || '000000', 1, 6) AS INTEGER) ELSE -9223372036854775807 END AS seconds_cell,
    NULLIF(u.outcome, '') AS outcome_cell,
    (NULLIF(u.images, '') IS NOT NULL) AS has_unknown_value
  FROM media.usage AS u
  WHERE u.offer = 'runway/gen4.5/generate'
),
runway_gen4_5_generate_checked AS MATERIALIZED (
  SELECT
    *,
    CASE WHEN seconds_cell BETWEEN 2000000 AND 10000000 AND (seconds_cell % 1000000) = 0 THEN seconds_cell ELSE 5000000 END AS seconds,
    CASE WHEN outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output') THEN outcome_cell ELSE 'succeeded' END AS outcome,
    CASE
      WHEN has_unknown_value THEN 'a value is given for something that the offer does not know'
      WHEN NOT (seconds_cell BETWEEN 2000000 AND 10000000 AND (seconds_cell % 1000000) = 0) THEN 'seconds: legal are whole numbers from 2 to 10 second'
      WHEN NOT (outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output')) THEN 'outcome: legal are ''succeeded'', ''failed'', ''moderated_input'', ''moderated_output'''
    END AS problem
  FROM runway_gen4_5_generate_read
),
runway_gen4_5_generate_step_1 AS MATERIALIZED (
  SELECT
    *,
    outcome = 'succeeded' OR outcome = 'moderated_input' AS s1
  FROM runway_gen4_5_generate_checked
),
runway_gen4_5_generate_step_2 AS MATERIALIZED (
  SELECT
    *,
    NOT s1 AS s2,
    CAST(CASE WHEN s1 THEN seconds * 120000 ELSE 0 END AS INTEGER) AS picounits
  FROM runway_gen4_5_generate_step_1
),
runway_gen4_5_generate_priced AS (
  SELECT
    SUBSTR(usage_day, 1, 7) AS month,
    "timestamp",
    offer,
    customer,
    CASE WHEN problem IS NULL AND NOT (s2 AND (s2 OR picounits = 0)) THEN picounits END AS picounits,
    CASE WHEN problem IS NULL AND NOT (s2 AND (s2 OR picounits = 0)) THEN PRINTF('%d.%012d', picounits / 1000000000000, picounits % 1000000000000) END AS amount,
    CASE WHEN problem IS NOT NULL THEN NULL WHEN s1 THEN 'complete' WHEN s2 AND (s2 OR picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    problem
  FROM runway_gen4_5_generate_step_2
)
SELECT * FROM runway_gen4_5_generate_priced;

DROP VIEW IF EXISTS media.usage_other_rows;
CREATE VIEW media.usage_other_rows AS
SELECT
  SUBSTR(COALESCE(DATE(u."timestamp"), '2026-11-22'), 1, 7) AS month,
  u."timestamp",
  u.offer,
  u.customer,
  NULL AS picounits,
  CAST(NULL AS TEXT) AS amount,
  CAST(NULL AS TEXT) AS completeness,
  CASE
    WHEN NULLIF(u.offer, '') IS NULL THEN 'offer: none is given'
    WHEN u.offer NOT IN ('runway/gen4.5/generate')
    THEN 'offer: not one of those that are priced here'
    ELSE 'the offer is not sold on that day'
  END AS problem
FROM media.usage AS u
WHERE u.offer IS NULL
  OR u.offer NOT IN ('runway/gen4.5/generate');

DROP VIEW IF EXISTS media.usage_priced;
CREATE VIEW media.usage_priced AS
SELECT month, "timestamp", offer, customer, picounits, amount, completeness, problem FROM media.usage_runway_gen4_5_generate
UNION ALL
SELECT month, "timestamp", offer, customer, picounits, amount, completeness, problem FROM media.usage_other_rows;

DROP VIEW IF EXISTS media.usage_totals;
CREATE VIEW media.usage_totals AS
SELECT
  p.month,
  p.offer,
  COUNT(*) - COUNT(p.problem) AS row_count,
  COUNT(p.problem) AS bad_row_count,
  CASE WHEN COUNT(p.picounits) > 0 THEN PRINTF('%d.%06d%06d', COALESCE(SUM(p.picounits / 1000000000000), 0) + (COALESCE(SUM(p.picounits / 1000000 % 1000000), 0) + COALESCE(SUM(p.picounits % 1000000), 0) / 1000000) / 1000000, (COALESCE(SUM(p.picounits / 1000000 % 1000000), 0) + COALESCE(SUM(p.picounits % 1000000), 0) / 1000000) % 1000000, COALESCE(SUM(p.picounits % 1000000), 0) % 1000000) END AS amount,
  CASE
    WHEN COUNT(*) = COUNT(p.problem) THEN NULL
    WHEN COUNT(p.completeness) = COUNT(CASE WHEN p.completeness = 'complete' THEN 1 END) THEN 'complete'
    WHEN COUNT(p.amount) = 0 THEN 'unknown'
    ELSE 'partial'
  END AS completeness
FROM media.usage_priced AS p
GROUP BY p.month, p.offer
ORDER BY p.month, p.offer;
