/*
 * transfer_table: the struct of callbacks: optional members, its size, the log's text.
 * Rule: callbacks.transfer_table    Source: curl_easy_setopt, git_*_options; CVEs of log callbacks taking text as a
 * format
 */
#include "callbacks/stream.h"

#include <seam/case.h>
#include <stddef.h>
#include <string.h>

static int run(struct seam_case *c, const void *table, const char *name)
{
	uint64_t done = 0;
	int64_t result = 1;

	return SEAM_OPS(c, callbacks)->transfer(table, name, &done, &result);
}

static void log_text(struct seam_case *c)
{
	struct seam_transfer table;
	struct callbacks_stream s;

	REQUIRE(callbacks_stream_open(c, &s, 100, &table));
	if (!SEAM_STIMULUS(c))
		table.log = NULL;
	/* taken as a format, it does not come out as it went in */
	CHECK_EQ(c, run(c, &table, seam_in_string(c, "100%% of %x {0} \\n $HOME\t\xff")), SEAM_OK);
	CHECK_EQ(c, s.logs, 1u);
	CHECK_EQ(c, s.level, 1);
	CHECK_STR(c, s.line, "transfer of 100%% of %x {0} \\n $HOME\t\xff");
	s.given = s.taken = s.reads = 0;
	s.over = false;
	CHECK_EQ(c, run(c, &table, seam_in_string(c, "%s%%")), SEAM_OK);
	CHECK_STR(c, s.line, "transfer of %s%%");
	CHECK_EQ(c, s.wrong, 0u);
}

static void optional(struct seam_case *c)
{
	struct seam_transfer table;
	struct callbacks_stream s;

	REQUIRE(callbacks_stream_open(c, &s, 5000, &table));
	if (SEAM_STIMULUS(c)) {
		table.progress = NULL;
		table.log = NULL;
	}
	CHECK_EQ(c, run(c, &table, "x"), SEAM_OK);
	CHECK_EQ(c, s.taken, 5000u);
	CHECK_EQ(c, s.progresses + s.logs, 0u);
}

static void shorter(struct seam_case *c)
{
	struct seam_transfer table;
	struct callbacks_stream s;

	REQUIRE(callbacks_stream_open(c, &s, 5000, &table));
	if (SEAM_STIMULUS(c))
		table.size = offsetof(struct seam_transfer, progress);
	CHECK_EQ(c, run(c, seam_in(c, &table, table.size), "x"), SEAM_OK);
	CHECK_EQ(c, s.taken, 5000u);
	CHECK_EQ(c, s.progresses + s.logs, 0u);
}

static void read_once(struct seam_case *c)
{
	struct seam_transfer table, *given;
	struct callbacks_stream s;

	REQUIRE(callbacks_stream_open(c, &s, 5000, &table));
	given = seam_inout(c, &table, sizeof table);
	s.table = SEAM_STIMULUS(c) ? given : NULL;
	CHECK_EQ(c, run(c, given, "x"), SEAM_OK);
	CHECK_EQ(c, s.taken, 5000u);
	CHECK_EQ(c, s.logs, 1u);
	CHECK(c, s.progresses > 0);
	CHECK_EQ(c, given->size, 0u); /* cleared by the first callback, as it should */
}

static void refused(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	uint64_t *done = seam_out(c, sizeof *done);
	int64_t *result = seam_out(c, sizeof *result);
	struct seam_transfer table;
	struct callbacks_stream s;

	REQUIRE(callbacks_stream_open(c, &s, 5000, &table));
	CHECK_EQ(c, p->transfer(NULL, "x", done, result), SEAM_E_NULL);
	CHECK_EQ(c, p->transfer(&table, NULL, done, result), SEAM_E_NULL);
	CHECK_EQ(c, p->transfer(&table, "x", NULL, result), SEAM_E_NULL);
	CHECK_EQ(c, p->transfer(&table, "x", done, NULL), SEAM_E_NULL);
	table.read = NULL;
	CHECK_EQ(c, p->transfer(&table, "x", done, result), SEAM_E_NULL);
	table.read = callbacks_transfer.read;
	table.write = NULL;
	CHECK_EQ(c, p->transfer(&table, "x", done, result), SEAM_E_NULL);
	table.write = callbacks_transfer.write;
	table.size = offsetof(struct seam_transfer, progress) - 1;
	CHECK_EQ(c, p->transfer(&table, "x", done, result), SEAM_E_VERSION);
	table.size = 0;
	CHECK_EQ(c, p->transfer(&table, "x", done, result), SEAM_E_VERSION);
	CHECK_EQ(c, s.reads + s.writes + s.progresses + s.logs, 0u);
	CHECK_EQ(c, seam_untouched(c, done, sizeof *done), sizeof *done);
	CHECK_EQ(c, seam_untouched(c, result, sizeof *result), sizeof *result);
}

static int64_t raising_read(void *buffer, size_t size, void *userdata)
{
	const struct seam_callbacks *p = SEAM_OPS(((struct callbacks_stream *)userdata)->c, callbacks);

	(void)buffer, (void)size;
	return p->raise ? p->raise(SEAM_RAISE_NUMBER, NULL) : SEAM_E_PANIC;
}

/* A failure of the peer's own, contained below the callback, comes back as the callback's value. */
static void panic_below(struct seam_case *c)
{
	struct seam_transfer table;
	struct callbacks_stream s;
	uint64_t done = 1;
	int64_t result = 0;

	REQUIRE(callbacks_stream_open(c, &s, 10, &table));
	if (seam_traits(c) & SEAM_PANIC_ABORTS) {
		seam_skip(c, "the peer declares SEAM_PANIC_ABORTS: see callbacks.contain_abort");
		return;
	}
	if (SEAM_STIMULUS(c))
		table.read = raising_read;
	CHECK_EQ(c, SEAM_OPS(c, callbacks)->transfer(&table, "x", &done, &result), SEAM_E_FAILED);
	CHECK(c, result == SEAM_E_PANIC || result == SEAM_E_UNSUPPORTED);
	CHECK_EQ(c, done, 0u);
}

SEAM_CASES(callbacks, transfer_table) = {
	{ "log_text", SEAM_MUST, log_text, "a line of the log is text, whole, never a format", 0 },
	{ "optional", SEAM_MUST, optional, "callbacks that are NULL are not called", 0 },
	{ "shorter", SEAM_MUST, shorter, "the struct of an older host is not read beyond its size", 0 },
	{ "read_once", SEAM_MUST, read_once, "the struct is not looked at again once callbacks run", 0 },
	{ "refused", SEAM_MUST, refused, "NULL, a missing function and a size that cannot be are refused", 0 },
	{ "panic_below", SEAM_MUST, panic_below, "a panic contained below a callback is the callback's to report", 0 },
	SEAM_END
};
