/* visits.h - what a walk handed to its visitor, kept to be compared. */
#ifndef SEAM_LIBGIT2_VISITS_H
#define SEAM_LIBGIT2_VISITS_H

#include "text.h"
#include <string.h>

enum { MOST_VISITS = 128, MOST_BYTES = 8192 };

struct visits {
	size_t n, used; /* items, and bytes of them */
	size_t at;      /* the item to stop at …    */
	int value;      /* … with this              */
	bool lossy;     /* items are kept without_loss() */
	size_t size[MOST_VISITS];
	char bytes[MOST_BYTES];
};

static inline int visit(void *payload, const char *item, size_t size)
{
	struct visits *v = (struct visits *)payload;
	if (v->n < MOST_VISITS && size <= MOST_BYTES - v->used) {
		if (v->lossy)
			size = without_loss(v->bytes + v->used, item, size);
		else if (size)
			memcpy(v->bytes + v->used, item, size);
		v->size[v->n] = size;
		v->used += size;
	}
	return v->n++ == v->at ? v->value : 0;
}

/* Ready to stop at item number `at` with `value`. */
static inline void visits_start(struct visits *v, size_t at, int value)
{
	v->n = v->used = 0;
	v->at = at;
	v->value = value;
}

#define NEVER SIZE_MAX

/* Whether the first `n` items are the same. */
static inline bool visits_same(const struct visits *a, const struct visits *b, size_t n)
{
	size_t bytes = 0;
	if (a->n < n || b->n < n || n > MOST_VISITS)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (a->size[i] != b->size[i])
			return false;
		bytes += a->size[i];
	}
	return bytes <= a->used && bytes <= b->used && !memcmp(a->bytes, b->bytes, bytes);
}

#endif
