# Needs Python >= 3.11 and make. `make demo` and `make test` do all set-up themselves and are safe to repeat.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test evals harness lint clean requirements

$(STAMP): requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Rasad needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src/rasad
	touch $(STAMP)

demo: $(STAMP)
	$(BIN)/python examples/newsroom/demo.py demo-monitor

test: $(STAMP)
	$(BIN)/ruff check src tests evals examples tools
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	$(BIN)/python -m pytest

evals: $(STAMP)
	$(BIN)/python -m evals

harness: $(STAMP)
	$(BIN)/python evals/harness/kill.py --kills 300
	$(BIN)/python evals/harness/kill_collect.py --kills 300
	$(BIN)/python evals/harness/tamper.py --flips 2000
	$(BIN)/python evals/harness/fuzz.py --cases 200000

lint: $(STAMP)
	$(BIN)/ruff check --fix src tests evals examples tools
	$(BIN)/mypy
	$(BIN)/lint-imports

requirements:
	$(PYTHON) -m piptools compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe -o requirements/dev.txt requirements/dev.in
	$(PYTHON) -m piptools compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe -c requirements/dev.txt -o requirements/base.txt requirements/base.in

clean:
	rm -rf $(VENV) demo-monitor .mypy_cache .ruff_cache .pytest_cache
