# Every target installs what it needs into .venv, once. Another Python: make test PYTHON=python3.12
PYTHON ?= python3

# Stamps: .venv is made or brought up to date only when what it was made from has changed.
SMALL := .venv/.installed-small
DEV := .venv/.installed-dev
INSTALL := .venv/bin/pip install --quiet --disable-pip-version-check --no-deps
# --no-deps: a lock file names everything, and pip 23 cannot match a pin with `name[extra]` once a
# newer release of it is out. `pip check` then says whether something is missing.

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test deep interop lint format prove tla docs bench lock record \
	recorded clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(SMALL) ## Make .venv with what an audit, the demo and the proofs need

setup-dev: $(DEV) ## Make .venv with the test, lint and documentation tools as well

demo: $(SMALL) ## Real clients meet servers that lie; then audits, a proof and an attack
	rm -rf build/demo
	.venv/bin/mdref demo --folder build/demo
	.venv/bin/mdaudit check --format html --output build/demo/report.html build/demo/logs
	@echo "What mdaudit check says of the clients' logs is in build/demo/report.html."
	.venv/bin/mdaudit demo

test: $(DEV) ## Run the tests, with branch coverage of spec/ and audit_cli/
	.venv/bin/pytest --cov --numprocesses auto --dist worksteal

DEEP := tests/checks/walk tests/audit_cli/commands/test_check_hostile_input.py \
	tests/audit_cli/commands/test_diff_hostile_input.py tests/audit_cli/commands/test_check_memory.py

deep: $(DEV) ## Walk and fuzz longer: more walks, and some ten minutes of hostile input
	.venv/bin/pytest --numprocesses auto --dist worksteal --hypothesis-profile=deep $(DEEP)

interop: tests/interop/node_modules/.package-lock.json ## Install other clients, for tests with them (needs npm)

lint: $(DEV) build/typing/mdaudit ## Check style, types, who imports whom, and the syntax of spec/
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python -P -m mdaudit.checks.spec_syntax spec

format: $(DEV) ## Format the code, and mend what the linter can mend
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

prove: $(SMALL) ## Prove every promise with both solvers
	.venv/bin/mdaudit prove --solver both

tla: $(DEV) ## Ask TLC, on an independent model, whether the same promises fall (needs Java)
	.venv/bin/python -P -m mdaudit.checks.tla.agreement

docs: $(DEV) ## Build the documentation and run its examples; a warning is an error
	.venv/bin/sphinx-build -n -W --keep-going -b html docs docs/_build/html
	.venv/bin/sphinx-build -n -W --keep-going -b doctest docs docs/_build/doctest

bench: $(SMALL) ## Time the command's start against a bare interpreter, and audits of many accounts
	.venv/bin/python tests/bench/startup.py $(BENCH_INPUT)
	.venv/bin/python -m tests.bench.accounts

COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --group build

lock: $(DEV) ## Resolve the locked versions again; UPGRADE=--upgrade takes the newest
	$(COMPILE) $(UPGRADE) --all-extras pyproject.toml --output-file requirements-dev.lock
	$(COMPILE) --extra prove --extra reference --constraints requirements-dev.lock \
		pyproject.toml --output-file requirements.lock

record: $(DEV) ## Record proofs, attacks and help texts again; they are committed
	.venv/bin/python -P -m mdaudit.checks.record checks/recorded
	PYTHONPATH=docs/_ext .venv/bin/python -P -m specpages.snapshots

recorded: $(DEV) ## Find proofs and attacks again, and compare with the committed ones
	.venv/bin/python -P -m mdaudit.checks.record checks/recorded --compare

clean: ## Remove everything that was built or installed here
	rm -rf .venv build dist docs/_build *.egg-info .coverage* .hypothesis .import_linter_cache \
		tests/interop/node_modules \
		.mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(SMALL): requirements.lock pyproject.toml setup.py
	$(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-build-isolation --editable .
	.venv/bin/pip check
	touch $@

$(DEV): $(SMALL) requirements-dev.lock
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	.venv/bin/pip check
	touch $@

tests/interop/node_modules/.package-lock.json: tests/interop/package-lock.json
	npm ci --prefix tests/interop --ignore-scripts --no-audit --no-fund
	touch $@

# mypy does not follow an editable install, so it gets the packages under their import names.
build/typing/mdaudit:
	mkdir -p $@
	ln -sfn $(addprefix ../../../,spec commandline reference checks audit_cli) $@
