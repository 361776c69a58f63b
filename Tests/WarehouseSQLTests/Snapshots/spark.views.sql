CREATE TABLE media.usage (
  `timestamp` TIMESTAMP,
  offer STRING,
  seconds DECIMAL(18,6),
  outcome STRING,
  images BIGINT,
  customer STRING
);

-- Prices the usage table media.usage with the rate cards of mediacost, for Spark.
-- Catalogue …; offers: 1.
-- Prices of 2026-11-22 for every row.
-- What a row leaves out has the offer's default, as in 'mediacost rerate --assume-defaults'; where sources disagree, the amount is the first reading's, and partial. 'mediacost rerate' gives the ranges.
-- Columns must have the types that 'mediacost sql spark --schema' gives.

CREATE OR REPLACE VIEW media.usage_runway_gen4_5_generate AS
WITH
-- runway/gen4.5/generate, on every day
mc_runway_gen4_5_generate_read AS (
  SELECT
    u.`timestamp`,
    u.offer,
    u.customer,
    COALESCE(date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)), DATE '2026-11-22') AS mc_day,
    CASE WHEN u.seconds IS NULL THEN NULL WHEN try_cast(u.seconds AS DECIMAL(18,6)) = u.seconds THEN CAST(try_cast(u.seconds AS DECIMAL(18,6)) * 1000000 AS BIGINT) ELSE -9223372036854775807 END AS mc_seconds_cell,
    NULLIF(u.outcome, '') AS mc_outcome_cell,
    (u.images IS NOT NULL) AS mc_has_unknown_value
  FROM media.usage AS u
  WHERE u.offer = 'runway/gen4.5/generate'
    AND COALESCE(date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)), DATE '2026-11-22') >= DATE '0001-01-01'
    AND COALESCE(date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)), DATE '2026-11-22') <= DATE '9999-12-31'
),
mc_runway_gen4_5_generate_checked AS (
  SELECT
    *,
    CASE WHEN mc_seconds_cell BETWEEN 2000000 AND 10000000 AND (mc_seconds_cell % 1000000) = 0 THEN mc_seconds_cell ELSE 5000000 END AS mc_seconds,
    CASE WHEN mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled') THEN mc_outcome_cell ELSE 'succeeded' END AS mc_outcome,
    CASE
      WHEN mc_has_unknown_value THEN 'a value is given for something that the offer does not know'
      WHEN NOT (mc_seconds_cell BETWEEN 2000000 AND 10000000 AND (mc_seconds_cell % 1000000) = 0) THEN 'seconds: legal are whole numbers from 2 to 10 second'
      WHEN NOT (mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled')) THEN 'outcome: legal are \'succeeded\', \'failed\', \'moderated_input\', \'moderated_output\', \'timeout\', \'cancelled\''
    END AS mc_problem
  FROM mc_runway_gen4_5_generate_read
),
mc_runway_gen4_5_generate_step_1 AS (
  SELECT
    *,
    mc_outcome = 'succeeded' OR mc_outcome = 'moderated_input' OR mc_outcome = 'moderated_output' OR mc_outcome = 'timeout' AS mc_s1
  FROM mc_runway_gen4_5_generate_checked
),
mc_runway_gen4_5_generate_step_2 AS (
  SELECT
    *,
    NOT mc_s1 AS mc_s2,
    CAST(CASE WHEN mc_s1 THEN mc_seconds * 120000 ELSE 0 END AS BIGINT) AS mc_picounits
  FROM mc_runway_gen4_5_generate_step_1
),
mc_runway_gen4_5_generate_priced AS (
  SELECT
    date_format(mc_day, 'yyyy-MM') AS month,
    `timestamp`,
    offer,
    customer,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s2 AND (mc_s2 OR mc_picounits = 0)) THEN CAST(CAST(mc_picounits AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12)) END AS amount,
    'USD' AS currency,
    CASE WHEN mc_problem IS NOT NULL THEN NULL WHEN mc_s1 THEN 'complete' WHEN mc_s2 AND (mc_s2 OR mc_picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    mc_problem AS problem
  FROM mc_runway_gen4_5_generate_step_2
)
SELECT * FROM mc_runway_gen4_5_generate_priced;

CREATE OR REPLACE VIEW media.usage_other_rows AS
SELECT
  CASE WHEN NOT (COALESCE(date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)), DATE '2026-11-22') BETWEEN DATE '0001-01-01' AND DATE '9999-12-31') THEN NULL ELSE date_format(COALESCE(date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)), DATE '2026-11-22'), 'yyyy-MM') END AS month,
  u.`timestamp`,
  u.offer,
  u.customer,
  CAST(NULL AS DECIMAL(38,12)) AS amount,
  CASE WHEN u.offer IN ('runway/gen4.5/generate') THEN 'USD' ELSE CAST(NULL AS STRING) END AS currency,
  CAST(NULL AS STRING) AS completeness,
  CASE
    WHEN NULLIF(u.offer, '') IS NULL THEN 'offer: none is given'
    WHEN u.offer NOT IN ('runway/gen4.5/generate')
    THEN 'offer: not one of those that are priced here'
    WHEN NOT (COALESCE(date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)), DATE '2026-11-22') BETWEEN DATE '0001-01-01' AND DATE '9999-12-31') THEN 'timestamp: what is given is no time such as 2027-03-01T12:00:00Z'
    ELSE 'the offer is not sold on that day'
  END AS problem
FROM media.usage AS u
WHERE u.offer IS NULL
  OR u.offer NOT IN ('runway/gen4.5/generate')
  OR u.offer = 'runway/gen4.5/generate' AND (COALESCE(date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)), DATE '2026-11-22') < DATE '0001-01-01' OR COALESCE(date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)), DATE '2026-11-22') > DATE '9999-12-31');

CREATE OR REPLACE VIEW media.usage_priced AS
SELECT month, `timestamp`, offer, customer, amount, currency, completeness, problem FROM media.usage_runway_gen4_5_generate
UNION ALL
SELECT month, `timestamp`, offer, customer, amount, currency, completeness, problem FROM media.usage_other_rows;

CREATE OR REPLACE VIEW media.usage_totals AS
SELECT
  p.month,
  p.offer,
  COUNT(*) - COUNT(p.problem) AS row_count,
  COUNT(p.problem) AS bad_row_count,
  SUM(p.amount) AS amount,
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
