#!/bin/sh
# Checks the page's scripts and styles: format, lint, types, unit tests. Runs from any directory, in a few seconds.
# "check.sh --fix" formats them and fixes what the linter can fix, and checks nothing.
# "check.sh --test [NAME]" runs the unit tests alone, or those whose name has NAME in it.
set -eu

tests=$(cd "$(dirname "$0")" && pwd)
cd "$tests/../../.."

# Node 20 or newer: NODE, the one on the path, or nothing.
node=${NODE:-node}
if ! command -v "$node" >/dev/null || ! "$node" -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)'; then
  echo "The page's checks need Node 20 or newer: install it (Debian: apt-get install nodejs npm), or set NODE to where it is." >&2
  exit 1
fi

run_tests() {
  "$node" --test-reporter=spec "$@" "$tests/all.js"
}

if [ "${1:-}" = --test ]; then
  run_tests ${2:+--test-name-pattern="$2"}
  exit
fi

# The tools are installed once for each lock file.
if ! cmp -s package-lock.json node_modules/.installed-lock; then
  if ! command -v npm >/dev/null; then
    echo "The page's tools are installed by npm, which is missing: install it (Debian: apt-get install npm)." >&2
    exit 1
  fi
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed-lock
fi

tool() {
  path=$1
  shift
  "$node" "node_modules/$path" "$@"
}

if [ "${1:-}" = --fix ]; then
  tool @biomejs/biome/bin/biome check --write .
  exit
fi

tool @biomejs/biome/bin/biome check --error-on-warnings .
tool typescript/bin/tsc -p src/test/page/tsconfig.json
tool typescript/bin/tsc -p src/test/page/tsconfig.worker.json

# All of the tests' output only where one fails; their summary in any case.
output=$(mktemp)
trap 'rm -f "$output"' EXIT
if run_tests >"$output" 2>&1; then
  sed -n '/^ℹ tests/,$p' "$output"
else
  cat "$output"
  exit 1
fi
