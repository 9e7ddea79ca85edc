/*
 * fill: the two-call protocol.  The size that is asked for is the size that fits, and no more than it is written.
 * Rule: strings.fill    Source: CWE-170, CWE-193; snprintf, GetEnvironmentVariable and git_buf conventions
 */
#include "strings/expect.h"

static void size_query(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *store = holding(c, "h\xC3\xA9llo");
	size_t needed = UNSET_N;

	if (!store)
		return;
	CHECK_EQ(c, s->fill(store, NULL, 0, &needed), SEAM_E_SPACE);
	CHECK_EQ(c, needed, sizeof "h\xC3\xA9llo");
	s->store_free(store);
}

static void exact_fit(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *store = holding(c, "hello");
	char *buf = seam_out(c, sizeof "hello");
	size_t needed = UNSET_N;

	if (!store)
		return;
	CHECK_EQ(c, s->fill(store, buf, sizeof "hello", &needed), SEAM_OK);
	CHECK_EQ(c, needed, sizeof "hello");
	CHECK_BYTES(c, buf, sizeof "hello", "hello", sizeof "hello");
	s->store_free(store);
}

static void empty(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *store = holding(c, "");
	char *buf = seam_out(c, 1);
	size_t needed = UNSET_N;

	if (!store)
		return;
	CHECK_EQ(c, s->fill(store, NULL, 0, &needed), SEAM_E_SPACE);
	CHECK_EQ(c, needed, 1);
	CHECK_EQ(c, s->fill(store, buf, 1, &needed), SEAM_OK);
	CHECK_EQ(c, buf[0], '\0');
	s->store_free(store);
}

static void room_to_spare(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *store = holding(c, "hello");
	char *buf = seam_out(c, 32);
	size_t needed = UNSET_N;

	if (!store)
		return;
	CHECK_EQ(c, s->fill(store, buf, 32, &needed), SEAM_OK);
	CHECK_EQ(c, needed, sizeof "hello");
	CHECK_BYTES(c, buf, sizeof "hello", "hello", sizeof "hello");
	CHECK_EQ(c, seam_untouched(c, buf + sizeof "hello", 32 - sizeof "hello"), 32 - sizeof "hello");
	s->store_free(store);
}

static void refused(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *store = holding(c, "hello");
	char *buf = seam_out(c, 8);
	size_t needed = UNSET_N;

	if (!store)
		return;
	CHECK_EQ(c, s->fill(store, NULL, 8, &needed), SEAM_E_NULL);
	CHECK_EQ(c, s->fill(store, buf, 8, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->store_set(store, NULL), SEAM_OK);
	CHECK_EQ(c, s->fill(store, buf, 8, &needed), SEAM_E_NOT_FOUND);
	untouched_n(c, needed);
	CHECK_EQ(c, seam_untouched(c, buf, 8), 8);
	s->store_free(store);
}

SEAM_CASES(strings, fill) = {
	{ "size_query", SEAM_MUST, size_query, "NULL and 0 ask for the size: bytes and terminator", 0 },
	{ "exact_fit", SEAM_MUST, exact_fit, "the size that was reported is enough", 0 },
	{ "empty", SEAM_MUST, empty, "the empty string needs one byte", 0 },
	{ "room_to_spare", SEAM_MUST, room_to_spare, "bytes behind the terminator are left alone", 0 },
	{ "refused", SEAM_MUST, refused, "NULLs and a store without a string are refused", 0 },
	SEAM_END
};
