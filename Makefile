# make demo, make test: each works as the first command on a bare machine
# (Debian or Ubuntu with Swift); both install the packages they need.

PREFIX ?= /usr/local
FACIES_TEST_DATA ?= ../shared/data
export FACIES_TEST_DATA

# Tests look inside modules, so the build that they share with the command
# keeps its internals visible.
BUILD = swift build -c release -Xswiftc -enable-testing
TEST = swift test -c release -Xswiftc -enable-testing
FACIES = .build/release/facies
PEERS = bench/peers
SWIFT_FOLDERS = Package.swift Sources Tests Examples Tools/Benchmarks/Package.swift Tools/Benchmarks/Sources \
  Tools/Fuzzing/Package.swift Tools/Fuzzing/Sources/FuzzEntry/Entry.swift Tools/Sanitizing/Package.swift

.PHONY: all build demo docs test faults fuzz sanitize soak batch-trial same lint \
  architecture architecture-check format accuracy accuracy-known accuracy-units accuracy-cutouts bench bench-against bench-kernels bench-peers bless install clean setup

all: build

setup:
	@sh Tools/setup.sh

build: setup
	@$(BUILD) --product facies

demo: build
	@sh Tools/demo.sh $(FACIES)

test: setup
	@$(TEST)

# Every call to the system that writes fails or is the last, in every job of the
# tests' list, and fifty kills of each (some of them are in make test).
faults: setup
	@FACIES_FAULTS=all $(TEST) --filter 'FaultTests|KillTests'

# Formatting of the sources, and links in the pages.
lint:
	@python3 Tools/check-links.py
	@swift format lint --strict --recursive --parallel $(SWIFT_FOLDERS)

# The modules and what they import: docs/architecture.md and .svg anew, or whether
# they are up to date and the rules of Tools/house/checks.py hold.
architecture: setup
	@python3 Tools/architecture.py

architecture-check: setup
	@python3 Tools/architecture.py --check

format:
	@swift format --in-place --recursive --parallel $(SWIFT_FOLDERS)

# The documentation of the library, as pages to browse, into .build/docs; a warning is an
# error. Whoever only builds facies never resolves the plugin.
docs: setup
	@mkdir -p .build/docs
	@FACIES_DOCS=1 swift package --scratch-path .build-docs \
	  --allow-writing-to-directory .build/docs generate-documentation --target FaciesKit \
	  --output-path .build/docs --transform-for-static-hosting --warnings-as-errors

# facies beside its peers on the same work, into docs/benchmarks.md and its plot; never
# part of the tests. BENCH="--only kmeans --repeats 5" measures some of it.
bench: build
	@python3 Tools/bench/bench.py --facies $(FACIES) --peers $(PEERS)/bin/python \
	  --record docs/benchmarks.md --plot docs/benchmarks.svg $(BENCH)

# facies beside an older build of itself on the same work, in turn, without peers:
# make bench-against OLD=/path/to/old/facies BENCH="--only mapping".
bench-against: build
	@python3 Tools/bench/against.py --old $(OLD) --new $(FACIES) $(BENCH)

# The C kernels against the peaks of this processor, a package of its own.
bench-kernels: setup
	@swift run --package-path Tools/Benchmarks --configuration release --quiet kernel-benchmarks \
	  docs/benchmarks.md

# The peers, in a virtual environment.
bench-peers:
	@python3 -m venv $(PEERS)
	@$(PEERS)/bin/pip install --quiet --requirement Tools/bench/requirements.txt

# The tables and the plot of recipes on labelled scenes in docs/accuracy.md.
accuracy: build
	@python3 Tools/accuracy.py $(FACIES) --data $(FACIES_TEST_DATA) --page docs/accuracy.md \
	  --plot docs/accuracy.svg

# Maps by labels and by known units on labelled scenes: the tables in docs/known.md.
accuracy-known: build
	@/usr/bin/python3 Tools/known.py $(FACIES) --data $(FACIES_TEST_DATA) --novelty --page docs/known.md

# How well a number of units is chosen: the table in docs/choosing-units.md.
accuracy-units: build
	@python3 Tools/units.py $(FACIES) --data $(FACIES_TEST_DATA) --page docs/choosing-units.md

# How well cutouts of known classes are grouped: the tables in docs/accuracy.md.
# WEIGHTS names a pretrained network (facies weights).
accuracy-cutouts: build
	@python3 Tools/cutout-accuracy.py $(FACIES) --data $(FACIES_TEST_DATA) \
	  --page docs/accuracy.md \
	  $(if $(WEIGHTS),--weights $(WEIGHTS))

# Every reader of files is fed with bytes that libFuzzer makes up, for SECONDS each.
# FUZZ="fits catalogue" feeds some of them.
SECONDS ?= 60
FUZZ ?=
fuzz: setup
	@swift build --package-path Tools/Fuzzing -c release --product fuzz -Xswiftc -enable-testing \
	  -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld \
	  -Xcc -fsanitize=fuzzer-no-link,address -Xcc -fno-omit-frame-pointer
	@sh Tools/fuzz.sh $(SECONDS) $(FUZZ)

# The kernels and what calls them under sanitizers; KINDS=address or KINDS=thread for one.
sanitize: setup
	@sh Tools/sanitize.sh $(KINDS)

# JOBS small jobs in one process: what it holds must not grow. the tests do 42.
JOBS = 500
soak: setup
	@$(BUILD) --product soak
	@.build/release/soak $(JOBS)

# 30 simulated scenes, 5 of them broken, in a batch that is killed twice and resumed.
batch-trial: build
	@python3 Tools/batch-trial.py $(FACIES)

# Whether facies still does what an older one did, byte by byte, in a list of jobs:
# make same OLD=/path/to/old/facies; ONLY="survey*" does some of them.
same: build
	@python3 Tools/same/same.py --old $(OLD) --new $(FACIES) --data $(FACIES_TEST_DATA) \
	  $(if $(ONLY),--only '$(ONLY)')

# Records the golden texts of the tests anew (Tests/TestSupport/Golden.swift); git diff
# shows what has changed.
bless: setup
	@FACIES_BLESS=1 $(TEST) --filter '/golden'

install: setup
	@swift build -c release --product facies
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/facies/styles
	install -m 755 $$(swift build -c release --show-bin-path)/facies $(DESTDIR)$(PREFIX)/bin/facies
	install -m 644 styles/*.yaml $(DESTDIR)$(PREFIX)/share/facies/styles/
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	$(DESTDIR)$(PREFIX)/bin/facies manual >$(DESTDIR)$(PREFIX)/share/man/man1/facies.1
	@sh Tools/completions.sh $(DESTDIR)$(PREFIX)

clean:
	rm -rf .build Tools/Benchmarks/.build Tools/Fuzzing/.build Tools/Sanitizing/.build demo bench fuzz.out
