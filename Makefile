# Every command a contributor needs. `make demo` and `make test` work on a fresh machine with Python 3.11 and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check bench privacy-report docs picture format lock clean

demo: $(READY)
	$(BIN)/safermark demo

# Judgement and frameworks are covered whole, branch by branch, by the tests that hold them: measured, the others would
# take nearly twice as long and prove nothing.
COVERING := tests/frameworks tests/scoring tests/use_cases
test: $(READY)
	$(BIN)/pytest $(COVERING) --cov=frameworks --cov=scoring --cov-fail-under=100
	$(BIN)/pytest tests $(addprefix --ignore=,$(COVERING))

# The environment is rebuilt when the lock or the project file is newer than it.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# A table of what the dashboard costs, as ratios to a one-button page of the same run. Needs Chromium and a quiet machine.
bench: $(READY)
	$(BIN)/python -m tests.performance

# What attacks on publications and on their files learn, beside the guarantee, and the error to expect. Three minutes.
privacy-report: $(READY)
	$(BIN)/python -m tests.privacy.report

# Documents that are generated from the code.
docs: $(READY)
	$(BIN)/python -m tests.documents
	$(BIN)/python -m frameworks.schema

picture: $(READY)
	$(BIN)/python docs/picture.py

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:
	uv pip compile --universal --generate-hashes --no-strip-extras --no-emit-index-url --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) .safermark
