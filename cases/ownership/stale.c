/*
 * stale: a handle that was closed is refused, for ever, also after its place was used again.
 * Rule: ownership.stale    Source: slot maps; Windows handle reuse; CWE-416
 */
#include "ownership/blocks.h"

enum { ROUNDS = 100 };

/* Nothing is known by this id. */
static void unknown(struct seam_case *c, uint64_t id)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	int64_t *out = seam_out(c, sizeof *out);

	if (CHECK_EQ(c, s->id_get(id, out), SEAM_E_NOT_FOUND))
		unwritten(c, out, sizeof *out, "id_get");
	CHECK_EQ(c, s->id_close(id), SEAM_E_NOT_FOUND);
}

static void closed(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t id = 0, before = s->live ? s->live() : 0;
	bool stimulus = SEAM_STIMULUS(c);
	int64_t value = 0;

	NEED(c, s->id_open);
	REQUIRE(CHECK_EQ(c, s->id_open(-5, &id), SEAM_OK));
	REQUIRE(CHECK(c, id != 0));
	if (CHECK_EQ(c, s->id_get(id, &value), SEAM_OK))
		CHECK_EQ(c, value, -5);
	if (stimulus)
		CHECK_EQ(c, s->id_close(id), SEAM_OK);
	unknown(c, id);
	if (s->live)
		CHECK_EQ(c, s->live(), before);
}

static void used_again(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t id[ROUNDS] = { 0 }, kept = 0;
	int64_t value = 0;

	NEED(c, s->id_open);
	REQUIRE(CHECK_EQ(c, s->id_open(1000, &kept), SEAM_OK));
	for (int i = 0; i < ROUNDS; i++) {
		REQUIRE(CHECK_EQ(c, s->id_open(i, &id[i]), SEAM_OK));
		REQUIRE(CHECK(c, id[i] != 0 && id[i] != kept));
		for (int j = 0; j < i; j++) {
			REQUIRE(CHECK(c, id[i] != id[j]));
			REQUIRE(CHECK_EQ(c, s->id_get(id[j], &value), SEAM_E_NOT_FOUND));
			REQUIRE(CHECK_EQ(c, s->id_close(id[j]), SEAM_E_NOT_FOUND));
		}
		REQUIRE(CHECK_EQ(c, s->id_get(id[i], &value), SEAM_OK));
		REQUIRE(CHECK_EQ(c, value, i));
		REQUIRE(CHECK_EQ(c, s->id_close(id[i]), SEAM_OK));
	}
	if (CHECK_EQ(c, s->id_get(kept, &value), SEAM_OK))
		CHECK_EQ(c, value, 1000);
	CHECK_EQ(c, s->id_close(kept), SEAM_OK);
}

/* Numbers that id_open never gave, next to one that it did. */
static void never_opened(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t id = 0;

	NEED(c, s->id_open);
	unknown(c, 0);
	unknown(c, UINT64_MAX);
	REQUIRE(CHECK_EQ(c, s->id_open(6, &id), SEAM_OK));
	unknown(c, 0);
	unknown(c, UINT64_MAX);
	unknown(c, ~id);
	for (unsigned bit = 0; bit < 64; bit++)
		unknown(c, id ^ (UINT64_C(1) << bit));
	CHECK_EQ(c, s->id_close(id), SEAM_OK);
}

SEAM_CASES(ownership, stale) = {
	{ "closed", SEAM_SHOULD, closed, "an id that was closed is SEAM_E_NOT_FOUND to every op", 0 },
	{ "used_again", SEAM_SHOULD, used_again, "no id is given twice, and no old one names a new object", 0 },
	{ "never_opened", SEAM_SHOULD, never_opened, "a number that names no object is SEAM_E_NOT_FOUND", 0 },
	SEAM_END
};
