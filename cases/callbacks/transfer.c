/*
 * transfer: streams made of callbacks: short reads and writes, the end, and each failure's value.
 * Rule: callbacks.transfer    Source: curl's read and write functions, libarchive, OpenSSL BIO; short counts in
 * their bindings
 */
#include "callbacks/stream.h"

#include <limits.h>
#include <seam/case.h>

static void run(struct seam_case *c, struct callbacks_stream *s, const struct seam_transfer *table, int rc,
                int64_t value)
{
	uint64_t *done = seam_out(c, sizeof *done);
	int64_t *result = seam_out(c, sizeof *result);

	REQUIRE(CHECK_EQ(c, SEAM_OPS(c, callbacks)->transfer(table, "x", done, result), rc));
	CHECK_EQ(c, *result, value);
	CHECK_EQ(c, *done, s->taken);
	CHECK_EQ(c, s->wrong, 0u); /* bytes out of order, beyond what was read, of size 0; a progress that is none */
	CHECK_EQ(c, s->after_end, 0u);
}

static void whole(struct seam_case *c, size_t total, size_t read_at_most, size_t write_at_most)
{
	struct seam_transfer table;
	struct callbacks_stream s;

	REQUIRE(callbacks_stream_open(c, &s, total, &table));
	s.read_at_most = read_at_most;
	s.write_at_most = write_at_most;
	run(c, &s, &table, SEAM_OK, 0);
	CHECK_EQ(c, s.taken, total);
	CHECK_EQ(c, s.progresses, s.reads - 1); /* one after each read but the last */
}

static void all(struct seam_case *c)
{
	whole(c, CALLBACKS_BYTES, 0, 0);
	whole(c, 1, 0, 0);
}

static void nothing(struct seam_case *c)
{
	struct seam_transfer table;
	struct callbacks_stream s;

	REQUIRE(callbacks_stream_open(c, &s, 0, &table));
	run(c, &s, &table, SEAM_OK, 0);
	CHECK_EQ(c, s.reads, 1u);
	CHECK_EQ(c, s.writes + s.progresses, 0u); /* the end is no data */
}

static void short_reads(struct seam_case *c)
{
	whole(c, 50, 1, 0);
	whole(c, 1000, 13, 0);
}

static void short_writes(struct seam_case *c)
{
	whole(c, 3000, 0, 7);
	whole(c, 40, 16, 1);
}

/* The k-th call of a kind fails with this value. */
static void failing(struct seam_case *c, char what, unsigned k, int64_t value)
{
	struct seam_transfer table;
	struct callbacks_stream s;

	REQUIRE(callbacks_stream_open(c, &s, 200, &table));
	s.read_at_most = 10;
	s.value = value;
	if (SEAM_STIMULUS(c)) {
		s.fail_read = what == 'r' ? k : 0;
		s.fail_write = what == 'w' ? k : 0;
		s.fail_progress = what == 'p' ? k : 0;
	}
	run(c, &s, &table, SEAM_E_FAILED, value);
	CHECK_EQ(c, what == 'r' ? s.reads : what == 'w' ? s.writes : s.progresses, k);
	CHECK_EQ(c, s.taken, 10 * (size_t)(what == 'p' ? k : k - 1));
}

static void read_fails(struct seam_case *c)
{
	failing(c, 'r', 1, -1);
	failing(c, 'r', 3, INT64_MIN);
	failing(c, 'r', 2, -INT64_C(4294967296)); /* 0 in its low half */
}

static void write_fails(struct seam_case *c)
{
	failing(c, 'w', 1, -7);
	failing(c, 'w', 3, 0); /* takes nothing: not once more, and not for ever */
	failing(c, 'w', 2, -INT64_C(4294967296));
}

static void cancelled(struct seam_case *c)
{
	static const int values[] = { 1, -1, 256, -65536, INT_MAX, INT_MIN };

	for (unsigned i = 0; i < sizeof values / sizeof values[0]; i++)
		failing(c, 'p', 1 + i, values[i]);
}

static void greedy(struct seam_case *c, char what)
{
	struct seam_transfer table;
	struct callbacks_stream s;
	uint64_t done = 99;
	int64_t result = 0;

	REQUIRE(callbacks_stream_open(c, &s, 200, &table));
	s.read_at_most = 10;
	s.greedy = true;
	s.fail_read = SEAM_STIMULUS(c) && what == 'r' ? 3 : 0;
	s.fail_write = SEAM_STIMULUS(c) && what == 'w' ? 3 : 0;
	CHECK_EQ(c, SEAM_OPS(c, callbacks)->transfer(&table, "x", &done, &result), SEAM_E_RANGE);
	CHECK_EQ(c, done, 20u); /* nothing of what cannot be is counted or written */
	CHECK_EQ(c, s.taken, 20u);
	CHECK_EQ(c, s.writes, what == 'w' ? 3u : 2u);
	CHECK(c, result > (what == 'w' ? 10 : 16));
	CHECK_EQ(c, s.after_end, 0u);
}

static void too_much(struct seam_case *c)
{
	greedy(c, 'r');
	greedy(c, 'w');
}

SEAM_CASES(callbacks, transfer) = {
	{ "all", SEAM_MUST, all, "what is read is written, whole and in order", 0 },
	{ "nothing", SEAM_MUST, nothing, "an end at once is an end", 0 },
	{ "short_reads", SEAM_MUST, short_reads, "only what a read returned is written", 0 },
	{ "short_writes", SEAM_MUST, short_writes, "what a write did not take is written again", 0 },
	{ "read_fails", SEAM_MUST, read_fails, "a read's failure ends it at once, its value exact", 0 },
	{ "write_fails", SEAM_MUST, write_fails, "so does a write's, and one that takes nothing", 0 },
	{ "cancelled", SEAM_MUST, cancelled, "any value but 0 of progress cancels at once, and comes back exactly", 0 },
	{ "too_much", SEAM_MUST, too_much, "a count beyond what was asked for is refused", 0 },
	SEAM_END
};
