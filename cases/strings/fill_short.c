/*
 * fill_short: a buffer that is too small is left alone, or holds a terminated beginning, as declared; the size needed
 * is reported, and nothing is written past the end.
 * Rule: strings.fill_short    Source: CWE-170, CWE-193; strncpy against strlcpy
 */
#include "strings/expect.h"

/* Every size that is too small; a terminated beginning may be shorter by a character of which some bytes do not fit. */
static void too_small_for(struct seam_case *c, const char *text, size_t spare)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *store = holding(c, text);

	for (size_t size = 1; store && size <= strlen(text); size++) {
		char *buf = seam_out(c, size);
		size_t needed = UNSET_N, n = 0;

		if (!CHECK_EQ(c, s->fill(store, buf, size, &needed), SEAM_E_SPACE) ||
		    !CHECK_EQ(c, needed, strlen(text) + 1))
			break;
		if (!(seam_traits(c) & SEAM_FILL_TRUNCATES)) {
			if (!CHECK_EQ(c, seam_untouched(c, buf, size), size))
				break;
			continue;
		}
		while (n < size && buf[n])
			n++;
		if (n == size) {
			FAIL(c, "the beginning in a buffer of %zu bytes has no terminator", size);
			break;
		}
		if (!CHECK(c, n + spare >= size - 1) || !CHECK_BYTES(c, buf, n, text, n))
			break;
	}
	if (store)
		s->store_free(store);
}

static void one_short(struct seam_case *c)
{
	too_small_for(c, "hello", 0);
}

static void character_cut(struct seam_case *c)
{
	too_small_for(c, "\xE6\xBC\xA2\xE5\xAD\x97\xF0\x9F\xA6\x80", 3);
}

static void zero_size(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *store = holding(c, "hello");
	size_t needed = UNSET_N;

	if (!store)
		return;
	CHECK_EQ(c, s->fill(store, seam_out(c, 0), 0, &needed), SEAM_E_SPACE);
	CHECK_EQ(c, needed, sizeof "hello");
	s->store_free(store);
}

SEAM_CASES(strings, fill_short) = {
	{ "one_short", SEAM_MUST, one_short, "a short buffer is left alone or holds a beginning, as declared", 0 },
	{ "character_cut", SEAM_MUST, character_cut, "so it is where a character does not fit whole", 0 },
	{ "zero_size", SEAM_MUST, zero_size, "a buffer of size 0 is not written", 0 },
	SEAM_END
};
