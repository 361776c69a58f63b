-- Prices the usage table usage with the rate cards of mediacost, for Spark.
-- Catalogue …; offers: 1.
-- Prices of each row's own day in UTC.
-- What a row leaves out has the offer's default, as in 'mediacost rerate --assume-defaults'; where sources disagree, the amount is the first reading's, and partial. 'mediacost rerate' gives the ranges.
-- Plans: heygen/liveavatar-starter.
-- Columns must have the types that 'mediacost sql spark --schema' gives.

WITH
-- heygen/liveavatar-full/session, until 2026-01-01
mc_heygen_liveavatar_full_session_at_first_read AS (
  SELECT
    u.`timestamp`,
    u.offer,
    u.feature,
    date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) AS mc_day,
    CASE WHEN u.session_seconds IS NULL THEN NULL WHEN try_cast(u.session_seconds AS BIGINT) = u.session_seconds THEN try_cast(u.session_seconds AS BIGINT) ELSE -9223372036854775807 END AS mc_session_seconds_cell,
    CASE WHEN u.idle_seconds IS NULL THEN NULL WHEN try_cast(u.idle_seconds AS BIGINT) = u.idle_seconds THEN try_cast(u.idle_seconds AS BIGINT) ELSE -9223372036854775807 END AS mc_idle_seconds_cell,
    NULLIF(u.outcome, '') AS mc_outcome_cell,
    CASE WHEN u.session_minutes IS NULL THEN NULL WHEN try_cast(u.session_minutes AS DECIMAL(18,6)) = u.session_minutes THEN CAST(try_cast(u.session_minutes AS DECIMAL(18,6)) * 1000000 AS BIGINT) ELSE -9223372036854775807 END AS mc_session_minutes_cell
  FROM usage AS u
  WHERE u.offer = 'heygen/liveavatar-full/session'
    AND date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) >= DATE '0001-01-01'
    AND date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) < DATE '2026-01-01'
),
mc_heygen_liveavatar_full_session_at_first_checked AS (
  SELECT
    *,
    CASE WHEN mc_session_seconds_cell BETWEEN 1 AND 3600 THEN mc_session_seconds_cell ELSE 300 END AS mc_session_seconds,
    CASE WHEN mc_idle_seconds_cell BETWEEN 0 AND 3600 THEN mc_idle_seconds_cell ELSE 0 END AS mc_idle_seconds,
    CASE WHEN mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled') THEN mc_outcome_cell ELSE 'succeeded' END AS mc_outcome,
    CASE WHEN mc_session_minutes_cell BETWEEN 0 AND 1000000000000 THEN mc_session_minutes_cell ELSE 0 END AS mc_metered_session_minutes,
    CASE
      WHEN (NOT (mc_session_seconds_cell BETWEEN 1 AND 3600)) AND NOT (mc_session_minutes_cell IS NOT NULL) THEN 'session_seconds: legal are whole numbers from 1 to 3600 second'
      WHEN (NOT (mc_idle_seconds_cell BETWEEN 0 AND 3600)) AND NOT (mc_session_minutes_cell IS NOT NULL) THEN 'idle_seconds: legal are whole numbers from 0 to 3600 second'
      WHEN NOT (mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled')) THEN 'outcome: legal are \'succeeded\', \'failed\', \'moderated_input\', \'moderated_output\', \'timeout\', \'cancelled\''
      WHEN NOT (mc_session_minutes_cell BETWEEN 0 AND 1000000000000) THEN 'session_minutes: legal are numbers from 0 to 1000000 with at most 6 decimals'
    END AS mc_input_problem
  FROM mc_heygen_liveavatar_full_session_at_first_read
),
mc_heygen_liveavatar_full_session_at_first_step_1 AS (
  SELECT
    *,
    mc_session_seconds + mc_idle_seconds AS mc_s1,
    mc_outcome = 'succeeded' OR mc_outcome = 'timeout' AS mc_s2
  FROM mc_heygen_liveavatar_full_session_at_first_checked
),
mc_heygen_liveavatar_full_session_at_first_step_2 AS (
  SELECT
    *,
    CAST(CASE WHEN mc_session_minutes_cell IS NOT NULL THEN mc_metered_session_minutes ELSE ((mc_s1 + 60 - 1) div 60) * 1000000 END AS BIGINT) AS mc_session_minutes_units
  FROM mc_heygen_liveavatar_full_session_at_first_step_1
),
mc_heygen_liveavatar_full_session_at_first_step_3 AS (
  SELECT
    *,
    CAST(CASE WHEN mc_s2 THEN mc_session_minutes_units * 2000000 ELSE 0 END AS BIGINT) AS mc_picounits,
    NOT (mc_s2 OR mc_outcome = 'failed' OR mc_session_minutes_units = 0 AND NOT mc_s2) AS mc_s3
  FROM mc_heygen_liveavatar_full_session_at_first_step_2
),
mc_heygen_liveavatar_full_session_at_first_step_4 AS (
  SELECT
    *,
    mc_s3 OR 0 < mc_picounits AS mc_s4
  FROM mc_heygen_liveavatar_full_session_at_first_step_3
),
mc_heygen_liveavatar_full_session_at_first_step_5 AS (
  SELECT
    *,
    CASE WHEN mc_input_problem IS NOT NULL THEN mc_input_problem WHEN NOT (((NOT 3600 < mc_s1) OR (mc_session_minutes_cell IS NOT NULL))) THEN 'not legal together: a session lasts 60 minutes at most, talk and idle time together' END AS mc_problem
  FROM mc_heygen_liveavatar_full_session_at_first_step_4
),
mc_heygen_liveavatar_full_session_at_first_priced AS (
  SELECT
    date_format(mc_day, 'yyyy-MM') AS month,
    `timestamp`,
    offer,
    feature,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s4 AND (mc_s3 OR mc_picounits = 0)) THEN CAST(CAST(0 AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12)) END AS amount,
    'USD' AS currency,
    CASE WHEN mc_problem IS NOT NULL THEN NULL WHEN mc_s4 AND (mc_s3 OR mc_picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    mc_problem AS problem,
    CASE WHEN mc_problem IS NULL THEN CAST(CASE WHEN mc_s2 THEN mc_session_minutes_units ELSE 0 END AS BIGINT) END AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
  FROM mc_heygen_liveavatar_full_session_at_first_step_5
),
-- heygen/liveavatar-full/session, from 2026-01-01
mc_heygen_liveavatar_full_session_from_2026_01_01_read AS (
  SELECT
    u.`timestamp`,
    u.offer,
    u.feature,
    date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) AS mc_day,
    CASE WHEN u.session_seconds IS NULL THEN NULL WHEN try_cast(u.session_seconds AS BIGINT) = u.session_seconds THEN try_cast(u.session_seconds AS BIGINT) ELSE -9223372036854775807 END AS mc_session_seconds_cell,
    CASE WHEN u.idle_seconds IS NULL THEN NULL WHEN try_cast(u.idle_seconds AS BIGINT) = u.idle_seconds THEN try_cast(u.idle_seconds AS BIGINT) ELSE -9223372036854775807 END AS mc_idle_seconds_cell,
    NULLIF(u.outcome, '') AS mc_outcome_cell,
    CASE WHEN u.session_minutes IS NULL THEN NULL WHEN try_cast(u.session_minutes AS DECIMAL(18,6)) = u.session_minutes THEN CAST(try_cast(u.session_minutes AS DECIMAL(18,6)) * 1000000 AS BIGINT) ELSE -9223372036854775807 END AS mc_session_minutes_cell
  FROM usage AS u
  WHERE u.offer = 'heygen/liveavatar-full/session'
    AND date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) >= DATE '2026-01-01'
    AND date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) <= DATE '9999-12-31'
),
mc_heygen_liveavatar_full_session_from_2026_01_01_checked AS (
  SELECT
    *,
    CASE WHEN mc_session_seconds_cell BETWEEN 1 AND 3600 THEN mc_session_seconds_cell ELSE 300 END AS mc_session_seconds,
    CASE WHEN mc_idle_seconds_cell BETWEEN 0 AND 3600 THEN mc_idle_seconds_cell ELSE 0 END AS mc_idle_seconds,
    CASE WHEN mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled') THEN mc_outcome_cell ELSE 'succeeded' END AS mc_outcome,
    CASE WHEN mc_session_minutes_cell BETWEEN 0 AND 1000000000000 THEN mc_session_minutes_cell ELSE 0 END AS mc_metered_session_minutes,
    CASE
      WHEN (NOT (mc_session_seconds_cell BETWEEN 1 AND 3600)) AND NOT (mc_session_minutes_cell IS NOT NULL) THEN 'session_seconds: legal are whole numbers from 1 to 3600 second'
      WHEN (NOT (mc_idle_seconds_cell BETWEEN 0 AND 3600)) AND NOT (mc_session_minutes_cell IS NOT NULL) THEN 'idle_seconds: legal are whole numbers from 0 to 3600 second'
      WHEN NOT (mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled')) THEN 'outcome: legal are \'succeeded\', \'failed\', \'moderated_input\', \'moderated_output\', \'timeout\', \'cancelled\''
      WHEN NOT (mc_session_minutes_cell BETWEEN 0 AND 1000000000000) THEN 'session_minutes: legal are numbers from 0 to 1000000 with at most 6 decimals'
    END AS mc_input_problem
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_read
),
mc_heygen_liveavatar_full_session_from_2026_01_01_step_1 AS (
  SELECT
    *,
    mc_session_seconds + mc_idle_seconds AS mc_s1,
    mc_outcome = 'succeeded' OR mc_outcome = 'timeout' AS mc_s2
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_checked
),
mc_heygen_liveavatar_full_session_from_2026_01_01_step_2 AS (
  SELECT
    *,
    CAST(CASE WHEN mc_session_minutes_cell IS NOT NULL THEN mc_metered_session_minutes ELSE ((mc_s1 + 60 - 1) div 60) * 1000000 END AS BIGINT) AS mc_session_minutes_units
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_step_1
),
mc_heygen_liveavatar_full_session_from_2026_01_01_step_3 AS (
  SELECT
    *,
    mc_s2 OR mc_outcome = 'failed' OR mc_session_minutes_units = 0 AND NOT mc_s2 AS mc_s3,
    CAST(CASE WHEN mc_s2 THEN mc_session_minutes_units * 2000000 ELSE 0 END AS BIGINT) AS mc_picounits
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_step_2
),
mc_heygen_liveavatar_full_session_from_2026_01_01_step_4 AS (
  SELECT
    *,
    NOT mc_s3 AS mc_s4
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_step_3
),
mc_heygen_liveavatar_full_session_from_2026_01_01_step_5 AS (
  SELECT
    *,
    CASE WHEN mc_input_problem IS NOT NULL THEN mc_input_problem WHEN NOT (((NOT 3600 < mc_s1) OR (mc_session_minutes_cell IS NOT NULL))) THEN 'not legal together: a session lasts 60 minutes at most, talk and idle time together' END AS mc_problem
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_step_4
),
mc_heygen_liveavatar_full_session_from_2026_01_01_priced AS (
  SELECT
    date_format(mc_day, 'yyyy-MM') AS month,
    `timestamp`,
    offer,
    feature,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s4 AND (mc_s4 OR mc_picounits = 0)) THEN CAST(CAST(0 AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12)) END AS amount,
    'USD' AS currency,
    CASE WHEN mc_problem IS NOT NULL THEN NULL WHEN mc_s3 THEN 'complete' WHEN mc_s4 AND (mc_s4 OR mc_picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    mc_problem AS problem,
    CASE WHEN mc_problem IS NULL THEN CAST(CASE WHEN mc_s2 THEN mc_session_minutes_units ELSE 0 END AS BIGINT) END AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
  FROM mc_heygen_liveavatar_full_session_from_2026_01_01_step_5
),
mc_other_rows AS (
  SELECT
    CASE WHEN NOT (date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) BETWEEN DATE '0001-01-01' AND DATE '9999-12-31') THEN NULL ELSE date_format(date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)), 'yyyy-MM') END AS month,
    u.`timestamp`,
    u.offer,
    u.feature,
    CAST(NULL AS DECIMAL(38,12)) AS amount,
    CASE WHEN u.offer IN ('heygen/liveavatar-full/session') THEN 'USD' ELSE CAST(NULL AS STRING) END AS currency,
    CAST(NULL AS STRING) AS completeness,
    CASE
      WHEN NULLIF(u.offer, '') IS NULL THEN 'offer: none is given'
      WHEN u.offer NOT IN ('heygen/liveavatar-full/session')
      THEN 'offer: not one of those that are priced here'
      WHEN NOT (u.`timestamp` IS NOT NULL) THEN 'timestamp: no time is given'
      WHEN NOT (date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) BETWEEN DATE '0001-01-01' AND DATE '9999-12-31') THEN 'timestamp: what is given is no time such as 2027-03-01T12:00:00Z'
      ELSE 'the offer is not sold on that day'
    END AS problem,
    CAST(NULL AS BIGINT) AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
  FROM usage AS u
  WHERE u.offer IS NULL
    OR u.offer NOT IN ('heygen/liveavatar-full/session')
    OR date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) IS NULL
    OR u.offer = 'heygen/liveavatar-full/session' AND (date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) < DATE '0001-01-01' OR date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) > DATE '9999-12-31')
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
    COALESCE(SUM(CAST(plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units AS DECIMAL(19,0))), 0) AS plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units
  FROM mc_priced
  GROUP BY month
  HAVING COUNT(*) > COUNT(problem)
),
mc_settled AS (
  SELECT
    *,
    GREATEST(plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units * 3 - 240000000, 0) AS mc_cost_1
  FROM mc_used
),
mc_lines AS (
  SELECT
    month, offer AS item,
    CAST(NULL AS DECIMAL(38,12)) AS used, CAST(NULL AS DECIMAL(38,12)) AS fee, CAST(NULL AS DECIMAL(38,12)) AS overage, CAST(NULL AS DECIMAL(38,12)) AS true_up,
    SUM(amount) AS amount, currency,
    CASE WHEN COUNT(*) > COUNT(CASE WHEN completeness = 'complete' THEN 1 END)
      THEN 'some amounts are not fully known' ELSE CAST(NULL AS STRING) END AS missing
  FROM mc_priced
  GROUP BY month, offer, currency
  HAVING COUNT(*) > COUNT(problem)
  UNION ALL
  SELECT
    month, 'plan heygen/liveavatar-starter heygen/liveavatar-credit' AS item,
    CAST(CAST(plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units AS DECIMAL(25,0)) * CAST('0.000002' AS DECIMAL(12,12)) AS DECIMAL(38,12)) AS used,
    CAST(CAST((237500000) AS DECIMAL(25,0)) * CAST('0.00000008' AS DECIMAL(12,12)) AS DECIMAL(38,12)) AS fee,
    CAST(CAST((mc_cost_1) AS DECIMAL(25,0)) * CAST('0.00000008' AS DECIMAL(12,12)) AS DECIMAL(38,12)) AS overage,
    CAST(CAST((0) AS DECIMAL(25,0)) * CAST('0.00000008' AS DECIMAL(12,12)) AS DECIMAL(38,12)) AS true_up,
    CAST(CAST((237500000 + mc_cost_1 + 0) AS DECIMAL(25,0)) * CAST('0.00000008' AS DECIMAL(12,12)) AS DECIMAL(38,12)) AS amount,
    'USD' AS currency,
    CASE WHEN plan_heygen_liveavatar_starter_heygen_liveavatar_credit_units > 80000000 THEN 'sources disagree on the plan' ELSE CAST(NULL AS STRING) END AS missing
  FROM mc_settled
)
SELECT * FROM mc_lines
ORDER BY month, item;
