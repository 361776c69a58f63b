-- Prices the usage table usage with the rate cards of mediacost, for DuckDB.
-- Catalogue …; offers: 1.
-- Prices of each row's own day in UTC.
-- Plans: heygen/liveavatar-starter.
-- Columns must have the types that 'mediacost sql duckdb --schema' gives.

WITH
-- heygen/liveavatar-full/session, on every day
heygen_liveavatar_full_session_read AS (
  SELECT
    u."timestamp",
    u.offer,
    u.feature,
    CAST(u."timestamp" AS DATE) AS usage_day,
    CAST(u.session_seconds AS BIGINT) AS session_seconds_cell,
    CAST(u.idle_seconds AS BIGINT) AS idle_seconds_cell,
    NULLIF(u.outcome, '') AS outcome_cell,
    CAST(CAST(u.session_minutes AS DECIMAL(38,6)) * 1000000 AS BIGINT) AS session_minutes_cell
  FROM usage AS u
  WHERE u.offer = 'heygen/liveavatar-full/session'
    AND CAST(u."timestamp" AS DATE) IS NOT NULL
),
heygen_liveavatar_full_session_checked AS (
  SELECT
    *,
    CASE WHEN session_seconds_cell BETWEEN 1 AND 3600 THEN session_seconds_cell ELSE 300 END AS session_seconds,
    CASE WHEN idle_seconds_cell BETWEEN 0 AND 3600 THEN idle_seconds_cell ELSE 0 END AS idle_seconds,
    CASE WHEN outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output') THEN outcome_cell ELSE 'succeeded' END AS outcome,
    CASE WHEN session_minutes_cell BETWEEN 0 AND 1000000000000 THEN session_minutes_cell ELSE 0 END AS metered_session_minutes,
    CASE
      WHEN NOT (session_seconds_cell BETWEEN 1 AND 3600) THEN 'session_seconds: legal are whole numbers from 1 to 3600 second'
      WHEN NOT (idle_seconds_cell BETWEEN 0 AND 3600) THEN 'idle_seconds: legal are whole numbers from 0 to 3600 second'
      WHEN NOT (outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output')) THEN 'outcome: legal are ''succeeded'', ''failed'', ''moderated_input'', ''moderated_output'''
      WHEN NOT (session_minutes_cell BETWEEN 0 AND 1000000000000) THEN 'session_minutes: legal are numbers from 0 to 1000000'
    END AS input_problem
  FROM heygen_liveavatar_full_session_read
),
heygen_liveavatar_full_session_step_1 AS (
  SELECT
    *,
    session_seconds + idle_seconds AS s1
  FROM heygen_liveavatar_full_session_checked
),
heygen_liveavatar_full_session_step_2 AS (
  SELECT
    *,
    CAST(CASE WHEN session_minutes_cell IS NOT NULL THEN metered_session_minutes ELSE ((s1 + 60 - 1) // 60) * 1000000 END AS BIGINT) AS session_minutes_units
  FROM heygen_liveavatar_full_session_step_1
),
heygen_liveavatar_full_session_step_3 AS (
  SELECT
    *,
    outcome = 'succeeded' OR outcome = 'failed' OR session_minutes_units = 0 AND outcome <> 'succeeded' AS s2
  FROM heygen_liveavatar_full_session_step_2
),
heygen_liveavatar_full_session_step_4 AS (
  SELECT
    *,
    outcome = 'succeeded' AND s2 AS s3,
    NOT s2 AS s4
  FROM heygen_liveavatar_full_session_step_3
),
heygen_liveavatar_full_session_step_5 AS (
  SELECT
    *,
    CAST(CASE WHEN s3 THEN session_minutes_units * 2000000 ELSE 0 END AS BIGINT) AS picounits
  FROM heygen_liveavatar_full_session_step_4
),
heygen_liveavatar_full_session_step_6 AS (
  SELECT
    *,
    CASE WHEN input_problem IS NOT NULL THEN input_problem WHEN NOT (NOT 3600 < s1) THEN 'not legal together: a session lasts 60 minutes at most, talk and idle time together' END AS problem
  FROM heygen_liveavatar_full_session_step_5
),
heygen_liveavatar_full_session_priced AS (
  SELECT
    strftime(usage_day, '%Y-%m') AS month,
    "timestamp",
    offer,
    feature,
    CASE WHEN problem IS NULL AND NOT (s4 AND (s4 OR picounits = 0)) THEN CAST(CAST(0 AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12)) END AS amount,
    CASE WHEN problem IS NOT NULL THEN NULL WHEN s2 THEN 'complete' WHEN s4 AND (s4 OR picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    problem,
    CASE WHEN problem IS NULL THEN CAST(CASE WHEN s3 THEN session_minutes_units ELSE 0 END AS BIGINT) END AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
  FROM heygen_liveavatar_full_session_step_6
),
other_rows AS (
  SELECT
    strftime(CAST(u."timestamp" AS DATE), '%Y-%m') AS month,
    u."timestamp",
    u.offer,
    u.feature,
    CAST(NULL AS DECIMAL(38,12)) AS amount,
    CAST(NULL AS VARCHAR) AS completeness,
    CASE
      WHEN NULLIF(u.offer, '') IS NULL THEN 'offer: none is given'
      WHEN u.offer NOT IN ('heygen/liveavatar-full/session')
      THEN 'offer: not one of those that are priced here'
      WHEN CAST(u."timestamp" AS DATE) IS NULL THEN 'timestamp: no time is given'
      ELSE 'the offer is not sold on that day'
    END AS problem,
    CAST(NULL AS BIGINT) AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
  FROM usage AS u
  WHERE u.offer IS NULL
    OR u.offer NOT IN ('heygen/liveavatar-full/session')
    OR CAST(u."timestamp" AS DATE) IS NULL
),
priced AS (
  SELECT * FROM heygen_liveavatar_full_session_priced
  UNION ALL
  SELECT * FROM other_rows
),
used AS (
  SELECT
    month,
    COALESCE(SUM(plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units), 0) AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
  FROM priced
  GROUP BY month
  HAVING COUNT(*) > COUNT(problem)
),
settled AS (
  SELECT
    *,
    GREATEST(plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units * 3 - 240000000, 0) AS cost_1
  FROM used
),
lines AS (
  SELECT
    month, offer AS item,
    CAST(NULL AS DECIMAL(38,12)) AS used, CAST(NULL AS DECIMAL(38,12)) AS fee, CAST(NULL AS DECIMAL(38,12)) AS overage, CAST(NULL AS DECIMAL(38,12)) AS true_up,
    SUM(amount) AS amount,
    CASE WHEN COUNT(completeness) > COUNT(CASE WHEN completeness = 'complete' THEN 1 END)
      THEN 'some amounts are not fully known' ELSE CAST(NULL AS VARCHAR) END AS missing
  FROM priced
  GROUP BY month, offer
  HAVING COUNT(*) > COUNT(problem)
  UNION ALL
  SELECT
    month, 'plan heygen/liveavatar-starter heygen/liveavatar-credit' AS item,
    CAST(CAST(plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units AS DECIMAL(25,0)) * CAST('0.000002' AS DECIMAL(12,12)) AS DECIMAL(38,12)) AS used,
    CAST(CAST((237500000) AS DECIMAL(25,0)) * CAST('0.00000008' AS DECIMAL(12,12)) AS DECIMAL(38,12)) AS fee,
    CAST(CAST((cost_1) AS DECIMAL(25,0)) * CAST('0.00000008' AS DECIMAL(12,12)) AS DECIMAL(38,12)) AS overage,
    CAST(CAST((0) AS DECIMAL(25,0)) * CAST('0.00000008' AS DECIMAL(12,12)) AS DECIMAL(38,12)) AS true_up,
    CAST(CAST((237500000 + cost_1 + 0) AS DECIMAL(25,0)) * CAST('0.00000008' AS DECIMAL(12,12)) AS DECIMAL(38,12)) AS amount,
    CAST(NULL AS VARCHAR) AS missing
  FROM settled
)
SELECT * FROM lines
ORDER BY month, item;
