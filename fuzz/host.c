/*
 * host.c - the host that is lent to the peer while fuzzing.
 *
 * A block ends where malloc's ends, so that AddressSanitizer sees the first byte behind it, but begins behind a header,
 * so that it is no pointer of malloc's.
 */
#include "fuzz.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIVE  UINT64_C(0x5ea3a11c0c5ea3a1)
#define FREED UINT64_C(0xdeadb10cdeadb10c)

enum { POISON = 0xA5, LEAST_ALIGN = 16 };

struct header {
	void *base;
	size_t size, align;
	uint64_t state;
};

static _Atomic size_t live, requests, largest, countdown;
static atomic_bool failed;

void (*fuzz_on_free)(const void *block, size_t size);

static struct header *header_of(const void *block)
{
	return (struct header *)((uintptr_t)block - sizeof(struct header));
}

static bool request_fails(size_t size)
{
	requests++;
	if (size > largest)
		largest = size;
	if (!countdown || --countdown)
		return false;
	failed = true;
	return true;
}

static void *give(size_t size, size_t align)
{
	size_t before = align > sizeof(struct header) ? align : sizeof(struct header);
	void *base = NULL;
	char *block;

	if (size > SIZE_MAX / 2 || posix_memalign(&base, align > LEAST_ALIGN ? align : LEAST_ALIGN, before + size) != 0)
		return NULL;
	block = (char *)base + before;
	*header_of(block) = (struct header){ base, size, align, LIVE };
	memset(block, POISON, size);
	live++;
	return block;
}

static void check(const char *what, const void *block, size_t size, size_t align)
{
	const struct header *h = header_of(block);

	EXPECT(h->state != FREED, "host->%s: the block at %p has been freed before", what, block);
	EXPECT(h->state == LIVE, "host->%s: %p is no block of the lent allocator", what, block);
	EXPECT(h->size == size && h->align == align,
	       "host->%s: a block of %zu bytes aligned to %zu is given back as one of %zu aligned to %zu", what, h->size,
	       h->align, size, align);
}

static void take(void *block)
{
	if (fuzz_on_free)
		fuzz_on_free(block, header_of(block)->size);
	header_of(block)->state = FREED;
	live--;
	free(header_of(block)->base);
}

static void *host_alloc(const struct seam_host *host, size_t size, size_t align)
{
	(void)host;
	EXPECT(align && !(align & (align - 1)), "host->alloc: the alignment %zu is no power of two", align);
	return request_fails(size) ? NULL : give(size, align);
}

static void host_free(const struct seam_host *host, void *block, size_t size, size_t align)
{
	(void)host;
	if (!block)
		return;
	check("free", block, size, align);
	take(block);
}

static void *host_realloc(const struct seam_host *host, void *block, size_t old_size, size_t align, size_t new_size)
{
	void *moved;

	if (!block)
		return host_alloc(host, new_size, align);
	check("realloc", block, old_size, align);
	if (request_fails(new_size))
		return NULL;
	moved = give(new_size, align);
	if (!moved)
		return NULL;
	memcpy(moved, block, old_size < new_size ? old_size : new_size);
	take(block);
	return moved;
}

static void host_log(const struct seam_host *host, const char *text)
{
	(void)host;
	if (getenv("SEAM_LOG"))
		fprintf(stderr, "peer: %s\n", text);
}

const struct seam_host *fuzz_host(void)
{
	static const struct seam_host host = {
		SEAM_ABI, sizeof host, host_alloc, host_realloc, host_free, host_log,
	};

	return &host;
}

size_t fuzz_live(void)
{
	return live;
}

size_t fuzz_requests(size_t *greatest)
{
	size_t n = requests;

	if (greatest)
		*greatest = largest;
	requests = largest = 0;
	return n;
}

bool fuzz_is_lent(const void *p, size_t size, size_t align)
{
	const struct header *h = header_of(p);

	return h->state == LIVE && h->size == size && h->align == align;
}

void fuzz_fail_request(size_t k)
{
	countdown = k;
	failed = false;
}

bool fuzz_request_failed(void)
{
	return failed;
}

bool fuzz_answers(unsigned op, const char *name, int rc, int expected)
{
	SAW(op, -rc);
	if (rc == SEAM_E_MEMORY && fuzz_request_failed())
		return false;
	EXPECT(rc == expected, "%s: expected %d, seen %d", name, expected, rc);
	return rc == SEAM_OK;
}
