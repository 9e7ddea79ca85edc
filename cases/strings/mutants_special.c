/* mutants_special.c - one op each that changes special characters or cuts long strings. */
#include "strings/planted.h"

#include <string.h>

static int counted_dos(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	int rc = O->echo_n(s, n, out, out_n, nul_at);

	if (rc == SEAM_OK && n && !memchr(s, '\0', n)) {
		swap(*out, "\r\n", "\n");
		*out_n = strlen(*out);
	}
	return rc;
}

static int concat_formats(const char *a, const char *b, char **out)
{
	int rc = O->concat(a, b, out);

	if (rc == SEAM_OK)
		swap(*out, "%%", "%");
	return rc;
}

static int lossy_drops_mark(const char *s, size_t n, char **out, size_t *out_n)
{
	int rc = O->lossy(s, n, out, out_n);

	if (rc == SEAM_OK && n && !memchr(s, '\0', n)) {
		swap(*out, "\xEF\xBB\xBF", "");
		*out_n = strlen(*out);
	}
	return rc;
}

static int fill_composes(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	int rc = O->fill(store, buf, size, needed);

	if (rc == SEAM_OK)
		swap(buf, "e\xCC\x81", "\xC3\xA9");
	return rc;
}

static int visit_trims(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                       size_t *nul_at)
{
	while (n && s && s[n - 1] == ' ')
		n--;
	return O->visit(s, n, separator, visitor, userdata, nul_at);
}

static int measures_16_bits(const char *s, size_t *n)
{
	int rc = O->length(s, n);

	if (rc == SEAM_OK)
		*n = (uint16_t)*n;
	return rc;
}

static int terminate_255(const char *s, size_t n, char **out, size_t *nul_at)
{
	return O->terminate(s, n > 255 ? 255 : n, out, nul_at);
}

static int join_is_64k(const char *const *items, size_t n, const char *separator, char **out)
{
	int rc = O->list_join(items, n, separator, out);

	if (rc == SEAM_OK && strlen(*out) > UINT16_MAX)
		(*out)[UINT16_MAX] = '\0';
	return rc;
}

static int units_of_16_bits(const char *s, size_t n, uint16_t **out, size_t *out_n, size_t *nul_at)
{
	int rc = O->utf16_from_utf8(s, n, out, out_n, nul_at);

	if (rc == SEAM_OK)
		*out_n = (uint16_t)*out_n;
	return rc;
}

static int message_255(const char *text, size_t n, size_t *nul_at)
{
	return O->error_set(text, n > 255 ? 255 : n, nul_at);
}

static int split_copies_page(const char *s, char separator, char ***out, size_t *out_n)
{
	int rc = O->list_split(s, separator, out, out_n);

	for (size_t i = 0; rc == SEAM_OK && i < *out_n; i++)
		if (strlen((*out)[i]) > 4095)
			(*out)[i][4095] = '\0';
	return rc;
}

SEAM_MUTANTS(strings, special) = {
	{ "counted_dos", "strings.special.copies", "plain", "fail",
	  "the length of out", true, SEAM_OP(strings, echo_n, counted_dos), 0 },
	{ "concat_formats", "strings.special.joins", "plain", "fail",
	  "80 bytes, from 7: 25", true, SEAM_OP(strings, concat, concat_formats), 0 },
	{ "lossy_drops_mark", "strings.special.conversions", "plain", "fail",
	  "the length of out", true, SEAM_OP(strings, lossy, lossy_drops_mark), 0 },
	{ "fill_composes", "strings.special.kept", "plain", "fail",
	  "buf", true, SEAM_OP(strings, fill, fill_composes), 0 },
	{ "visit_trims", "strings.special.pieces", "plain", "fail",
	  "the length of piece", true, SEAM_OP(strings, visit, visit_trims), 0 },
	{ "measures_16_bits", "strings.long.measured", "plain", "fail",
	  "n == LONG", true, SEAM_OP(strings, length, measures_16_bits), 0 },
	{ "terminate_255", "strings.long.copies", "plain", "fail",
	  "70001 bytes, from 255", true, SEAM_OP(strings, terminate, terminate_255), 0 },
	{ "join_is_64k", "strings.long.joins", "plain", "fail",
	  "140003 bytes, from 65535", true, SEAM_OP(strings, list_join, join_is_64k), 0 },
	{ "units_of_16_bits", "strings.long.conversions", "plain", "fail",
	  "out_n == characters", true, SEAM_OP(strings, utf16_from_utf8, units_of_16_bits), 0 },
	{ "message_255", "strings.long.kept", "plain", "fail",
	  "is 255, not 70001", true, SEAM_OP(strings, error_set, message_255), 0 },
	{ "split_copies_page", "strings.long.pieces", "plain", "fail",
	  "70001 bytes, from 4095", true, SEAM_OP(strings, list_split, split_copies_page), 0 },
	SEAM_NO_MORE_MUTANTS
};
