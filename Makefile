# Amends. `make help` lists what can be asked for.
.DEFAULT_GOAL := help
.PHONY: help demo test check lint bench campaign pictures stop lock
.DELETE_ON_ERROR:
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
UV ?= $(BIN)/uv
TEST_ARGS ?=
export PYTHONUNBUFFERED := 1

help: ## Say what can be asked for
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/.runtime ## Set everything up and serve a story to try (AMENDS_PORT, AMENDS_DATA_DIR)
	@exec $(BIN)/amends demo

test: .venv/.development ## Install what the tests need, then lint and run them all, on both PostgreSQLs
	@scripts/install-for-tests
	@$(MAKE) lint
	@scripts/run-tests $(TEST_ARGS)

check: .venv/.development lint ## The fast part of the tests
	@$(BIN)/pytest -n 2 --dist worksteal -m "not slow and not browser" $(TEST_ARGS)

lint: .venv/.development ## Style, types and the floors' contracts
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: .venv/.development ## Measure against PostgreSQL's own floor (ROOM=… for one part)
	@$(BIN)/python -m bench $(ROOM)

campaign: .venv/.development ## Play lives of orders and disputes until something breaks (LIVES=1000, SEED=1)
	@$(BIN)/python -m tests.campaign --lives $(or $(LIVES),1000) --seed $(or $(SEED),1)

pictures: .venv/.development ## Take the pictures of the docs and of the help centre again
	@AMENDS_PICTURES=1 $(BIN)/pytest tests/journeys/test_pictures.py tests/journeys/test_help_pictures.py $(TEST_ARGS)

stop: ## Stop the embedded PostgreSQL of AMENDS_DATA_DIR
	@if [ -x $(BIN)/amends ]; then $(BIN)/amends stop-database; fi

lock: .venv/.development ## Renew the pinned requirements
	@test -x "$(UV)" || $(PIP) install uv
	@$(call compile,requirements.txt)
	@$(call compile,requirements-dev.txt,--extra dev --constraint requirements.txt)

# setuptools builds the editable install, offline; it is pinned with the rest.
compile = echo setuptools | $(UV) pip compile pyproject.toml - $(2) --output-file $(1) --quiet --upgrade \
	--universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Amends needs Python 3.11 or later as $(PYTHON); name another with PYTHON=…"; exit 1; }
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv module is missing (Debian: apt install python3-venv)."; exit 1; }

.venv/.runtime: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing what Amends needs …"
	@$(PIP) install --require-hashes --requirement requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.development: .venv/.runtime requirements-dev.txt
	@echo "Installing what its tests need …"
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@
