#!/usr/bin/env bash
# Runs every fuzz target for FUZZTIME, one after the other, and goes on after a
# finding. What go finds it writes under testdata/fuzz: commit it with the mend.
set -uo pipefail
: "${TAGS:=nomsgpack}" "${FUZZTIME:=20s}"

status=0
while IFS=: read -r file target; do
	echo "fuzz: $target in $(dirname "$file")"
	go test -tags "$TAGS" -run '^$' -fuzz "^$target\$" -fuzztime "$FUZZTIME" "./$(dirname "$file")" || status=1
done < <(grep -roE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' cmd internal static survey-templates 2>/dev/null | sed 's/:func /:/')
exit $status
