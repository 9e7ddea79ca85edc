/*
 * contain_nested: a panic ends at the innermost op, whatever C and peer frames lie outside it.
 * Rule: callbacks.contain_nested    Source: rust-lang/rust panic-in-ffi; Lua, pcall across a C boundary; cgo callbacks
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>
#include <stdio.h>
#include <string.h>

#define LEVELS 20

struct nest {
	const struct seam_callbacks *p;
	unsigned visits, destroyed;
	int level, rc[LEVELS + 1], kept[LEVELS + 1];
	bool stimulus;
};

static bool begin(struct seam_case *c, struct nest *n)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);

	*n = (struct nest){ .p = p };
	if (!p->each || !p->raise || !p->raise_after || !p->last_message || !p->sort || !p->bus_new || !p->bus_free ||
	    !p->subscribe || !p->fire) {
		seam_skip(c, "the peer does not offer the failing ops");
		return false;
	}
	if (seam_traits(c) & SEAM_PANIC_ABORTS) {
		seam_skip(c, "the peer declares SEAM_PANIC_ABORTS: see callbacks.contain_abort");
		return false;
	}
	if (p->raise(SEAM_RAISE_TEXT, "first") == SEAM_E_UNSUPPORTED) {
		seam_skip(c, "the peer's language has no failures");
		return false;
	}
	n->stimulus = SEAM_STIMULUS(c);
	return true;
}

static bool message_holds(const struct seam_callbacks *p, const char *text)
{
	char buffer[2000];
	size_t length = 0;

	return p->last_message(buffer, sizeof buffer, &length) == SEAM_OK && length < sizeof buffer &&
	       memchr(buffer, 0, length + 1) == buffer + length && strstr(buffer, text);
}

static int raise(struct nest *n, const char *text)
{
	return n->stimulus ? n->p->raise(SEAM_RAISE_TEXT, text) : 12345;
}

static int raising_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct nest *n = userdata;

	(void)value, (void)fraction, (void)name;
	n->visits++;
	return index == 2 ? raise(n, "inside a visit") : 0;
}

static int counting_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)index, (void)value, (void)fraction, (void)name;
	((struct nest *)userdata)->visits++;
	return 0;
}

static void in_callback(struct seam_case *c)
{
	struct nest n;
	int result = 1;

	REQUIRE(begin(c, &n));
	CHECK_EQ(c, n.p->each(5, raising_visit, &n, &result), SEAM_OK);
	CHECK_EQ(c, result, SEAM_E_PANIC); /* as the visit's value, by way of the host */
	CHECK_EQ(c, n.visits, 3u);
	CHECK(c, message_holds(n.p, "inside a visit"));
	CHECK_EQ(c, n.p->each(5, counting_visit, &n, &result), SEAM_OK);
	CHECK_EQ(c, n.visits, 8u);
}

static void after_callbacks(struct seam_case *c)
{
	static const int kinds[] = { SEAM_RAISE_TEXT, SEAM_RAISE_NUMBER, SEAM_RAISE_CLEANUP, SEAM_RAISE_RUNTIME };
	struct nest n;

	REQUIRE(begin(c, &n));
	for (size_t i = 0; i < 4; i++) {
		struct seam_live before = seam_live(c);
		int rc = SEAM_OK;

		n.visits = 0;
		if (n.stimulus)
			rc = n.p->raise_after(3, kinds[i], "at the end of the loop", counting_visit, &n);
		if (rc == SEAM_E_UNSUPPORTED && kinds[i] != SEAM_RAISE_TEXT)
			continue;
		CHECK_EQ(c, rc, SEAM_E_PANIC);
		CHECK_EQ(c, n.visits, 3u);
		CHECK_EQ(c, seam_live(c).blocks, before.blocks); /* the loop's own cleanup is done */
	}
	CHECK_EQ(c, n.p->raise_after(3, SEAM_RAISE_TEXT, "x", NULL, &n), SEAM_E_NULL);
}

static int deeper(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct nest *n = userdata;
	char text[32];
	int level = n->level;

	(void)index, (void)value, (void)fraction, (void)name;
	snprintf(text, sizeof text, "at level %d.", level);
	if (level == LEVELS) {
		n->rc[level] = raise(n, text);
	} else {
		n->level++;
		n->rc[level] = n->p->raise_after(1, SEAM_RAISE_TEXT, text, deeper, n);
	}
	n->kept[level] = message_holds(n->p, text);
	return 0;
}

static void in_callback_in_callback(struct seam_case *c)
{
	struct nest n;
	int result = 1;

	REQUIRE(begin(c, &n));
	CHECK_EQ(c, n.p->each(1, deeper, &n, &result), SEAM_OK);
	CHECK_EQ(c, result, 0);
	for (int i = 0; i <= LEVELS; i++) {
		REQUIRE(CHECK_EQ(c, n.rc[i], SEAM_E_PANIC));
		REQUIRE(CHECK(c, n.kept[i]));
	}
}

static int raising_compare(int64_t a, int64_t b, void *userdata)
{
	struct nest *n = userdata;

	n->rc[0] = raise(n, "inside a comparator");
	return (a > b) - (a < b);
}

static void in_comparator(struct seam_case *c)
{
	int64_t items[6] = { 3, 1, 2, 6, 5, 4 };
	struct nest n;

	REQUIRE(begin(c, &n));
	CHECK_EQ(c, n.p->sort(items, 6, raising_compare, &n), SEAM_OK);
	CHECK_EQ(c, n.rc[0], SEAM_E_PANIC);
	for (int64_t i = 0; i < 6; i++)
		CHECK_EQ(c, items[i], i + 1);
}

static int raising_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id, (void)event;
	return raise(userdata, "inside an event");
}

static void raising_destroy(void *userdata)
{
	struct nest *n = userdata;

	n->destroyed++;
	n->rc[0] = raise(n, "inside a userdata's destructor");
}

static void in_subscription(struct seam_case *c)
{
	struct seam_bus *bus = NULL;
	struct nest n;
	uint64_t id = 0;
	int result = 1;

	REQUIRE(begin(c, &n));
	REQUIRE(CHECK_EQ(c, n.p->bus_new(&bus), SEAM_OK));
	for (int i = 0; i < 3; i++)
		CHECK_EQ(c, n.p->subscribe(bus, raising_event, &n, raising_destroy, &id), SEAM_OK);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(c, n.p->fire(bus, id, 1, &result), SEAM_OK);
		CHECK_EQ(c, result, SEAM_E_PANIC);
	}
	if (n.p->lock_probe)
		CHECK_EQ(c, n.p->lock_probe(bus), SEAM_OK);
	CHECK_EQ(c, n.p->bus_free(bus), SEAM_OK); /* each destructor fails inside, and all are called */
	CHECK_EQ(c, n.destroyed, 3u);
	CHECK_EQ(c, n.rc[0], SEAM_E_PANIC);
	CHECK(c, message_holds(n.p, "inside a userdata's destructor"));
}

SEAM_CASES(callbacks, contain_nested) = {
	{ "in_callback", SEAM_MUST, in_callback, "a panic in an op that a callback calls ends at that op", 0 },
	{ "after_callbacks", SEAM_MUST, after_callbacks, "a panic of the op that calls back is contained and cleaned up", 0 },
	{ "in_callback_in_callback", SEAM_MUST, in_callback_in_callback, "panics at every level of a nest, each at its own op", 0 },
	{ "in_comparator", SEAM_MUST, in_comparator, "a panic contained inside a comparator does not disturb the sort", 0 },
	{ "in_subscription", SEAM_MUST, in_subscription, "nor one inside an event or a userdata's destructor the bus", 0 },
	SEAM_END
};
