#!/usr/bin/env bash
# Every test, in a random order, under the race detector. The last line printed
# is the count of tests, of those skipped and of those failed.
set -euo pipefail
: "${TAGS:=nomsgpack}"

# In CI every tool is there, so a test that skips itself proves nothing.
if [ "${CI:-}" = true ]; then export HAILONG_TEST_REQUIRE=1; fi

race=(-race)
export CGO_ENABLED=1
if ! echo '#include <stdlib.h>' | gcc -E - >/dev/null 2>&1; then
	echo "gate: without gcc there is no race detector; running without it" >&2
	race=()
	export CGO_ENABLED=0
fi

# A package may start a browser and a server of its own: more than four at once
# wait for each other.
at_once=$(nproc)
if [ "$at_once" -gt 4 ]; then at_once=4; fi

mkdir -p .cache
# At a fixed version and outside go.mod, so that it pulls no module into the program.
if ! said=$(GOBIN=$PWD/.cache/bin go install gotest.tools/gotestsum@v1.13.0 2>&1); then
	echo "$said" >&2
	exit 1
fi
.cache/bin/gotestsum --format pkgname --format-hide-empty-pkg --jsonfile .cache/tests.json -- \
	-tags "$TAGS" "${race[@]}" -shuffle=on -timeout 25m -p "$at_once" ./...

# The summary above has listed them.
if [ "${CI:-}" = true ] && grep -q '"Action":"skip".*"Test":' .cache/tests.json; then
	echo "gate: in CI a skipped test fails" >&2
	exit 1
fi
