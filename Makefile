# make demo   describe the sample film into demo/
# make test   lint, types and tests
# make lint   lint and types alone
# make clean  remove what these made
#
# Each sets up .venv by itself. On a machine without an NVIDIA card, CPU=1 takes the torch that
# comes without CUDA: make demo CPU=1

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CPU_TORCH := $(if $(CPU),--extra-index-url https://download.pytorch.org/whl/cpu)
INSTALL := $(BIN)/python -m pip install --quiet --constraint .ci/constraints.txt $(CPU_TORCH)

.PHONY: demo test lint clean

demo: $(VENV)/installed
	$(BIN)/vidcap describe samples/sample.mp4 --speak -o demo/
	@echo "Play demo/sample.described.mkv and choose its second audio track;"
	@echo "demo/sample.en.ad.srt has the lines, demo/sample.en.vidcap.json the reasons."

test: lint
	$(BIN)/pytest

lint: $(VENV)/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The stamps: a later make installs again only when what is to be installed has changed.
$(VENV)/installed: pyproject.toml .ci/constraints.txt | $(BIN)/python
	$(INSTALL) --editable .
	@touch $@

$(VENV)/installed-for-tests: pyproject.toml .ci/constraints.txt | $(BIN)/python
	$(INSTALL) --editable '.[test]'
	@touch $(VENV)/installed $@

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
