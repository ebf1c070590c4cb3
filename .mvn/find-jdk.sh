# shellcheck shell=sh
# Sourced by run and verify: sets JAVA_HOME to a JDK that can build the project, and MAVEN_OPTS; ends with an error where
# there is no such JDK or no Maven. Maven itself has to run on that JDK, because its jar plugin uses the JVM's own jar tool.

java_needed=25

# Prints the first of the given folders that holds a JDK that is new enough.
find_jdk() {
  for jdk in "$@"; do
    if [ -x "$jdk/bin/javac" ] && [ -x "$jdk/bin/jlink" ] && [ -r "$jdk/release" ]; then
      version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release")
      if [ "${version:-0}" -ge "$java_needed" ]; then
        printf '%s\n' "$jdk"
        return
      fi
    fi
  done
  return 1
}

# Prints the folder of the JDK whose javac is on the PATH; symbolic links are resolved.
jdk_on_path() {
  compiler=$(command -v javac) || return 0
  while [ -L "$compiler" ]; do
    link=$(readlink "$compiler")
    case $link in
      /*) compiler=$link ;;
      *) compiler=$(dirname "$compiler")/$link ;;
    esac
  done
  dirname "$(dirname "$compiler")"
}

jdk_of_macos() {
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$java_needed+" 2>/dev/null || true
  fi
}

JAVA_HOME=$(find_jdk \
  "${JAVA_HOME:-}" \
  "$(jdk_on_path)" \
  /usr/lib/jvm/* \
  "$(jdk_of_macos)" \
  /Library/Java/JavaVirtualMachines/*/Contents/Home \
  "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
  "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* \
  "${HOME:-}"/.jdks/*) || {
  echo "Java $java_needed or newer (a JDK, with javac and jlink) is needed to build the chat room, and was not found." >&2
  echo "Install one (Eclipse Temurin, for one), or set JAVA_HOME to where it is, and try again." >&2
  exit 1
}
export JAVA_HOME

command -v mvn >/dev/null || {
  echo "Maven is needed to build the chat room, and there is no mvn on the PATH." >&2
  echo "Install it (Debian: apt install maven; macOS: brew install maven), and try again." >&2
  exit 1
}

# A build is short: with the first compiler and the serial collector alone, it takes a third less processor time.
# Maven's own libraries use what Java warns about. The caller's options come last, so that they win.
MAVEN_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS-}"
export MAVEN_OPTS
