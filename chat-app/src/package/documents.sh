#!/bin/sh
# Copies the documents into the folder $1. There they lie beside each other, and links from one to another lead there; links to what only
# the sources have become text.
set -eu

output=$1
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)
names='README|CHANGELOG|SECURITY|MANUAL|SERVERS|HELIDON|PROTOCOL|CONTRIBUTING'
# Marks links that stay, until all others are text.
mark=$(printf '\001')

mkdir -p "$output/examples"
cp "$root/LICENSE" "$output"
cp "$root"/chat-web/examples/* "$output/examples"
for document in README.md CHANGELOG.md SECURITY.md CONTRIBUTING.md chat-app/MANUAL.md chat-app/SERVERS.md chat-app/HELIDON.md chat-web/PROTOCOL.md; do
  sed -E \
    -e '/^!\[/d' -e '/^\(The browser tests make these screenshots\.\)$/d' \
    -e "s,\]\((https?:|#|examples/),]$mark(\1,g" \
    -e "s,\]\((\.\./)?(chat-[a-z]+/)?(($names)\.md),]$mark(\3,g" \
    -e 's,\[([^][]*)\]\([^) ]*\),\1,g' \
    -e "s,]$mark\(,](,g" \
    "$root/$document" | cat -s >"$output/${document##*/}"
done
