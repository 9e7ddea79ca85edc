# calls.mk - part of the Makefile: campaigns of the group calls, and single signatures.
#
#   make sweep COUNT=1000000 SEED=1 PEER=libffi [FLAVOUR=plain] [PLATFORM=…]    signatures by chance; goes on where it was stopped
#   make sweep LIST=file PEER=…                                                those of a file: a line each, or rule<TAB>signature
#   make signature SIG='cccccf{cd}>c' PEER=libffi                              one alone (check-signature is the same)
#   make sweep-selftest                                                        what the sweep promises of itself
#   make bench-calls                                                           signatures and checks a second

SWEEP_GOALS = $(filter sweep signature check-signature sweep-selftest bench-calls,$(MAKECMDGOALS))
ifneq ($(SWEEP_GOALS),)
GROUP = calls
FLAVOUR := $(or $(FLAVOUR),plain)
PEER := $(or $(PEER),$(if $(filter bench-calls,$(SWEEP_GOALS)),c-gcc-O0 c-clang-O0 c-tcc libffi,$(if $(filter sweep-selftest,$(SWEEP_GOALS)),c-tcc,libffi)))
endif

# What make is told on its command line would reach the builds of group and peer, which take LIST as theirs.
unexport LIST SEED COUNT CHUNK
export SIG

SWEEP_SOURCES = $(wildcard cases/calls/sweep/*.c) $(patsubst %,cases/calls/%.c,signature list needs random emit/c)
SWEEP_CFLAGS = -D_POSIX_C_SOURCE=200809L -Icases
build/sweep: $(SWEEP_SOURCES) $(wildcard cases/calls/*.h cases/calls/sweep/*.h) $(LIB_OBJECTS)
	$(say) "  LINK   $@"
	$(Q)$(CC) $(HARNESS_CFLAGS) $(SWEEP_CFLAGS) $(SWEEP_SOURCES) $(LIB_OBJECTS) -lcjson -lmxml -pthread -o $@

# PEER may be a path: the folder of its .conf file, or a library.
SWEEP = build/sweep --peer '$(PEER)' --flavour '$(FLAVOUR)' --platform '$(PLATFORM)'

.PHONY: sweep signature check-signature bench-calls sweep-selftest
sweep: build/sweep built
	$(Q)$(SWEEP) $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) $(if $(LIST),--list '$(LIST)') $(if $(CHUNK),--chunk $(CHUNK)) \
		$(if $(EFFORT),--effort $(EFFORT))
signature check-signature: build/sweep built
	$(Q)$(SWEEP) --signature "$$SIG"
sweep-selftest: build/sweep built
	$(Q)PEER='$(PEER)' sh cases/calls/sweep/selftest.sh
bench-calls: build/sweep built
	$(Q)sh cases/calls/bench_pairs.sh
	$(Q)PEERS='$(PEER)' sh cases/calls/bench.sh
