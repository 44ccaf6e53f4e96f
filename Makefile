# Cairn: CloudTrail that you run yourself.
#
#   make run       set up, build and start Cairn on 127.0.0.1:4734   (ARGS="--upstream http://127.0.0.1:5000")
#   make test      set up, build and pass every test
#   make build     the optimised binary at .build/release/cairn
#   make examples  build and run what lies in Examples/
#   make bench     the benchmarks, each beside the peer that it is compared with
#   make moto      ten thousand messages from moto's queue, with faults, through the log processor (MESSAGES=10000)
#   make fuzz      broken requests at the front door, for ten minutes  (SECONDS_LONG=60 SEED=7)
#   make docs      the libraries' reference as DocC archives in .build/docs
#   make format    put every Swift file into the committed format
#   make lint      say what is not in it, and which other rules are broken
#   make generate  make the API and the wire table anew from the installed AWS API models

CONFIG ?= debug
ARGS   ?=
SWIFT_FLAGS ?= --explicit-target-dependency-import-check error

.PHONY: run test test-swift test-clients examples build bench moto fuzz docs format lint generate setup clean

run: setup
	swift build $(SWIFT_FLAGS) -c $(CONFIG) --product cairn
	exec .build/$(CONFIG)/cairn serve $(ARGS)

test: test-swift test-clients examples

# Digests that the Swift tests write, for AWS's own validator to judge.
test-swift test-clients: export CAIRN_INTEGRITY_VECTORS = $(CURDIR)/.build/integrity-vectors
# Templates that the Swift tests synthesise, for cfn-lint to judge.
test-swift test-clients: export CAIRN_CONSTRUCTS_TEMPLATES = $(CURDIR)/.build/constructs-templates

TIMED_TESTS = CairnGatewayTests|CairnAWSClientTests|CairnProcessingTests|CairnTestingTests|ConformanceTests

test-swift: setup-tests
	swift build $(SWIFT_FLAGS) --build-tests
	swift test --skip-build --parallel --skip '$(TIMED_TESTS)'
	@# Timeouts are tested with short ones: nothing else may take the processor or a port meanwhile.
	swift test --skip-build --no-parallel --filter '$(TIMED_TESTS)'

# The clients that people use, over real sockets: AWS CLI, boto3, moto as the upstream.
test-clients: setup-tests
	swift build $(SWIFT_FLAGS) --product cairn
	.venv/bin/python -m pytest Tests/EndToEnd -q

# Each as its users build it: a package of its own that names this one by its path, one of them elsewhere.
examples: setup-tests
	swift build $(SWIFT_FLAGS) --product cairn
	CAIRN_BINARY=$(CURDIR)/.build/debug/cairn .venv/bin/python -m pytest Examples/pytest -q -p no:cacheprovider
	swift test --package-path Examples/SwiftTests --scratch-path .build/examples
	scripts/outside-package .build/examples
	swift run --package-path Examples/TrailStack --scratch-path .build/examples TrailStack \
		> .build/TrailStack.template.json
	.venv/bin/cfn-lint --non-zero-exit-code error .build/TrailStack.template.json

build: setup
	swift build $(SWIFT_FLAGS) -c release --product cairn -Xlinker -s
	@ls -lh .build/release/cairn | awk '{print "built .build/release/cairn, " $$5}'

bench: setup-tests build
	Benchmarks/run

# The same test runs with 120 messages in `make test`. It took 22 minutes beside other builds.
MESSAGES ?= 10000

moto: setup-tests
	swift build $(SWIFT_FLAGS) --build-tests
	CAIRN_MOTO_MESSAGES=$(MESSAGES) swift test --skip-build --filter MotoProcessorTests

SECONDS_LONG ?= 600
SEED ?= 1

fuzz: setup-tests
	swift build $(SWIFT_FLAGS) --product cairn
	.venv/bin/python Tests/EndToEnd/front_door_fuzz.py --serve .build/debug/cairn --seconds $(SECONDS_LONG) --seed $(SEED)

docs:
	scripts/docs

format:
	swift format format --parallel --recursive --in-place Package.swift Sources Tests Benchmarks Examples

lint:
	swift format lint --parallel --recursive --strict Package.swift Sources Tests Benchmarks Examples
	scripts/lint

generate: setup-tests
	.venv/bin/python scripts/generate-api.py
	.venv/bin/python scripts/generate-wire-table.py
	swift format format --parallel --recursive --in-place Sources/CairnAPI/Generated

setup:
	@scripts/setup

.PHONY: setup-tests
setup-tests: setup
	@scripts/setup --tests

clean:
	swift package clean
