/* pool.h - an allocator of the host's, which knows its own blocks. */
#ifndef SEAM_OWNERSHIP_POOL_H
#define SEAM_OWNERSHIP_POOL_H

#include "ownership/nodes.h"

enum { POOL_MOST = 8, POOL_SIZE = 2048 };

/* An allocator of places in itself. */
struct pool {
	struct seam_case *c;
	size_t allocs, fail; /* the alloc that fails, from 1 */
	struct {
		bool used;
		size_t size;
	} live[POOL_MOST];
	_Alignas(16) unsigned char place[POOL_MOST][POOL_SIZE];
};

static inline void *pool_alloc(void *context, size_t size)
{
	struct pool *p = context;

	if (++p->allocs == p->fail || size > POOL_SIZE)
		return NULL;
	for (size_t i = 0; i < POOL_MOST; i++)
		if (!p->live[i].used) {
			p->live[i].used = true;
			p->live[i].size = size;
			return memset(p->place[i], 0xAA, size);
		}
	return NULL;
}

static inline void pool_free(void *context, void *block, size_t size)
{
	struct pool *p = context;

	for (size_t i = 0; i < POOL_MOST; i++)
		if (p->live[i].used && block == p->place[i]) {
			CHECK_EQ(p->c, size, p->live[i].size);
			p->live[i].used = false;
			memset(block, 0xDD, POOL_SIZE);
			return;
		}
	FAIL(p->c, "an allocator was given a block to free that is not one of its own");
}

static inline size_t pool_holds(const struct pool *p)
{
	size_t n = 0;

	for (size_t i = 0; i < POOL_MOST; i++)
		n += p->live[i].used;
	return n;
}

/* Makes it the current one; the struct that is passed does not live on. */
static inline bool pool_use(struct seam_case *c, struct pool *p)
{
	struct seam_own_allocator *lent = seam_out(c, sizeof *lent);
	bool used;

	memset(p, 0, sizeof *p);
	p->c = c;
	*lent = (struct seam_own_allocator){ pool_alloc, pool_free, p };
	used = CHECK_EQ(c, SEAM_OPS(c, ownership)->allocator_use(lent), SEAM_OK);
	seam_drop(c, lent);
	return used;
}

#endif
