# The commands of the project. Each installs what it needs; scripts/ holds how.

.PHONY: run build test test-tsan test-asan fuzz leak-check bench fmt lint image clean

run: ## Build, and serve on http://localhost:8080 (PORT=… for another port)
	@scripts/install run
	@scripts/build
	@.build/release/GoalsServer

build: ## Build everything for debugging, tests included
	@scripts/install run
	swift build --build-tests

test: ## Run everything: unit, sockets, SQLite, Postgres, a real browser
	@scripts/test

test-tsan: ## Run the Swift tests under ThreadSanitizer
	@scripts/test --sanitize=thread

test-asan: ## Run the Swift tests under AddressSanitizer
	@scripts/test --sanitize=address

fuzz: ## Look for bytes that the parsers take wrongly, for FUZZ_SECONDS (600)
	@scripts/fuzz

leak-check: ## Send the server a million requests and see what it keeps of them
	@scripts/leak-check

bench: ## Compare with peers, in one run; writes docs/benchmarks.md
	@scripts/bench

fmt: ## Format the Swift sources
	swift format -i -r -p Package.swift Sources Tests

lint: ## Say what `make fmt` would change
	swift format lint -s -r -p Package.swift Sources Tests

image: ## Build the container image
	docker build -t goals .

clean:
	rm -rf .build .build-tsan .build-asan .build-fuzz .venv
