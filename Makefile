# The two commands: `make run` serves the demo, `make test` proves the house. `make check` is what CI asks first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.ready-dev
JOBS ?= auto

.DEFAULT_GOAL := help
.PHONY: help run dev test check fmt bench look soak messages states columns clean

help:  ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(READY)  ## prepare what is missing, then serve as production does (PORT=, DATABASE_URL=, REDIS_URL= are honoured)
	@exec $(BIN)/python manage.py serve

dev: $(READY)  ## the same with Django's reloading server and tracebacks
	@DJANGO_SETTINGS_MODULE=portal.settings.dev exec $(BIN)/python manage.py serve --dev

test: $(DEV)  ## the whole suite; names what it had to leave out
	$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

check: $(DEV)  ## format, lint, import contracts, migrations, translations, settings, the tree
	@$(BIN)/python -m tests.house.check

fmt: $(DEV)  ## format and mend what can be mended
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(DEV)  ## measure on 100,000 reports and write docs/benchmarks.md
	$(BIN)/python -m tests.benchmarks

look: $(DEV)  ## measure every kind of page (axe, Nu validator, Lighthouse, weights) and write docs/measured.md
	$(BIN)/python -m tests.browser $(ARGS)

soak: $(DEV)  ## the invariant under 10,000 random sequences
	$(BIN)/python -m pytest -m soak -n $(JOBS) $(ARGS)

messages: $(DEV)  ## collect the texts into site/locale and compile them
	$(BIN)/python manage.py makemessages -l zh_Hans --no-location --ignore $(VENV) --ignore var --ignore tests
	$(BIN)/python manage.py compilemessages -l zh_Hans --ignore $(VENV)

states: $(DEV)  ## draw every life into docs/states.md
	$(BIN)/python -m tests.house.states

columns: $(DEV)  ## describe the columns of a moved-in directory in docs/import.md
	$(BIN)/python -m tests.house.columns

clean:  ## take away everything a run or a test left behind (data too)
	rm -rf var .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(READY): pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing what the site needs …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(DEV): pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(READY)
