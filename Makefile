# Two commands do all the set-up: `make certify` and `make test`. Both build .venv from requirements.lock.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
SIGNOFF := $(BIN)/signoff
# Every partner that has a description.
PARTNERS := $(sort $(patsubst openapi/%/openapi.yaml,%,$(wildcard openapi/*/openapi.yaml)))
PARTNER  ?= siesmart
SEED   ?= 0
RUNS   ?= 300
VARIANTS ?= 5
PORT   ?= 8080
READS  ?= 0
SOAK   ?= 0
ENGINE ?= docker

.DEFAULT_GOAL := help
.PHONY: swagger-ui faithfulness first-contact help certify test campaigns check format generate mock container bench bench-mock false-alarms hostile-texts property lock clean

help:  ## Show what there is to run
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else 1)' \
	  || { echo "Signoff needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 2; }
	@echo "Setting up $(VENV) from requirements.lock (once, about half a minute)" >&2
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

certify: $(READY)  ## Certify every partner's documented flows against its embedded mock
	@status=0; for partner in $(PARTNERS); do \
	  $(SIGNOFF) certify $$partner --target mock --seed $(SEED) || status=$$?; echo; \
	done; exit $$status

test: $(READY)  ## Run all tests on all cores, property tests included
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

check: $(READY)  ## Format, lint, types, descriptions, requirement coverage, regeneration drift
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(SIGNOFF) lint
	$(SIGNOFF) requirements --check
	$(SIGNOFF) generate --check
	$(BIN)/python -m signoff_contract.mock.console.vendoring
	$(BIN)/python -m signoff_contract.mock.faithfulness --check docs/faithfulness

campaigns: $(READY)  ## Run what the tests draw a sample of: every planted fault, long generation (minutes)
	@$(BIN)/python -m pytest -q -n auto --dist worksteal -m campaign

format: $(READY)  ## Format and fix what can be fixed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: $(READY)  ## Regenerate the clients from openapi/
	@$(SIGNOFF) generate

mock: $(READY)  ## Serve the mock of PARTNER (siesmart) on PORT (8080)
	@$(SIGNOFF) mock $(PARTNER) --port $(PORT)

container:  ## Build the image signoff-mock with ENGINE (docker)
	@$(ENGINE) build --file Containerfile --tag signoff-mock .

property: $(READY)  ## Certify with the property tests on top (minutes, not seconds)
	@$(SIGNOFF) certify $(PARTNER) --target mock --profile property --seed $(SEED)

false-alarms: $(READY)  ## Run the plan RUNS (300) times with different seeds against the correct mock
	@$(BIN)/python benchmarks/false_alarms.py --partner $(PARTNER) --runs $(RUNS)

hostile-texts: $(READY)  ## Put hostile texts into every slot of a description, RUNS (300) times per kind
	@HOSTILE_TEXTS=$(RUNS) HYPOTHESIS_PROFILE=campaign $(BIN)/python -m pytest -q -s tests/codegen/test_hostile_texts.py

sweep: $(READY)  ## One blip at each place of the plans (an hour); one PARTNER= or KIND= of it
	@$(BIN)/python benchmarks/sweep.py $(if $(filter command line environment,$(origin PARTNER)),--partner $(PARTNER)) \
	  $(if $(KIND),--kind "$(KIND)")

first-contact: $(READY)  ## Rounds of learning at VARIANTS (5) servers of another make than PARTNER's
	@$(BIN)/python benchmarks/first_contact.py --partner $(PARTNER) --variants $(VARIANTS)

bench: $(READY)  ## Measure: imports, generation, pipeline overhead, lists, evidence, relay, pytest plugin
	@for script in benchmarks/import_time.py benchmarks/generation.py \
	  benchmarks/pipeline_overhead.py benchmarks/list_invoices.py benchmarks/evidence.py benchmarks/relay.py \
	  benchmarks/pytest_plugin.py; do \
	  echo "== $$script"; $(BIN)/python $$script || exit 1; done

faithfulness: $(READY)  ## Write anew how far each mock can be trusted, docs/faithfulness/
	@$(BIN)/python -m signoff_contract.mock.faithfulness docs/faithfulness

swagger-ui: $(READY)  ## Copy the reference's renderer anew, as its manifest says (needs npm)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  package=$$($(BIN)/python -m signoff_contract.mock.console.vendoring --package) && \
	  npm pack --silent --ignore-scripts --pack-destination "$$folder" "$$package" >/dev/null && \
	  $(BIN)/python -m signoff_contract.mock.console.vendoring "$$folder"/*.tgz

bench-mock: $(READY)  ## Measure the mock beside Prism (minutes): speed, start; READS (0) reads, SOAK (0) minutes
	@$(BIN)/python benchmarks/mock_speed.py
	@$(BIN)/python benchmarks/mock_soak.py --reads $(READS) --soak $(SOAK)

lock:  ## Renew requirements.lock (needs uv)
	uv pip compile pyproject.toml --extra contract --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade -o requirements.lock

clean:  ## Remove what was built (the evidence folder stays)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .schemathesis dist build
