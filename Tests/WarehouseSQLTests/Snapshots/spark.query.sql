-- Prices the usage table usage with the rate cards of mediacost, for Spark.
-- Catalogue …; offers: 2.
-- Prices of each row's own day in UTC.
-- Columns must have the types that 'mediacost sql spark --schema' gives.

WITH
-- fal/sd3.5-large/generate, on every day
fal_sd3_5_large_generate_read AS (
  SELECT
    u.`timestamp`,
    u.offer,
    u.feature,
    date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) AS usage_day,
    CAST(u.width AS BIGINT) AS width_cell,
    CAST(u.height AS BIGINT) AS height_cell,
    CAST(u.images AS BIGINT) AS images_cell,
    NULLIF(u.outcome, '') AS outcome_cell,
    CAST(u.megapixels * 1000000 AS BIGINT) AS megapixels_cell,
    (u.seconds IS NOT NULL
      OR NULLIF(u.resolution, '') IS NOT NULL
      OR u.audio IS NOT NULL
      OR u.videos IS NOT NULL
      OR u.video_seconds IS NOT NULL) AS has_unknown_value
  FROM usage AS u
  WHERE u.offer = 'fal/sd3.5-large/generate'
    AND date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) IS NOT NULL
),
fal_sd3_5_large_generate_checked AS (
  SELECT
    *,
    CASE WHEN width_cell BETWEEN 64 AND 2048 THEN width_cell ELSE 1024 END AS width,
    CASE WHEN height_cell BETWEEN 64 AND 2048 THEN height_cell ELSE 1024 END AS height,
    CASE WHEN images_cell BETWEEN 1 AND 10 THEN images_cell ELSE 1 END AS images,
    CASE WHEN outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output') THEN outcome_cell ELSE 'succeeded' END AS outcome,
    CASE WHEN megapixels_cell BETWEEN 0 AND 100000000000000 THEN megapixels_cell ELSE 0 END AS metered_megapixels,
    CASE
      WHEN has_unknown_value THEN 'a value is given for something that the offer does not know'
      WHEN NOT (width_cell BETWEEN 64 AND 2048) THEN 'width: legal are whole numbers from 64 to 2048 px'
      WHEN NOT (height_cell BETWEEN 64 AND 2048) THEN 'height: legal are whole numbers from 64 to 2048 px'
      WHEN NOT (images_cell BETWEEN 1 AND 10) THEN 'images: legal are whole numbers from 1 to 10 image'
      WHEN NOT (outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output')) THEN 'outcome: legal are \'succeeded\', \'failed\', \'moderated_input\', \'moderated_output\''
      WHEN NOT (megapixels_cell BETWEEN 0 AND 100000000000000) THEN 'megapixels: legal are numbers from 0 to 100000000'
    END AS problem
  FROM fal_sd3_5_large_generate_read
),
fal_sd3_5_large_generate_step_1 AS (
  SELECT
    *,
    CAST(CASE WHEN megapixels_cell IS NOT NULL THEN metered_megapixels ELSE images * ((width * height + 1048576 - 1) div 1048576) * 1000000 END AS BIGINT) AS megapixels_units
  FROM fal_sd3_5_large_generate_checked
),
fal_sd3_5_large_generate_step_2 AS (
  SELECT
    *,
    outcome = 'succeeded' OR outcome = 'failed' OR megapixels_units = 0 AND outcome <> 'succeeded' AS s1
  FROM fal_sd3_5_large_generate_step_1
),
fal_sd3_5_large_generate_step_3 AS (
  SELECT
    *,
    CAST(CASE WHEN outcome = 'succeeded' AND s1 THEN megapixels_units * 65000 ELSE 0 END AS BIGINT) AS picounits,
    NOT s1 AS s2
  FROM fal_sd3_5_large_generate_step_2
),
fal_sd3_5_large_generate_priced AS (
  SELECT
    date_format(usage_day, 'yyyy-MM') AS month,
    `timestamp`,
    offer,
    feature,
    CASE WHEN problem IS NULL AND NOT (s2 AND (s2 OR picounits = 0)) THEN CAST(CAST(picounits AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12)) END AS amount,
    CASE WHEN problem IS NOT NULL THEN NULL WHEN s1 THEN 'complete' WHEN s2 AND (s2 OR picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    problem
  FROM fal_sd3_5_large_generate_step_3
),
-- google/veo-3.1-fast/generate, from 2025-10-01 until 2026-04-07
google_veo_3_1_fast_generate_from_2025_10_01_read AS (
  SELECT
    u.`timestamp`,
    u.offer,
    u.feature,
    date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) AS usage_day,
    CAST(u.seconds * 1000000 AS BIGINT) AS seconds_cell,
    NULLIF(u.resolution, '') AS resolution_cell,
    u.audio AS audio_cell,
    CAST(u.videos AS BIGINT) AS videos_cell,
    NULLIF(u.outcome, '') AS outcome_cell,
    CAST(u.video_seconds * 1000000 AS BIGINT) AS video_seconds_cell,
    (u.width IS NOT NULL
      OR u.height IS NOT NULL
      OR u.images IS NOT NULL
      OR u.megapixels IS NOT NULL) AS has_unknown_value
  FROM usage AS u
  WHERE u.offer = 'google/veo-3.1-fast/generate'
    AND date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) >= DATE '2025-10-01'
    AND date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) < DATE '2026-04-07'
),
google_veo_3_1_fast_generate_from_2025_10_01_checked AS (
  SELECT
    *,
    CASE WHEN seconds_cell IN (4000000, 6000000, 8000000) THEN seconds_cell ELSE 8000000 END AS seconds,
    CASE WHEN resolution_cell IN ('720p', '1080p', '4k') THEN resolution_cell ELSE '720p' END AS resolution,
    CASE WHEN videos_cell BETWEEN 1 AND 4 THEN videos_cell ELSE 1 END AS videos,
    CASE WHEN outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output') THEN outcome_cell ELSE 'succeeded' END AS outcome,
    CASE WHEN video_seconds_cell BETWEEN 0 AND 10000000000000 THEN video_seconds_cell ELSE 0 END AS metered_video_seconds,
    CASE
      WHEN has_unknown_value THEN 'a value is given for something that the offer does not know'
      WHEN NOT (seconds_cell IN (4000000, 6000000, 8000000)) THEN 'seconds: legal are 4, 6, 8 second'
      WHEN NOT (resolution_cell IN ('720p', '1080p', '4k')) THEN 'resolution: legal are \'720p\', \'1080p\', \'4k\''
      WHEN NOT (audio_cell) THEN 'audio: legal are \'true\''
      WHEN NOT (videos_cell BETWEEN 1 AND 4) THEN 'videos: legal are whole numbers from 1 to 4 video'
      WHEN NOT (outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output')) THEN 'outcome: legal are \'succeeded\', \'failed\', \'moderated_input\', \'moderated_output\''
      WHEN NOT (video_seconds_cell BETWEEN 0 AND 10000000000000) THEN 'video_seconds: legal are numbers from 0 to 10000000'
    END AS problem
  FROM google_veo_3_1_fast_generate_from_2025_10_01_read
),
google_veo_3_1_fast_generate_from_2025_10_01_step_1 AS (
  SELECT
    *,
    CAST(CASE WHEN video_seconds_cell IS NOT NULL THEN metered_video_seconds ELSE seconds * videos END AS BIGINT) AS video_seconds_units
  FROM google_veo_3_1_fast_generate_from_2025_10_01_checked
),
google_veo_3_1_fast_generate_from_2025_10_01_step_2 AS (
  SELECT
    *,
    outcome = 'succeeded' OR outcome = 'failed' OR outcome = 'moderated_input' OR outcome = 'moderated_output' OR video_seconds_units = 0 AND outcome <> 'succeeded' AS s1
  FROM google_veo_3_1_fast_generate_from_2025_10_01_step_1
),
google_veo_3_1_fast_generate_from_2025_10_01_step_3 AS (
  SELECT
    *,
    CAST(CASE WHEN outcome = 'succeeded' AND s1 THEN video_seconds_units * CAST(CASE resolution WHEN '4k' THEN 7 ELSE 3 END AS BIGINT) * 50000 ELSE 0 END AS BIGINT) AS picounits,
    NOT s1 AS s2
  FROM google_veo_3_1_fast_generate_from_2025_10_01_step_2
),
google_veo_3_1_fast_generate_from_2025_10_01_priced AS (
  SELECT
    date_format(usage_day, 'yyyy-MM') AS month,
    `timestamp`,
    offer,
    feature,
    CASE WHEN problem IS NULL AND NOT (s2 AND (s2 OR picounits = 0)) THEN CAST(CAST(picounits AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12)) END AS amount,
    CASE WHEN problem IS NOT NULL THEN NULL WHEN s1 THEN 'complete' WHEN s2 AND (s2 OR picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    problem
  FROM google_veo_3_1_fast_generate_from_2025_10_01_step_3
),
-- google/veo-3.1-fast/generate, from 2026-04-07
google_veo_3_1_fast_generate_from_2026_04_07_read AS (
  SELECT
    u.`timestamp`,
    u.offer,
    u.feature,
    date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) AS usage_day,
    CAST(u.seconds * 1000000 AS BIGINT) AS seconds_cell,
    NULLIF(u.resolution, '') AS resolution_cell,
    u.audio AS audio_cell,
    CAST(u.videos AS BIGINT) AS videos_cell,
    NULLIF(u.outcome, '') AS outcome_cell,
    CAST(u.video_seconds * 1000000 AS BIGINT) AS video_seconds_cell,
    (u.width IS NOT NULL
      OR u.height IS NOT NULL
      OR u.images IS NOT NULL
      OR u.megapixels IS NOT NULL) AS has_unknown_value
  FROM usage AS u
  WHERE u.offer = 'google/veo-3.1-fast/generate'
    AND date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) >= DATE '2026-04-07'
),
google_veo_3_1_fast_generate_from_2026_04_07_checked AS (
  SELECT
    *,
    CASE WHEN seconds_cell IN (4000000, 6000000, 8000000) THEN seconds_cell ELSE 8000000 END AS seconds,
    CASE WHEN resolution_cell IN ('720p', '1080p', '4k') THEN resolution_cell ELSE '720p' END AS resolution,
    CASE WHEN videos_cell BETWEEN 1 AND 4 THEN videos_cell ELSE 1 END AS videos,
    CASE WHEN outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output') THEN outcome_cell ELSE 'succeeded' END AS outcome,
    CASE WHEN video_seconds_cell BETWEEN 0 AND 10000000000000 THEN video_seconds_cell ELSE 0 END AS metered_video_seconds,
    CASE
      WHEN has_unknown_value THEN 'a value is given for something that the offer does not know'
      WHEN NOT (seconds_cell IN (4000000, 6000000, 8000000)) THEN 'seconds: legal are 4, 6, 8 second'
      WHEN NOT (resolution_cell IN ('720p', '1080p', '4k')) THEN 'resolution: legal are \'720p\', \'1080p\', \'4k\''
      WHEN NOT (audio_cell) THEN 'audio: legal are \'true\''
      WHEN NOT (videos_cell BETWEEN 1 AND 4) THEN 'videos: legal are whole numbers from 1 to 4 video'
      WHEN NOT (outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output')) THEN 'outcome: legal are \'succeeded\', \'failed\', \'moderated_input\', \'moderated_output\''
      WHEN NOT (video_seconds_cell BETWEEN 0 AND 10000000000000) THEN 'video_seconds: legal are numbers from 0 to 10000000'
    END AS problem
  FROM google_veo_3_1_fast_generate_from_2026_04_07_read
),
google_veo_3_1_fast_generate_from_2026_04_07_step_1 AS (
  SELECT
    *,
    CAST(CASE WHEN video_seconds_cell IS NOT NULL THEN metered_video_seconds ELSE seconds * videos END AS BIGINT) AS video_seconds_units
  FROM google_veo_3_1_fast_generate_from_2026_04_07_checked
),
google_veo_3_1_fast_generate_from_2026_04_07_step_2 AS (
  SELECT
    *,
    outcome = 'succeeded' OR outcome = 'failed' OR outcome = 'moderated_input' OR outcome = 'moderated_output' OR video_seconds_units = 0 AND outcome <> 'succeeded' AS s1
  FROM google_veo_3_1_fast_generate_from_2026_04_07_step_1
),
google_veo_3_1_fast_generate_from_2026_04_07_step_3 AS (
  SELECT
    *,
    CAST(CASE WHEN outcome = 'succeeded' AND s1 THEN video_seconds_units * CAST(CASE resolution WHEN '1080p' THEN 6 WHEN '4k' THEN 15 ELSE 5 END AS BIGINT) * 20000 ELSE 0 END AS BIGINT) AS picounits,
    NOT s1 AS s2
  FROM google_veo_3_1_fast_generate_from_2026_04_07_step_2
),
google_veo_3_1_fast_generate_from_2026_04_07_priced AS (
  SELECT
    date_format(usage_day, 'yyyy-MM') AS month,
    `timestamp`,
    offer,
    feature,
    CASE WHEN problem IS NULL AND NOT (s2 AND (s2 OR picounits = 0)) THEN CAST(CAST(picounits AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12)) END AS amount,
    CASE WHEN problem IS NOT NULL THEN NULL WHEN s1 THEN 'complete' WHEN s2 AND (s2 OR picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    problem
  FROM google_veo_3_1_fast_generate_from_2026_04_07_step_3
),
other_rows AS (
  SELECT
    date_format(date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)), 'yyyy-MM') AS month,
    u.`timestamp`,
    u.offer,
    u.feature,
    CAST(NULL AS DECIMAL(38,12)) AS amount,
    CAST(NULL AS STRING) AS completeness,
    CASE
      WHEN NULLIF(u.offer, '') IS NULL THEN 'offer: none is given'
      WHEN u.offer NOT IN ('fal/sd3.5-large/generate', 'google/veo-3.1-fast/generate')
      THEN 'offer: not one of those that are priced here'
      WHEN date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) IS NULL THEN 'timestamp: no time is given'
      ELSE 'the offer is not sold on that day'
    END AS problem
  FROM usage AS u
  WHERE u.offer IS NULL
    OR u.offer NOT IN ('fal/sd3.5-large/generate', 'google/veo-3.1-fast/generate')
    OR date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) IS NULL
    OR u.offer = 'google/veo-3.1-fast/generate' AND (date_from_unix_date(CAST((unix_seconds(u.`timestamp`) - pmod(unix_seconds(u.`timestamp`), 86400)) div 86400 AS INT)) < DATE '2025-10-01')
),
priced AS (
  SELECT * FROM fal_sd3_5_large_generate_priced
  UNION ALL
  SELECT * FROM google_veo_3_1_fast_generate_from_2025_10_01_priced
  UNION ALL
  SELECT * FROM google_veo_3_1_fast_generate_from_2026_04_07_priced
  UNION ALL
  SELECT * FROM other_rows
)
SELECT
  p.month,
  p.offer,
  COUNT(*) - COUNT(p.problem) AS row_count,
  COUNT(p.problem) AS bad_row_count,
  SUM(p.amount) AS amount,
  CASE
    WHEN COUNT(*) = COUNT(p.problem) THEN NULL
    WHEN COUNT(p.completeness) = COUNT(CASE WHEN p.completeness = 'complete' THEN 1 END) THEN 'complete'
    WHEN COUNT(p.amount) = 0 THEN 'unknown'
    ELSE 'partial'
  END AS completeness
FROM priced AS p
GROUP BY p.month, p.offer
ORDER BY p.month, p.offer;
