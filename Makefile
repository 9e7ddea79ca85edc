# seam - the conformance suite for the FFI boundary.
#
#   make deps            install what is needed (once)
#   make check           run all cases against all peers under the checkers of the default list
#   make check FLAVOUR=all       … under every one
#   make check PEER=rust FLAVOUR=asan GROUP=strings CASE='strings.interior_nul.*'
#   make check PEER=./path/libx.so      a peer of your own: a library, or a folder with a .conf file
#   PLATFORM=i386 make check            on another platform: one of ci/platform
#   make detect          which checker and which instrument sees which planted bug: results/detection.md
#   make report          the last run's reports again: results/latest/report.html, a page to look at
#   make test            the harness's own tests: units, hostile peers, mutants, replayed inputs
#   make fuzz TARGET=strings PEER=rust SECONDS=60
#   make sweep COUNT=100000 SEED=1 PEER=libffi        random signatures: resumes, shrinks what it finds, writes reproducers
#   make signature SIG='cccccf{cd}>c' PEER=libffi     one signature, both ways
#   make bench           what a crossing costs, beside a plain call of C: a table, and results/bench.json
#   make bench-calls     signatures a second, from nothing and once built
#   make cross           compile and link for macOS and Windows
#   make install         the program, its cases and flavours as they are built (at least plain), for use in any folder: PREFIX, DESTDIR
#   make uninstall       take them away again
#   make clean           remove build/ (what takes minutes, libgit2 and Rust's std, is kept in a cache)
#
# V=1 shows each command.

ifneq ($(and $(filter deps,$(MAKECMDGOALS)),$(filter-out deps,$(MAKECMDGOALS))),)
# Nothing can be built before deps is through, not even what is included below: the rest is a make of its own.
.PHONY: $(MAKECMDGOALS)
deps:
	ci/setup
$(filter-out deps,$(MAKECMDGOALS)): deps
	@$(MAKE) --no-print-directory $@
else

GROUP ?=
PEER ?=
FLAVOUR ?=
CASE ?=
# A platform other than this machine has files of its own, in what is built and in what is told.
PLATFORM ?= native
export PLATFORM
OTHER = $(filter-out native,$(PLATFORM))
OWN = build$(OTHER:%=/%)
RESULTS ?= results/latest$(OTHER:%=.%)
J ?= $(shell nproc 2>/dev/null || sysctl -n hw.ncpu)
# What is built is built side by side.
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(J)
endif
Q := $(if $(V),,@)
say = @echo
# What a command prints becomes the file, which stays as it was when that is the same.
write = $(1) >$@.$$$$ && if cmp -s $@.$$$$ $@; then rm $@.$$$$; else mv $@.$$$$ $@; fi

SYSTEM = $(if $(filter Windows_NT,$(OS)),windows,posix)
CC = cc
HARNESS_CFLAGS = -std=c11 -g -O1 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -Iharness/include
# The harness's own tests are about every flavour.
ifneq ($(filter test detect,$(MAKECMDGOALS)),)
FLAVOUR := $(or $(FLAVOUR),all)
endif
# Bugs are planted in the groups' references alone.
ifneq ($(filter detect,$(MAKECMDGOALS)),)
PEER := $(or $(PEER),$(sort c-clang $(shell sed -n 's/^reference *= *//p' cases/*/group.conf)))
endif
SELECT = $(if $(GROUP),--group '$(GROUP)') $(if $(PEER),--peer '$(PEER)') $(if $(FLAVOUR),--flavour '$(FLAVOUR)')
CHOSEN = $(SELECT) $(if $(CASE),--case '$(CASE)') $(if $(WITHOUT),--without '$(WITHOUT)')

LIB_SOURCES = $(wildcard harness/lib/*.c) harness/platform/$(SYSTEM)_run.c harness/platform/$(SYSTEM)_files.c
LIB_OBJECTS = $(LIB_SOURCES:harness/%.c=build/harness/%.o) build/harness/report.o
HARNESS_HEADERS = $(wildcard harness/include/seam/*.h cases/*.h)
PROBE_SOURCES = $(wildcard harness/probe/*.[ch]) $(wildcard harness/platform/$(SYSTEM)_*.c harness/platform/*.h) harness/platform/link.sh $(HARNESS_HEADERS)
CONTRACTS = $(HARNESS_HEADERS) $(wildcard cases/*/*.h)

.PHONY: all deps check test clean cross publish help FORCE
all: build/seam $(OWN)/check built

deps:
	ci/setup

build/harness/%.o: harness/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(HARNESS_CFLAGS) -MMD -MP -c $< -o $@
-include $(shell find build/harness -name '*.d' 2>/dev/null)

# What --version says beside the number: the commit, in a clone.
build/commit.h: FORCE
	@mkdir -p $(@D)
	$(Q)$(call write,if test -e .git && commit=$$(GIT_OPTIONAL_LOCKS=0 git describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null); then \
		echo "#define SEAM_COMMIT \"$$commit\""; fi)
build/harness/lib/version.o: build/commit.h
build/harness/lib/version.o: HARNESS_CFLAGS += -include build/commit.h

# The report's page is a part of the program.
build/harness/report.c: $(wildcard harness/report/*)
	@mkdir -p $(@D)
	$(Q)sh harness/report/embed.sh >$@.new && mv $@.new $@
build/harness/report.o: build/harness/report.c
	$(Q)$(CC) $(HARNESS_CFLAGS) -c $< -o $@

build/seam: build/harness/front/seam.o $(LIB_OBJECTS)
	$(say) "  LINK   $@"
	$(Q)$(CC) $^ -lcjson -lmxml -pthread -o $@

# What is built from what is written by seam itself, from the folders as they are and the selection of this call.
ifneq ($(filter-out clean deps help cross completeness report install uninstall,$(or $(MAKECMDGOALS),all)),)
include $(OWN)/rules.mk
endif
$(OWN)/rules.mk: build/seam FORCE
	@mkdir -p $(@D)
	$(Q)$(call write,build/seam rules $(SELECT))
.PHONY: built
built: $(BUILT)

$(OWN)/check_cells.inc: build/seam FORCE
	@mkdir -p $(@D)
	$(Q)$(call write,build/seam tests $(SELECT))
$(OWN)/check: harness/front/check.c $(OWN)/check_cells.inc $(LIB_OBJECTS)
	$(say) "  LINK   $@"
	$(Q)$(CC) $(HARNESS_CFLAGS) -I$(OWN) $< $(LIB_OBJECTS) -lcriterion -lcjson -lmxml -pthread -o $@

ifeq ($(OTHER),)
include fuzz/fuzz.mk
include cases/calls/calls.mk
include harness/bench/bench.mk
else
bench fuzz fuzz-build fuzz-check fuzz-replay fuzz-selftest fuzz-bench:
	@echo "$@ is for this machine alone: leave PLATFORM out" >&2; exit 2
endif

# The list is fixed first; what never reports is missing.  The report says how it went, from the records alone.
# The fuzzers' targets are property tests too: a fixed number of seeded inputs, when nothing narrower was asked for.
ALL = $(if $(GROUP)$(filter-out all,$(FLAVOUR))$(CASE)$(OTHER),,yes)
check: $(OWN)/check built $(if $(ALL),fuzz-build)
	$(Q)build/seam plan $(CHOSEN) --results $(RESULTS)
	$(Q)red=0; SEAM_RESULTS=$(RESULTS) $(OWN)/check -j$(J) || [ $$? -eq 1 ] || red=1; \
		$(if $(ALL),MAKEFLAGS= $(firstword $(MAKE)) --no-print-directory fuzz-check || red=1;) \
		build/seam report --results $(RESULTS) || red=1; exit $$red

# ---- the harness's own tests ----
HOSTILE = $(patsubst harness/selftest/hostile/%.c,build/selftest-parts/hostile/%.so,$(wildcard harness/selftest/hostile/*.c))
build/selftest-parts/hostile/%.so: harness/selftest/hostile/%.c harness/selftest/hostile/hostile.h harness/selftest/mock/mock.h
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -g -O0 -w -Iharness/include -Iharness/selftest -fPIC -shared $< -o $@
build/native/plain/cases/mock.list: $(wildcard harness/selftest/mock/*) $(HARNESS_HEADERS) | build/native/plain/probe
	$(Q)build/seam build --group harness/selftest/mock --flavour plain
$(OWN)/mutants.inc: build/seam built FORCE
	$(Q)$(call write,build/seam mutants $(if $(GROUP),--group '$(GROUP)'))
$(OWN)/references.inc: build/seam FORCE
	$(Q)$(call write,build/seam references $(if $(GROUP),--group '$(GROUP)') $(if $(FLAVOUR),--flavour '$(FLAVOUR)'))
# What is tested besides the harness library: the thunk, and what tells it where a signature's values are.
TESTED = $(wildcard harness/probe/thunk*.c cases/calls/registers*.c) cases/calls/signature.c
$(OWN)/selftest: $(wildcard harness/selftest/*.[ch]) $(TESTED) $(OWN)/mutants.inc $(OWN)/references.inc $(LIB_OBJECTS)
	$(say) "  LINK   $@"
	$(Q)$(CC) $(HARNESS_CFLAGS) -Icases -I$(OWN) $(wildcard harness/selftest/*.c) $(TESTED) $(LIB_OBJECTS) -lcriterion -lcjson -lmxml -pthread -o $@
ifeq ($(OTHER),)
test: build/selftest $(HOSTILE) build/native/plain/cases/mock.list $(if $(ONLY),,fuzz-replay fuzz-selftest)
	$(Q)build/selftest -j$(J) $(if $(ONLY),--filter '$(ONLY)')
else
# What the harness itself is made of is tested on this machine; on another platform, that each planted bug is found there.
test: $(OWN)/selftest
	$(Q)$(OWN)/selftest -j$(J) --filter '$(or $(ONLY),@(mutants|reference)_*/*)'
endif

# Each planted bug under each checker and each instrument alone: a table in results/, its totals in README.
.PHONY: detect
detect: build/seam built
	$(Q)build/seam detect --flavour all $(if $(GROUP),--group '$(GROUP)') -j $(J) --out $(if $(GROUP),build,results)
	$(if $(GROUP),,$(Q)sed '1,/^<!-- totals -->/d; /^<!-- .totals -->/,$$d' results/detection.md | ci/embed.sh detection README.md)

# What libgit2's headers export and each of its bindings lacks: results/libgit2-completeness.json.
.PHONY: completeness
completeness:
	$(Q)sh cases/libgit2/completeness.sh

.PHONY: report
report: build/seam
	$(Q)build/seam report --results $(RESULTS)

cross:
	$(Q)ci/cross.sh

# For use away from this tree: `plain`, and each flavour that is built already; or those of FLAVOUR.
PREFIX ?= /usr/local
DESTDIR ?=
INSTALL = PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' sh harness/install/install.sh
FLAVOURS = $(or $(FLAVOUR),$(sort plain $(patsubst build/native/%/proved,%,$(wildcard build/native/*/proved))))
.PHONY: install uninstall
DECLARED = $(patsubst cases/%/group.conf,%,$(shell grep -l '^peers *= *declared' cases/*/group.conf))
install: build/seam
	$(Q)MAKEFLAGS= $(firstword $(MAKE)) --no-print-directory built PEER=none FLAVOUR='$(FLAVOURS)' \
		GROUP='$(or $(GROUP),$(filter-out $(DECLARED),$(notdir $(patsubst %/,%,$(wildcard cases/*/)))))'
	$(Q)FLAVOURS='$(FLAVOURS)' $(INSTALL) install
uninstall:
	$(Q)$(INSTALL) uninstall

# The last run's matrix, for readers of the tree.
publish:
	$(Q)build/seam report --results $(RESULTS) | sed -n '/^group /,/^[0-9]* cases:/s/ *$$//p' >results/matrix.txt
	$(Q){ echo '```'; cat results/matrix.txt; echo '```'; } | ci/embed.sh matrix README.md

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

clean:
	rm -rf build

endif
