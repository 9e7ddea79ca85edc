/*
 * reentry: a callback calls the peer again, as deep as it likes.
 * Rule: callbacks.reentry    Source: FFI guide 7; Lua, Python and cgo re-entry; the classic held mutex
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>

struct descent {
	const struct seam_callbacks *p;
	struct seam_bus *bus;
	uint64_t id;
	int depth, limit, failed; /* failed: the first error of an inner call */
};

static int descend(struct descent *d, int (*again)(struct descent *d, int *result))
{
	int result = -1, rc;

	if (d->depth == d->limit)
		return d->limit + 7;
	d->depth++;
	rc = again(d, &result);
	if (rc != SEAM_OK && d->failed == 0)
		d->failed = rc;
	return result - 1; /* each level takes one away: a lost or stale value shows at the top */
}

static int visit_again(struct descent *d, int *result);
static int fire_again(struct descent *d, int *result);

static int on_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)index, (void)value, (void)fraction, (void)name;
	return descend(userdata, visit_again);
}

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id, (void)event;
	return descend(userdata, fire_again);
}

static int visit_again(struct descent *d, int *result)
{
	return d->p->each(1, on_visit, d, result);
}

static int fire_again(struct descent *d, int *result)
{
	return d->p->fire(d->bus, d->id, d->depth, result);
}

/* Both ways of being called again, `limit` deep: every level is reached, and its value comes back through all. */
static void check_descent(struct seam_case *c, int limit)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct descent d = { p, NULL, 0, 0, limit, 0 };
	bool stimulus;
	int result = -1;

	NEED(c, p->each && p->bus_new && p->bus_free && p->subscribe && p->fire);
	stimulus = SEAM_STIMULUS(c);
	d.depth = stimulus ? 0 : limit; /* muted, the first callback is the last */
	CHECK_EQ(c, visit_again(&d, &result), SEAM_OK);
	CHECK_EQ(c, d.failed, 0);
	CHECK_EQ(c, result, 7);

	REQUIRE(CHECK_EQ(c, p->bus_new(&d.bus), SEAM_OK));
	CHECK_EQ(c, p->subscribe(d.bus, on_event, &d, NULL, &d.id), SEAM_OK);
	d.depth = stimulus ? 0 : limit;
	result = -1;
	if (CHECK_EQ(c, fire_again(&d, &result), SEAM_OK)) {
		CHECK_EQ(c, d.failed, 0);
		CHECK_EQ(c, result, 7);
	}
	CHECK_EQ(c, p->bus_free(d.bus), SEAM_OK);
	if (p->lock_probe)
		CHECK_EQ(c, p->lock_probe(NULL), SEAM_OK);
}

static void once(struct seam_case *c)
{
	check_descent(c, 1);
}

static void nested_50(struct seam_case *c)
{
	check_descent(c, 50);
}

static void nested_1000(struct seam_case *c)
{
	check_descent(c, 1000);
}

SEAM_CASES(callbacks, reentry) = {
	{ "once", SEAM_MUST, once, "a callback may call the op that calls it", 0 },
	{ "nested_50", SEAM_MUST, nested_50, "50 calls and callbacks deep, every value comes back", 0 },
	{ "nested_1000", SEAM_MUST, nested_1000, "1000 calls and callbacks deep, every value comes back", SEAM_ONCE },
	SEAM_END
};
