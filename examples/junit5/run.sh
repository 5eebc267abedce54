#!/usr/bin/env bash
# Compiles and runs the tests of this folder with JUnit's console launcher: that of Debian's package junit5, or the jar
# that the variable JUNIT names. Build tools do the same with junit-jupiter in the scope of tests.
set -euo pipefail
cd "$(dirname "$0")"

junit=${JUNIT:-/usr/share/java/junit-platform-console-standalone.jar}
[ -e "$junit" ] || { echo "run.sh: there is no $junit; install junit5, or name the launcher's jar in JUNIT" >&2; exit 2; }
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
javac -encoding UTF-8 -Xlint:all,-serial -Werror -classpath "$junit" -d "$classes" ./*.java
java -jar "$junit" --classpath "$classes" --scan-classpath --disable-banner --disable-ansi-colors "$@"
