#!/bin/sh
# Installs exactly what a lock file names, checking every hash.
set -u
lock=$1
log=.venv/install.log

install() {
  .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock" "$@" >"$log" 2>&1
}

echo "Installing $(grep -c '==' "$lock") locked packages ..."
# A hospital's proxy may sign with a certificate that only the system knows.
install || install --system-certs || {
  tail -n 5 "$log" >&2
  if grep -qi 'hash' "$log"; then
    echo "A package does not match its locked hash: nothing was installed; fetch a clean copy of the project, and tell its maintainers if it happens again." >&2
  else
    echo "Packages could not be fetched: check the network (or the proxy and index settings of pip) and run make again; what was fetched is kept." >&2
  fi
  exit 1
}
