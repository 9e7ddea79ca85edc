/*
 * contain_growth: ten thousand contained panics leave nothing behind.
 * Rule: callbacks.contain_growth    Source: leak of the in-flight exception: __cxa_end_catch, Box<dyn Any>, tracebacks
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>

static int nothing(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)index, (void)value, (void)fraction, (void)name, (void)userdata;
	return 0;
}

/* Panics of every kind; false when one was not contained as it should. */
static bool rounds(const struct seam_callbacks *p, int n)
{
	for (int i = 0; i < n; i++) {
		int kind = SEAM_RAISE_TEXT + i % SEAM_RAISE_RUNTIME;
		int rc = i % 2 ? p->raise(kind, "again and again, with a message that is not short")
		               : p->raise_after(1, kind, "again, after a visit", nothing, NULL);

		if (rc != SEAM_E_PANIC && (rc != SEAM_E_UNSUPPORTED || kind == SEAM_RAISE_TEXT))
			return false;
	}
	return true;
}

static void ten_thousand(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	const int n = 3300;
	struct seam_live lent;
	int64_t heap[3];
	int descriptors;

	NEED(c, p->raise && p->raise_after);
	if (seam_traits(c) & SEAM_PANIC_ABORTS) {
		seam_skip(c, "the peer declares SEAM_PANIC_ABORTS: see callbacks.contain_abort");
		return;
	}
	if (p->raise(SEAM_RAISE_TEXT, "first") == SEAM_E_UNSUPPORTED) {
		seam_skip(c, "the peer's language has no failures");
		return;
	}
	REQUIRE(CHECK(c, SEAM_STIMULUS(c) && rounds(p, 100)));
	lent = seam_live(c);
	descriptors = seam_descriptors();
	heap[0] = seam_heap_bytes(c);
	REQUIRE(CHECK(c, rounds(p, n)));
	heap[1] = seam_heap_bytes(c);
	REQUIRE(CHECK(c, rounds(p, 2 * n)));
	heap[2] = seam_heap_bytes(c);

	CHECK_EQ(c, seam_live(c).blocks, lent.blocks);
	CHECK_EQ(c, seam_descriptors(), descriptors);
	if (seam_traits(c) & SEAM_MANAGED_HEAP || heap[0] < 0)
		return;
	if (heap[1] - heap[0] >= n && heap[2] - heap[1] >= 2 * n) /* a byte a round, both times */
		FAIL(c, "the heap grows by %lld bytes in %d rounds and by %lld in %d", (long long)(heap[1] - heap[0]),
		     n, (long long)(heap[2] - heap[1]), 2 * n);
}

SEAM_CASES(callbacks, contain_growth) = {
	{ "ten_thousand", SEAM_MUST, ten_thousand,
	  "N and 2N contained panics leave the same memory and descriptors", SEAM_ONCE },
	SEAM_END
};
