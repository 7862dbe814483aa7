# guanxi 关系: every command sets up what it needs. `make` alone lists them.

# The interpreter to set up with, 3.11 or later; by default the first that is found.
PYTHON ?=
SIZE ?= full
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test bench clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-8s%s\n", $$1, $$2}' Makefile

setup: ## create .venv and install pinned versions
	@PYTHON='$(PYTHON)' .ci/setup

demo: setup ## ingest the sample articles and serve GraphQL on 127.0.0.1:8000 (or GUANXI_PORT)
	@$(BIN)/guanxi demo

test: setup ## run all checks: format, lint, types, layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

bench: setup ## measure speed side by side and write build/bench.json (SIZE=small for a quick look)
	$(BIN)/python -m tests.benchmarks --size $(SIZE)

clean: ## remove the set-up and all that was built
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find schema graph ingest api tests -name __pycache__ -type d -prune -exec rm -rf {} +
