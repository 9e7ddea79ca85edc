/*
 * contain_nested: a panic ends at the innermost op, whatever C and peer frames lie outside it.
 * Rule: callbacks.contain_nested    Source: rust-lang/rust panic-in-ffi; Lua, pcall across a C boundary; cgo callbacks
 */
#include "callbacks/contain.h"

#include <seam/case.h>
#include <stdio.h>

#define LEVELS 20

struct nest {
	struct seam_case *c;
	const struct seam_callbacks *p;
	unsigned visits;
	int level, rc[LEVELS + 1];
	bool stimulus;
};

static bool begin(struct seam_case *c, struct nest *n)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);

	if (!callbacks_can_contain(c))
		return false;
	if (!p->raise_after) {
		seam_skip(c, "the peer does not offer raise_after");
		return false;
	}
	*n = (struct nest){ .c = c, .p = p, .stimulus = SEAM_STIMULUS(c) };
	return true;
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
	callbacks_check_message(c, "inside a visit");
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
	n.visits = 0;
	CHECK_EQ(c, n.p->raise_after(3, SEAM_RAISE_TEXT, "x", NULL, &n), SEAM_E_NULL);
	CHECK_EQ(c, n.p->raise_after(3, 99, "x", counting_visit, &n), SEAM_E_RANGE);
	CHECK_EQ(c, n.p->raise_after(3, SEAM_RAISE_TEXT, NULL, counting_visit, &n), SEAM_E_NULL);
	CHECK_EQ(c, n.visits, 0u);
}

static int stopping_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	counting_visit(index, value, fraction, name, userdata);
	return index == 1;
}

static void after_stop(struct seam_case *c)
{
	seam_visit_fn visit;
	struct nest n;

	REQUIRE(begin(c, &n));
	visit = n.stimulus ? stopping_visit : counting_visit;
	CHECK_EQ(c, n.p->raise_after(5, SEAM_RAISE_TEXT, "after a stop", visit, &n), SEAM_E_PANIC);
	CHECK_EQ(c, n.visits, 2u);
	callbacks_check_message(c, "after a stop");
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
	callbacks_check_message(n->c, text); /* until the next panic, one level up */
	return 0;
}

static void in_callback_in_callback(struct seam_case *c)
{
	struct nest n;
	int result = 1;

	REQUIRE(begin(c, &n));
	CHECK_EQ(c, n.p->each(1, deeper, &n, &result), SEAM_OK);
	CHECK_EQ(c, result, 0);
	for (int i = 0; i <= LEVELS; i++)
		REQUIRE(CHECK_EQ(c, n.rc[i], SEAM_E_PANIC));
}

SEAM_CASES(callbacks, contain_nested) = {
	{ "in_callback", SEAM_MUST, in_callback, "a panic in an op that a callback calls ends at that op", 0 },
	{ "after_callbacks", SEAM_MUST, after_callbacks,
	  "a panic of the op that calls back is contained and cleaned up", 0 },
	{ "after_stop", SEAM_MUST, after_stop, "a visit that stops ends the visits, and the op still panics", 0 },
	{ "in_callback_in_callback", SEAM_MUST, in_callback_in_callback,
	  "panics at every level of a nest, each at its own op", 0 },
	SEAM_END
};
