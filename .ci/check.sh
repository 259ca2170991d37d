#!/usr/bin/env bash
# The part of the gate that runs no test: form, vet, staticcheck, modules. It
# goes on after a fault, so that one run shows them all, and prints only faults.
set -uo pipefail

status=0
# step runs a command and prints what it said only where it failed.
step() {
	local name=$1 out
	shift
	if ! out=$("$@" 2>&1); then
		printf 'gate: %s\n%s\n' "$name" "$out" >&2
		status=1
	fi
}

formatted() {
	local files
	files=$(gofmt -l .) && [ -z "$files" ] || { echo "$files"; return 1; }
}

# The whole difference can be hundreds of lines; its head says enough.
tidy() {
	set -o pipefail
	go mod tidy -diff 2>&1 | sed '/^go: downloading/d; 40q'
}

# At a fixed version and outside go.mod, so that it pulls no module into the program.
staticcheck() {
	GOBIN=$PWD/.cache/bin go install honnef.co/go/tools/cmd/staticcheck@v0.8.2 &&
		.cache/bin/staticcheck -tags "$TAGS" ./...
}

: "${TAGS:=nomsgpack}"
step "these files need gofmt -w:" formatted
step "go vet:" go vet -tags "$TAGS" ./...
step "staticcheck:" staticcheck
step "a module is not what go.sum says:" go mod verify
step "go.mod is not tidy; run go mod tidy:" tidy
exit $status
