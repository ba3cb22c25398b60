# Một Cửa. `make` lists what there is.
.DEFAULT_GOAL := help
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Kept bytecode lets every command start a quarter sooner.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test check bench bench-province bench-search relevance storm openapi messages screenshots clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# A stamp holds what was installed, so that repeating a command is quick.
$(VENV)/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make run PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the portal runs on (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Installing what the tests run on (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/.run ## install, migrate, load the demo and serve the portal and its worker at http://127.0.0.1:8000 (PORT= changes it)
	@$(BIN)/python manage.py serve --prepare --port $(PORT)

test: $(VENV)/.dev ## set up what the tests need and run them all
	@sh tests/prepare.sh
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

check: $(VENV)/.dev ## lint, types, migrations, import contract
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py check
	@$(BIN)/lint-imports

bench: $(VENV)/.dev ## measure speed: figures and ratios, no pass or fail
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.payments
	@$(BIN)/python -m tests.bench.signing

bench-province: $(VENV)/.dev ## measure the back office with DOSSIERS=1000000 in PostgreSQL (half an hour), beside 10,000
	@$(BIN)/python -m tests.bench.province

bench-search: $(VENV)/.dev ## measure search with PROCEDURES=100000 beside the plain alternatives (CATALOGUE= adds real ones)
	@$(BIN)/python -m tests.bench.search

relevance: $(VENV)/.dev ## judge search on a catalogue: make relevance CATALOGUE=procedures.jsonl
	@$(BIN)/python -m tests.bench.relevance $(CATALOGUE)

storm: $(VENV)/.dev ## kill web server and worker while 500 dossiers are filed and processed (half an hour)
	@STORM=500 $(BIN)/python -m pytest -q tests/storms/test_killed.py

openapi: $(VENV)/.dev ## write docs/openapi.json anew
	@$(BIN)/python manage.py spectacular --format openapi-json --lang en --fail-on-warn --file docs/openapi.json

messages: $(VENV)/.dev ## collect translatable strings of every room and compile them (needs GNU gettext)
	@for room in $$(ls -d */locale | cut -d/ -f1); do (cd $$room && ../$(BIN)/django-admin makemessages -l vi --no-obsolete && ../$(BIN)/django-admin compilemessages -v 0); done

screenshots: $(VENV)/.dev ## take the README's pictures anew from a running demo (make run in another terminal)
	@$(BIN)/python docs/screenshots.py --address http://127.0.0.1:$(PORT)

clean: ## remove the virtual environment and the demo's data
	rm -rf $(VENV) var
