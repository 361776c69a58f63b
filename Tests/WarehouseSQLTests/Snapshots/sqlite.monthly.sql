-- Prices the usage table usage with the rate cards of mediacost, for SQLite.
-- Catalogue …; offers: 1.
-- Prices of each row's own day in UTC.
-- Plans: heygen/liveavatar-starter.
-- Columns must have the types that 'mediacost sql sqlite --schema' gives.
-- Needs SQLite 3.35 or later. Decimal numbers are TEXT in the table: its own are binary.

WITH
-- heygen/liveavatar-full/session, on every day
heygen_liveavatar_full_session_read AS MATERIALIZED (
  SELECT
    u."timestamp",
    u.offer,
    u.feature,
    DATE(u."timestamp") AS usage_day,
    CASE WHEN NULLIF(u.session_seconds, '') IS NULL THEN NULL WHEN TYPEOF(u.session_seconds) = 'integer' THEN u.session_seconds ELSE -9223372036854775807 END AS session_seconds_cell,
    CASE WHEN NULLIF(u.idle_seconds, '') IS NULL THEN NULL WHEN TYPEOF(u.idle_seconds) = 'integer' THEN u.idle_seconds ELSE -9223372036854775807 END AS idle_seconds_cell,
    NULLIF(u.outcome, '') AS outcome_cell,
    CASE WHEN NULLIF(u.session_minutes, '') IS NULL THEN NULL WHEN TYPEOF(u.session_minutes) <> 'real' AND CAST(u.session_minutes AS TEXT) GLOB '[0-9]*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*[^0-9.]*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*.*.*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*.' AND INSTR(CAST(u.session_minutes AS TEXT) || '.', '.') <= 13 AND LENGTH(SUBSTR(CAST(u.session_minutes AS TEXT), INSTR(CAST(u.session_minutes AS TEXT) || '.', '.') + 1)) <= 6 THEN CAST(SUBSTR(CAST(u.session_minutes AS TEXT), 1, INSTR(CAST(u.session_minutes AS TEXT) || '.', '.') - 1) AS INTEGER) * 1000000 + CAST(SUBSTR(SUBSTR(CAST(u.session_minutes AS TEXT), INSTR(CAST(u.session_minutes AS TEXT) || '.', '.') + 1) || '000000', 1, 6) AS INTEGER) ELSE -9223372036854775807 END AS session_minutes_cell
  FROM usage AS u
  WHERE u.offer = 'heygen/liveavatar-full/session'
    AND DATE(u."timestamp") IS NOT NULL
),
heygen_liveavatar_full_session_checked AS MATERIALIZED (
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
heygen_liveavatar_full_session_step_1 AS MATERIALIZED (
  SELECT
    *,
    session_seconds + idle_seconds AS s1
  FROM heygen_liveavatar_full_session_checked
),
heygen_liveavatar_full_session_step_2 AS MATERIALIZED (
  SELECT
    *,
    CAST(CASE WHEN session_minutes_cell IS NOT NULL THEN metered_session_minutes ELSE ((s1 + 60 - 1) / 60) * 1000000 END AS INTEGER) AS session_minutes_units
  FROM heygen_liveavatar_full_session_step_1
),
heygen_liveavatar_full_session_step_3 AS MATERIALIZED (
  SELECT
    *,
    outcome = 'succeeded' OR outcome = 'failed' OR session_minutes_units = 0 AND outcome <> 'succeeded' AS s2
  FROM heygen_liveavatar_full_session_step_2
),
heygen_liveavatar_full_session_step_4 AS MATERIALIZED (
  SELECT
    *,
    outcome = 'succeeded' AND s2 AS s3,
    NOT s2 AS s4
  FROM heygen_liveavatar_full_session_step_3
),
heygen_liveavatar_full_session_step_5 AS MATERIALIZED (
  SELECT
    *,
    CAST(CASE WHEN s3 THEN session_minutes_units * 2000000 ELSE 0 END AS INTEGER) AS picounits
  FROM heygen_liveavatar_full_session_step_4
),
heygen_liveavatar_full_session_step_6 AS MATERIALIZED (
  SELECT
    *,
    CASE WHEN input_problem IS NOT NULL THEN input_problem WHEN NOT (NOT 3600 < s1) THEN 'not legal together: a session lasts 60 minutes at most, talk and idle time together' END AS problem
  FROM heygen_liveavatar_full_session_step_5
),
heygen_liveavatar_full_session_priced AS (
  SELECT
    SUBSTR(usage_day, 1, 7) AS month,
    "timestamp",
    offer,
    feature,
    CASE WHEN problem IS NULL AND NOT (s4 AND (s4 OR picounits = 0)) THEN 0 END AS picounits,
    CASE WHEN problem IS NULL AND NOT (s4 AND (s4 OR picounits = 0)) THEN PRINTF('%d.%012d', 0 / 1000000000000, 0 % 1000000000000) END AS amount,
    CASE WHEN problem IS NOT NULL THEN NULL WHEN s2 THEN 'complete' WHEN s4 AND (s4 OR picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    problem,
    CASE WHEN problem IS NULL THEN CAST(CASE WHEN s3 THEN session_minutes_units ELSE 0 END AS INTEGER) END AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
  FROM heygen_liveavatar_full_session_step_6
),
other_rows AS (
  SELECT
    SUBSTR(DATE(u."timestamp"), 1, 7) AS month,
    u."timestamp",
    u.offer,
    u.feature,
    NULL AS picounits,
    CAST(NULL AS TEXT) AS amount,
    CAST(NULL AS TEXT) AS completeness,
    CASE
      WHEN NULLIF(u.offer, '') IS NULL THEN 'offer: none is given'
      WHEN u.offer NOT IN ('heygen/liveavatar-full/session')
      THEN 'offer: not one of those that are priced here'
      WHEN DATE(u."timestamp") IS NULL THEN 'timestamp: no time is given'
      ELSE 'the offer is not sold on that day'
    END AS problem,
    CAST(NULL AS INTEGER) AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
  FROM usage AS u
  WHERE u.offer IS NULL
    OR u.offer NOT IN ('heygen/liveavatar-full/session')
    OR DATE(u."timestamp") IS NULL
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
    MAX(plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units * 3 - 240000000, 0) AS cost_1
  FROM used
),
lines AS (
  SELECT
    month, offer AS item,
    CAST(NULL AS TEXT) AS used, CAST(NULL AS TEXT) AS fee, CAST(NULL AS TEXT) AS overage, CAST(NULL AS TEXT) AS true_up,
    CASE WHEN COUNT(picounits) > 0 THEN PRINTF('%d.%06d%06d', COALESCE(SUM(picounits / 1000000000000), 0) + (COALESCE(SUM(picounits / 1000000 % 1000000), 0) + COALESCE(SUM(picounits % 1000000), 0) / 1000000) / 1000000, (COALESCE(SUM(picounits / 1000000 % 1000000), 0) + COALESCE(SUM(picounits % 1000000), 0) / 1000000) % 1000000, COALESCE(SUM(picounits % 1000000), 0) % 1000000) END AS amount,
    CASE WHEN COUNT(completeness) > COUNT(CASE WHEN completeness = 'complete' THEN 1 END)
      THEN 'some amounts are not fully known' ELSE CAST(NULL AS TEXT) END AS missing
  FROM priced
  GROUP BY month, offer
  HAVING COUNT(*) > COUNT(problem)
  UNION ALL
  SELECT
    month, 'plan heygen/liveavatar-starter heygen/liveavatar-credit' AS item,
    PRINTF('%d.%06d', ((plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units) * 2) / 1000000, ((plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units) * 2) % 1000000) AS used,
    PRINTF('%d.%08d', (((237500000)) * 8) / 100000000, (((237500000)) * 8) % 100000000) AS fee,
    PRINTF('%d.%08d', (((cost_1)) * 8) / 100000000, (((cost_1)) * 8) % 100000000) AS overage,
    PRINTF('%d.%08d', (((0)) * 8) / 100000000, (((0)) * 8) % 100000000) AS true_up,
    CASE WHEN plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units > 72057594037927935 THEN NULL ELSE PRINTF('%d.%08d', (((237500000 + cost_1 + 0)) * 8) / 100000000, (((237500000 + cost_1 + 0)) * 8) % 100000000) END AS amount,
    CASE WHEN plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units > 72057594037927935 THEN 'more is used than this engine can count' ELSE NULL END AS missing
  FROM settled
)
SELECT * FROM lines
ORDER BY month, item;
