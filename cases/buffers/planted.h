/* planted.h - what the planted bugs of this group share. */
#ifndef SEAM_BUFFERS_PLANTED_H
#define SEAM_BUFFERS_PLANTED_H

#include "buffers/buffers.h"

#include <seam/case.h>
#include <seam/probe.h>
#include <string.h>

#define O    seam_original(buffers)
#define MOST SEAM_BUFFERS_MOST
#define WIRE SEAM_BUFFERS_WIRE

/* The reference's own (peers/c/buffers.c): a mutant may look where the host may not. */
struct seam_buffers_store {
	const unsigned char *bytes;
	size_t size;
	unsigned char *copy;
	seam_buffers_release_fn release;
	void *userdata;
};

/* Bytes are read, and nothing is made of them. */
static inline void look_at(const void *p, size_t n)
{
	/* Through a place that no compiler looks behind: NULL is one of those that are looked at. */
	const volatile unsigned char *volatile bytes = p;

	for (size_t i = 0; i < n; i++)
		(void)bytes[i];
}

/* Stores that no optimiser takes away. */
static inline void set(void *p, size_t n, unsigned char byte)
{
	for (size_t i = 0; i < n; i++)
		((volatile unsigned char *)p)[i] = byte;
}

static inline void copy_up(void *to, const void *from, size_t n)
{
	for (size_t i = 0; i < n; i++)
		((volatile unsigned char *)to)[i] = ((const volatile unsigned char *)from)[i];
}

static inline unsigned char *lent(size_t size)
{
	const struct seam_host *host = seam_probe_host();

	return host->alloc(host, size, 1);
}

static inline void free_lent(void *block, size_t size)
{
	const struct seam_host *host = seam_probe_host();

	if (size)
		host->free(host, block, size, 1);
}

/* A bug that only an oracle sees; one that ends the process; one that a checker tells. */
#define SILENT(name, case, because, member)                                                                            \
	{ #name, "buffers." case, "plain", "fail", because, true, SEAM_OP(buffers, member, name), 0 }
#define LOUD(name, case, member)                                                                                       \
	{ #name, "buffers." case, "plain", "crash", "SIGSEGV", false, SEAM_OP(buffers, member, name), 0 }
#define QUIET(name, case, flavour, kind, member)                                                                       \
	{ #name, "buffers." case, flavour, "finding", kind, false, SEAM_OP(buffers, member, name), 0 }

/* A row is a line: an op that calls the original with something changed. */
#define OP1(name, parameters, result)                                                                                  \
	static int name parameters                                                                                     \
	{                                                                                                              \
		return result;                                                                                         \
	}

#endif
