# bench.mk - part of the Makefile: what a crossing costs.
#
#   make bench                      every peer that has the measured ops, beside plain C: a table, and results/bench.json
#   make bench PEER='rust ./libx.so'      FLAVOUR=plain   another build than -O2 of peers and plain C
#              REPETITIONS=9 MIN_TIME=0.01                how often each measure is made, and for how many seconds at least

REPETITIONS ?= 9
MIN_TIME ?= 0.01
ifneq ($(filter bench,$(MAKECMDGOALS)),)
FLAVOUR := $(or $(FLAVOUR),O2)
GROUP = layout strings buffers callbacks errors
endif
# What is tested is that the figures are complete, whichever build they are of.
BENCH_FLAVOUR = $(if $(filter bench,$(MAKECMDGOALS)),$(FLAVOUR),plain)
BENCH = build/native/$(BENCH_FLAVOUR)/bench/probe
bench_conf = $(shell sed -n 's/^$(1) *= *//p' sanitizer/$(BENCH_FLAVOUR).conf)

# This stands in the probe's place: peers that are libraries are loaded by it, runtimes load the library beside it.
BENCH_SOURCES = $(wildcard harness/bench/*.[ch]pp harness/bench/plain.c harness/bench/build.sh) harness/probe/main.c
$(BENCH): $(BENCH_SOURCES) $(CONTRACTS) sanitizer/$(BENCH_FLAVOUR).conf
	$(say) "  BENCH  $@"
	$(Q)CC='$(call bench_conf,cc)' CXX='$(call bench_conf,cxx)' CFLAGS='$(call bench_conf,cflags)' OUT=$@ sh harness/bench/build.sh

BENCH_PROGRAM = $(filter-out %/plain.c,$(wildcard harness/bench/*.c))
build/bench: $(BENCH_PROGRAM) harness/bench/bench.h $(LIB_OBJECTS)
	$(say) "  LINK   $@"
	$(Q)$(CC) $(HARNESS_CFLAGS) $(BENCH_PROGRAM) $(LIB_OBJECTS) -lcjson -lmxml -pthread -o $@

.PHONY: bench bench-build publish-bench
bench-build: build/bench $(BENCH)
bench: bench-build $(filter build/native/$(BENCH_FLAVOUR)/peers/%,$(BUILT))
	$(Q)build/bench $(if $(PEER),--peer '$(PEER)') --flavour '$(BENCH_FLAVOUR)' --repetitions '$(REPETITIONS)' \
		--min-time '$(MIN_TIME)'

# The tests of the figures are among the harness's own.
test: bench-build

# The last run's table, for readers of the tree.
publish: publish-bench
publish-bench: build/bench
	$(if $(wildcard results/bench.json),$(Q){ echo '```'; build/bench --print results/bench.json | sed 's/ *$$//'; echo '```'; } | \
		ci/embed.sh bench README.md)
