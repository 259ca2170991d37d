#!/usr/bin/env bash
# Every benchmark that stands beside a peer or under a limit, and the table of
# them; the other benchmarks are run by "go test -bench" where they are wanted.
set -euo pipefail
: "${TAGS:=nomsgpack}"

mkdir -p .cache
packages=$(grep -rl --include='*_test.go' 'hailong/internal/bench"' cmd internal | xargs -n1 dirname | sort -u | sed 's|^|./|')
# One package after the other, so that none is measured beside another.
go test -tags "$TAGS" -run '^$' -bench "${BENCH:-.}" -benchtime 1x -timeout 60m -p 1 $packages | tee .cache/bench.txt

awk '
	/^Benchmark/ {
		name = $1; sub(/^Benchmark/, "", name); sub(/-[0-9]+$/, "", name)
		delete v
		for (i = 3; i < NF; i += 2) v[$(i + 1)] = $i
		if (!("ours" in v)) next
		if ("most" in v) row(name, v["ours"], "at most " v["most"], "", v["ours"] <= v["most"])
		else row(name, v["ours"], v["peer"], v["ratio"] (v["bar"] > 0 ? " (bar " v["bar"] ")" : ""), v["ratio"] >= v["bar"])
	}
	function row(name, ours, peer, ratio, well) {
		if (!rows++) print "\n| what | ours | beside | ratio | |\n|---|---|---|---|---|"
		printf "| %s | %s | %s | %s | %s |\n", name, ours, peer, ratio, well ? "reached" : "NOT reached"
	}
' .cache/bench.txt
