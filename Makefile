# Two commands for a newcomer: `make run` and `make test`. Everything else is for those who stay.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test chaos check audit dist sbom ship-check install-hashed bench bench-quality train format lock clean browser

run: $(VENV)/.run  ## set up on a fresh machine and start the desk
	@exec $(BIN)/skerry run

test: $(VENV)/.dev browser  ## set up and run all tests with branch coverage
	@$(BIN)/pytest -n auto --dist loadfile --cov --cov-branch --cov-report=term:skip-covered --cov-fail-under=90
	@printf 'branch coverage of core/ (100 wanted): ' && $(BIN)/coverage report --include='core/*' --format=total --fail-under=100

chaos: $(VENV)/.dev  ## fifty kills, outages and partitions under load, then the proof: make chaos SEED=2
	$(BIN)/python -m chaos --minutes 3 --kills 50 --seed $(or $(SEED),1)

check: $(VENV)/.dev  ## format, lint, types, known holes, and what the shipped weights must reach
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python scripts/audit.py
	$(BIN)/skerry evaluate models/corpus/evaluation --gate models/gate.toml

bench: $(VENV)/.dev  ## speed, beside what one would write otherwise
	$(BIN)/python -m bench

bench-quality: $(VENV)/.dev  ## quality, beside published figures: make bench-quality DATA=<folder of the public sets>
	$(BIN)/python -m bench.quality --data "$(DATA)"

train: $(VENV)/.dev  ## fit the linear stage on models/corpus
	$(BIN)/skerry train

audit: $(VENV)/.dev  ## whether an advisory names a locked version
	$(BIN)/python scripts/audit.py

# The same commit gives the same bytes, on any machine and day.
dist: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1700000000)
dist: $(VENV)/.dev  ## wheel and sdist, in dist/
	$(BIN)/python -m build --quiet

sbom: $(VENV)/.hashed  ## what an installed Skerry consists of (CycloneDX), in dist/
	$(BIN)/python scripts/sbom.py $(VENV)/hashed/bin/python dist/skerry-$$($(VENV)/hashed/bin/skerry version | cut -d' ' -f2).cdx.json

ship-check: $(VENV)/.dev  ## builds twice, installs elsewhere, asks it what an operator asks: some minutes
	$(BIN)/python scripts/ship_check.py

install-hashed: $(VENV)/.hashed  ## as the container installs it: each file held against its hash

$(VENV)/.hashed: $(VENV)/.dev requirements.hashed.lock
	@rm -rf $(VENV)/hashed $(VENV)/wheel && $(BIN)/python -m venv $(VENV)/hashed
	@$(VENV)/hashed/bin/pip install --quiet --progress-bar off --require-hashes --no-deps -r requirements.hashed.lock
	@$(BIN)/python -m build --quiet --wheel --outdir $(VENV)/wheel
	@$(VENV)/hashed/bin/pip install --quiet --progress-bar off --no-deps --no-index $(VENV)/wheel/*.whl
	@touch $@

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/.dev  ## renew requirements.lock and the locks with hashes
	sh scripts/lock.sh $(BIN)/uv

clean:
	rm -rf $(VENV) dist .coverage htmlcov .mypy_cache .ruff_cache .pytest_cache

$(VENV)/bin/python:
	@sh scripts/venv.sh "$(PYTHON)" "$(VENV)"

$(VENV)/.run: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "Installing Skerry into $(VENV) (once; about a minute) …"
	@$(BIN)/pip install --quiet --progress-bar off -c requirements.lock -e .
	@touch $@

$(VENV)/.dev: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "Installing Skerry and its tools into $(VENV) (once; about two minutes) …"
	@$(BIN)/pip install --quiet --progress-bar off -c requirements.lock -e '.[dev]'
	@touch $@ $(VENV)/.run

browser:  ## a Chromium for the browser tests, where we may install one
	@sh scripts/browser.sh
