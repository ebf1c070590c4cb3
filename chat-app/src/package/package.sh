#!/bin/sh
# Packs the image $1 into the folder $2: a .deb and a .tar.gz, for the kind of machine that it runs on. Their version is $3, else
# that of the image.
#
# A .deb is written with ar's format by hand, so that no tools of Debian are needed to make one.
set -eu

image=$1
output=$2
version=${3:-$("$image/bin/chat" --version | sed 's/^chat \([^,]*\),.*/\1/')}
sources=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
case $(uname -m) in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) architecture=$(uname -m) ;;
esac
# A version with a suffix is older than one without: 1.0.0~rc.1 comes before 1.0.0.
deb_version=$(printf %s "$version" | tr - '~')

mkdir -p "$output"
work=$(mktemp -d "$output/work.XXXXXX")
trap 'rm -rf "$work"' EXIT

# Writes the files of the folder $1 as an archive to the standard output; they belong to root.
archive() {
  tar --create --sort=name --format=gnu --owner=0 --group=0 --numeric-owner --directory "$@"
}

# A member of an ar archive: the name $1 and the content of the file $2.
member() {
  size=$(($(wc -c <"$2")))
  printf '%-16s%-12s%-6s%-6s%-8s%-10s`\n' "$1" 0 0 0 100644 "$size"
  cat "$2"
  [ $((size % 2)) = 0 ] || echo
}

make_tar_gz() {
  folder=chat-$version
  cp -a "$image" "$work/$folder"
  "$sources/documents.sh" "$work/$folder/doc"
  cp -a "$sources/monitoring" "$sources/Containerfile" "$sources/chat.service" "$sources/chat.yaml" "$sources/nginx.conf" \
    "$work/$folder/"
  chmod -R go=u,go-w "$work/$folder"
  result=$output/chat-$version-linux-$architecture.tar.gz
  archive "$work" "$folder" | gzip -n -6 >"$result"
  echo "$result"
}

lay_out_deb() {
  mkdir -p "$1/usr/lib/systemd/system" "$1/usr/bin" "$1/etc/chat" "$1/usr/share/chat"
  cp -a "$image" "$1/usr/lib/chat"
  ln -s ../lib/chat/bin/chat "$1/usr/bin/chat"
  cp "$sources/chat.service" "$1/usr/lib/systemd/system/"
  cp "$sources/chat.yaml" "$1/etc/chat/"
  cp "$sources"/monitoring/* "$sources/nginx.conf" "$1/usr/share/chat/"
  "$sources/documents.sh" "$1/usr/share/doc/chat"
  cp "$sources/debian/copyright" "$1/usr/share/doc/chat/"
  rm "$1/usr/share/doc/chat/LICENSE"
  chmod -R go=u,go-w "$1"
}

make_deb() {
  lay_out_deb "$work/data"
  mkdir "$work/control"
  cp "$sources/debian/conffiles" "$sources/debian/postinst" "$sources/debian/prerm" "$sources/debian/postrm" "$work/control/"
  sed "s/@version@/$deb_version/; s/@architecture@/$architecture/; s/@size@/$(du -sk "$work/data" | cut -f1)/" \
    "$sources/debian/control" >"$work/control/control"
  (cd "$work/data" && find usr -type f -exec md5sum {} +) >"$work/control/md5sums"
  chmod 644 "$work"/control/*
  chmod 755 "$work/control/postinst" "$work/control/prerm" "$work/control/postrm"
  echo 2.0 >"$work/debian-binary"
  archive "$work/control" . | gzip -n >"$work/control.tar.gz"
  archive "$work/data" . | xz -T0 -1 >"$work/data.tar.xz"
  result=$output/chat_${deb_version}_$architecture.deb
  {
    printf '!<arch>\n'
    member debian-binary "$work/debian-binary"
    member control.tar.gz "$work/control.tar.gz"
    member data.tar.xz "$work/data.tar.xz"
  } >"$result"
  echo "$result"
}

make_deb
make_tar_gz
