# Everything runs from .venv and node_modules in this folder; both are made on first use.
python := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help install run test e2e lint format messages seed reset-db manage bench drill-clocks screenshots

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*##' Makefile | sed -E 's/^([a-z0-9-]+):.*## /  make \1\t/' | expand -t 22

install: .venv/installed node_modules/.package-lock.json ## Python and front-end packages

.venv/installed: requirements.txt requirements-dev.txt
	@devtools/install.sh python

node_modules/.package-lock.json: package.json package-lock.json | .venv/installed
	@devtools/install.sh packages

run: install ## the whole system with demo data: PORT=8000 HOST=127.0.0.1 DATABASE_URL= REDIS_URL=
	@$(python) -m devtools.run

test: install ## the test suite on a Postgres and a Redis of its own: ARGS="customers/tests -x"
	@$(python) -m devtools.test $(ARGS)

e2e: install ## the browser tests, in headless Chromium: ARGS=
	@$(python) -m devtools.test -m e2e $(ARGS)

lint: install ## code style, arrows between apps, templates, migrations, messages
	@$(python) -m devtools.lint

format: install ## bring the Python code into shape
	@$(python) -m ruff check --fix .
	@$(python) -m ruff format .

messages: install ## bring locale/ up to date with the texts in the code
	@$(python) -m devtools.messages extract

seed: install ## a made-up company in the database of `make run`: CUSTOMERS=10000
	@$(python) -m devtools.seed --customers $(or $(CUSTOMERS),1000)

reset-db: install ## throw the data of `make run` away and seed the demo company
	@$(python) -m devtools.reset

manage: install ## manage.py beside the database of `make run`: ARGS="scan_clocks --at 2026-11-22T09:00+08:00"
	@$(python) -m devtools.manage $(ARGS)

bench: install ## measure the main pages, the import and the scanner: ARGS=
	@$(python) -m devtools.bench $(ARGS)

drill-clocks: install ## kill scanners at random, and let everything be overdue at once: ARGS="--clocks 20000 --overdue 100000"
	@$(python) -m devtools.drill $(ARGS)

duplicates: install ## how well customers on file twice are found: NAMES=a file with one short company name per line
	@$(python) -m devtools.bench.duplicates $(NAMES)

screenshots: install ## pictures of the main pages into test-results/: ARGS=
	@$(python) -m devtools.screenshots $(ARGS)
