-- Prices the usage table usage with the rate cards of mediacost, for DuckDB.
-- Catalogue …; offers: 2.
-- Prices of each row's own day in UTC.
-- What a row leaves out has the offer's default, as in 'mediacost rerate --assume-defaults'; where sources disagree, the amount is the first reading's, and partial. 'mediacost rerate' gives the ranges.
-- Columns must have the types that 'mediacost sql duckdb --schema' gives.
-- Times are read with their zone; a text without one is taken in the session's time zone.

WITH
-- fal/sd3.5-large/generate, until 2025-12-29
mc_fal_sd3_5_large_generate_at_first_read AS (
  SELECT
    u."timestamp",
    u.offer,
    u.feature,
    CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) AS mc_day,
    CASE WHEN u.width IS NULL THEN NULL WHEN TRY_CAST(u.width AS BIGINT) = u.width THEN TRY_CAST(u.width AS BIGINT) ELSE -9223372036854775807 END AS mc_width_cell,
    CASE WHEN u.height IS NULL THEN NULL WHEN TRY_CAST(u.height AS BIGINT) = u.height THEN TRY_CAST(u.height AS BIGINT) ELSE -9223372036854775807 END AS mc_height_cell,
    CASE WHEN u.images IS NULL THEN NULL WHEN TRY_CAST(u.images AS BIGINT) = u.images THEN TRY_CAST(u.images AS BIGINT) ELSE -9223372036854775807 END AS mc_images_cell,
    NULLIF(u.outcome, '') AS mc_outcome_cell,
    CASE WHEN u.megapixels IS NULL THEN NULL WHEN TRY_CAST(u.megapixels AS DECIMAL(38,6)) = u.megapixels THEN TRY_CAST(TRY_CAST(u.megapixels AS DECIMAL(38,6)) * 1000000 AS BIGINT) ELSE -9223372036854775807 END AS mc_megapixels_cell,
    (u.seconds IS NOT NULL
      OR NULLIF(u.resolution, '') IS NOT NULL
      OR u.audio IS NOT NULL
      OR u.videos IS NOT NULL
      OR u.video_seconds IS NOT NULL) AS mc_has_unknown_value
  FROM usage AS u
  WHERE u.offer = 'fal/sd3.5-large/generate'
    AND CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) >= DATE '0001-01-01'
    AND CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) < DATE '2025-12-29'
),
mc_fal_sd3_5_large_generate_at_first_checked AS (
  SELECT
    *,
    CASE WHEN mc_width_cell BETWEEN 64 AND 2048 THEN mc_width_cell ELSE 1024 END AS mc_width,
    CASE WHEN mc_height_cell BETWEEN 64 AND 2048 THEN mc_height_cell ELSE 1024 END AS mc_height,
    CASE WHEN mc_images_cell BETWEEN 1 AND 10 THEN mc_images_cell ELSE 1 END AS mc_images,
    CASE WHEN mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled') THEN mc_outcome_cell ELSE 'succeeded' END AS mc_outcome,
    CASE WHEN mc_megapixels_cell BETWEEN 0 AND 100000000000000 THEN mc_megapixels_cell ELSE 0 END AS mc_metered_megapixels,
    CASE
      WHEN mc_has_unknown_value THEN 'a value is given for something that the offer does not know'
      WHEN (NOT (mc_width_cell BETWEEN 64 AND 2048)) AND NOT (mc_megapixels_cell IS NOT NULL) THEN 'width: legal are whole numbers from 64 to 2048 px'
      WHEN (NOT (mc_height_cell BETWEEN 64 AND 2048)) AND NOT (mc_megapixels_cell IS NOT NULL) THEN 'height: legal are whole numbers from 64 to 2048 px'
      WHEN (NOT (mc_images_cell BETWEEN 1 AND 10)) AND NOT (mc_megapixels_cell IS NOT NULL) THEN 'images: legal are whole numbers from 1 to 10 image'
      WHEN NOT (mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled')) THEN 'outcome: legal are ''succeeded'', ''failed'', ''moderated_input'', ''moderated_output'', ''timeout'', ''cancelled'''
      WHEN NOT (mc_megapixels_cell BETWEEN 0 AND 100000000000000) THEN 'megapixels: legal are numbers from 0 to 100000000 with at most 6 decimals'
    END AS mc_problem
  FROM mc_fal_sd3_5_large_generate_at_first_read
),
mc_fal_sd3_5_large_generate_at_first_step_1 AS (
  SELECT
    *,
    CAST(CASE WHEN mc_megapixels_cell IS NOT NULL THEN mc_metered_megapixels ELSE mc_images * ((mc_width * mc_height + 1048576 - 1) // 1048576) * 1000000 END AS BIGINT) AS mc_megapixels_units,
    mc_outcome = 'succeeded' OR mc_outcome = 'timeout' AS mc_s1
  FROM mc_fal_sd3_5_large_generate_at_first_checked
),
mc_fal_sd3_5_large_generate_at_first_step_2 AS (
  SELECT
    *,
    CAST(CASE WHEN mc_s1 THEN 65000 * mc_megapixels_units ELSE 0 END AS BIGINT) AS mc_picounits,
    NOT (mc_s1 OR mc_megapixels_units = 0 AND NOT mc_s1) AS mc_s2
  FROM mc_fal_sd3_5_large_generate_at_first_step_1
),
mc_fal_sd3_5_large_generate_at_first_step_3 AS (
  SELECT
    *,
    mc_s2 OR 0 < mc_picounits AS mc_s3
  FROM mc_fal_sd3_5_large_generate_at_first_step_2
),
mc_fal_sd3_5_large_generate_at_first_priced AS (
  SELECT
    strftime(mc_day, '%Y-%m') AS month,
    "timestamp",
    offer,
    feature,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s3 AND (mc_s2 OR mc_picounits = 0)) THEN CAST(CAST(mc_picounits AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12)) END AS amount,
    'USD' AS currency,
    CASE WHEN mc_problem IS NOT NULL THEN NULL WHEN mc_s3 AND (mc_s2 OR mc_picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    mc_problem AS problem
  FROM mc_fal_sd3_5_large_generate_at_first_step_3
),
-- fal/sd3.5-large/generate, from 2025-12-29
mc_fal_sd3_5_large_generate_from_2025_12_29_read AS (
  SELECT
    u."timestamp",
    u.offer,
    u.feature,
    CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) AS mc_day,
    CASE WHEN u.width IS NULL THEN NULL WHEN TRY_CAST(u.width AS BIGINT) = u.width THEN TRY_CAST(u.width AS BIGINT) ELSE -9223372036854775807 END AS mc_width_cell,
    CASE WHEN u.height IS NULL THEN NULL WHEN TRY_CAST(u.height AS BIGINT) = u.height THEN TRY_CAST(u.height AS BIGINT) ELSE -9223372036854775807 END AS mc_height_cell,
    CASE WHEN u.images IS NULL THEN NULL WHEN TRY_CAST(u.images AS BIGINT) = u.images THEN TRY_CAST(u.images AS BIGINT) ELSE -9223372036854775807 END AS mc_images_cell,
    NULLIF(u.outcome, '') AS mc_outcome_cell,
    CASE WHEN u.megapixels IS NULL THEN NULL WHEN TRY_CAST(u.megapixels AS DECIMAL(38,6)) = u.megapixels THEN TRY_CAST(TRY_CAST(u.megapixels AS DECIMAL(38,6)) * 1000000 AS BIGINT) ELSE -9223372036854775807 END AS mc_megapixels_cell,
    (u.seconds IS NOT NULL
      OR NULLIF(u.resolution, '') IS NOT NULL
      OR u.audio IS NOT NULL
      OR u.videos IS NOT NULL
      OR u.video_seconds IS NOT NULL) AS mc_has_unknown_value
  FROM usage AS u
  WHERE u.offer = 'fal/sd3.5-large/generate'
    AND CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) >= DATE '2025-12-29'
    AND CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) <= DATE '9999-12-31'
),
mc_fal_sd3_5_large_generate_from_2025_12_29_checked AS (
  SELECT
    *,
    CASE WHEN mc_width_cell BETWEEN 64 AND 2048 THEN mc_width_cell ELSE 1024 END AS mc_width,
    CASE WHEN mc_height_cell BETWEEN 64 AND 2048 THEN mc_height_cell ELSE 1024 END AS mc_height,
    CASE WHEN mc_images_cell BETWEEN 1 AND 10 THEN mc_images_cell ELSE 1 END AS mc_images,
    CASE WHEN mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled') THEN mc_outcome_cell ELSE 'succeeded' END AS mc_outcome,
    CASE WHEN mc_megapixels_cell BETWEEN 0 AND 100000000000000 THEN mc_megapixels_cell ELSE 0 END AS mc_metered_megapixels,
    CASE
      WHEN mc_has_unknown_value THEN 'a value is given for something that the offer does not know'
      WHEN (NOT (mc_width_cell BETWEEN 64 AND 2048)) AND NOT (mc_megapixels_cell IS NOT NULL) THEN 'width: legal are whole numbers from 64 to 2048 px'
      WHEN (NOT (mc_height_cell BETWEEN 64 AND 2048)) AND NOT (mc_megapixels_cell IS NOT NULL) THEN 'height: legal are whole numbers from 64 to 2048 px'
      WHEN (NOT (mc_images_cell BETWEEN 1 AND 10)) AND NOT (mc_megapixels_cell IS NOT NULL) THEN 'images: legal are whole numbers from 1 to 10 image'
      WHEN NOT (mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled')) THEN 'outcome: legal are ''succeeded'', ''failed'', ''moderated_input'', ''moderated_output'', ''timeout'', ''cancelled'''
      WHEN NOT (mc_megapixels_cell BETWEEN 0 AND 100000000000000) THEN 'megapixels: legal are numbers from 0 to 100000000 with at most 6 decimals'
    END AS mc_problem
  FROM mc_fal_sd3_5_large_generate_from_2025_12_29_read
),
mc_fal_sd3_5_large_generate_from_2025_12_29_step_1 AS (
  SELECT
    *,
    CAST(CASE WHEN mc_megapixels_cell IS NOT NULL THEN mc_metered_megapixels ELSE mc_images * ((mc_width * mc_height + 1048576 - 1) // 1048576) * 1000000 END AS BIGINT) AS mc_megapixels_units,
    mc_outcome = 'succeeded' OR mc_outcome = 'timeout' AS mc_s1
  FROM mc_fal_sd3_5_large_generate_from_2025_12_29_checked
),
mc_fal_sd3_5_large_generate_from_2025_12_29_step_2 AS (
  SELECT
    *,
    mc_s1 OR mc_megapixels_units = 0 AND NOT mc_s1 AS mc_s2,
    CAST(CASE WHEN mc_s1 THEN 65000 * mc_megapixels_units ELSE 0 END AS BIGINT) AS mc_picounits
  FROM mc_fal_sd3_5_large_generate_from_2025_12_29_step_1
),
mc_fal_sd3_5_large_generate_from_2025_12_29_step_3 AS (
  SELECT
    *,
    NOT mc_s2 AS mc_s3
  FROM mc_fal_sd3_5_large_generate_from_2025_12_29_step_2
),
mc_fal_sd3_5_large_generate_from_2025_12_29_priced AS (
  SELECT
    strftime(mc_day, '%Y-%m') AS month,
    "timestamp",
    offer,
    feature,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s3 AND (mc_s3 OR mc_picounits = 0)) THEN CAST(CAST(mc_picounits AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12)) END AS amount,
    'USD' AS currency,
    CASE WHEN mc_problem IS NOT NULL THEN NULL WHEN mc_s2 AND FALSE THEN 'complete' WHEN mc_s3 AND (mc_s3 OR mc_picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    mc_problem AS problem
  FROM mc_fal_sd3_5_large_generate_from_2025_12_29_step_3
),
-- google/veo-3.1-fast/generate, from 2025-10-15 until 2026-04-07
mc_google_veo_3_1_fast_generate_from_2025_10_15_read AS (
  SELECT
    u."timestamp",
    u.offer,
    u.feature,
    CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) AS mc_day,
    CASE WHEN u.seconds IS NULL THEN NULL WHEN TRY_CAST(u.seconds AS DECIMAL(38,6)) = u.seconds THEN TRY_CAST(TRY_CAST(u.seconds AS DECIMAL(38,6)) * 1000000 AS BIGINT) ELSE -9223372036854775807 END AS mc_seconds_cell,
    NULLIF(u.resolution, '') AS mc_resolution_cell,
    u.audio AS mc_audio_cell,
    CASE WHEN u.videos IS NULL THEN NULL WHEN TRY_CAST(u.videos AS BIGINT) = u.videos THEN TRY_CAST(u.videos AS BIGINT) ELSE -9223372036854775807 END AS mc_videos_cell,
    NULLIF(u.outcome, '') AS mc_outcome_cell,
    CASE WHEN u.video_seconds IS NULL THEN NULL WHEN TRY_CAST(u.video_seconds AS DECIMAL(38,6)) = u.video_seconds THEN TRY_CAST(TRY_CAST(u.video_seconds AS DECIMAL(38,6)) * 1000000 AS BIGINT) ELSE -9223372036854775807 END AS mc_video_seconds_cell,
    (u.width IS NOT NULL
      OR u.height IS NOT NULL
      OR u.images IS NOT NULL
      OR u.megapixels IS NOT NULL) AS mc_has_unknown_value
  FROM usage AS u
  WHERE u.offer = 'google/veo-3.1-fast/generate'
    AND CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) >= DATE '2025-10-15'
    AND CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) < DATE '2026-04-07'
),
mc_google_veo_3_1_fast_generate_from_2025_10_15_checked AS (
  SELECT
    *,
    CASE WHEN mc_seconds_cell IN (4000000, 6000000, 8000000) THEN mc_seconds_cell ELSE 8000000 END AS mc_seconds,
    CASE WHEN mc_resolution_cell IN ('720p', '1080p', '4k') THEN mc_resolution_cell ELSE '720p' END AS mc_resolution,
    CASE WHEN mc_videos_cell BETWEEN 1 AND 4 THEN mc_videos_cell ELSE 1 END AS mc_videos,
    CASE WHEN mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled') THEN mc_outcome_cell ELSE 'succeeded' END AS mc_outcome,
    CASE WHEN mc_video_seconds_cell BETWEEN 0 AND 10000000000000 THEN mc_video_seconds_cell ELSE 0 END AS mc_metered_video_seconds,
    CASE
      WHEN mc_has_unknown_value THEN 'a value is given for something that the offer does not know'
      WHEN (NOT (mc_seconds_cell IN (4000000, 6000000, 8000000))) AND NOT (mc_video_seconds_cell IS NOT NULL) THEN 'seconds: legal are 4, 6, 8 second'
      WHEN NOT (mc_resolution_cell IN ('720p', '1080p', '4k')) THEN 'resolution: legal are ''720p'', ''1080p'', ''4k'''
      WHEN (NOT (mc_audio_cell)) AND NOT (mc_video_seconds_cell IS NOT NULL) THEN 'audio: legal are ''true'''
      WHEN (NOT (mc_videos_cell BETWEEN 1 AND 4)) AND NOT (mc_video_seconds_cell IS NOT NULL) THEN 'videos: legal are whole numbers from 1 to 4 video'
      WHEN NOT (mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled')) THEN 'outcome: legal are ''succeeded'', ''failed'', ''moderated_input'', ''moderated_output'', ''timeout'', ''cancelled'''
      WHEN NOT (mc_video_seconds_cell BETWEEN 0 AND 10000000000000) THEN 'video_seconds: legal are numbers from 0 to 10000000 with at most 6 decimals'
    END AS mc_problem
  FROM mc_google_veo_3_1_fast_generate_from_2025_10_15_read
),
mc_google_veo_3_1_fast_generate_from_2025_10_15_step_1 AS (
  SELECT
    *,
    CAST(CASE WHEN mc_video_seconds_cell IS NOT NULL THEN mc_metered_video_seconds ELSE mc_seconds * mc_videos END AS BIGINT) AS mc_video_seconds_units,
    mc_outcome = 'succeeded' OR mc_outcome = 'timeout' AS mc_s1
  FROM mc_google_veo_3_1_fast_generate_from_2025_10_15_checked
),
mc_google_veo_3_1_fast_generate_from_2025_10_15_step_2 AS (
  SELECT
    *,
    mc_s1 OR mc_outcome = 'failed' OR mc_outcome = 'moderated_input' OR mc_outcome = 'moderated_output' OR mc_video_seconds_units = 0 AND NOT mc_s1 AS mc_s2,
    CAST(CASE WHEN mc_s1 THEN mc_video_seconds_units * CAST(CASE mc_resolution WHEN '4k' THEN 7 ELSE 3 END AS BIGINT) * 50000 ELSE 0 END AS BIGINT) AS mc_picounits
  FROM mc_google_veo_3_1_fast_generate_from_2025_10_15_step_1
),
mc_google_veo_3_1_fast_generate_from_2025_10_15_step_3 AS (
  SELECT
    *,
    NOT mc_s2 AS mc_s3
  FROM mc_google_veo_3_1_fast_generate_from_2025_10_15_step_2
),
mc_google_veo_3_1_fast_generate_from_2025_10_15_priced AS (
  SELECT
    strftime(mc_day, '%Y-%m') AS month,
    "timestamp",
    offer,
    feature,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s3 AND (mc_s3 OR mc_picounits = 0)) THEN CAST(CAST(mc_picounits AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12)) END AS amount,
    'USD' AS currency,
    CASE WHEN mc_problem IS NOT NULL THEN NULL WHEN mc_s2 THEN 'complete' WHEN mc_s3 AND (mc_s3 OR mc_picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    mc_problem AS problem
  FROM mc_google_veo_3_1_fast_generate_from_2025_10_15_step_3
),
-- google/veo-3.1-fast/generate, from 2026-04-07
mc_google_veo_3_1_fast_generate_from_2026_04_07_read AS (
  SELECT
    u."timestamp",
    u.offer,
    u.feature,
    CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) AS mc_day,
    CASE WHEN u.seconds IS NULL THEN NULL WHEN TRY_CAST(u.seconds AS DECIMAL(38,6)) = u.seconds THEN TRY_CAST(TRY_CAST(u.seconds AS DECIMAL(38,6)) * 1000000 AS BIGINT) ELSE -9223372036854775807 END AS mc_seconds_cell,
    NULLIF(u.resolution, '') AS mc_resolution_cell,
    u.audio AS mc_audio_cell,
    CASE WHEN u.videos IS NULL THEN NULL WHEN TRY_CAST(u.videos AS BIGINT) = u.videos THEN TRY_CAST(u.videos AS BIGINT) ELSE -9223372036854775807 END AS mc_videos_cell,
    NULLIF(u.outcome, '') AS mc_outcome_cell,
    CASE WHEN u.video_seconds IS NULL THEN NULL WHEN TRY_CAST(u.video_seconds AS DECIMAL(38,6)) = u.video_seconds THEN TRY_CAST(TRY_CAST(u.video_seconds AS DECIMAL(38,6)) * 1000000 AS BIGINT) ELSE -9223372036854775807 END AS mc_video_seconds_cell,
    (u.width IS NOT NULL
      OR u.height IS NOT NULL
      OR u.images IS NOT NULL
      OR u.megapixels IS NOT NULL) AS mc_has_unknown_value
  FROM usage AS u
  WHERE u.offer = 'google/veo-3.1-fast/generate'
    AND CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) >= DATE '2026-04-07'
    AND CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) <= DATE '9999-12-31'
),
mc_google_veo_3_1_fast_generate_from_2026_04_07_checked AS (
  SELECT
    *,
    CASE WHEN mc_seconds_cell IN (4000000, 6000000, 8000000) THEN mc_seconds_cell ELSE 8000000 END AS mc_seconds,
    CASE WHEN mc_resolution_cell IN ('720p', '1080p', '4k') THEN mc_resolution_cell ELSE '720p' END AS mc_resolution,
    CASE WHEN mc_videos_cell BETWEEN 1 AND 4 THEN mc_videos_cell ELSE 1 END AS mc_videos,
    CASE WHEN mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled') THEN mc_outcome_cell ELSE 'succeeded' END AS mc_outcome,
    CASE WHEN mc_video_seconds_cell BETWEEN 0 AND 10000000000000 THEN mc_video_seconds_cell ELSE 0 END AS mc_metered_video_seconds,
    CASE
      WHEN mc_has_unknown_value THEN 'a value is given for something that the offer does not know'
      WHEN (NOT (mc_seconds_cell IN (4000000, 6000000, 8000000))) AND NOT (mc_video_seconds_cell IS NOT NULL) THEN 'seconds: legal are 4, 6, 8 second'
      WHEN NOT (mc_resolution_cell IN ('720p', '1080p', '4k')) THEN 'resolution: legal are ''720p'', ''1080p'', ''4k'''
      WHEN (NOT (mc_audio_cell)) AND NOT (mc_video_seconds_cell IS NOT NULL) THEN 'audio: legal are ''true'''
      WHEN (NOT (mc_videos_cell BETWEEN 1 AND 4)) AND NOT (mc_video_seconds_cell IS NOT NULL) THEN 'videos: legal are whole numbers from 1 to 4 video'
      WHEN NOT (mc_outcome_cell IN ('succeeded', 'failed', 'moderated_input', 'moderated_output', 'timeout', 'cancelled')) THEN 'outcome: legal are ''succeeded'', ''failed'', ''moderated_input'', ''moderated_output'', ''timeout'', ''cancelled'''
      WHEN NOT (mc_video_seconds_cell BETWEEN 0 AND 10000000000000) THEN 'video_seconds: legal are numbers from 0 to 10000000 with at most 6 decimals'
    END AS mc_problem
  FROM mc_google_veo_3_1_fast_generate_from_2026_04_07_read
),
mc_google_veo_3_1_fast_generate_from_2026_04_07_step_1 AS (
  SELECT
    *,
    CAST(CASE WHEN mc_video_seconds_cell IS NOT NULL THEN mc_metered_video_seconds ELSE mc_seconds * mc_videos END AS BIGINT) AS mc_video_seconds_units,
    mc_outcome = 'succeeded' OR mc_outcome = 'timeout' AS mc_s1
  FROM mc_google_veo_3_1_fast_generate_from_2026_04_07_checked
),
mc_google_veo_3_1_fast_generate_from_2026_04_07_step_2 AS (
  SELECT
    *,
    mc_s1 OR mc_outcome = 'failed' OR mc_outcome = 'moderated_input' OR mc_outcome = 'moderated_output' OR mc_video_seconds_units = 0 AND NOT mc_s1 AS mc_s2,
    CAST(CASE WHEN mc_s1 THEN mc_video_seconds_units * CAST(CASE mc_resolution WHEN '1080p' THEN 6 WHEN '4k' THEN 15 ELSE 5 END AS BIGINT) * 20000 ELSE 0 END AS BIGINT) AS mc_picounits
  FROM mc_google_veo_3_1_fast_generate_from_2026_04_07_step_1
),
mc_google_veo_3_1_fast_generate_from_2026_04_07_step_3 AS (
  SELECT
    *,
    NOT mc_s2 AS mc_s3
  FROM mc_google_veo_3_1_fast_generate_from_2026_04_07_step_2
),
mc_google_veo_3_1_fast_generate_from_2026_04_07_priced AS (
  SELECT
    strftime(mc_day, '%Y-%m') AS month,
    "timestamp",
    offer,
    feature,
    CASE WHEN mc_problem IS NULL AND NOT (mc_s3 AND (mc_s3 OR mc_picounits = 0)) THEN CAST(CAST(mc_picounits AS DECIMAL(19,0)) * CAST('0.000000000001' AS DECIMAL(12,12)) AS DECIMAL(38,12)) END AS amount,
    'USD' AS currency,
    CASE WHEN mc_problem IS NOT NULL THEN NULL WHEN mc_s2 THEN 'complete' WHEN mc_s3 AND (mc_s3 OR mc_picounits = 0) THEN 'unknown' ELSE 'partial' END AS completeness,
    mc_problem AS problem
  FROM mc_google_veo_3_1_fast_generate_from_2026_04_07_step_3
),
mc_other_rows AS (
  SELECT
    CASE WHEN NOT (CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) BETWEEN DATE '0001-01-01' AND DATE '9999-12-31') THEN NULL ELSE strftime(CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE), '%Y-%m') END AS month,
    u."timestamp",
    u.offer,
    u.feature,
    CAST(NULL AS DECIMAL(38,12)) AS amount,
    CASE WHEN u.offer IN ('fal/sd3.5-large/generate', 'google/veo-3.1-fast/generate') THEN 'USD' ELSE CAST(NULL AS VARCHAR) END AS currency,
    CAST(NULL AS VARCHAR) AS completeness,
    CASE
      WHEN NULLIF(u.offer, '') IS NULL THEN 'offer: none is given'
      WHEN u.offer NOT IN ('fal/sd3.5-large/generate', 'google/veo-3.1-fast/generate')
      THEN 'offer: not one of those that are priced here'
      WHEN NOT (u."timestamp" IS NOT NULL) THEN 'timestamp: no time is given'
      WHEN NOT (CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) BETWEEN DATE '0001-01-01' AND DATE '9999-12-31') THEN 'timestamp: what is given is no time such as 2027-03-01T12:00:00Z'
      ELSE 'the offer is not sold on that day'
    END AS problem
  FROM usage AS u
  WHERE u.offer IS NULL
    OR u.offer NOT IN ('fal/sd3.5-large/generate', 'google/veo-3.1-fast/generate')
    OR CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) IS NULL
    OR u.offer = 'fal/sd3.5-large/generate' AND (CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) < DATE '0001-01-01' OR CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) > DATE '9999-12-31')
    OR u.offer = 'google/veo-3.1-fast/generate' AND (CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) < DATE '2025-10-15' OR CAST(make_timestamp(epoch_us(u."timestamp")) AS DATE) > DATE '9999-12-31')
),
mc_priced AS (
  SELECT * FROM mc_fal_sd3_5_large_generate_at_first_priced
  UNION ALL
  SELECT * FROM mc_fal_sd3_5_large_generate_from_2025_12_29_priced
  UNION ALL
  SELECT * FROM mc_google_veo_3_1_fast_generate_from_2025_10_15_priced
  UNION ALL
  SELECT * FROM mc_google_veo_3_1_fast_generate_from_2026_04_07_priced
  UNION ALL
  SELECT * FROM mc_other_rows
)
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
FROM mc_priced AS p
GROUP BY p.month, p.offer, p.currency
ORDER BY p.month, p.offer;
