# Two commands are enough on a new machine: `make up` runs the system, and `make test` tests it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := $(CURDIR)/.venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
UV := $(BIN)/uv

# `sam build` packs for AWS's Python and processor, unless the local run sets other ones.
LAMBDA_PYTHON ?= 3.13
LAMBDA_PLATFORM ?= aarch64-manylinux2014

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(UV): requirements-uv.txt
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11 or newer, or run make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is too old: Python 3.11 or newer is needed" >&2; exit 1; }
	@echo "Creating .venv"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $(UV)

$(INSTALLED): $(UV) requirements-dev.txt pyproject.toml
	@echo "Installing the locked packages (about a minute the first time)"
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes -r requirements-dev.txt
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(INSTALLED)

.PHONY: install
install: $(INSTALLED) ## Install everything into .venv

.PHONY: check
check: install ## Check style, types, layers and templates without running anything
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	$(BIN)/cfn-lint template.yaml infra/stacks/*.yaml

.PHONY: up
up: install ## Run the system on this machine; ONCE=1 tests it and stops, KEEP=1 keeps its data, PORT=4600 sets its port
	@exec $(BIN)/python -m infra.local.up $(if $(ONCE),--once) $(if $(KEEP),--keep) $(if $(PORT),--port $(PORT))

.PHONY: test
test: check ## Run the checks, all tests that need no other server, and the stack on the local AWS
	$(BIN)/python -m pytest -m "not e2e and not bluesky and not mastodon" --numprocesses auto --dist loadgroup
	$(BIN)/python -m pytest -m "e2e and not bluesky and not mastodon" tests/e2e

.PHONY: test-bluesky
test-bluesky: install ## Test the Bluesky adapter on the real Bluesky servers, which run offline
	@$(BIN)/python -m tests.e2e.bluesky_network.install
	$(BIN)/pytest -m bluesky tests/e2e

.PHONY: bench
bench: install ## Measure the costs against a minimal function, raw writes and popular clients; writes docs/performance.md
	@PATH="$(BIN):$$PATH" $(BIN)/python -m tests.bench $(BENCH)

.PHONY: api
api: install ## Write the description of the API from its routes to docs/openapi.json
	@$(BIN)/python -m infra.api_description

.PHONY: docs
docs: install ## Write what is generated from code: docs/platforms.md and the schemas of the register
	@$(BIN)/watchdesk platforms --write
	@$(BIN)/watchdesk schema --write

.PHONY: lock
COMPILE = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
lock: $(UV) ## Resolve the requirements from pyproject.toml again
	$(COMPILE) --group dev pyproject.toml -o requirements-dev.txt
	$(COMPILE) -c requirements-dev.txt pyproject.toml -o requirements.txt
	$(COMPILE) -c requirements-dev.txt --group bench -o requirements-bench.txt
	echo uv | $(COMPILE) - -o requirements-uv.txt

# `sam build` runs build-<LogicalId>, see docs/adr/0002.
WHEELS = --only-binary :all: --python-platform $(LAMBDA_PLATFORM) --python-version $(LAMBDA_PYTHON)
build-%Function: folder = $(shell echo $* | sed -E 's/([a-z0-9])([A-Z])/\1_\2/g' | tr A-Z a-z)
build-%Function:
	mkdir -p "$(ARTIFACTS_DIR)/functions"
	cp functions/__init__.py "$(ARTIFACTS_DIR)/functions/"
	cp -R functions/$(folder) "$(ARTIFACTS_DIR)/functions/"
	cp -R shared/watchdesk "$(ARTIFACTS_DIR)/"
	$(UV) pip install --quiet --require-hashes $(WHEELS) --target "$(ARTIFACTS_DIR)" -r requirements.txt
	find "$(ARTIFACTS_DIR)" -name __pycache__ -prune -exec rm -rf {} +
	@# A function cannot write compiled files. Compiled here, it starts in half the time. Only the same Python can do it.
	if $(BIN)/python -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "$(LAMBDA_PYTHON)")'; then \
	  $(BIN)/python -m compileall -q --invalidation-mode unchecked-hash "$(ARTIFACTS_DIR)"; fi
