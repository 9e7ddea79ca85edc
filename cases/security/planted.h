/*
 * planted.h - what the planted bugs of this group share.  The structs are the reference's own (peers/c/security_*.c): a mutant may look
 * where the host may not.
 */
#ifndef SEAM_SECURITY_PLANTED_H
#define SEAM_SECURITY_PLANTED_H

#include "security/security.h"

#include <seam/case.h>
#include <seam/probe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define O seam_original(security)

struct seam_sec_key {
	size_t n;
	unsigned char bytes[SEAM_SEC_KEY_MAX];
};

struct slot {
	uint64_t id;
	size_t n;
	unsigned char bytes[SEAM_SEC_KEY_MAX];
};

struct seam_sec_ring {
	struct slot *slots;
	size_t count, capacity;
	struct {
		uint64_t id, key;
	} sessions[SEAM_SEC_SESSIONS_MAX];
	size_t open;
};

struct seam_sec_gate {
	seam_sec_authorise_fn authorise;
	void *userdata;
};

struct seam_sec_root {
	int folder;
};

static inline void *lent(size_t size)
{
	const struct seam_host *host = seam_probe_host();

	return host->alloc(host, size, 1);
}

static inline void free_lent(void *block, size_t size)
{
	const struct seam_host *host = seam_probe_host();

	host->free(host, block, size, 1);
}

/* Another text in the place of one that an op has stored at *out; without memory, what was there before the op. */
static inline int text_becomes(char **out, size_t *out_n, const char *text, size_t n, char *before, size_t before_n)
{
	char *block = lent(n + 1);

	if (block) {
		memcpy(block, text, n);
		block[n] = 0;
	}
	free_lent(*out, *out_n + 1);
	*out = block ? block : before;
	*out_n = block ? n : before_n;
	return block ? SEAM_OK : SEAM_E_MEMORY;
}

/* Seen by an oracle alone. */
#define ROW(name, case, because, member) \
	{ #name, "security." case, "plain", "fail", because, true, SEAM_OP(security, member, name), 0 }
/* The process dies of it. */
#define LOUD(name, case, because, member) \
	{ #name, "security." case, "plain", "crash", because, false, SEAM_OP(security, member, name), 0 }
#define TAKEN "is accepted, and must be refused"

#endif
