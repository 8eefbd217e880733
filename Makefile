# OpenRupt. `make` alone lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

GO       ?= go
PORT     ?= 8787
DATA_DIR ?= ./data
FUZZTIME ?= 30s
LOADS    ?= 7
VULNDB   ?= https://vuln.go.dev
USERS    ?= 200
STREAMS  ?= 10000
CHAOS    ?= .
ROUNDS   ?= 0
LOOKUPS  ?= 10000 100000 1000000
DEVICES  ?= bin/devices-1.jsonl bin/devices-2.jsonl bin/devices-3.jsonl

# Browsers come from the system: nothing here downloads one.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
export PUPPETEER_SKIP_DOWNLOAD := 1

WASM_EXEC = $(shell $(GO) env GOROOT)/lib/wasm/go_js_wasm_exec
JS        = GOOS=js GOARCH=wasm
# Packages that touch no JavaScript and import no server: their tests run in wasm too.
PURE      = ./fingerprint ./challengeui ./internal/jsonlite ./internal/wire
# All of ours that the browser modules link.
CLOSURE   = $$($(JS) $(GO) list -deps ./wasm/... | grep '^github.com/openrupt/')

.PHONY: help
help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: build ## the whole story on http://localhost:8787 (PORT=, DATA_DIR=); needs Go and a browser
	@PORT=$(PORT) DATA_DIR=$(DATA_DIR) bin/rupt dev

.PHONY: seed
seed: ## two weeks of people in DATA_DIR, to look at the dashboard with (USERS=); a demo that ran there once and was ended
	$(GO) run ./internal/cmd/seed -data $(DATA_DIR) -users $(USERS)

.PHONY: build sdk server
build: sdk server ## web/dist (the SDK) and bin/rupt (the server)
sdk:
	$(GO) run ./internal/cmd/build
server:
	$(GO) build -trimpath -o bin/rupt ./cmd/rupt

.PHONY: test test-go test-wasm test-types test-sdk test-e2e test-apps test-deploy test-chaos
test: test-go test-wasm test-types test-sdk test-e2e test-apps test-deploy ## all tests: Go with the race detector, Go in wasm, types, browsers
test-go: sdk
	@scripts/need gcc initdb chromium node
	$(GO) test -race ./...
	$(GO) test -run Allocat ./fingerprint ./server/... # budgets: the race detector allocates more
test-wasm:
	@scripts/need node
	$(JS) $(GO) test -exec "$(WASM_EXEC)" $(PURE)
test-types: node_modules/.package-lock.json installed
	npm run --silent types
	npm --prefix e2e/apps run --silent types
	npm --prefix e2e/apps run --silent package
test-sdk: server node_modules/.package-lock.json
	npm --prefix sdk/node test --silent
test-e2e: build node_modules/.package-lock.json
	@scripts/need chromium firefox-esr WebKitWebDriver Xvfb
	npm --prefix sdk/node run --silent build
	npm --prefix sdk/segment run --silent build
	npx playwright test $(E2E)
test-apps: build installed node_modules/.package-lock.json ## the npm package in small apps, one for each way to build a page
	@scripts/need chromium
	npx playwright test -c e2e/apps

test-deploy: sdk ## the files of deploy/ by the programs that read them: nginx, promtool, systemd-analyze
	@scripts/need nginx promtool systemd-analyze
	promtool check rules deploy/alerts.yaml
	@unit=$$(mktemp -d)/rupt.service; sed 's|/usr/local/bin/rupt serve|/bin/true|' deploy/rupt.service > $$unit; \
	systemd-analyze verify --man=no $$unit && systemd-analyze security --offline=true --threshold=20 --no-pager $$unit | tail -1
	$(GO) test -tags nginx ./deploy

test-chaos: sdk ## a few rounds of each chaos test, all at once, since they wait for most of their time; no part of `make test`: it needs mount namespaces
	@scripts/need initdb unshare
	$(GO) test -C chaos -count 1 -timeout 20m -parallel 16 .

.PHONY: npm installed
npm: sdk node_modules/.package-lock.json ## the npm packages: openrupt, @openrupt/core and @openrupt/segment, as bin/openrupt-*.tgz
	@mkdir -p bin && rm -f bin/openrupt-*.tgz
	npm pack ./web ./sdk/node ./sdk/segment --pack-destination bin --silent
installed: npm e2e/apps/node_modules/.package-lock.json
	@rm -rf e2e/apps/node_modules/openrupt # the version of another build is the same
	npm --prefix e2e/apps install --no-save --offline --no-audit --no-fund --silent $(CURDIR)/bin/openrupt-[0-9]*.tgz
e2e/apps/node_modules/.package-lock.json: e2e/apps/package.json e2e/apps/package-lock.json
	@scripts/need node npm
	npm --prefix e2e/apps ci --no-audit --no-fund --silent
node_modules/.package-lock.json: package.json package-lock.json
	@scripts/need node npm
	npm ci --no-audit --no-fund

.PHONY: release
release: node_modules/.package-lock.json ## dist/: the server for five platforms, the npm packages, bill of materials, checksums (VERSION=v1.2.3)
	scripts/release "$(VERSION)"

.PHONY: size bench fuzz
size: sdk ## bytes of what a browser downloads, against the committed budget
	$(GO) run ./internal/cmd/build -size
bench: bench-browser bench-server ## benchmarks as a table, and as JSON in bin/bench.json, bin/bench-browser.json and bin/bench-server.json
	@mkdir -p bin
	$(GO) test -run '^$$' -bench . -benchmem ./... | $(GO) run ./internal/cmd/benchtable -json bin/bench.json
.PHONY: bench-browser
bench-browser: build bench/node_modules/.package-lock.json ## the SDK beside its peers in Chromium (LOADS=7)
	@scripts/need chromium
	@mkdir -p bin
	node bench/browser/main.mjs -n $(LOADS) --json bin/bench-browser.json
.PHONY: bench-server
bench-server: server ## the server as a process, beside bare commits and a bare handler (STREAMS=10000)
	@scripts/need initdb
	$(GO) run ./internal/cmd/bench-server -rupt bin/rupt -streams $(STREAMS) -json bin/bench-server.json
.PHONY: bench-drift
bench-drift: build bench/node_modules/.package-lock.json ## what happens to a browser while its device stays, and who still knows it
	@scripts/need chromium
	node bench/drift/main.mjs --json bin/bench-drift.json
# The population comes from an npm package that nothing else needs: devices-SEED.jsonl are kept in bin. Seed 0 is to
# learn from, and the others are to test on.
.PHONY: rates
rates: bin/devices-0.jsonl ## fits the weights that are shipped: fingerprint/shipped.go; then make gen
	$(GO) run ./internal/cmd/fit-rates -devices $<
.PHONY: bench-fingerprint
bench-fingerprint: $(DEVICES) bench-drift ## how well fingerprints tell devices apart and outlive change, and what a look-up costs (LOOKUPS=)
	for n in $(LOOKUPS); do $(GO) run ./internal/cmd/bench-lookup -n $$n -json bin/bench-lookup-$$n.json || exit 1; done
	for a in equal near; do $(GO) run ./internal/cmd/bench-lookup -n 100000 -alike $$a -json bin/bench-lookup-$$a.json || exit 1; done
	$(GO) run ./internal/cmd/bench-fingerprint -json bin/bench-fingerprint.json \
		-parts "drift=bin/bench-drift.json $(foreach n,$(LOOKUPS) equal near,lookup-$n=bin/bench-lookup-$n.json)" $(DEVICES)
	$(MAKE) --no-print-directory test-e2e E2E=e2e/collect/engines
bin/population/node_modules/.package-lock.json:
	@scripts/need node npm
	npm install --no-save --no-audit --no-fund --prefix bin/population fingerprint-generator@2.1.88
bin/devices-0.jsonl: COUNT = 8000
bin/devices-%.jsonl: COUNT = 4000
bin/devices-%.jsonl: internal/population/devices.mjs bin/population/node_modules/.package-lock.json
	NODE_PATH=bin/population/node_modules node $< $(COUNT) $* > $@.part
	mv $@.part $@
bench/node_modules/.package-lock.json: bench/package.json bench/package-lock.json
	@scripts/need node npm
	npm ci --prefix bench --no-audit --no-fund
.PHONY: chaos
chaos: sdk ## servers, databases and networks killed, 100 times (CHAOS=TestKilledOnSQLite ROUNDS=20); adds to bin/chaos.json
	@scripts/need initdb unshare
	@mkdir -p bin
	$(GO) test -C chaos -timeout 3h -parallel 1 -run '$(CHAOS)' -long -rounds $(ROUNDS) -figures $(CURDIR)/bin/chaos.json .
fuzz: ## every fuzz target for 30 s, which make check does too (FUZZTIME=10m for longer)
	scripts/fuzz $(FUZZTIME)

.PHONY: lint gen check
lint: bin/staticcheck ## gofmt, vet and staticcheck, native and js
	@test -z "$$(gofmt -l . | tee /dev/stderr)"
	$(GO) vet ./...
	$(JS) $(GO) vet $(CLOSURE)
	bin/staticcheck ./...
	$(GO) vet -C chaos ./...
	$(JS) bin/staticcheck $(CLOSURE)
bin/staticcheck: tools/go.mod
	$(GO) build -C tools -o ../bin/staticcheck honnef.co/go/tools/cmd/staticcheck
.PHONY: audit sbom reproducible
audit: bin/govulncheck ## known vulnerabilities (VULNDB=file:///… without a network), checksums and licences of what we ship
	$(GO) mod verify
	$(GO) test ./internal/cmd/licences
	bin/govulncheck -db $(VULNDB) ./...
	$(JS) bin/govulncheck -db $(VULNDB) ./wasm/...
bin/govulncheck: tools/go.mod
	$(GO) build -C tools -o ../bin/govulncheck golang.org/x/vuln/cmd/govulncheck
sbom: ## bin/openrupt.cdx.json, a bill of materials of server and SDK (CycloneDX)
	@mkdir -p bin
	$(GO) run ./internal/cmd/licences -sbom -o bin/openrupt.cdx.json
reproducible: ## SDK and server built twice, in two folders: the same bytes
	scripts/reproducible
gen: ## files made by our generators
	$(GO) generate ./...
check: lint build ## all that CI runs, ending with half a minute for each fuzz target
	@before=$$(git diff | git hash-object --stdin); $(MAKE) --no-print-directory gen; \
	test "$$before" = "$$(git diff | git hash-object --stdin)" || { echo "make gen changed committed files: commit them" >&2; exit 1; }
	@$(MAKE) --no-print-directory size
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory fuzz
