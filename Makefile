# make run   sets everything up and serves the platform until Ctrl-C (HOST and PORT are honoured)
# make test  passes the tests
SHELL := /bin/sh
PYTHON ?= python3
HOST ?= localhost
PORT ?= 8000
export HOST PORT
# Compiled files are kept whatever the machine says: without them every process starts in twice
# the time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: assets run test bench check fix clean screenshot lock
.DEFAULT_GOAL := run

run: .venv/.run assets
	@.venv/bin/python manage.py run

test: .venv/.test assets
	@.venv/bin/python -m pytest -n auto --dist loadgroup -q

bench: .venv/.test
	@.venv/bin/python -m tests.bench

screenshot: .venv/.test
	@.venv/bin/python -m tests.screenshots

check: .venv/.test
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports
	@.venv/bin/mypy passport curriculum credentials observership
	@.venv/bin/djlint templates --lint --quiet
	@.venv/bin/python manage.py makemigrations --check --dry-run

fix: .venv/.test
	@.venv/bin/ruff check --fix . ; .venv/bin/ruff format .

.venv/bin/uv:
	@sh deploy/make-venv.sh "$(PYTHON)"

.venv/.run: .venv/bin/uv requirements.lock
	@sh deploy/install.sh requirements.lock
	@touch $@

.venv/.test: .venv/bin/uv requirements-test.lock
	@sh deploy/install.sh requirements-test.lock
	@touch $@ .venv/.run

# The player's files, by npm; quick once they are there, and never a reason to stop.
assets: .venv/bin/uv
	@sh deploy/assets.sh

lock: .venv/bin/uv
	@sh deploy/lock.sh

clean:
	rm -rf .venv var static
