#!/bin/sh
# Writes the version and the commit of the sources into the file $1, one on each line. The version is $2; where that is "git", it is
# that of the latest tag (v1.2.0, and 1.2.0+3 three commits later), or $3 where there is none. The commit has -dirty at its end where
# the sources were changed since, and is "unknown" without git.
set -eu

version=$2
if [ "$version" = git ]; then
  version=$(git describe --tags --match 'v[0-9]*' 2>/dev/null | sed 's/^v//; s/-\([0-9]*\)-g[0-9a-f]*$/+\1/')
fi
commit=$(git describe --always --dirty --exclude '*' 2>/dev/null) || commit=unknown
build="${version:-$3}
$commit"
# Only when it differs, so that nothing is built anew without need.
if [ ! -e "$1" ] || [ "$(cat "$1")" != "$build" ]; then
  mkdir -p "$(dirname "$1")"
  echo "$build" >"$1"
fi
