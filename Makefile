.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

help:  ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

# The lock files name versions and hashes, never an index: pip asks the one this machine is set up for.
.venv/run: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: .venv/run  ## the bot; without a BOT_TOKEN in .env: the sandbox, a Telegram in your browser
	$(BIN)/python -m bot

check: .venv/dev  ## what must hold before a commit: lint, format, strict types, import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Tests wait about as much as they work: one more at a time than there are cores.
WORKERS := $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')

test: check  ## check, then every test on SQLite and PostgreSQL
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

fuzz: .venv/dev  ## 500 lives of a small clinic and ten kills amid 200 dialogues, on each database (some twelve minutes on two cores)
	$(BIN)/pytest -n 2 --hypothesis-profile=fuzz tests/fuzz tests/faults/test_dialogues_killed.py

bench: .venv/dev  ## measure the speed beside other bots (some fifteen minutes) into benchmarks/results/
	$(BIN)/python -m benchmarks

fmt: .venv/dev  ## format the code and mend what lint can mend
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

words: .venv/dev  ## bring the translations (locales/*/reception.po) up to what the code says
	$(BIN)/python -m locales.extract

lock: .venv/dev  ## renew the lock files from pyproject.toml
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe -o requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

.PHONY: help run check test fuzz bench fmt words lock
