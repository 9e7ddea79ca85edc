/* mutants_most.c - counts of 16 bits, lengths of 24, marks that are left out far into a text, messages that stay. */
#include "strings/planted.h"

static int list_of_16_bits(const char *const *items, const size_t *lengths, size_t n, struct seam_strings_list **out, size_t *nul_item,
                           size_t *nul_at)
{
	return O->list_new(items, lengths, n > UINT16_MAX && n < 1u << 20 ? UINT16_MAX : n, out, nul_item, nul_at);
}

static int echo_of_24_bits(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return O->echo_n(s, n > 1u << 24 && n < 1u << 30 ? 1u << 24 : n, out, out_n, nul_at);
}

static int marks_only_early(const char *s, size_t n, char **out, size_t *out_n)
{
	int rc = O->lossy(s, n, out, out_n);
	size_t to = 200;

	if (rc || *out_n < to)
		return rc;
	for (size_t i = to; i < *out_n; i++)
		if (i + 2 < *out_n && !memcmp(*out + i, "\xEF\xBF\xBD", 3))
			i += 2;
		else
			(*out)[to++] = (*out)[i];
	(*out)[*out_n = to] = '\0';
	return rc;
}

static int message_of_that_length_stays(const char *text, size_t n, size_t *nul_at)
{
	const char *was = NULL;
	size_t was_n = 0;

	if (text && n == 3 && O->error_text(&was, &was_n) == SEAM_OK && was_n == n)
		return SEAM_OK;
	return O->error_set(text, n, nul_at);
}

static int longer_one_shows_through(struct seam_strings_store *store, const char *s)
{
	const char *was = NULL;
	char text[64];

	if (store && s && O->store_get(store, &was) == SEAM_OK && was && strlen(was) < sizeof text && strlen(was) == strlen(s) + 1) {
		strcpy(text, was);
		memcpy(text, s, strlen(s));
		return O->store_set(store, text);
	}
	return O->store_set(store, s);
}

#define ROW(name, case, because, op) { #name, "strings." case, "plain", "fail", because, true, SEAM_OP(strings, op, name), 0 }

SEAM_MUTANTS(strings, most) = {
	ROW(list_of_16_bits, "most.items", "a list of 70001 strings has 65535", list_new),
	ROW(echo_of_24_bits, "most.bytes", "of 16777219 bytes 16777216 come back", echo_n),
	ROW(marks_only_early, "lossy_is_idempotent.far", "is not its input with U+FFFD", lossy),
	ROW(message_of_that_length_stays, "again.message", "of 3 bytes, set in place of another", error_set),
	ROW(longer_one_shows_through, "again.stored", "set in place of another", store_set),
	SEAM_NO_MORE_MUTANTS
};
