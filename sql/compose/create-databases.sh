#!/usr/bin/env bash
# Run once by the postgres image on an empty volume: one role and database for
# Airflow's own tables, one for Dangbo (its migrations make the roles owner and
# dashboard_reader), and the login of the daily run, to which they grant rows alone.
set -euo pipefail
: "${POSTGRES_PASSWORD_AIRFLOW:?}" "${POSTGRES_PASSWORD_DANGBO:?}" "${POSTGRES_PASSWORD_PIPELINE:?}"
psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 <<'SQL'
\getenv airflow POSTGRES_PASSWORD_AIRFLOW
\getenv dangbo POSTGRES_PASSWORD_DANGBO
\getenv pipeline POSTGRES_PASSWORD_PIPELINE
CREATE ROLE airflow LOGIN PASSWORD :'airflow';
CREATE DATABASE airflow OWNER airflow;
-- Readers of Dangbo's views have no business with what Airflow keeps.
REVOKE CONNECT ON DATABASE airflow FROM PUBLIC;
CREATE ROLE dangbo LOGIN CREATEROLE PASSWORD :'dangbo';
CREATE ROLE pipeline LOGIN PASSWORD :'pipeline';
CREATE DATABASE dangbo OWNER dangbo;
SQL
