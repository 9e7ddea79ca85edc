/*
 * again: what is set again is replaced, be the new one as long as the old one, shorter or longer.
 * Rule: strings.again    Source: caches that compare lengths; buffers that are written over and not cut
 */
#include "strings/expect.h"

static void message(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char text[40];

	NEED(c, s->error_set);
	NEED(c, s->error_text);
	for (size_t i = 0; i < 4 * sizeof text; i++) {
		size_t n = 1 + i / 4 - (i % 4 == 3 && i > 3), seen_n = UNSET_N;
		const char *seen = UNSET;

		memset(text, 'a' + (int)(i % 3), n);
		CHECK_EQ(c, s->error_set(seam_in(c, text, n), n, NULL), SEAM_OK);
		if (!CHECK_EQ(c, s->error_text(&seen, &seen_n), SEAM_OK) || !reads_n(c, seen, seen_n, text, n)) {
			FAIL(c, "that was message %zu, of %zu bytes, set in place of another", i, n);
			break;
		}
	}
	CHECK_EQ(c, s->error_set(NULL, 0, NULL), SEAM_OK);
}

static void stored(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *store = UNSET;
	char text[41];

	NEED(c, s->store_new);
	NEED(c, s->store_set);
	NEED(c, s->store_get);
	NEED(c, s->store_free);
	REQUIRE(CHECK_EQ(c, s->store_new(&store), SEAM_OK) && is_set(c, store));
	for (size_t i = 0; i < 4 * (sizeof text - 1); i++) {
		size_t n = 1 + i / 4 - (i % 4 == 3 && i > 3);
		const char *seen = UNSET;

		memset(text, 'a' + (int)(i % 3), n);
		text[n] = 0;
		CHECK_EQ(c, s->store_set(store, seam_in_string(c, text)), SEAM_OK);
		if (!CHECK_EQ(c, s->store_get(store, &seen), SEAM_OK) || !reads(c, seen, text, n)) {
			FAIL(c, "that was string %zu, of %zu bytes, set in place of another", i, n);
			break;
		}
	}
	s->store_free(store);
}

SEAM_CASES(strings, again) = {
	{ "message", SEAM_MUST, message, "a message takes the place of another of any length", 0 },
	{ "stored", SEAM_MUST, stored, "a kept string takes the place of another of any length", 0 },
	SEAM_END
};
