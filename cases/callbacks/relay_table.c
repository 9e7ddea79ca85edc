/*
 * relay_table: a table of callbacks is read as far as its maker knew it, and what it does not hold is not called.
 * Rule: callbacks.relay    Source: versioned option structs of libgit2 and curl; sqlite3_vfs; nullable function
 * pointers
 */
#include "callbacks/relay.h"

#include <seam/case.h>
#include <stddef.h>
#include <string.h>

static void optional(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_relay table = callbacks_relay;
	struct callbacks_seen s = { .n = 0 };
	struct seam_values in, *out;

	NEED(c, p->relay);
	in = callbacks_edge(c, true);
	s.out = callbacks_edge(c, false);
	out = seam_out(c, sizeof *out);
	if (SEAM_STIMULUS(c)) {
		table.i8 = NULL;
		table.f64 = NULL;
		table.pointer = NULL;
	}
	REQUIRE(CHECK_EQ(c, p->relay(&table, &in, &s, out), SEAM_OK));
	CHECK_EQ(c, s.n, CALLBACKS_TYPES - 3);
	CHECK_EQ(c, seam_untouched(c, &out->i8, sizeof out->i8), sizeof out->i8);
	CHECK_EQ(c, seam_untouched(c, &out->f64, sizeof out->f64), sizeof out->f64);
	CHECK_EQ(c, seam_untouched(c, &out->pointer, sizeof out->pointer), sizeof out->pointer);
	CHECK_EQ(c, out->i64, s.out.i64);
}

/* The table of an older host: its maker knew the first six functions. */
static void shorter(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	const size_t size = offsetof(struct seam_relay, i64);
	struct seam_relay table = callbacks_relay;
	struct callbacks_seen s = { .n = 0 };
	struct seam_values in, *out;

	NEED(c, p->relay);
	in = callbacks_edge(c, true);
	s.out = callbacks_edge(c, false);
	out = seam_out(c, sizeof *out);
	table.size = SEAM_STIMULUS(c) ? size : sizeof table;
	REQUIRE(CHECK_EQ(c, p->relay((const void *)seam_in(c, &table, table.size), &in, &s, out), SEAM_OK));
	CHECK_EQ(c, s.n, 6u);
	CHECK_EQ(c, out->u32, s.out.u32);
	CHECK_EQ(c, seam_untouched(c, &out->i64, sizeof out->i64), sizeof out->i64);
}

/* The same with the functions still there, behind the size: they are not the table's. */
static void size_decides(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_relay table = callbacks_relay;
	struct callbacks_seen s = { .n = 0 };
	struct seam_values in, out;

	NEED(c, p->relay);
	in = out = callbacks_edge(c, true);
	s.out = callbacks_edge(c, false);
	table.size = SEAM_STIMULUS(c) ? offsetof(struct seam_relay, i64) : sizeof table;
	REQUIRE(CHECK_EQ(c, p->relay(&table, &in, &s, &out), SEAM_OK));
	CHECK_EQ(c, s.n, 6u);
	CHECK_EQ(c, out.i64, in.i64);
}

/* The table of a newer host. */
static void longer(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct {
		struct seam_relay table;
		uintptr_t later[4];
	} newer;
	struct callbacks_seen s = { .n = 0 };
	struct seam_values in, out;

	NEED(c, p->relay);
	in = out = callbacks_edge(c, true);
	s.out = callbacks_edge(c, false);
	memset(&newer, seam_poison(c), sizeof newer);
	newer.table = callbacks_relay;
	newer.table.size = sizeof newer;
	CHECK_EQ(c, p->relay(&newer.table, &in, &s, &out), SEAM_OK);
	CHECK_EQ(c, s.n, CALLBACKS_TYPES);
	callbacks_check_values(c, &out, &s.out);
}

static void refused(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_relay none = { .size = sizeof none.size - 1 };
	struct callbacks_seen s = { .n = 0 };
	struct seam_values in, *out;

	NEED(c, p->relay);
	in = callbacks_edge(c, true);
	out = seam_out(c, sizeof *out);
	CHECK_EQ(c, p->relay(NULL, &in, &s, out), SEAM_E_NULL);
	CHECK_EQ(c, p->relay(&callbacks_relay, NULL, &s, out), SEAM_E_NULL);
	CHECK_EQ(c, p->relay(&callbacks_relay, &in, &s, NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->relay(&none, &in, &s, out), SEAM_E_VERSION);
	none.size = 0;
	CHECK_EQ(c, p->relay(&none, &in, &s, out), SEAM_E_VERSION);
	none.size = sizeof none.size; /* a table of nothing */
	CHECK_EQ(c, p->relay(&none, &in, &s, out), SEAM_OK);
	CHECK_EQ(c, s.n, 0u);
	CHECK_EQ(c, seam_untouched(c, out, sizeof *out), sizeof *out);
}

SEAM_CASES(callbacks, relay_table) = {
	{ "optional", SEAM_MUST, optional, "a callback that is NULL is not called, and nothing is stored for it", 0 },
	{ "shorter", SEAM_MUST, shorter, "an older, shorter table is not read beyond its size", 0 },
	{ "size_decides", SEAM_MUST, size_decides, "what lies behind a table's size does not belong to it", 0 },
	{ "longer", SEAM_MUST, longer, "a newer, longer table is taken as far as it is known", 0 },
	{ "refused", SEAM_MUST, refused, "NULL and a size that cannot be are refused, and nothing is called", 0 },
	SEAM_END
};
