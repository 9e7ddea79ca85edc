/* mutants_compare.c - wrong lengths, orders by something else than the bytes, and wrong concatenations. */
#include "strings/planted.h"

#include <stdlib.h>
#include <string.h>

static int counts_characters(const char *s, size_t *n)
{
	size_t characters = 0;

	for (; s && *s; s++)
		characters += ((unsigned char)*s & 0xC0) != 0x80;
	if (n)
		*n = characters;
	return SEAM_OK;
}

static int counts_the_terminator(const char *s, size_t *n)
{
	int rc = O->length(s, n);

	if (rc == SEAM_OK)
		++*n;
	return rc;
}

static int empty_has_no_length(const char *s, size_t *n)
{
	return s && !*s ? SEAM_E_NULL : O->length(s, n);
}

static int measures_utf8_only(const char *s, size_t *n)
{
	return s && strpbrk(s, "\xC0\xFF") ? SEAM_E_ENCODING : O->length(s, n);
}

static int compares_pointers(const char *a, const char *b, int *order)
{
	int rc = O->compare(a, b, order);

	if (rc == SEAM_OK && !*order)
		*order = a == b ? 0 : 1;
	return rc;
}

static int compares_common_part(const char *a, const char *b, int *order)
{
	size_t a_n = strlen(a), b_n = strlen(b);

	*order = memcmp(a, b, a_n < b_n ? a_n : b_n);
	return SEAM_OK;
}

/* Bytes through `key`, which says what a byte counts for. */
static int compares_by(const char *a, const char *b, int *order, int (*key)(unsigned char))
{
	while (*a && key((unsigned char)*a) == key((unsigned char)*b)) {
		a++;
		b++;
	}
	*order = key((unsigned char)*a) - key((unsigned char)*b);
	return SEAM_OK;
}

static int lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static int folds_case(const char *a, const char *b, int *order)
{
	return compares_by(a, b, order, lower);
}

static int as_signed(unsigned char c)
{
	return c > 0x7F ? c - 0x100 : c;
}

static int compares_signed(const char *a, const char *b, int *order)
{
	return compares_by(a, b, order, as_signed);
}

static int as_utf16(unsigned char c)
{
	return c >= 0xF0 ? 0xED : c;
}

static int compares_utf16(const char *a, const char *b, int *order)
{
	return compares_by(a, b, order, as_utf16);
}

static int as_replaced(unsigned char c)
{
	return c > 0xF8 ? 0xF8 : c;
}

static int compares_replaced(const char *a, const char *b, int *order)
{
	return compares_by(a, b, order, as_replaced);
}

static int compares_numbers(const char *a, const char *b, int *order)
{
	long x = strtol(a, NULL, 10), y = strtol(b, NULL, 10);

	if (!x || !y)
		return O->compare(a, b, order);
	*order = x < y ? -1 : x > y;
	return SEAM_OK;
}

static int other_way_round(const char *a, const char *b, char **out)
{
	return O->concat(b, a, out);
}

static int empty_takes_all(const char *a, const char *b, char **out)
{
	return O->concat(a, a && *a ? b : "", out);
}

static int composes(const char *a, const char *b, char **out)
{
	int rc = O->concat(a, b, out);

	if (rc == SEAM_OK)
		swap(*out, "e\xCC\x81", "\xC3\xA9");
	return rc;
}

static int once_is_enough(const char *a, const char *b, char **out)
{
	return O->concat(a, a == b ? "" : b, out);
}

SEAM_MUTANTS(strings, compare) = {
	{ "counts_characters", "strings.length.of_bytes", "plain", "fail",
	  "n == want", true, SEAM_OP(strings, length, counts_characters), 0 },
	{ "counts_the_terminator", "strings.length.without_terminator", "plain", "fail",
	  "n == want", true, SEAM_OP(strings, length, counts_the_terminator), 0 },
	{ "empty_has_no_length", "strings.length.of_empty", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, length, empty_has_no_length), 0 },
	{ "measures_utf8_only", "strings.length.of_ill_formed", "plain", "fail",
	  "SEAM_E_ENCODING", true, SEAM_OP(strings, length, measures_utf8_only), 0 },
	{ "compares_pointers", "strings.compare.equal", "plain", "fail",
	  "order == 0", true, SEAM_OP(strings, compare, compares_pointers), 0 },
	{ "compares_common_part", "strings.compare.prefix", "plain", "fail",
	  "order < 0", true, SEAM_OP(strings, compare, compares_common_part), 0 },
	{ "folds_case", "strings.compare.letter_case", "plain", "fail",
	  "order < 0", true, SEAM_OP(strings, compare, folds_case), 0 },
	{ "compares_numbers", "strings.compare.digits", "plain", "fail",
	  "order < 0", true, SEAM_OP(strings, compare, compares_numbers), 0 },
	{ "compares_signed", "strings.compare.unsigned_bytes", "plain", "fail",
	  "order < 0", true, SEAM_OP(strings, compare, compares_signed), 0 },
	{ "compares_utf16", "strings.compare.above_the_bmp", "plain", "fail",
	  "order < 0", true, SEAM_OP(strings, compare, compares_utf16), 0 },
	{ "compares_replaced", "strings.compare.look_alikes", "plain", "fail",
	  "order < 0", true, SEAM_OP(strings, compare, compares_replaced), 0 },
	{ "other_way_round", "strings.concat.in_order", "plain", "fail",
	  "6 bytes, from 0: 74 77 6f 6f", true, SEAM_OP(strings, concat, other_way_round), 0 },
	{ "empty_takes_all", "strings.concat.empty", "plain", "fail",
	  "0 bytes, from 0:", true, SEAM_OP(strings, concat, empty_takes_all), 0 },
	{ "composes", "strings.concat.combining", "plain", "fail",
	  "2 bytes, from 0: c3 a9", true, SEAM_OP(strings, concat, composes), 0 },
	{ "once_is_enough", "strings.concat.with_itself", "plain", "fail",
	  "6 bytes, from 6:", true, SEAM_OP(strings, concat, once_is_enough), 0 },
	SEAM_NO_MORE_MUTANTS
};
