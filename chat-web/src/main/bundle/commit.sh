#!/bin/sh
# Writes the commit of the sources into the file $1, with -dirty where they were changed since; "unknown" without git.
set -eu

commit=$(git describe --always --dirty --exclude '*' 2>/dev/null) || commit=unknown
if [ ! -e "$1" ] || [ "$(cat "$1")" != "$commit" ]; then
  mkdir -p "$(dirname "$1")"
  echo "$commit" >"$1"
fi
