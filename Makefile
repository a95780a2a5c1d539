# Two commands do everything: `make run` and `make test`. The rest is for people who change the code.
PYTHON ?= python3
PORT ?= 8501
HOST ?= 127.0.0.1
VENV := .venv
BIN := $(VENV)/bin
DEMO_ROWS ?= 20000
DEMO := var/demo

.PHONY: run demo test lint bench lock messages pictures docs system help
help:
	@echo "make run    public record in a local warehouse, the app at http://localhost:$(PORT)  (PORT=8600 changes it)"
	@echo "make demo   the same with $(DEMO_ROWS) synthetic rows in a warehouse of their own"
	@echo "make test   lint, types, import contracts, unit, page and browser tests"
	@echo "make bench  measure speed and memory, write docs/benchmarks.md"

$(BIN)/.run: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(BIN)/.test: requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@ $(BIN)/.run

run: $(BIN)/.run
	$(BIN)/python -m etl load --new-only --by "make run" data/record/*
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(HOST)

$(DEMO)/.made-$(DEMO_ROWS):
	$(BIN)/python -m etl demo --rows $(DEMO_ROWS) --seed 1 --out $(DEMO)
	touch $@

demo: export DATABASE_URL = sqlite:///$(CURDIR)/var/demo.db
demo: $(BIN)/.run $(DEMO)/.made-$(DEMO_ROWS)
	$(BIN)/python -m etl load --invented --by "make demo" $(DEMO)/demo*
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(HOST)

# Debian's chromium, postgresql, LibreOffice and nginx are installed when they are absent and this user may; tests say when they cannot run
system:
	@sh deploy/system-packages.sh

lint: $(BIN)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(BIN)/.test system lint
	$(BIN)/pytest -n auto --dist loadfile

bench: $(BIN)/.test system
	$(BIN)/python -m tests.bench

lock:
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 requirements.in -o requirements.txt
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 requirements-dev.in -o requirements-dev.txt

messages: $(BIN)/.run
	$(BIN)/python -m dashboard.language.phrases

docs: $(BIN)/.run
	$(BIN)/python -m dashboard.method.docs_writer
	$(BIN)/python -m etl.cli.reference
	$(BIN)/python -m dashboard.export.reference

pictures: $(BIN)/.test system
	$(BIN)/python -m tests.pictures
