#!/bin/sh
# Makes .venv with uv in it; every failure says in one sentence what to do.
set -u
python=$1

say() {
  echo "$1" >&2
  exit 1
}

command -v "$python" >/dev/null 2>&1 ||
  say "Python was not found: install Python 3.11 or newer (Debian, Ubuntu: apt install python3 python3-venv), or name it: make run PYTHON=/path/to/python3."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  say "Python $("$python" -c 'import platform; print(platform.python_version())') is too old: install Python 3.11 or newer, or name it: make run PYTHON=/path/to/python3."
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
  say "Python's venv module is missing: install it (Debian, Ubuntu: apt install python3-venv) and run make again."
rm -rf .venv
echo "Making a virtual environment ..."
"$python" -m venv .venv ||
  say "The virtual environment could not be made in .venv: check that this folder may be written to and that the disk is not full."
log=.venv/install.log
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock >"$log" 2>&1 || {
  rm -f .venv/bin/uv
  tail -n 3 "$log" >&2
  say "The installer could not be fetched: check the network (or the proxy and index settings of pip) and run make again."
}
