/*
 * beyond: the second of two, the hundredth of many, what differs in a late byte, what is all of one kind.
 * Rule: strings.beyond    Source: difference of characters in a char; fixed tables of pieces; output sized for the usual text
 */
#include "strings/strings.h"

#include <seam/case.h>
#include <stdlib.h>
#include <string.h>

/* The first of two, and none written where there is none. */
static void first_nul(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	size_t *at = seam_out(c, sizeof *at);
	char *out = NULL;

	NEED(c, s->terminate);
	NEED(c, s->release);
	if (CHECK_EQ(c, s->terminate(seam_in(c, "ab\300\200c", 5), 5, &out, at), SEAM_OK)) {
		CHECK_STR(c, out, "ab\300\200c");
		CHECK_EQ(c, seam_untouched(c, at, sizeof *at), sizeof *at);
		s->release(out);
	}
	CHECK_EQ(c, s->terminate(seam_in(c, "ab\0c\0d\0", 7), 7, &out, at), SEAM_E_NUL);
	CHECK_EQ(c, *at, 2);
}

/* Bytes 128 and more apart; eight at a time; late. */
static void order(struct seam_case *c)
{
	static const char *const rows[][2] = { { "a", "\xE1" },
		                               { "\1", "\xFF" },
		                               { "\1", "\x81" },
		                               { "abcdefgh", "bacdefgh" },
		                               { "aaaaaaab", "baaaaaaa" },
		                               { "aaaaaaaaz", "aaaaaaabz" } };
	const struct seam_strings *s = SEAM_OPS(c, strings);

	NEED(c, s->compare);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int up = 0, down = 0;

		CHECK_EQ(c, s->compare(seam_in_string(c, rows[i][0]), seam_in_string(c, rows[i][1]), &up), SEAM_OK);
		CHECK_EQ(c, s->compare(seam_in_string(c, rows[i][1]), seam_in_string(c, rows[i][0]), &down), SEAM_OK);
		if (up >= 0 || down <= 0)
			FAIL(c, "row %zu: the orders are %d and %d, not less and greater than 0", i, up, down);
	}
}

/* What a block of eight bytes with a carry takes for a NUL is none. */
static void length_of_high_bytes(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char text[65];

	NEED(c, s->length);
	for (size_t i = 0; i < 63; i++) {
		size_t n = 0;

		memset(text, 'x', 64);
		text[64] = 0;
		text[i] = (char)0x80;
		text[i + 1] = 1;
		CHECK_EQ(c, s->length(seam_in_string(c, text), &n), SEAM_OK);
		REQUIRE(CHECK_EQ(c, n, 64));
	}
}

/* All units of three bytes; all bytes one unit each: the most that can come out. */
static void widest(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	enum { N = 1000 };
	uint16_t units[N], *back = NULL;
	char *out = NULL, ascii[N];
	size_t n = 0;

	NEED(c, s->utf16_to_utf8);
	NEED(c, s->utf16_from_utf8);
	NEED(c, s->release);
	NEED(c, s->utf16_release);
	for (size_t i = 0; i < N; i++)
		units[i] = 0x20AC;
	memset(ascii, 'x', N);
	if (CHECK_EQ(c, s->utf16_to_utf8(seam_in(c, units, sizeof units), N, &out, &n, NULL), SEAM_OK)) {
		CHECK_EQ(c, n, 3 * N);
		for (size_t i = 0; i < n; i++)
			REQUIRE(CHECK_EQ(c, (unsigned char)out[i], (unsigned char)"\xE2\x82\xAC"[i % 3]));
		CHECK_EQ(c, out[n], 0);
		s->release(out);
	}
	if (CHECK_EQ(c, s->utf16_from_utf8(seam_in(c, ascii, N), N, &back, &n, NULL), SEAM_OK)) {
		CHECK_EQ(c, n, N);
		CHECK_EQ(c, back[N - 1], 'x');
		CHECK_EQ(c, back[N], 0);
		s->utf16_release(back);
	}
}

/* Thousands of items, of pieces, of calls. */
static size_t visits;

static void count_visit(void *userdata, const char *piece, size_t n)
{
	(void)userdata;
	visits += n == 1 && piece[0] == 'p' && !piece[1];
}

static void thousands(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	enum { N = 5000 };
	const char **items = seam_out(c, N * sizeof *items);
	struct seam_strings_list *list = NULL;
	char **array = NULL, *text = seam_out(c, 2 * N);
	size_t n = 0;

	NEED(c, s->list_new || s->list_split);
	for (size_t i = 0; i < N; i++) {
		items[i] = "p";
		text[2 * i] = 'p';
		text[2 * i + 1] = ',';
	}
	text[2 * N - 1] = 0;
	if (s->list_new && s->list_count && s->list_get && s->list_free &&
	    CHECK_EQ(c, s->list_new(items, NULL, N, &list, NULL, NULL), SEAM_OK)) {
		const char *last = NULL;

		CHECK_EQ(c, s->list_count(list, &n), SEAM_OK);
		CHECK_EQ(c, n, N);
		CHECK_EQ(c, s->list_get(list, N - 1, &last, &n), SEAM_OK);
		CHECK_STR(c, last, "p");
		s->list_free(list);
	}
	if (s->list_split && s->list_release && CHECK_EQ(c, s->list_split(text, ',', &array, &n), SEAM_OK)) {
		if (CHECK_EQ(c, n, N))
			CHECK_STR(c, array[N - 1], "p");
		CHECK(c, array[n] == NULL);
		s->list_release(array, n);
	}
	if (s->visit) {
		visits = 0;
		CHECK_EQ(c, s->visit(text, 2 * N - 1, ',', count_visit, NULL, NULL), SEAM_OK);
		CHECK_EQ(c, visits, N);
	}
}

/* Kept again: the very string that is kept, a beginning of it being another string by then; shorter ones in its place. */
static void kept_again(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *store = NULL;
	const char *seen = NULL;
	char buf[200];
	size_t needed = 0;

	NEED(c, s->store_new);
	NEED(c, s->store_set);
	NEED(c, s->store_get);
	NEED(c, s->store_free);
	REQUIRE(CHECK_EQ(c, s->store_new(&store), SEAM_OK));
	CHECK_EQ(c, s->store_set(store, "0123456789"), SEAM_OK);
	CHECK_EQ(c, s->store_get(store, &seen), SEAM_OK);
	CHECK_EQ(c, s->store_set(store, seen + 3), SEAM_OK); /* of itself, over itself */
	CHECK_EQ(c, s->store_get(store, &seen), SEAM_OK);
	CHECK_STR(c, seen, "3456789");
	CHECK_EQ(c, s->store_set(store, seen), SEAM_OK);
	CHECK_EQ(c, s->store_get(store, &seen), SEAM_OK);
	CHECK_STR(c, seen, "3456789");
	memset(buf, 'l', sizeof buf - 1);
	buf[sizeof buf - 1] = 0;
	CHECK_EQ(c, s->store_set(store, buf), SEAM_OK);
	/* Too small by much, and not small: still it does not fit. */
	if (s->fill)
		for (size_t size = 65; size < sizeof buf; size += 67) {
			char *to = seam_out(c, size);

			CHECK_EQ(c, s->fill(store, to, size, &needed), SEAM_E_SPACE);
			CHECK_EQ(c, needed, sizeof buf);
		}
	s->store_free(store);
}

/* A mark at the start of the second string, blanks at the end of a field. */
static void joined_as_they_are(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *out = NULL;

	NEED(c, s->release);
	NEED(c, s->concat || s->field_get);
	if (s->concat && CHECK_EQ(c, s->concat("a", seam_in_string(c, "\xEF\xBB\xBF" "b"), &out), SEAM_OK)) {
		CHECK_STR(c, out, "a\xEF\xBB\xBF" "b");
		s->release(out);
	}
	if (s->field_get && CHECK_EQ(c, s->field_get(seam_in(c, "ab  \0xxxxxxxxxxx", 16), &out), SEAM_OK)) {
		CHECK_STR(c, out, "ab  ");
		s->release(out);
	}
	if (s->field_get && CHECK_EQ(c, s->field_get(seam_in(c, "abcdefghijklmn  ", 16), &out), SEAM_OK)) {
		CHECK_STR(c, out, "abcdefghijklmn  ");
		s->release(out);
	}
}

SEAM_CASES(strings, beyond) = {
	{ "first_nul", SEAM_MUST, first_nul, "the first NUL is told, and none where there is none", 0 },
	{ "order", SEAM_MUST, order, "the order is that of the first bytes that differ, however far apart", 0 },
	{ "length_of_high_bytes", SEAM_MUST, length_of_high_bytes, "no byte but NUL ends a string", 0 },
	{ "widest", SEAM_MUST, widest, "there is room for the most that can come out", 0 },
	{ "thousands", SEAM_MUST, thousands, "thousands of items and pieces are all there", 0 },
	{ "kept_again", SEAM_MUST, kept_again, "a kept string may be kept again, all or its end", 0 },
	{ "joined_as_they_are", SEAM_MUST, joined_as_they_are, "marks and blanks are kept where strings are put together", 0 },
	SEAM_END
};
