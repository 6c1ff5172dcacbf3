# One entry point for people. Each target sets up what it needs in .venv, from the hashed locks.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Each lock constrains itself too: pip 23 looks for `name[extra]` apart from the pinned `name`.
INSTALL := $(PIP) install --require-hashes --requirement

.PHONY: run test check bench format lock clean

run: .venv/run.stamp
	@$(BIN)/tidewaiter run --seeds

test: .venv/dev.stamp
	$(BIN)/pytest --numprocesses 2 --dist worksteal

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The first needs nothing; the others need folders of captures, or a hostile server with its guard.
bench: .venv/bench.stamp
	$(BIN)/python -m benchmarks.polling
	$(BIN)/python -m benchmarks.understanding
	$(if $(FEEDS),$(BIN)/python -m benchmarks.reading $(FEEDS))
	$(if $(ARTICLES),$(BIN)/python -m benchmarks.articles $(ARTICLES))
	$(if $(ARTICLES),$(BIN)/python -m benchmarks.stories $(ARTICLES))
	$(if $(SERVER),$(BIN)/python -m benchmarks.hostile --server $(SERVER) --guard $(GUARD))

format: .venv/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The locks: every version and hash, no index named.
lock: .venv/dev.stamp
	$(BIN)/uv pip compile pyproject.toml --extra build $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev $(LOCK) -o requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev --extra bench $(LOCK) -o requirements-bench.lock
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

clean:
	rm -rf .venv var dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/run.stamp: requirements.lock pyproject.toml
	@echo "Setting up .venv (about a minute, once) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tidewaiter needs Python 3.11 or newer: make PYTHON=python3.12 run")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(INSTALL) requirements.lock --constraint requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	@$(INSTALL) requirements-dev.lock --constraint requirements-dev.lock
	@touch $@

.venv/bench.stamp: .venv/dev.stamp requirements-bench.lock
	@$(INSTALL) requirements-bench.lock --constraint requirements-bench.lock
	@touch $@
