/*
 * most: more items than 16 bits can count, more bytes than 24 bits can.
 * Rule: strings.most    Source: CWE-197; lengths in bit fields; tables of 65,535
 */
#include "strings/expect.h"

enum { ITEMS = 70001, LENGTH = (1 << 24) + 3 };

/* All but a few are absent: they count as the others do. */
static void items(struct seam_case *c)
{
	static const size_t there[] = { 0, 255, 256, 32767, 32768, 65534, 65535, 65536, ITEMS - 1 };
	const struct seam_strings *s = SEAM_OPS(c, strings);
	static const char *all[ITEMS];
	struct seam_strings_list *list = UNSET;
	const char *out = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->list_new);
	NEED(c, s->list_count);
	NEED(c, s->list_get);
	NEED(c, s->list_free);
	for (size_t i = 0; i < sizeof there / sizeof there[0]; i++) {
		char text[] = { (char)('a' + (int)i), 0 };

		all[there[i]] = seam_in_string(c, text);
	}
	REQUIRE(CHECK_EQ(c, s->list_new(all, NULL, ITEMS, &list, NULL, NULL), SEAM_OK) && is_set(c, list));
	if (CHECK_EQ(c, s->list_count(list, &n), SEAM_OK) && n != ITEMS)
		FAIL(c, "a list of %d strings has %zu", ITEMS, n);
	for (size_t i = 0; i < sizeof there / sizeof there[0]; i++)
		if (CHECK_EQ(c, s->list_get(list, there[i], &out, &n), SEAM_OK))
			reads_n(c, out, n, all[there[i]], 1);
	if (CHECK_EQ(c, s->list_get(list, ITEMS - 2, &out, &n), SEAM_OK))
		CHECK(c, !out && !n);
	s->list_free(list);
	memset(all, 0, sizeof all);
}

static void bytes(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *text = seam_out(c, LENGTH), *out = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->echo_n);
	NEED(c, s->release);
	memset(text, 'x', LENGTH);
	text[LENGTH - 1] = 'y';
	REQUIRE(CHECK_EQ(c, s->echo_n(text, LENGTH, &out, &n, NULL), SEAM_OK) && is_set(c, out));
	if (n != LENGTH)
		FAIL(c, "of %d bytes %zu come back", LENGTH, n);
	else
		CHECK(c, memcmp(out, text, LENGTH) == 0 && !out[n]);
	s->release(out);
}

SEAM_CASES(strings, most) = {
	{ "items", SEAM_MUST, items, "a list of 70,001 strings has them all", SEAM_ONCE },
	{ "bytes", SEAM_SHOULD, bytes, "a string of 16 MiB and 3 bytes comes back whole", SEAM_ONCE },
	SEAM_END
};
