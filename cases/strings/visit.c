/*
 * visit: strings that arrive as arguments of a callback are terminated, counted, in order, and go with the userdata
 * that was given.
 * Rule: strings.visit    Source: git_strarray and git_config_foreach callbacks in the bindings of libgit2
 */
#include "strings/expect.h"

#define MOST 8u

/* What the visitor saw: pieces one behind the other, each with its terminator. */
struct seen {
	struct seam_case *c;
	size_t calls, at, lengths[MOST];
	char text[64];
};

static void visitor(void *userdata, const char *piece, size_t n)
{
	struct seen *seen = userdata;

	if (seen->calls < MOST && is_set(seen->c, piece) && CHECK(seen->c, n < sizeof seen->text - seen->at)) {
		CHECK_EQ(seen->c, piece[n], '\0');
		seen->lengths[seen->calls] = n;
		memcpy(seen->text + seen->at, piece, n);
		seen->at += n;
		seen->text[seen->at++] = '\0';
	}
	seen->calls++;
}

/* The first n of the bytes at `in`. */
static void visited(struct seam_case *c, const char *in, size_t n, const char *want, size_t want_n)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seen seen = { .c = c };
	size_t at = UNSET_N;

	NEED(c, s->visit);
	if (!SEAM_STIMULUS(c))
		n = 0;
	if (!CHECK_EQ(c, s->visit(in, n, ';', visitor, &seen, &at), SEAM_OK))
		return;
	CHECK_BYTES(c, seen.text, seen.at, want, want_n);
	untouched_n(c, at);
}

static void pieces(struct seam_case *c)
{
	visited(c, seam_in(c, BYTES("one;two;\xC3\xA9")), 10, "one\0two\0\xC3\xA9", sizeof "one\0two\0\xC3\xA9");
}

static void empty_pieces(struct seam_case *c)
{
	visited(c, seam_in(c, BYTES(";a;;")), 4, "\0a\0\0", sizeof "\0a\0\0");
}

static void no_terminator(struct seam_case *c)
{
	visited(c, seam_in(c, BYTES("one;twofold;three")), 7, "one\0two", sizeof "one\0two");
	visited(c, seam_in(c, BYTES("abc")), 3, "abc", sizeof "abc");
}

/* Two visits, one inside the other, each with its own userdata. */
struct outer {
	struct seen seen, inner;
};

static void visits_again(void *userdata, const char *piece, size_t n)
{
	struct outer *outer = userdata;

	visitor(&outer->seen, piece, n);
	if (outer->seen.calls == 1 && SEAM_STIMULUS(outer->seen.c))
		CHECK_EQ(outer->seen.c,
		         SEAM_OPS(outer->seen.c, strings)->visit("x;y", 3, ';', visitor, &outer->inner, NULL), SEAM_OK);
}

static void nested(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct outer outer = { .seen.c = c, .inner.c = c };

	NEED(c, s->visit);
	CHECK_EQ(c, s->visit(seam_in(c, "1;2;3", 5), 5, ';', visits_again, &outer, NULL), SEAM_OK);
	CHECK_BYTES(c, outer.seen.text, outer.seen.at, "1\0" "2\0" "3", sizeof "1\0" "2\0" "3");
	CHECK_BYTES(c, outer.inner.text, outer.inner.at, "x\0y", sizeof "x\0y");
}

static size_t without_userdata;

static void counts(void *userdata, const char *piece, size_t n)
{
	(void)piece;
	without_userdata += userdata == NULL ? n : 1000;
}

static void null_userdata(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);

	NEED(c, s->visit);
	without_userdata = 0;
	CHECK_EQ(c, s->visit("one;two", 7, ';', counts, SEAM_STIMULUS(c) ? NULL : c, NULL), SEAM_OK);
	CHECK_EQ(c, without_userdata, 6);
}

SEAM_CASES(strings, visit) = {
	{ "pieces", SEAM_MUST, pieces, "a callback's strings are counted, terminated and in order", 0 },
	{ "empty_pieces", SEAM_MUST, empty_pieces, "empty strings are handed to a callback as such", 0 },
	{ "no_terminator", SEAM_MUST, no_terminator, "a counted string is visited by its length", 0 },
	{ "nested", SEAM_MUST, nested, "a visitor may visit; each visit keeps its own userdata and string", 0 },
	{ "null_userdata", SEAM_MUST, null_userdata, "NULL userdata arrives as NULL", 0 },
	SEAM_END
};
