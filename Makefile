# Every target is one line; what takes more lives in .ci/.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build

# One set of tags for everything: what is tested is what is shipped. Without
# nomsgpack Gin links a codec that nothing here speaks (6 MB).
TAGS := nomsgpack
FUZZTIME ?= 20s
HAILONG_SOAK ?= 20m
export TAGS FUZZTIME
# Asking git who we are fails in a checkout that belongs to somebody else, as in
# a container with a mounted folder; everything must build there too.
export GOFLAGS += -buildvcs=false

.PHONY: run build test check golden fuzz bench faults soak vuln image

run: ## start the service on :8080 with its data in ./data
	@go run -tags $(TAGS) ./cmd/hailong serve

build: ## one static program: bin/hailong
	@CGO_ENABLED=0 go build -trimpath -tags $(TAGS) -ldflags "-s -w" -o bin/hailong ./cmd/hailong

test: ## the gate: what every commit must pass
	@.ci/tools.sh && .ci/check.sh && .ci/tests.sh

check: ## the part of the gate that runs no test
	@.ci/check.sh

golden: ## write the golden files anew; look at the difference before committing it
	@.ci/golden.sh

fuzz: ## every fuzz target for FUZZTIME each
	@.ci/fuzz.sh

bench: ## what is held to a peer or a limit, as a table; BENCH=REGEXP chooses
	@.ci/bench.sh

faults: ## kills, power cuts, full and failing disks, cut connections, as often as we promise
	@.ci/faults.sh

soak: ## a mixed load with restarts for HAILONG_SOAK; fails where memory, descriptors or goroutines grow
	@HAILONG_TEST_SOAK=$(HAILONG_SOAK) go test -tags $(TAGS) -count 1 -timeout 24h -v -run TestASoak ./cmd/hailong

vuln: ## known holes that the program can reach; VULNDB=file:///folder without a network
	@go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 -tags $(TAGS) $(if $(VULNDB),-db $(VULNDB)) ./...

image: ## a container image from scratch, non-root
	@docker build --tag hailong .
