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
-- What a row leaves out has the offer's default, as in 'mediacost rerate --assume-defaults'; where sources disagree, the amount is the first reading's, and partial. 'mediacost rerate' gives the ranges.
-- Columns must have the types that 'mediacost sql sqlite --schema' gives.
-- Needs SQLite 3.35 or later. Decimal numbers are TEXT in the table: its own are binary.

DROP VIEW IF EXISTS media.usage_runway_gen4_5_generate;
CREATE VIEW media.usage_runway_gen4_5_generate AS
WITH
-- runway/gen4.5/generate, on every day
mc_runway_gen4_5_generate_read AS MATERIALIZED (
  SELECT
    u."timestamp",
    u.offer,
    u.customer,
    CASE WHEN NULLIF(u."timestamp", '') IS NOT NULL THEN u.mc_day ELSE '2026-11-22' END AS mc_day,
    CASE WHEN NULLIF(u.seconds, '') IS NULL THEN NULL WHEN TYPEOF(u.seconds) <> 'real' AND CAST(u.seconds AS TEXT) GLOB '[0-9]*' AND CAST(u.seconds AS TEXT) NOT GLOB '*[^0-9.]*' AND CAST(u.seconds AS TEXT) NOT GLOB '*.*.*' AND CAST(u.seconds AS TEXT) NOT GLOB '*.' AND LENGTH(CAST(u.seconds AS TEXT)) <= 39 AND LENGTH(LTRIM(SUBSTR(CAST(u.seconds AS TEXT), 1, INSTR(CAST(u.seconds AS TEXT) || '.', '.') - 1), '0')) <= 12 AND LENGTH(RTRIM(SUBSTR(CAST(u.seconds AS TEXT), INSTR(CAST(u.seconds AS TEXT) || '.', '.') + 1), '0')) <= 6 THEN CAST(SUBSTR(CAST(u.seconds AS TEXT), 1, INSTR(CAST(u.seconds AS TEXT) || '.', '.') - 1) AS INTEGER) * 1000000 + CAST(SUBSTR(SUBSTR(CAST(u.seconds AS TEXT), INSTR(CAST(u.seconds AS TEXT) || '.', '.') + 1) || '000000', 1, 6) AS INTEGER) WHEN CAST(u.seconds AS TEXT) GLOB '-0*' AND CAST(u.seconds AS TEXT) NOT GLOB '-*[^0.]*' AND CAST(u.seconds AS TEXT) NOT GLOB '*.*.*' AND CAST(u.seconds AS TEXT) NOT GLOB '*.' AND LENGTH(CAST(u.seconds AS TEXT)) <= 39 THEN 0 ELSE -9223372036854775807 END AS mc_seconds_cell,
    NULLIF(u.outcome, '') AS mc_outcome_cell,
    (NULLIF(u.images, '') IS NOT NULL) AS mc_has_unknown_value
  FROM (
      SELECT
        *,
        CASE WHEN u."timestamp" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-5][0-9]:[0-6][0-9]*' AND LENGTH(u."timestamp") <= 64
          AND DATE(SUBSTR(u."timestamp", 1, 10), '+0 days') = SUBSTR(u."timestamp", 1, 10) AND SUBSTR(u."timestamp", 1, 10) >= '0001-01-01' AND SUBSTR(u."timestamp", 12, 2) < '24' AND SUBSTR(u."timestamp", 18, 2) < '61'
          THEN CASE WHEN u.mc_zone IN ('Z', 'z') THEN SUBSTR(u."timestamp", 1, 10)
            WHEN u.mc_zone GLOB '[-+][0-2][0-9]:[0-5][0-9]' AND SUBSTR(u.mc_zone, 2, 2) < '24'
            THEN NULLIF(DATE(
              SUBSTR(u."timestamp", 1, 10) || ' ' || SUBSTR(u."timestamp", 12, 5),
              CASE SUBSTR(u.mc_zone, 1, 1) WHEN '-' THEN '+' ELSE '-' END
                || (SUBSTR(u.mc_zone, 2, 2) * 60 + SUBSTR(u.mc_zone, 5, 2)) || ' minutes'), '0000-12-31')
          END
        END AS mc_day
      FROM (
        SELECT
          *,
          CASE WHEN SUBSTR(u."timestamp", 20) GLOB '.[0-9]*'
            THEN LTRIM(SUBSTR(u."timestamp", 21), '0123456789') ELSE SUBSTR(u."timestamp", 20) END AS mc_zone
        FROM media.usage AS u
      ) AS u
    ) AS u
  WHERE u.offer = 'runway/gen4.5/generate'
    AND CASE WHEN NULLIF(u."timestamp", '') IS NOT NULL THEN u.mc_day ELSE '2026-11-22' END IS NOT NULL
),
mc_runway_gen4_5_generate_checked AS MATERIALIZED (
  SELECT
    *,
    CASE WHEN mc_seconds_cell BETWEEN 2000000 AND 10000000 AND (mc_seconds_cell % 1000000) = 0 THEN mc_seconds_cell ELSE 5000000 END AS mc_seconds,
    CASE WHEN mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled') THEN mc_outcome_cell ELSE 'succeeded' END AS mc_outcome,
    CASE
      WHEN mc_has_unknown_value THEN 'a value is given for something that the offer does not know'
      WHEN NOT (mc_seconds_cell BETWEEN 2000000 AND 10000000 AND (mc_seconds_cell % 1000000) = 0) THEN 'seconds: legal are whole numbers from 2 to 10 second'
      WHEN NOT (mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled')) THEN 'outcome: legal are ''succeeded'', ''failed'', ''moderated_input'', ''moderated_output'', ''timeout'', ''cancelled'''
    END AS mc_problem
  FROM mc_runway_gen4_5_generate_read
),
mc_runway_gen4_5_generate_step_1 AS MATERIALIZED (
  SELECT
    *,
    mc_outcome = 'succeeded' OR mc_outcome = 'moderated_input' OR mc_outcome = 'moderated_output' OR mc_outcome = 'timeout' AS mc_s1
  FROM mc_runway_gen4_5_generate_checked
),
mc_runway_gen4_5_generate_step_2 AS MATERIALIZED (
  SELECT
    *,
    NOT mc_s1 AS mc_s2,
    CAST(CASE WHEN mc_s1 THEN mc_seconds * 120000 ELSE 0 END AS INTEGER) AS mc_picounits
  FROM mc_runway_gen4_5_generate_step_1
),
mc_runway_gen4_5_generate_priced AS (
  SELECT
    SUBSTR(mc_day, 1, 7) AS month,
    "timestamp",
    offer,
    customer,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s2 AND (mc_s2 OR mc_picounits = 0)) THEN mc_picounits END AS picounits,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s2 AND (mc_s2 OR mc_picounits = 0)) THEN PRINTF('%d.%012d', mc_picounits / 1000000000000, mc_picounits % 1000000000000) END AS amount,
    'USD' AS currency,
    CASE WHEN mc_problem IS NOT NULL THEN NULL WHEN mc_s1 THEN 'complete' WHEN mc_s2 AND (mc_s2 OR mc_picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    mc_problem AS problem
  FROM mc_runway_gen4_5_generate_step_2
)
SELECT * FROM mc_runway_gen4_5_generate_priced;

DROP VIEW IF EXISTS media.usage_other_rows;
CREATE VIEW media.usage_other_rows AS
SELECT
  SUBSTR(CASE WHEN NULLIF(u."timestamp", '') IS NOT NULL THEN u.mc_day ELSE '2026-11-22' END, 1, 7) AS month,
  u."timestamp",
  u.offer,
  u.customer,
  NULL AS picounits,
  CAST(NULL AS TEXT) AS amount,
  CASE WHEN u.offer IN ('runway/gen4.5/generate') THEN 'USD' ELSE CAST(NULL AS TEXT) END AS currency,
  CAST(NULL AS TEXT) AS completeness,
  CASE
    WHEN NULLIF(u.offer, '') IS NULL THEN 'offer: none is given'
    WHEN u.offer NOT IN ('runway/gen4.5/generate')
    THEN 'offer: not one of those that are priced here'
    WHEN CASE WHEN NULLIF(u."timestamp", '') IS NOT NULL THEN u.mc_day ELSE '2026-11-22' END IS NULL THEN 'timestamp: what is given is no time such as 2027-03-01T12:00:00Z'
    ELSE 'the offer is not sold on that day'
  END AS problem
FROM (
    SELECT
      *,
      CASE WHEN u."timestamp" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-5][0-9]:[0-6][0-9]*' AND LENGTH(u."timestamp") <= 64
        AND DATE(SUBSTR(u."timestamp", 1, 10), '+0 days') = SUBSTR(u."timestamp", 1, 10) AND SUBSTR(u."timestamp", 1, 10) >= '0001-01-01' AND SUBSTR(u."timestamp", 12, 2) < '24' AND SUBSTR(u."timestamp", 18, 2) < '61'
        THEN CASE WHEN u.mc_zone IN ('Z', 'z') THEN SUBSTR(u."timestamp", 1, 10)
          WHEN u.mc_zone GLOB '[-+][0-2][0-9]:[0-5][0-9]' AND SUBSTR(u.mc_zone, 2, 2) < '24'
          THEN NULLIF(DATE(
            SUBSTR(u."timestamp", 1, 10) || ' ' || SUBSTR(u."timestamp", 12, 5),
            CASE SUBSTR(u.mc_zone, 1, 1) WHEN '-' THEN '+' ELSE '-' END
              || (SUBSTR(u.mc_zone, 2, 2) * 60 + SUBSTR(u.mc_zone, 5, 2)) || ' minutes'), '0000-12-31')
        END
      END AS mc_day
    FROM (
      SELECT
        *,
        CASE WHEN SUBSTR(u."timestamp", 20) GLOB '.[0-9]*'
          THEN LTRIM(SUBSTR(u."timestamp", 21), '0123456789') ELSE SUBSTR(u."timestamp", 20) END AS mc_zone
      FROM media.usage AS u
    ) AS u
  ) AS u
WHERE u.offer IS NULL
  OR u.offer NOT IN ('runway/gen4.5/generate')
  OR CASE WHEN NULLIF(u."timestamp", '') IS NOT NULL THEN u.mc_day ELSE '2026-11-22' END IS NULL;

DROP VIEW IF EXISTS media.usage_priced;
CREATE VIEW media.usage_priced AS
SELECT month, "timestamp", offer, customer, picounits, amount, currency, completeness, problem FROM media.usage_runway_gen4_5_generate
UNION ALL
SELECT month, "timestamp", offer, customer, picounits, amount, currency, completeness, problem FROM media.usage_other_rows;

DROP VIEW IF EXISTS media.usage_totals;
CREATE VIEW media.usage_totals AS
SELECT
  p.month,
  p.offer,
  COUNT(*) - COUNT(p.problem) AS row_count,
  COUNT(p.problem) AS bad_row_count,
  CASE WHEN COUNT(p.picounits) > 0 THEN PRINTF('%d.%06d%06d', COALESCE(SUM(p.picounits / 1000000000000), 0) + (COALESCE(SUM(p.picounits / 1000000 % 1000000), 0) + COALESCE(SUM(p.picounits % 1000000), 0) / 1000000) / 1000000, (COALESCE(SUM(p.picounits / 1000000 % 1000000), 0) + COALESCE(SUM(p.picounits % 1000000), 0) / 1000000) % 1000000, COALESCE(SUM(p.picounits % 1000000), 0) % 1000000) END AS amount,
  p.currency,
  CASE
    WHEN COUNT(*) = COUNT(p.problem) THEN NULL
    WHEN COUNT(*) = COUNT(CASE WHEN p.completeness = 'complete' THEN 1 END) THEN 'complete'
    WHEN COUNT(p.amount) = 0 THEN 'unknown'
    ELSE 'partial'
  END AS completeness
FROM media.usage_priced AS p
GROUP BY p.month, p.offer, p.currency
ORDER BY p.month, p.offer;
