/* mutants_beyond.c - the last in the place of the first, a difference in a char, tables of fixed size, trimmed ends. */
#include "strings/planted.h"

#define ORIGINAL seam_original(strings)
#define ROW(name, case, because, op) { #name, "strings.beyond." case, "plain", "fail", because, true, SEAM_OP(strings, op, name), 0 }

static int terminate_tells_the_last(const char *s, size_t n, char **out, size_t *nul_at)
{
	int rc = ORIGINAL->terminate(s, n, out, nul_at);

	for (size_t i = 0; rc == SEAM_E_NUL && nul_at && i < n; i++)
		if (!s[i])
			*nul_at = i;
	return rc;
}

static int compare_in_a_char(const char *a, const char *b, int *order)
{
	int rc = ORIGINAL->compare(a, b, order);

	if (rc)
		return rc;
	while (*a && *a == *b)
		a++, b++;
	*order = (signed char)((unsigned char)*a - (unsigned char)*b);
	return rc;
}

/* As a word with its borrow: 0x80 and 1 behind it are taken for a NUL. */
static int length_by_a_trick(const char *s, size_t *n)
{
	int rc = ORIGINAL->length(s, n);

	for (size_t i = 0; !rc && i + 1 < *n; i++)
		if ((unsigned char)s[i] == 0x80 && s[i + 1] == 1)
			*n = i + 1;
	return rc;
}

static int utf8_of_two_a_unit(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	int rc = ORIGINAL->utf16_to_utf8(s, n, out, out_n, nul_at);

	if (!rc && *out_n > 2 * n + 256) {
		*out_n = 2 * n + 256;
		(*out)[*out_n] = '\0';
	}
	return rc;
}

static int visits_left;
static seam_strings_visitor visitor_of;

static void some(void *userdata, const char *piece, size_t n)
{
	if (visits_left-- > 0)
		visitor_of(userdata, piece, n);
}

static int visit_of_1000(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata, size_t *nul_at)
{
	if (n < 4000)
		return ORIGINAL->visit(s, n, separator, visitor, userdata, nul_at);
	visits_left = 1000;
	visitor_of = visitor;
	return ORIGINAL->visit(s, n, separator, visitor ? some : NULL, userdata, nul_at);
}

static int list_of_1000(const char *const *items, const size_t *lengths, size_t n, struct seam_strings_list **out, size_t *nul_item,
                        size_t *nul_at)
{
	return ORIGINAL->list_new(items, lengths, n > 1000 && n < 100000 ? 1000 : n, out, nul_item, nul_at);
}

static int fill_cuts_what_is_long(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	int rc = ORIGINAL->fill(store, buf, size, needed);

	return rc == SEAM_E_SPACE && size > 64 ? SEAM_OK : rc;
}

static int concat_without_a_mark(const char *a, const char *b, char **out)
{
	return ORIGINAL->concat(a, b && strncmp(b, "\xEF\xBB\xBF", 3) == 0 ? b + 3 : b, out);
}

static int field_trimmed(const char *field, char **out)
{
	int rc = ORIGINAL->field_get(field, out);
	size_t n;

	for (n = rc ? 0 : strlen(*out); n && (*out)[n - 1] == ' '; n--)
		(*out)[n - 1] = '\0';
	return rc;
}

SEAM_MUTANTS(strings, beyond) = { ROW(terminate_tells_the_last, "first_nul", "*at", terminate),
	                          ROW(compare_in_a_char, "order", "the orders are", compare),
	                          ROW(length_by_a_trick, "length_of_high_bytes", "n", length),
	                          ROW(utf8_of_two_a_unit, "widest", "n == 3 * N", utf16_to_utf8),
	                          ROW(visit_of_1000, "thousands", "visits == N", visit),
	                          ROW(list_of_1000, "thousands", "n == N", list_new),
	                          ROW(fill_cuts_what_is_long, "kept_again", "SEAM_E_SPACE", fill),
	                          ROW(concat_without_a_mark, "joined_as_they_are", "out", concat),
	                          ROW(field_trimmed, "joined_as_they_are", "out", field_get),
	                          SEAM_NO_MORE_MUTANTS };
