/*
 * moved: the id that an object was moved from is refused, like one that was closed; no id comes back, however many follow.
 * Rule: ownership.moved    Source: use after std::move; napi references; slot maps with few generations; CWE-416
 */
#include "ownership/blocks.h"

enum { AGES = 70000 };

static void from(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t id[10] = { 0 }, before = s->live ? s->live() : 0, *out = seam_out(c, sizeof *out);
	int64_t value = 0;

	NEED(c, s->id_move);
	REQUIRE(CHECK_EQ(c, s->id_open(77, &id[0]), SEAM_OK));
	for (int i = 1; i < 10; i++) {
		if (SEAM_STIMULUS(c))
			REQUIRE(CHECK_EQ(c, s->id_move(id[i - 1], &id[i]), SEAM_OK));
		REQUIRE(CHECK(c, id[i] != 0));
		for (int j = 0; j < i; j++) {
			REQUIRE(CHECK(c, id[i] != id[j]));
			REQUIRE(CHECK_EQ(c, s->id_get(id[j], &value), SEAM_E_NOT_FOUND));
			REQUIRE(CHECK_EQ(c, s->id_move(id[j], out), SEAM_E_NOT_FOUND));
			REQUIRE(unwritten(c, out, sizeof *out, "id_move"));
			REQUIRE(CHECK_EQ(c, s->id_close(id[j]), SEAM_E_NOT_FOUND));
		}
		value = 0;
		REQUIRE(CHECK_EQ(c, s->id_get(id[i], &value), SEAM_OK) && CHECK_EQ(c, value, 77));
		if (s->live)
			REQUIRE(CHECK_EQ(c, s->live(), before + 1));
	}
	CHECK_EQ(c, s->id_move(id[9], NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->id_move(0, out), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, s->id_close(id[9]), SEAM_OK);
	CHECK_EQ(c, s->id_move(id[9], out), SEAM_E_NOT_FOUND);
	if (s->live)
		CHECK_EQ(c, s->live(), before);
}

/* More lives than a byte or two can count. */
static void aged(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	uint64_t first = 0, id = 0;
	int64_t value = 0;

	NEED(c, s->id_open);
	REQUIRE(CHECK_EQ(c, s->id_open(1, &first), SEAM_OK) && CHECK_EQ(c, s->id_close(first), SEAM_OK));
	for (int i = 0; i < AGES; i++) {
		if (s->id_open(2, &id) != SEAM_OK || id == first || s->id_get(first, &value) != SEAM_E_NOT_FOUND) {
			FAIL(c,
			     "an id that was closed is valid again, or given again, when %d others were opened after it",
			     i + 1);
			return;
		}
		REQUIRE(CHECK_EQ(c, s->id_close(id), SEAM_OK));
	}
}

SEAM_CASES(ownership, moved) = {
	{ "from", SEAM_SHOULD, from, "the id that an object was moved from is SEAM_E_NOT_FOUND to every op", 0 },
	{ "aged", SEAM_SHOULD, aged, "a closed id is unknown for ever, also after 70000 others", SEAM_ONCE },
	SEAM_END
};
