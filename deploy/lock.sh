#!/bin/sh
# Resolves the lock files anew, from pyproject.toml and package.json; the last without addresses.
set -eu
options="--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header"
.venv/bin/uv pip compile $options pyproject.toml -o requirements.lock
.venv/bin/uv pip compile $options --group test pyproject.toml -c requirements.lock -o requirements-test.lock
.venv/bin/uv --version | sed 's/uv \([0-9.]*\).*/uv==\1/' | .venv/bin/uv pip compile $options - -o requirements-uv.lock
.venv/bin/uv pip compile $options --group pyproject.toml:assets -o requirements-assets.lock
if command -v npm >/dev/null 2>&1; then
  npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved=true --no-audit --no-fund --loglevel=error
fi
