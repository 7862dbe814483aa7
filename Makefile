# guanxi 关系: every command sets up what it needs. `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Written last, so that a set-up that was cut short is begun anew by the next command.
DONE := $(VENV)/.complete
SIZE ?= full

.DEFAULT_GOAL := help
.PHONY: help setup demo test bench clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(DONE) ## create .venv and install pinned versions

$(DONE): pyproject.toml .ci/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "guanxi needs Python 3.11 or later, this is %d.%d: call make PYTHON=python3.11 ..." % sys.version_info[:2])'
	@test -e $(DONE) || echo "setting up $(VENV): a minute or two, once"
	@test -e $(DONE) || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action ignore \
		--constraint .ci/constraints.txt --editable '.[dev]'
	@touch $(DONE)

demo: $(DONE) ## ingest the sample articles and serve GraphQL on 127.0.0.1:8000 (or GUANXI_PORT)
	@$(BIN)/guanxi demo

test: $(DONE) ## run all checks: format, lint, types, layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

bench: $(DONE) ## measure speed side by side and write build/bench.json (SIZE=small for a quick look)
	$(BIN)/python -m tests.benchmarks --size $(SIZE)

clean: ## remove the set-up and all that was built
	rm -rf $(VENV) build
