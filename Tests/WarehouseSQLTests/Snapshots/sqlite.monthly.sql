-- Prices the usage table usage with the rate cards of mediacost, for SQLite.
-- Catalogue …; offers: 1.
-- Prices of each row's own day in UTC.
-- What a row leaves out has the offer's default, as in 'mediacost rerate --assume-defaults'; where sources disagree, the amount is the first reading's, and partial. 'mediacost rerate' gives the ranges.
-- Plans: heygen/liveavatar-starter.
-- Columns must have the types that 'mediacost sql sqlite --schema' gives.
-- Needs SQLite 3.35 or later. Decimal numbers are TEXT in the table: its own are binary.

WITH
-- heygen/liveavatar-full/session, until 2026-01-01
mc_heygen_liveavatar_full_session_at_first_read AS MATERIALIZED (
  SELECT
    u."timestamp",
    u.offer,
    u.feature,
    u.mc_day AS mc_day,
    CASE WHEN NULLIF(u.session_seconds, '') IS NULL THEN NULL WHEN TYPEOF(u.session_seconds) = 'integer' THEN u.session_seconds ELSE -9223372036854775807 END AS mc_session_seconds_cell,
    CASE WHEN NULLIF(u.idle_seconds, '') IS NULL THEN NULL WHEN TYPEOF(u.idle_seconds) = 'integer' THEN u.idle_seconds ELSE -9223372036854775807 END AS mc_idle_seconds_cell,
    NULLIF(u.outcome, '') AS mc_outcome_cell,
    CASE WHEN NULLIF(u.session_minutes, '') IS NULL THEN NULL WHEN TYPEOF(u.session_minutes) <> 'real' AND CAST(u.session_minutes AS TEXT) GLOB '[0-9]*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*[^0-9.]*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*.*.*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*.' AND LENGTH(CAST(u.session_minutes AS TEXT)) <= 39 AND LENGTH(LTRIM(SUBSTR(CAST(u.session_minutes AS TEXT), 1, INSTR(CAST(u.session_minutes AS TEXT) || '.', '.') - 1), '0')) <= 12 AND LENGTH(RTRIM(SUBSTR(CAST(u.session_minutes AS TEXT), INSTR(CAST(u.session_minutes AS TEXT) || '.', '.') + 1), '0')) <= 6 THEN CAST(SUBSTR(CAST(u.session_minutes AS TEXT), 1, INSTR(CAST(u.session_minutes AS TEXT) || '.', '.') - 1) AS INTEGER) * 1000000 + CAST(SUBSTR(SUBSTR(CAST(u.session_minutes AS TEXT), INSTR(CAST(u.session_minutes AS TEXT) || '.', '.') + 1) || '000000', 1, 6) AS INTEGER) WHEN CAST(u.session_minutes AS TEXT) GLOB '-0*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '-*[^0.]*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*.*.*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*.' AND LENGTH(CAST(u.session_minutes AS TEXT)) <= 39 THEN 0 ELSE -9223372036854775807 END AS mc_session_minutes_cell
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
        FROM usage AS u
      ) AS u
    ) AS u
  WHERE u.offer = 'heygen/liveavatar-full/session'
    AND u.mc_day < '2026-01-01'
),
mc_heygen_liveavatar_full_session_at_first_checked AS MATERIALIZED (
  SELECT
    *,
    CASE WHEN mc_session_seconds_cell BETWEEN 1 AND 3600 THEN mc_session_seconds_cell ELSE 300 END AS mc_session_seconds,
    CASE WHEN mc_idle_seconds_cell BETWEEN 0 AND 3600 THEN mc_idle_seconds_cell ELSE 0 END AS mc_idle_seconds,
    CASE WHEN mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled') THEN mc_outcome_cell ELSE 'succeeded' END AS mc_outcome,
    CASE WHEN mc_session_minutes_cell BETWEEN 0 AND 1000000000000 THEN mc_session_minutes_cell ELSE 0 END AS mc_metered_session_minutes,
    CASE
      WHEN (NOT (mc_session_seconds_cell BETWEEN 1 AND 3600)) AND NOT (mc_session_minutes_cell IS NOT NULL) THEN 'session_seconds: legal are whole numbers from 1 to 3600 second'
      WHEN (NOT (mc_idle_seconds_cell BETWEEN 0 AND 3600)) AND NOT (mc_session_minutes_cell IS NOT NULL) THEN 'idle_seconds: legal are whole numbers from 0 to 3600 second'
      WHEN NOT (mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled')) THEN 'outcome: legal are ''succeeded'', ''failed'', ''moderated_input'', ''moderated_output'', ''timeout'', ''cancelled'''
      WHEN NOT (mc_session_minutes_cell BETWEEN 0 AND 1000000000000) THEN 'session_minutes: legal are numbers from 0 to 1000000 with at most 6 decimals'
    END AS mc_input_problem
  FROM mc_heygen_liveavatar_full_session_at_first_read
),
mc_heygen_liveavatar_full_session_at_first_step_1 AS MATERIALIZED (
  SELECT
    *,
    mc_session_seconds + mc_idle_seconds AS mc_s1,
    mc_outcome = 'succeeded' OR mc_outcome = 'timeout' AS mc_s2
  FROM mc_heygen_liveavatar_full_session_at_first_checked
),
mc_heygen_liveavatar_full_session_at_first_step_2 AS MATERIALIZED (
  SELECT
    *,
    CAST(CASE WHEN mc_session_minutes_cell IS NOT NULL THEN mc_metered_session_minutes ELSE ((mc_s1 + 60 - 1) / 60) * 1000000 END AS INTEGER) AS mc_session_minutes_units
  FROM mc_heygen_liveavatar_full_session_at_first_step_1
),
mc_heygen_liveavatar_full_session_at_first_step_3 AS MATERIALIZED (
  SELECT
    *,
    CAST(CASE WHEN mc_s2 THEN mc_session_minutes_units * 2000000 ELSE 0 END AS INTEGER) AS mc_picounits,
    NOT (mc_s2 OR mc_outcome = 'failed' OR mc_session_minutes_units = 0 AND NOT mc_s2) AS mc_s3
  FROM mc_heygen_liveavatar_full_session_at_first_step_2
),
mc_heygen_liveavatar_full_session_at_first_step_4 AS MATERIALIZED (
  SELECT
    *,
    mc_s3 OR 0 < mc_picounits AS mc_s4
  FROM mc_heygen_liveavatar_full_session_at_first_step_3
),
mc_heygen_liveavatar_full_session_at_first_step_5 AS MATERIALIZED (
  SELECT
    *,
    CASE WHEN mc_input_problem IS NOT NULL THEN mc_input_problem WHEN NOT (((NOT 3600 < mc_s1) OR (mc_session_minutes_cell IS NOT NULL))) THEN 'not legal together: a session lasts 60 minutes at most, talk and idle time together' END AS mc_problem
  FROM mc_heygen_liveavatar_full_session_at_first_step_4
),
mc_heygen_liveavatar_full_session_at_first_priced AS (
  SELECT
    SUBSTR(mc_day, 1, 7) AS month,
    "timestamp",
    offer,
    feature,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s4 AND (mc_s3 OR mc_picounits = 0)) THEN 0 END AS picounits,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s4 AND (mc_s3 OR mc_picounits = 0)) THEN PRINTF('%d.%012d', 0 / 1000000000000, 0 % 1000000000000) END AS amount,
    'USD' AS currency,
    CASE WHEN mc_problem IS NOT NULL THEN NULL WHEN mc_s4 AND (mc_s3 OR mc_picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    mc_problem AS problem,
    CASE WHEN mc_problem IS NULL THEN CAST(CASE WHEN mc_s2 THEN mc_session_minutes_units ELSE 0 END AS INTEGER) END AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
  FROM mc_heygen_liveavatar_full_session_at_first_step_5
),
-- heygen/liveavatar-full/session, from 2026-01-01
mc_heygen_liveavatar_full_session_from_2026_01_01_read AS MATERIALIZED (
  SELECT
    u."timestamp",
    u.offer,
    u.feature,
    u.mc_day AS mc_day,
    CASE WHEN NULLIF(u.session_seconds, '') IS NULL THEN NULL WHEN TYPEOF(u.session_seconds) = 'integer' THEN u.session_seconds ELSE -9223372036854775807 END AS mc_session_seconds_cell,
    CASE WHEN NULLIF(u.idle_seconds, '') IS NULL THEN NULL WHEN TYPEOF(u.idle_seconds) = 'integer' THEN u.idle_seconds ELSE -9223372036854775807 END AS mc_idle_seconds_cell,
    NULLIF(u.outcome, '') AS mc_outcome_cell,
    CASE WHEN NULLIF(u.session_minutes, '') IS NULL THEN NULL WHEN TYPEOF(u.session_minutes) <> 'real' AND CAST(u.session_minutes AS TEXT) GLOB '[0-9]*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*[^0-9.]*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*.*.*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*.' AND LENGTH(CAST(u.session_minutes AS TEXT)) <= 39 AND LENGTH(LTRIM(SUBSTR(CAST(u.session_minutes AS TEXT), 1, INSTR(CAST(u.session_minutes AS TEXT) || '.', '.') - 1), '0')) <= 12 AND LENGTH(RTRIM(SUBSTR(CAST(u.session_minutes AS TEXT), INSTR(CAST(u.session_minutes AS TEXT) || '.', '.') + 1), '0')) <= 6 THEN CAST(SUBSTR(CAST(u.session_minutes AS TEXT), 1, INSTR(CAST(u.session_minutes AS TEXT) || '.', '.') - 1) AS INTEGER) * 1000000 + CAST(SUBSTR(SUBSTR(CAST(u.session_minutes AS TEXT), INSTR(CAST(u.session_minutes AS TEXT) || '.', '.') + 1) || '000000', 1, 6) AS INTEGER) WHEN CAST(u.session_minutes AS TEXT) GLOB '-0*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '-*[^0.]*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*.*.*' AND CAST(u.session_minutes AS TEXT) NOT GLOB '*.' AND LENGTH(CAST(u.session_minutes AS TEXT)) <= 39 THEN 0 ELSE -9223372036854775807 END AS mc_session_minutes_cell
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
        FROM usage AS u
      ) AS u
    ) AS u
  WHERE u.offer = 'heygen/liveavatar-full/session'
    AND u.mc_day >= '2026-01-01'
),
mc_heygen_liveavatar_full_session_from_2026_01_01_checked AS MATERIALIZED (
  SELECT
    *,
    CASE WHEN mc_session_seconds_cell BETWEEN 1 AND 3600 THEN mc_session_seconds_cell ELSE 300 END AS mc_session_seconds,
    CASE WHEN mc_idle_seconds_cell BETWEEN 0 AND 3600 THEN mc_idle_seconds_cell ELSE 0 END AS mc_idle_seconds,
    CASE WHEN mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled') THEN mc_outcome_cell ELSE 'succeeded' END AS mc_outcome,
    CASE WHEN mc_session_minutes_cell BETWEEN 0 AND 1000000000000 THEN mc_session_minutes_cell ELSE 0 END AS mc_metered_session_minutes,
    CASE
      WHEN (NOT (mc_session_seconds_cell BETWEEN 1 AND 3600)) AND NOT (mc_session_minutes_cell IS NOT NULL) THEN 'session_seconds: legal are whole numbers from 1 to 3600 second'
      WHEN (NOT (mc_idle_seconds_cell BETWEEN 0 AND 3600)) AND NOT (mc_session_minutes_cell IS NOT NULL) THEN 'idle_seconds: legal are whole numbers from 0 to 3600 second'
      WHEN NOT (mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled')) THEN 'outcome: legal are ''succeeded'', ''failed'', ''moderated_input'', ''moderated_output'', ''timeout'', ''cancelled'''
      WHEN NOT (mc_session_minutes_cell BETWEEN 0 AND 1000000000000) THEN 'session_minutes: legal are numbers from 0 to 1000000 with at most 6 decimals'
    END AS mc_input_problem
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_read
),
mc_heygen_liveavatar_full_session_from_2026_01_01_step_1 AS MATERIALIZED (
  SELECT
    *,
    mc_session_seconds + mc_idle_seconds AS mc_s1,
    mc_outcome = 'succeeded' OR mc_outcome = 'timeout' AS mc_s2
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_checked
),
mc_heygen_liveavatar_full_session_from_2026_01_01_step_2 AS MATERIALIZED (
  SELECT
    *,
    CAST(CASE WHEN mc_session_minutes_cell IS NOT NULL THEN mc_metered_session_minutes ELSE ((mc_s1 + 60 - 1) / 60) * 1000000 END AS INTEGER) AS mc_session_minutes_units
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_step_1
),
mc_heygen_liveavatar_full_session_from_2026_01_01_step_3 AS MATERIALIZED (
  SELECT
    *,
    mc_s2 OR mc_outcome = 'failed' OR mc_session_minutes_units = 0 AND NOT mc_s2 AS mc_s3,
    CAST(CASE WHEN mc_s2 THEN mc_session_minutes_units * 2000000 ELSE 0 END AS INTEGER) AS mc_picounits
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_step_2
),
mc_heygen_liveavatar_full_session_from_2026_01_01_step_4 AS MATERIALIZED (
  SELECT
    *,
    NOT mc_s3 AS mc_s4
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_step_3
),
mc_heygen_liveavatar_full_session_from_2026_01_01_step_5 AS MATERIALIZED (
  SELECT
    *,
    CASE WHEN mc_input_problem IS NOT NULL THEN mc_input_problem WHEN NOT (((NOT 3600 < mc_s1) OR (mc_session_minutes_cell IS NOT NULL))) THEN 'not legal together: a session lasts 60 minutes at most, talk and idle time together' END AS mc_problem
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_step_4
),
mc_heygen_liveavatar_full_session_from_2026_01_01_priced AS (
  SELECT
    SUBSTR(mc_day, 1, 7) AS month,
    "timestamp",
    offer,
    feature,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s4 AND (mc_s4 OR mc_picounits = 0)) THEN 0 END AS picounits,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s4 AND (mc_s4 OR mc_picounits = 0)) THEN PRINTF('%d.%012d', 0 / 1000000000000, 0 % 1000000000000) END AS amount,
    'USD' AS currency,
    CASE WHEN mc_problem IS NOT NULL THEN NULL WHEN mc_s3 THEN 'complete' WHEN mc_s4 AND (mc_s4 OR mc_picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    mc_problem AS problem,
    CASE WHEN mc_problem IS NULL THEN CAST(CASE WHEN mc_s2 THEN mc_session_minutes_units ELSE 0 END AS INTEGER) END AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_step_5
),
mc_other_rows AS (
  SELECT
    SUBSTR(u.mc_day, 1, 7) AS month,
    u."timestamp",
    u.offer,
    u.feature,
    NULL AS picounits,
    CAST(NULL AS TEXT) AS amount,
    CASE WHEN u.offer IN ('heygen/liveavatar-full/session') THEN 'USD' ELSE CAST(NULL AS TEXT) END AS currency,
    CAST(NULL AS TEXT) AS completeness,
    CASE
      WHEN NULLIF(u.offer, '') IS NULL THEN 'offer: none is given'
      WHEN u.offer NOT IN ('heygen/liveavatar-full/session')
      THEN 'offer: not one of those that are priced here'
      WHEN NOT (NULLIF(u."timestamp", '') IS NOT NULL) THEN 'timestamp: no time is given'
      WHEN u.mc_day IS NULL THEN 'timestamp: what is given is no time such as 2027-03-01T12:00:00Z'
      ELSE 'the offer is not sold on that day'
    END AS problem,
    CAST(NULL AS INTEGER) AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
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
        FROM usage AS u
      ) AS u
    ) AS u
  WHERE u.offer IS NULL
    OR u.offer NOT IN ('heygen/liveavatar-full/session')
    OR u.mc_day IS NULL
),
mc_priced AS (
  SELECT * FROM mc_heygen_liveavatar_full_session_at_first_priced
  UNION ALL
  SELECT * FROM mc_heygen_liveavatar_full_session_from_2026_01_01_priced
  UNION ALL
  SELECT * FROM mc_other_rows
),
mc_used AS (
  SELECT
    month,
    COALESCE(SUM(plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units), 0) AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
  FROM mc_priced
  GROUP BY month
  HAVING COUNT(*) > COUNT(problem)
),
mc_settled AS (
  SELECT
    *,
    MAX(plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units * 3 - 240000000, 0) AS mc_cost_1
  FROM mc_used
),
mc_lines AS (
  SELECT
    month, offer AS item,
    CAST(NULL AS TEXT) AS used, CAST(NULL AS TEXT) AS fee, CAST(NULL AS TEXT) AS overage, CAST(NULL AS TEXT) AS true_up,
    CASE WHEN COUNT(picounits) > 0 THEN PRINTF('%d.%06d%06d', COALESCE(SUM(picounits / 1000000000000), 0) + (COALESCE(SUM(picounits / 1000000 % 1000000), 0) + COALESCE(SUM(picounits % 1000000), 0) / 1000000) / 1000000, (COALESCE(SUM(picounits / 1000000 % 1000000), 0) + COALESCE(SUM(picounits % 1000000), 0) / 1000000) % 1000000, COALESCE(SUM(picounits % 1000000), 0) % 1000000) END AS amount, currency,
    CASE WHEN COUNT(*) > COUNT(CASE WHEN completeness = 'complete' THEN 1 END)
      THEN 'some amounts are not fully known' ELSE CAST(NULL AS TEXT) END AS missing
  FROM mc_priced
  GROUP BY month, offer, currency
  HAVING COUNT(*) > COUNT(problem)
  UNION ALL
  SELECT
    month, 'plan heygen/liveavatar-starter heygen/liveavatar-credit' AS item,
    PRINTF('%d.%06d', ((plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units) * 2) / 1000000, ((plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units) * 2) % 1000000) AS used,
    PRINTF('%d.%08d', (((237500000)) * 8) / 100000000, (((237500000)) * 8) % 100000000) AS fee,
    PRINTF('%d.%08d', (((mc_cost_1)) * 8) / 100000000, (((mc_cost_1)) * 8) % 100000000) AS overage,
    PRINTF('%d.%08d', (((0)) * 8) / 100000000, (((0)) * 8) % 100000000) AS true_up,
    CASE WHEN plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units > 72057594037927935 THEN NULL ELSE PRINTF('%d.%08d', (((237500000 + mc_cost_1 + 0)) * 8) / 100000000, (((237500000 + mc_cost_1 + 0)) * 8) % 100000000) END AS amount,
    'USD' AS currency,
    CASE WHEN plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units > 72057594037927935 THEN 'more is used than this engine can count' ELSE CASE WHEN plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units > 80000000 THEN 'sources disagree on the plan' ELSE CAST(NULL AS TEXT) END END AS missing
  FROM mc_settled
)
SELECT * FROM mc_lines
ORDER BY month, item;
