/*
 * planted.h - what the planted bugs of this group share.  The structs are the reference's own (peers/c/ownership.c):
 * a mutant may look where the host may not.
 */
#ifndef SEAM_OWNERSHIP_PLANTED_H
#define SEAM_OWNERSHIP_PLANTED_H

#include "ownership/ownership.h"

#include <seam/case.h>
#include <seam/probe.h>

#define ORIGINAL seam_original(ownership)

struct seam_own_object {
	int64_t value;
	char *name;
};

struct seam_own_shared {
	int64_t value;
	uint64_t references;
};

struct seam_own_parent {
	int64_t value;
	size_t claims;
};

struct seam_own_slot {
	void *userdata;
	seam_own_release_fn release;
	bool occupied, frozen;
};

static inline void *lent_alloc(size_t size, size_t align)
{
	const struct seam_host *host = seam_probe_host();

	return host->alloc(host, size, align);
}

static inline void free_lent(void *block, size_t size, size_t align)
{
	const struct seam_host *host = seam_probe_host();

	host->free(host, block, size, align);
}

#define MUTANT(name, case, flavour, outcome, because, silent, member) \
	{ #name, "ownership." case, flavour, outcome, because, silent, SEAM_OP(ownership, member, name), 0 }
#define SEEN   false /* by a checker, or by the process's death */
#define SILENT true

#endif
