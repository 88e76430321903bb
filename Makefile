# Two commands for a newcomer: `make run` and `make test`. Everything else is for those who stay.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check bench bench-quality train format lock clean browser

run: $(VENV)/.run  ## set up on a fresh machine and start the desk
	@exec $(BIN)/skerry run

test: $(VENV)/.dev browser  ## set up and run all tests with branch coverage
	@$(BIN)/pytest -n auto --dist loadfile --cov --cov-branch --cov-report=term:skip-covered --cov-fail-under=90
	@printf 'branch coverage of core/ (100 wanted): ' && $(BIN)/coverage report --include='core/*' --format=total --fail-under=100

check: $(VENV)/.dev  ## format, lint, types, and what the shipped weights must reach
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/skerry evaluate models/corpus/evaluation --gate models/gate.toml

bench: $(VENV)/.dev  ## speed, beside what one would write otherwise
	$(BIN)/python -m bench

bench-quality: $(VENV)/.dev  ## quality, beside published figures: make bench-quality DATA=<folder of the public sets>
	$(BIN)/python -m bench.quality --data "$(DATA)"

train: $(VENV)/.dev  ## fit the linear stage on models/corpus
	$(BIN)/skerry train

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/.dev  ## renew requirements.lock
	$(BIN)/pip-compile --quiet --extra dev --strip-extras --no-emit-index-url --no-emit-find-links \
	  --no-emit-trusted-host --no-annotate --no-header --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) .coverage htmlcov .mypy_cache .ruff_cache .pytest_cache

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
