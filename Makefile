# `make render` and `make test` do everything on a fresh machine: set up, then the main job or the tests.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed
WORKERS ?= auto

.PHONY: render test docs corpus study findings mutants clean

render: $(STAMP)
	$(BIN)/pubs render --config bib/pubs.toml
	@echo "$(CURDIR)/bib/about.md"

test: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n $(WORKERS) --dist worksteal $(PYTEST_OPTIONS)

docs: $(STAMP)
	$(BIN)/python -m pip install --quiet --group docs
	rm -rf build/site
	$(BIN)/python tools/build_docs.py
	$(BIN)/zensical build --clean --strict
	$(BIN)/python tools/check_site.py build/site
	@echo "$(CURDIR)/build/site/index.html"

corpus: $(STAMP)
	$(BIN)/pytest -m "corpus and not study" --hypothesis-profile study -s $(PYTEST_OPTIONS)

study: $(STAMP)
	$(BIN)/python -m pip install --quiet --group sites
	$(BIN)/pytest --hypothesis-profile study -s -rfEs $(PYTEST_OPTIONS)

findings: $(STAMP)
	PYTHONPATH=tests $(BIN)/python -m lint.findings

mutants: $(STAMP)
	$(BIN)/python -m pip install --quiet --group mutants
	$(BIN)/python benchmarks/mutants.py $(MODULE)

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev --editable .
	touch $@

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage mutants
