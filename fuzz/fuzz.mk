# fuzz.mk - part of the Makefile: campaigns, replay, property tests.
#
#   make fuzz TARGET=strings PEER=rust SECONDS=60       a campaign; SAVE=1 puts what it learnt into fuzz/corpus
#   make fuzz-replay [TARGET=…] [PEER=…] [INPUT=file]   the corpus and regression inputs, or one file; ASAN=1: instrumented
#   make fuzz-check [TARGET=…] [PEER=…] [SEED=1]        the property tests: INPUTS=20000 seeded inputs each
#   make fuzz-selftest [TARGET=…]                       each planted bug is found within FUZZ_RUNS runs
#   make fuzz-bench                                     what a crossing costs, beside an empty target
#
# TARGET  NAME for each fuzz/NAME_fuzz.c     PEER  a peer's name or a library; of libgit2: system or newest

FUZZ_TARGETS = $(filter-out libgit2,$(patsubst fuzz/%_fuzz.c,%,$(wildcard fuzz/*_fuzz.c)))
FUZZ_EDITIONS = system newest
SEED ?= 1
INPUTS ?= 20000
SECONDS ?= 60
FUZZ_RUNS ?= 500000

fuzz_conf = $(shell sed -n ':a; /\\$$/{N;s/\\\n//;ba}; s/^$(2) *= *//p' sanitizer/$(1).conf)
FUZZ_WARNINGS = -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
FUZZ_INCLUDES = -Iharness/include -Icases -Ifuzz
FUZZ_PLAIN_CC = $(call fuzz_conf,plain,cc)
FUZZ_PLAIN_CFLAGS = $(call fuzz_conf,plain,cflags)
FUZZ_CC = $(call fuzz_conf,fuzz,cc)
FUZZ_CXX = $(call fuzz_conf,fuzz,cxx)
FUZZ_CFLAGS = $(call fuzz_conf,fuzz,cflags)
FUZZ_ENV = $(call fuzz_conf,fuzz,env)
FUZZ_HEADERS = $(wildcard fuzz/*.h harness/include/seam/*.h cases/*/*.h)
FUZZ_DRIVER = fuzz/host.c fuzz/load.c fuzz/drive.c fuzz/generate.c fuzz/shrink.c fuzz/pool.c
FUZZ_CAMPAIGN = fuzz/host.c fuzz/load.c

FUZZ_PLAIN = build/native/plain/fuzz
FUZZ_BUILT = build/native/fuzz/fuzz
FUZZ_DRIVERS = $(FUZZ_TARGETS:%=$(FUZZ_PLAIN)/%)
FUZZ_GIT_DRIVERS = $(FUZZ_EDITIONS:%=$(FUZZ_PLAIN)/libgit2.%)

# ---- targets: as drivers, and with libFuzzer ----
$(FUZZ_DRIVERS): $(FUZZ_PLAIN)/%: fuzz/%_fuzz.c $(FUZZ_DRIVER) $(FUZZ_HEADERS) sanitizer/plain.conf
	@mkdir -p $(@D)
	$(say) "  FUZZ   $@"
	$(Q)$(FUZZ_PLAIN_CC) $(FUZZ_WARNINGS) $(FUZZ_PLAIN_CFLAGS) $(FUZZ_INCLUDES) $< $(FUZZ_DRIVER) -rdynamic -pthread -ldl -lm -o $@

$(FUZZ_TARGETS:%=$(FUZZ_BUILT)/%): $(FUZZ_BUILT)/%: fuzz/%_fuzz.c $(FUZZ_CAMPAIGN) $(FUZZ_HEADERS) sanitizer/fuzz.conf
	@mkdir -p $@.work
	$(say) "  FUZZ   $@"
	$(Q)$(foreach f,$< $(FUZZ_CAMPAIGN),$(FUZZ_CC) $(FUZZ_WARNINGS) $(FUZZ_CFLAGS) $(FUZZ_INCLUDES) -c $(f) \
		-o $@.work/$(notdir $(f)).o &&) $(FUZZ_CXX) -g -fsanitize=fuzzer,address -rdynamic $@.work/*.o -pthread -ldl -o $@

# libgit2 is linked, not loaded. Only what the target calls is watched for coverage: all of it is 40,000 counters, which
# cost more to look through than an input to run.
KEPT = $(or $(SEAM_CACHE),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/seam)
FUZZ_CACHE = $(KEPT)/fuzz
FUZZ_WATCHED = $(FUZZ_CACHE)/libgit2-$(firstword $(shell cksum <fuzz/libgit2.watched)).watched
fuzz_git = $$(cd cases/libgit2 && CACHE="$(KEPT)" EDITION=$(1) FLAVOUR=$(2) CC="$(3)" CFLAGS="$(4)" sh edition.sh $(5))

$(FUZZ_GIT_DRIVERS): $(FUZZ_PLAIN)/libgit2.%: fuzz/libgit2_fuzz.c $(FUZZ_DRIVER) $(FUZZ_HEADERS) sanitizer/plain.conf
	@mkdir -p $(@D)
	$(say) "  FUZZ   $@"
	$(Q)flags="$(call fuzz_git,$*,plain,$(FUZZ_PLAIN_CC),$(FUZZ_PLAIN_CFLAGS),cflags)" && \
		libs="$(call fuzz_git,$*,plain,$(FUZZ_PLAIN_CC),$(FUZZ_PLAIN_CFLAGS),libs)" && \
		$(FUZZ_PLAIN_CC) $(FUZZ_WARNINGS) $(FUZZ_PLAIN_CFLAGS) $(FUZZ_INCLUDES) $$flags $< $(FUZZ_DRIVER) $$libs -ldl -o $@

$(FUZZ_WATCHED): fuzz/libgit2.watched
	@mkdir -p $(@D)
	$(Q)cp $< $@

$(FUZZ_EDITIONS:%=$(FUZZ_BUILT)/libgit2.%): $(FUZZ_BUILT)/libgit2.%: fuzz/libgit2_fuzz.c $(FUZZ_CAMPAIGN) $(FUZZ_HEADERS) \
		sanitizer/fuzz.conf $(FUZZ_WATCHED)
	@mkdir -p $(@D)
	$(say) "  FUZZ   $@"
	$(Q)watched='$(FUZZ_CFLAGS) -fsanitize-coverage-allowlist=$(FUZZ_WATCHED)' && \
		flags="$(call fuzz_git,$*,fuzz,$(FUZZ_CC),$$watched,cflags)" && \
		libs="$(call fuzz_git,$*,fuzz,$(FUZZ_CC),$$watched,libs)" && \
		$(FUZZ_CC) $(FUZZ_WARNINGS) $(FUZZ_CFLAGS) $(FUZZ_INCLUDES) $$flags -c $< -o $@.o && \
		$(FUZZ_CXX) -g -fsanitize=fuzzer,address -rdynamic $(FUZZ_CFLAGS) $(FUZZ_INCLUDES) -x c -D_GNU_SOURCE $(FUZZ_CAMPAIGN) \
		-x none $@.o $$libs -ldl -o $@

# ---- which targets, which peers ----
FUZZ_CHOSEN = $(filter $(or $(TARGET),%),$(FUZZ_TARGETS))
# Those whose file names a group that has a target of its name, and that are libraries, not programs.
FUZZ_OFFER = $(basename $(notdir $(shell grep -LE '^run ' $$(grep -lwE '^groups .*($(subst $(eval ) ,|,$(FUZZ_TARGETS)))' peers/*/*.conf))))
FUZZ_PEERS = $(filter $(FUZZ_OFFER:%=build/native/plain/peers/%.so),$(BUILT)) $(filter %.so %.dylib,$(PEER))
FUZZ_CHOSEN_EDITIONS = $(if $(filter $(or $(TARGET),libgit2),libgit2),$(filter $(patsubst libgit2-%,%,$(or $(PEER),%)),$(FUZZ_EDITIONS)))
FUZZ_RUNNERS = $(FUZZ_CHOSEN:%=$(FUZZ_PLAIN)/%) $(FUZZ_CHOSEN_EDITIONS:%=$(FUZZ_PLAIN)/libgit2.%)

# Runs a driver on every target and peer chosen. $(1): what is to be done, shell text in which $$t is the target.
define fuzz_each
	$(Q)red=0; said=$$(mktemp); \
	one() { SEAM_PEER=$$2 $$1 $(1) 2>$$said; s=$$?; [ $$s -eq 3 ] || cat $$said; [ $$s -eq 0 ] || [ $$s -eq 3 ] || red=1; }; \
	for t in $(FUZZ_CHOSEN); do for p in $(FUZZ_PEERS); do \
		if [ -e $$p ]; then one $(FUZZ_PLAIN)/$$t $$p; else echo "$$t: $$p: skip, it was not built"; fi; done; done; \
	t=libgit2; for p in $(FUZZ_CHOSEN_EDITIONS); do one $(FUZZ_PLAIN)/libgit2.$$p $$p; done; rm -f $$said; exit $$red
endef

# A target need not have them.
fuzz_kept = $$([ ! -e $(2) ] || echo $(1) $(2))

.PHONY: fuzz fuzz-check fuzz-replay fuzz-selftest fuzz-bench fuzz-build
fuzz-build: $(FUZZ_RUNNERS) $(filter build/%,$(FUZZ_PEERS))

fuzz-check: fuzz-build
	@mkdir -p build/fuzz/found
	$(call fuzz_each,seeded --inputs $(INPUTS) --seed $(SEED) $(call fuzz_kept,--corpus,fuzz/corpus/$$t) $(call fuzz_kept,--dict,fuzz/$$t.dict) \
		--found build/fuzz/found)

# The inputs are counted here, and again by whoever runs them.
FUZZ_KEPT = $$(ls -d fuzz/corpus/$$t fuzz/regress/$$t 2>/dev/null)
FUZZ_COUNT = $$(find $(FUZZ_KEPT) -type f ! -name '.*' | wc -l)
ifeq ($(ASAN),)
fuzz-replay: fuzz-build
	$(call fuzz_each,replay $(if $(INPUT),$(INPUT),--expect $(FUZZ_COUNT) $(FUZZ_KEPT)))
else
fuzz-replay: fuzz-ready
	$(Q)env $(FUZZ_ENV) SEAM_PEER=$(FUZZ_LIBRARY) $(FUZZ_EXE) $(or $(INPUT),-runs=0 $(wildcard fuzz/corpus/$(FUZZ_TARGET) fuzz/regress/$(FUZZ_TARGET)))
endif

# ---- a campaign ----
FUZZ_TARGET = $(or $(TARGET),strings)
FUZZ_GIT = $(filter libgit2,$(FUZZ_TARGET))
FUZZ_PEER = $(patsubst libgit2-%,%,$(or $(PEER),$(if $(FUZZ_GIT),newest,c-clang)))
FUZZ_EXE = $(FUZZ_BUILT)/$(FUZZ_TARGET)$(if $(FUZZ_GIT),.$(FUZZ_PEER))
FUZZ_PEER_CONF = $(firstword $(wildcard peers/*/$(FUZZ_PEER).conf $(FUZZ_PEER)/*.conf))
FUZZ_PEER_NAME = $(basename $(notdir $(or $(FUZZ_PEER_CONF),$(FUZZ_PEER))))
# A peer that cannot be instrumented is fuzzed as it is.
FUZZ_AS_IT_IS = $(if $(FUZZ_PEER_CONF),$(shell sed -n 's/^skip\.fuzz *= *//p' $(FUZZ_PEER_CONF)))
FUZZ_LIBRARY = $(if $(FUZZ_GIT),$(FUZZ_PEER),$(if $(FUZZ_PEER_CONF),build/native/$(if \
	$(FUZZ_AS_IT_IS),plain,fuzz)/peers/$(FUZZ_PEER_NAME).so,$(FUZZ_PEER)))

.PHONY: fuzz-ready
fuzz-ready: build/seam $(FUZZ_EXE)
	$(if $(FUZZ_AS_IT_IS),$(say) "fuzz: $(FUZZ_PEER) is run as it is: $(FUZZ_AS_IT_IS)")
	$(if $(FUZZ_PEER_CONF),$(Q)[ -e $(FUZZ_LIBRARY) ] && [ -z "$$(find $(dir $(FUZZ_PEER_CONF)) sanitizer/fuzz.conf \
		cases/*/*.h -newer $(FUZZ_LIBRARY) -type f)" ] || RUSTC_WORKSPACE_WRAPPER=$(if $(FUZZ_AS_IT_IS),,$(abspath fuzz/rustc-watched.sh)) build/seam build --peer $(FUZZ_PEER_CONF) --flavour \
		$(if $(FUZZ_AS_IT_IS),plain,fuzz))

fuzz: fuzz-ready
	$(Q)env $(FUZZ_ENV) sh fuzz/campaign.sh $(FUZZ_TARGET) $(FUZZ_PEER) $(FUZZ_LIBRARY) $(FUZZ_EXE) $(SECONDS) $(SEED) $(SAVE)

# ---- the proof that campaigns find bugs, and what they cost ----
FUZZ_PLANT = build/native/fuzz/planted
FUZZ_PLANTS = $(filter $(if $(TARGET),$(TARGET).%,%),$(patsubst fuzz/planted/%.c,%,$(wildcard fuzz/planted/*.*.c)))
FUZZ_PLANT_CFLAGS = -std=c11 -D_GNU_SOURCE $(FUZZ_CFLAGS) -fPIC $(FUZZ_INCLUDES)
FUZZ_REFERENCE = $(patsubst %.c,$(FUZZ_PLANT)/reference/%.o,$(notdir $(wildcard peers/c/*.c)))

$(FUZZ_PLANT)/reference/%.o: peers/c/%.c $(wildcard peers/c/*.h) $(FUZZ_HEADERS) sanitizer/fuzz.conf
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(FUZZ_PLANT_CFLAGS) -Dseam_peer_open=reference_open -c $< -o $@
$(FUZZ_PLANT)/none.so: fuzz/planted/planted.c $(FUZZ_REFERENCE)
	$(say) "  PLANT  $@"
	$(Q)$(FUZZ_CC) $(FUZZ_WARNINGS) $(FUZZ_PLANT_CFLAGS) -shared $^ -pthread -o $@
$(FUZZ_PLANTS:%=$(FUZZ_PLANT)/%.so): $(FUZZ_PLANT)/%.so: fuzz/planted/%.c fuzz/planted/planted.c $(FUZZ_REFERENCE) fuzz/planted/planted.h
	$(say) "  PLANT  $@"
	$(Q)$(FUZZ_CC) $(FUZZ_WARNINGS) $(FUZZ_PLANT_CFLAGS) -shared $(filter %.c %.o,$^) -pthread -o $@

ifeq ($(shell command -v $(FUZZ_CC)),)
fuzz-selftest:
	$(say) "fuzz-selftest: skip, $(FUZZ_CC), which carries libFuzzer, is not installed"
else
fuzz-selftest: $(FUZZ_PLANTS:%=$(FUZZ_PLANT)/%.so) $(FUZZ_PLANT)/none.so $(FUZZ_CHOSEN:%=$(FUZZ_BUILT)/%)
	$(Q)env $(FUZZ_ENV) sh fuzz/planted/selftest.sh $(FUZZ_RUNS) $(SEED) "$(FUZZ_CHOSEN)" "$(FUZZ_PLANTS)"
endif

$(FUZZ_BUILT)/empty: fuzz/bench/empty_fuzz.c sanitizer/fuzz.conf
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(FUZZ_WARNINGS) $(FUZZ_CFLAGS) -fsanitize=fuzzer,address -Ifuzz -Iharness/include $< -o $@
$(FUZZ_BUILT)/echo: fuzz/bench/echo_fuzz.c fuzz/strings_fuzz.c $(FUZZ_CAMPAIGN) $(FUZZ_HEADERS) sanitizer/fuzz.conf
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(FUZZ_WARNINGS) $(FUZZ_CFLAGS) -fsanitize=fuzzer,address -rdynamic $(FUZZ_INCLUDES) $< $(FUZZ_CAMPAIGN) \
		-lstdc++ -lm -ldl -o $@
fuzz-bench: $(FUZZ_BUILT)/empty $(FUZZ_BUILT)/echo $(FUZZ_BUILT)/strings build/native/fuzz/planted/none.so
	$(Q)env $(FUZZ_ENV) SEAM_PEER=build/native/fuzz/planted/none.so sh fuzz/bench/bench.sh $(FUZZ_BUILT)
