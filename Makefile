# One door for everything: `make demo`, `make test`. What each needs is set up first, and only once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint types layers unit whole bench schemas clean

demo: $(READY)
	@$(BIN)/accordant check fixtures/demo/yaml --as-of 2026-06-30; \
	status=$$?; test $$status -eq 1 || test $$status -eq 3 || exit $$status

test: $(READY) lint types layers unit whole

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports --no-cache

unit: $(READY)
	$(BIN)/pytest -q --numprocesses 2 --dist loadfile -m "not whole" --cov --cov-report=term:skip-covered

# What goes through all rules or very many packs adds nothing to coverage, and would take three times as long with it.
whole: $(READY)
	$(BIN)/pytest -q --numprocesses 2 --dist loadfile --no-loadscope-reorder -m whole

bench: $(READY)
	cd tests && ../$(BIN)/python -m benchmarks.bench

schemas: $(READY)
	$(BIN)/python -m accordant.catalogue
	$(BIN)/accordant rules schema --output schemas/editors/rule.json

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $(READY)

clean:
	rm -rf $(VENV) build dist *.egg-info
