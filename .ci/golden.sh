#!/usr/bin/env bash
# Runs the tests of every package that keeps golden files with -update.
set -euo pipefail
: "${TAGS:=nomsgpack}"

mapfile -t dirs < <(grep -rlE --include='*_test.go' 'flag\.Bool\("update"' cmd internal static survey-templates 2>/dev/null | xargs -r -n1 dirname | sort -u)
if [ ${#dirs[@]} -eq 0 ]; then
	echo "golden: no package has golden files"
	exit 0
fi
go test -tags "$TAGS" -count 1 "${dirs[@]/#/./}" -update
