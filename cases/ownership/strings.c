/*
 * strings: an array of strings that is given out whole is freed whole, by one op; a string can be taken out before.
 * Rule: ownership.strings    Source: git_strarray_dispose, g_strfreev; CWE-401; RS-2020-0088 (half-made arrays)
 */
#include "ownership/nodes.h"

static const char text[] = "one,,three,a part that is longer than the others,";
static const char *const parts[] = { "one", "", "three", "a part that is longer than the others", "" };

enum { PARTS = sizeof parts / sizeof parts[0] };

static bool split(struct seam_case *c, struct seam_own_strings *out)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	const char *in = seam_in_string(c, text);

	if (!CHECK_EQ(c, s->strings_split(in, ',', out), SEAM_OK))
		return false;
	seam_drop(c, in);
	if (!CHECK_EQ(c, out->count, PARTS) ||
	    !lent_as(c, out->strings, (PARTS + 1) * sizeof *out->strings, _Alignof(char *)))
		return false;
	for (size_t i = 0; i < PARTS; i++)
		if (!lent_as(c, out->strings[i], strlen(parts[i]) + 1, 1) || !CHECK_STR(c, out->strings[i], parts[i]))
			return false;
	return CHECK(c, !out->strings[PARTS]);
}

static void freed(struct seam_case *c, struct seam_own_strings *strings)
{
	/* twice: the second time there is nothing to free */
	for (int i = 0; i < 2; i++) {
		SEAM_OPS(c, ownership)->strings_free(strings);
		CHECK(c, !strings->strings);
		CHECK_EQ(c, strings->count, 0);
	}
}

static void whole(struct seam_case *c)
{
	struct seam_own_strings *strings = seam_out(c, sizeof *strings);

	NEED(c, SEAM_OPS(c, ownership)->strings_split);
	REQUIRE(split(c, strings));
	CHECK_EQ(c, seam_live(c).blocks, PARTS + 1);
	freed(c, strings);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

static void stolen(struct seam_case *c)
{
	struct seam_own_strings *strings = seam_out(c, sizeof *strings);

	NEED(c, SEAM_OPS(c, ownership)->strings_split);
	for (unsigned taken = 0; taken < 1u << PARTS; taken++) {
		char *mine[PARTS] = { NULL };

		REQUIRE(split(c, strings));
		for (size_t i = 0; i < PARTS; i++)
			if (taken & 1u << i) {
				mine[i] = strings->strings[i];
				strings->strings[i] = NULL;
			}
		freed(c, strings);
		for (size_t i = 0; i < PARTS; i++)
			if (mine[i]) {
				REQUIRE(lent_as(c, mine[i], strlen(parts[i]) + 1, 1) &&
				        CHECK_STR(c, mine[i], parts[i]));
				seam_free_lent(c, mine[i]);
			}
		REQUIRE(CHECK_EQ(c, seam_live(c).blocks, 0));
	}
}

/* The k-th request fails: the strings that were made before are freed, and *out is as it was. */
static void no_memory(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_strings *out = seam_out(c, sizeof *out);
	bool stimulus = SEAM_STIMULUS(c);
	size_t failures = 0;
	int rc = SEAM_E_MEMORY;

	NEED(c, s->strings_split);
	for (size_t k = 1; rc == SEAM_E_MEMORY && k <= 2 * (PARTS + 1); k++) {
		size_t requests = failing(c, stimulus, k);

		rc = s->strings_split(text, ',', out);
		failures += failed_one(c, stimulus, k, requests);
		if (rc) {
			REQUIRE(CHECK_EQ(c, rc, SEAM_E_MEMORY));
			REQUIRE(unwritten(c, out, sizeof *out, "strings_split"));
			REQUIRE(CHECK_EQ(c, seam_live(c).blocks, 0));
		}
	}
	REQUIRE(CHECK_EQ(c, rc, SEAM_OK));
	CHECK(c, failures > 0);
	freed(c, out);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

static void one_or_none(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_strings *out = seam_out(c, sizeof *out);

	NEED(c, s->strings_split);
	CHECK_EQ(c, s->strings_split("text", '\0', out), SEAM_E_RANGE);
	CHECK_EQ(c, s->strings_split(NULL, ',', out), SEAM_E_NULL);
	CHECK_EQ(c, s->strings_split("text", ',', NULL), SEAM_E_NULL);
	unwritten(c, out, sizeof *out, "strings_split");
	REQUIRE(CHECK_EQ(c, s->strings_split("", ',', out), SEAM_OK));
	if (CHECK_EQ(c, out->count, 1) && CHECK_STR(c, out->strings[0], ""))
		CHECK(c, !out->strings[1]);
	freed(c, out);
	/* two ends, and a separator that is negative where char is signed */
	for (int i = 0; i < 2; i++) {
		REQUIRE(CHECK_EQ(c, s->strings_split(i ? "a\xE9\xE9" : "a,,", i ? (char)0xE9 : ',', out), SEAM_OK));
		if (CHECK_EQ(c, out->count, 3) && CHECK_STR(c, out->strings[0], "a"))
			CHECK(c, !*out->strings[1] && !*out->strings[2]);
		freed(c, out);
	}
	s->strings_free(NULL);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

SEAM_CASES(ownership, strings) = {
	{ "whole", SEAM_MUST, whole, "each string has its length + 1 bytes; strings_free frees all, once", 0 },
	{ "stolen", SEAM_MUST, stolen, "a string that was taken out is the host's, the others are freed", 0 },
	{ "no_memory", SEAM_MUST, no_memory, "when a request fails, the strings made before it are freed", 0 },
	{ "one_or_none", SEAM_MUST, one_or_none, "an empty text is one empty string; bad arguments give none", 0 },
	SEAM_END
};
