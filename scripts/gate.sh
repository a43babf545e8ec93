#!/usr/bin/env bash
# The gate of a CI run: one check with annotations, JUnit, SARIF and JSON side by side. The settings are in the environment.
set -euo pipefail
clustercheck=${1:-clustercheck}
results=${RESULTS:-clustercheck-results}
mkdir -p "$results"

arguments=(--fail-on "${FAIL_ON:-error}" --lang "${CHECK_LANG:-zh}")
[ -z "${CITY:-}" ] || arguments+=(--city "$CITY")
[ -z "${BASELINE:-}" ] || arguments+=(--baseline "$BASELINE")
[ "${SHOW_FIGURES:-false}" != true ] || arguments+=(--show-figures)
for name in clustercheck.xml clustercheck.sarif clustercheck.json; do
  arguments+=(-o "$results/$name")
done

# Quotes in PATHS keep names with blanks together; nothing in it is run.
paths=()
while IFS= read -r -d '' path; do
  paths+=("$path")
done < <(xargs printf '%s\0' <<<"${PATHS:-.}")
exec "$clustercheck" check "${paths[@]}" "${arguments[@]}"
