#!/usr/bin/env bash
# Run once by the postgres image on an empty volume: one role and database for
# Airflow's own tables, one for Dangbo, whose migrations create dashboard_reader.
set -euo pipefail
: "${POSTGRES_PASSWORD_AIRFLOW:?}" "${POSTGRES_PASSWORD_DANGBO:?}"
psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 <<'SQL'
\getenv airflow POSTGRES_PASSWORD_AIRFLOW
\getenv dangbo POSTGRES_PASSWORD_DANGBO
CREATE ROLE airflow LOGIN PASSWORD :'airflow';
CREATE DATABASE airflow OWNER airflow;
-- Readers of Dangbo's views have no business with what Airflow keeps.
REVOKE CONNECT ON DATABASE airflow FROM PUBLIC;
CREATE ROLE dangbo LOGIN CREATEROLE PASSWORD :'dangbo';
CREATE DATABASE dangbo OWNER dangbo;
SQL
