# Dangbo. `make help` lists the targets; none needs anything before it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info[:2] <= (3,13))' \
	2>/dev/null && command -v $$p && break; done)
VENV := .venv
# Superset is made for these two alone.
DASHBOARD_PYTHON ?= $(shell for p in python3.11 python3.12 python3; do \
	$$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info[:2] <= (3,12))' \
	2>/dev/null && command -v $$p && break; done)
DASHBOARD := .venv-dashboard
BIN := $(VENV)/bin
# Errors alone: its warnings are of packages that are none of the user's business.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

.PHONY: help install install-dev install-dashboard ftm demo dashboard airflow test \
	test-dashboard bench lint lock clean up
# Where Airflow's page is; its tasks look for its API there, too.
AIRFLOW_PORT ?= 8080

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' \
	| expand -t 16

$(VENV)/.created:
	@test -n "$(PYTHON)" || { echo "Dangbo needs Python 3.11, 3.12 or 3.13"; exit 1; }
	@echo "Making the environment in $(VENV) with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv $(VENV) || { echo "python3-venv is missing: \
	on Debian, apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.runtime: $(VENV)/.created requirements/runtime.txt pyproject.toml
	@echo "Installing what Dangbo runs on (a minute or two the first time) …"
	@$(PIP) install --require-hashes -r requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt requirements/browser.txt \
		requirements/parquet.txt
	@$(PIP) install --require-hashes -r requirements/dev.txt \
	-r requirements/browser.txt -r requirements/parquet.txt
	@touch $@

install: $(VENV)/.runtime ## make .venv with the command `dangbo` in it

$(DASHBOARD)/.created: requirements/dashboard.txt
	@test -n "$(DASHBOARD_PYTHON)" || { \
	echo "The dashboard needs Python 3.11 or 3.12"; exit 1; }
	@echo "Installing Superset in $(DASHBOARD) (some minutes the first time) …"
	@$(DASHBOARD_PYTHON) -m venv $(DASHBOARD)
	@$(DASHBOARD)/bin/python -m pip --disable-pip-version-check --quiet --quiet \
	install --require-hashes -r requirements/dashboard.txt
	@touch $@

install-dev: $(VENV)/.dev ## the same, and what the tests need

install-dashboard: install $(DASHBOARD)/.created

ftm: .venv-ftm/.made ## what the tests of FollowTheMoney exports read them with

.venv-ftm/.made: requirements/ftm.txt
	@$(PYTHON) -m venv .venv-ftm
	@.venv-ftm/bin/python -m pip --disable-pip-version-check --quiet install \
	--require-hashes -r requirements/ftm.txt || { echo "ICU is missing: on Debian, \
	apt-get install libicu-dev pkg-config g++ python3-dev"; exit 1; }
	@touch $@

demo: install ## crawl the sample newsroom through the real DAG; show events and mails
	@$(BIN)/dangbo demo

dashboard: install-dashboard ## a dashboard over the store, or over what the demo filled
	@$(BIN)/dangbo dashboard

# Airflow starts its parts by the name `airflow`, and would load its own examples.
airflow: install ## the daily runs on this machine; Airflow's page on 127.0.0.1:8080
	@export PATH="$(CURDIR)/$(BIN):$$PATH" AIRFLOW__CORE__LOAD_EXAMPLES=False \
	AIRFLOW__CORE__DAGS_FOLDER="$(CURDIR)/dags" \
	AIRFLOW__API__HOST="$${AIRFLOW__API__HOST:-127.0.0.1}" \
	AIRFLOW__API__PORT=$(AIRFLOW_PORT) \
	AIRFLOW__CORE__EXECUTION_API_SERVER_URL=http://localhost:$(AIRFLOW_PORT)/execution/; \
	exec airflow standalone

# One more than there are cores where it is built: some tests wait, others work.
WORKERS ?= 3

test: install-dev ## all the tests, with linting and types
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -q

test-dashboard: install-dev install-dashboard ## the dashboard in a browser (needs chromium)
	@$(BIN)/python -m pytest -q -m dashboard tests/dashboard

bench: install-dev ## what the README claims about speed, measured here
	@$(BIN)/python -m benchmarks crawl-to-event

lint: install-dev ## ruff and mypy
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

up: ## Airflow, Postgres and a mail catcher by Docker Compose
	docker compose up --build

lock: ## pin requirements/*.in again (needs uv)
	cd requirements && for f in runtime dev browser parquet ftm dashboard; do \
	uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --quiet $$f.in -o $$f.txt; done

# What was crawled, subscribed and reviewed in data/ is nobody's to clean.
clean: ## remove the environments, caches and what the demo left
	rm -rf $(VENV) .venv-ftm $(DASHBOARD) data/demo .pytest_cache .mypy_cache .ruff_cache
