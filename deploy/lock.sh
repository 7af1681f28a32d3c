#!/bin/sh
# Resolves the three lock files anew from pyproject.toml.
set -eu
options="--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header"
.venv/bin/uv pip compile $options pyproject.toml -o requirements.lock
.venv/bin/uv pip compile $options --group test pyproject.toml -c requirements.lock -o requirements-test.lock
.venv/bin/uv --version | sed 's/uv \([0-9.]*\).*/uv==\1/' | .venv/bin/uv pip compile $options - -o requirements-uv.lock
