# Two commands do everything: `make demo` shows the graph of seeds/ in a browser, `make test` checks the whole house.
# Both start from git, make and Python 3.11 or newer, and are quick the second time.

PORT ?= 8000
SIZES ?= 100 1000
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)
BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet

PROCESSES = -n auto --maxprocesses=4 --dist=loadfile

.DEFAULT_GOAL := help
.PHONY: help demo test coverage bench clean

help: ## say what can be made
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 8

demo: .venv/.package ## build the graph of seeds/ into build/ and serve it on this machine (PORT=8000)
	$(BIN)/kg build seeds -o build
	$(BIN)/kg serve build --port $(PORT)

test: .venv/.tests ## run every check: style, types, layers, data files, tests with the browser
	.ci/packages browser .venv/axe
	.ci/packages stores
	.ci/packages clients .venv/node
	.ci/packages readers .venv/readers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/kg lint
	$(BIN)/pytest $(PROCESSES)

coverage: .venv/.tests ## print which lines no test reaches; takes half as long again as the tests do
	$(BIN)/pytest $(PROCESSES) --cov=kg --cov-branch --cov-report=term:skip-covered --cov-fail-under=90

bench: .venv/.package ## print how long the seeds, the command line and growing corpora take (SIZES="100 1000")
	$(BIN)/python bench/seeds.py
	$(BIN)/python -m bench.growth $(SIZES)

clean: ## remove the environment and the built graph
	rm -rf .venv build

# The stamps stand for "installed as pyproject.toml says"; an interrupted installation leaves none.
.venv/.package: pyproject.toml
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or newer found: install it, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	PYTHON=$(PYTHON) .ci/packages venv
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --editable .
	@touch $@

.venv/.tests: .venv/.package
	$(PIP) --editable '.[test]'
	@touch $@
