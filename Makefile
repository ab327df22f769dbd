# One verb each, the same here and in CI. Needs Python 3.11 or newer, and make.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PY_FILES := src tests scripts benchmarks
CASE ?= ca-ice

.DEFAULT_GOAL := default
.PHONY: default trace test check fix docs messages readme lock spark validators clean

default: check test  ## check, then test

trace: .venv/runs  ## trace the case that ships, on the sample that ships
	@$(BIN)/crosstie trace $(CASE)

test: .venv/develops  ## run every test
	@$(BIN)/python -m pytest -n auto $(TESTS)

check: .venv/develops  ## format, lint and types, changing nothing
	@$(BIN)/ruff format --check $(PY_FILES)
	@$(BIN)/ruff check $(PY_FILES)
	@$(BIN)/mypy

fix: .venv/develops  ## format, and mend what the linter can
	@$(BIN)/ruff format $(PY_FILES)
	@$(BIN)/ruff check --fix $(PY_FILES)

docs: .venv/develops  ## write docs/reference, build the site of documents
	@$(BIN)/python scripts/reference.py
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict
	@echo "Open build/site/index.html"

messages: .venv/develops  ## collect what pages say; compile the translations
	@$(BIN)/python scripts/messages.py

readme: .venv/develops  ## put a real run into README.md: output and picture
	@$(BIN)/python scripts/readme.py

lock: .venv/develops  ## pin the dependencies of pyproject.toml, with hashes
	@$(BIN)/python scripts/lock.py

spark: .venv/spark  ## add what `crosstie match --engine spark` needs, besides Java

validators:  ## add the standards' own validators of exported formats, for tests
	@$(PYTHON) scripts/validators.py

clean:  ## remove the environment
	@rm -rf .venv

# What the command needs to run: hash-pinned, and the package itself.
.venv/runs: requirements.lock requirements-build.lock pyproject.toml
	@$(PYTHON) scripts/python_version.py
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what requirements.lock pins into .venv (once)"
	@$(PIP) --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) --require-hashes --only-binary :all: -r requirements-build.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# What checks and tests need on top.
.venv/develops: .venv/runs requirements-dev.lock
	@echo "Installing what requirements-dev.lock pins into .venv (once)"
	@$(PIP) --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@

# The extra: half a gigabyte. pyspark alone is published as source; it compiles nothing.
.venv/spark: .venv/develops requirements-spark.lock
	@echo "Installing what requirements-spark.lock pins into .venv (once)"
	@$(PIP) --require-hashes --only-binary :all: --no-binary pyspark \
		--no-build-isolation -r requirements-spark.lock
	@touch $@
