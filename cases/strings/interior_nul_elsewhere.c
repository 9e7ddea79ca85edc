/*
 * interior_nul_elsewhere: the rule on interior NULs holds in lists, in error text, in callback arguments and in UTF-16
 * as well.
 * Rule: strings.interior_nul_elsewhere    Source: RUSTSEC-2021-0123; rust-lang CString::new, NulError::nul_position
 */
#include "strings/expect.h"

static bool carries(const struct seam_case *c)
{
	return (seam_traits(c) & SEAM_NUL_CARRIED) != 0;
}

/* "ab", NUL, "cd"; muted, the NUL is an x. */
static const char *sent(struct seam_case *c)
{
	return seam_in(c, SEAM_STIMULUS(c) ? "ab\0cd" : "abxcd", 5);
}

static void list(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *items[] = { "first", sent(c), NULL, sent(c) }, *out = UNSET;
	const size_t lengths[] = { 5, 5, 0, 5 };
	struct seam_strings_list *kept = UNSET;
	size_t item = UNSET_N, at = UNSET_N, n = UNSET_N;
	int rc;

	NEED(c, s->list_new);
	NEED(c, s->list_get);
	NEED(c, s->list_free);
	rc = s->list_new(items, lengths, 4, &kept, &item, &at);
	CHECK_REFUSED(c, rc, !carries(c), SEAM_E_NUL);
	if (rc == SEAM_OK && is_set(c, kept)) {
		if (CHECK_EQ(c, s->list_get(kept, 3, &out, &n), SEAM_OK))
			reads_n(c, out, n, BYTES("ab\0cd"));
		s->list_free(kept);
	} else if (rc == SEAM_E_NUL) {
		untouched(c, kept);
		CHECK_EQ(c, item, 1);
		CHECK_EQ(c, at, 2);
	}
}

static void error_text(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N, at = UNSET_N;
	const char *out = UNSET;
	int rc;

	NEED(c, s->error_set);
	NEED(c, s->error_text);
	CHECK_EQ(c, s->error_set("before", 6, NULL), SEAM_OK);
	rc = s->error_set(sent(c), 5, &at);
	CHECK_REFUSED(c, rc, !carries(c), SEAM_E_NUL);
	if (rc == SEAM_E_NUL)
		CHECK_EQ(c, at, 2);
	if (CHECK_EQ(c, s->error_text(&out, &n), SEAM_OK)) {
		if (carries(c))
			reads_n(c, out, n, BYTES("ab\0cd"));
		else
			reads_n(c, out, n, BYTES("before"));
	}
	s->error_set(NULL, 0, NULL);
}

struct seen {
	struct seam_case *c;
	size_t calls;
};

static void one_piece(void *userdata, const char *piece, size_t n)
{
	struct seen *seen = userdata;

	seen->calls++;
	reads_n(seen->c, piece, n, BYTES("ab\0cd"));
}

static void callback_argument(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seen seen = { c, 0 };
	size_t at = UNSET_N;
	int rc;

	NEED(c, s->visit);
	rc = s->visit(sent(c), 5, ',', one_piece, &seen, &at);
	CHECK_REFUSED(c, rc, !carries(c), SEAM_E_NUL);
	CHECK_EQ(c, seen.calls, carries(c) ? 1 : 0);
	if (rc == SEAM_E_NUL)
		CHECK_EQ(c, at, 2);
}

static void to_utf16(struct seam_case *c)
{
	static const uint16_t want[] = { 'a', 'b', 0, 'c', 'd', 0 };
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N, at = UNSET_N;
	uint16_t *out = UNSET;
	int rc;

	NEED(c, s->utf16_from_utf8);
	NEED(c, s->utf16_release);
	rc = s->utf16_from_utf8(sent(c), 5, &out, &n, &at);
	CHECK_REFUSED(c, rc, !carries(c), SEAM_E_NUL);
	if (rc == SEAM_OK && is_set(c, out)) {
		if (CHECK_EQ(c, n, 5))
			CHECK_BYTES(c, out, sizeof want, want, sizeof want);
		s->utf16_release(out);
	} else if (rc == SEAM_E_NUL) {
		CHECK_EQ(c, at, 2);
	}
}

static void from_utf16(struct seam_case *c)
{
	const uint16_t units[] = { 'a', 'b', SEAM_STIMULUS(c) ? 0 : 'x', 'c', 'd' };
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t n = UNSET_N, at = UNSET_N;
	char *out = UNSET;
	int rc;

	NEED(c, s->utf16_to_utf8);
	NEED(c, s->release);
	rc = s->utf16_to_utf8(seam_in(c, units, sizeof units), 5, &out, &n, &at);
	CHECK_REFUSED(c, rc, !carries(c), SEAM_E_NUL);
	if (rc == SEAM_OK)
		owned_n(c, out, n, BYTES("ab\0cd"));
	else if (rc == SEAM_E_NUL)
		CHECK_EQ(c, at, 2);
}

SEAM_CASES(strings, interior_nul_elsewhere) = {
	{ "list", SEAM_MUST, list, "a NUL in a list's member is carried, or refused with item and position", 0 },
	{ "error_text", SEAM_MUST, error_text, "a NUL in error text cuts nothing off", 0 },
	{ "callback_argument", SEAM_MUST, callback_argument, "a NUL in a callback's argument cuts nothing off", 0 },
	{ "to_utf16", SEAM_MUST, to_utf16, "a NUL in UTF-8 does not end the UTF-16 made of it", 0 },
	{ "from_utf16", SEAM_MUST, from_utf16, "a unit 0 in UTF-16 does not end the UTF-8 made of it", 0 },
	SEAM_END
};
