# One image for every Airflow service: the project, its environment and its DAGs.
FROM python:3.11-slim
RUN useradd --uid 50000 --create-home dangbo \
 && mkdir -p /opt/dangbo /var/lib/dangbo /opt/airflow \
 && chown dangbo /opt/dangbo /var/lib/dangbo /opt/airflow
WORKDIR /opt/dangbo
COPY --chown=dangbo requirements/runtime.txt requirements/runtime.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/runtime.txt
COPY --chown=dangbo . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable .
USER dangbo
ENV AIRFLOW_HOME=/opt/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/dangbo/dags \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    DANGBO_DATA=/var/lib/dangbo
