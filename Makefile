# Targets that need .venv set it up first, and again when pins or pyproject.toml change. Python keeps what it compiles.
export PYTHONDONTWRITEBYTECODE :=
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install -q
SETUP = $(PYTHON) -m venv .venv && $(PIP) --no-deps --require-hashes -r $< && $(PIP) --no-deps --no-build-isolation -e . && touch
UV := .venv/lock/bin/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
.PHONY: help install site audit test fast bench lock clean
help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile
install: .venv/site-ready ## set up .venv with what the site needs
site: .venv/site-ready ## check the seeds, write the pages, build the site into site/
	$(BIN)/briefing build --full
audit: site ## hold the built site against its promises
	$(BIN)/briefing audit --strict
test: .venv/test-ready ## run every check and every test
	$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy generator && $(BIN)/pytest -n auto --dist worksteal --durations=10 --cov --cov-fail-under=95
fast: .venv/test-ready ## run the tests that need no site builder and no browser, laws on fewer inputs and cases
	$(BIN)/pytest -n auto --dist worksteal -m 'not slow' --hypothesis-profile=fast
bench: .venv/bench-ready ## measure everything side by side: SIZES="5 1000" into benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks $(SIZES)
lock: ## pin the newest versions that pyproject.toml allows
	$(PYTHON) -m venv .venv/lock && .venv/lock/bin/python -m pip --disable-pip-version-check install -q uv==0.13.9
	before=/dev/null; for set in :build -dev:dev -bench:bench; do file=requirements$${set%:*}.txt; { grep '^#' $$file; \
	$(UV) --extra $${set#*:} -c $$before; } > .venv/pins && mv .venv/pins $$file && before=$$file || exit; done
clean: ## remove .venv, the built site and the tools' caches
	rm -rf .venv site .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
.venv/site-ready: requirements.txt pyproject.toml ; $(SETUP) $@
.venv/test-ready: requirements-dev.txt pyproject.toml ; $(SETUP) .venv/site-ready $@
.venv/bench-ready: requirements-bench.txt pyproject.toml ; $(SETUP) .venv/test-ready $@
