/* mutants_encoding.c - bytes that are no ASCII, taken for another encoding, let through or half refused. */
#include "strings/planted.h"

#include <string.h>

static bool is_ascii(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] > 0x7F)
			return false;
	return true;
}

ECHO_SWAPS(latin1_is_ascii, "\xE9", "e")
ECHO_SWAPS(decodes_over_long, "\xC0\xAF", "/")
ECHO_SWAPS(replaces_surrogate, "\xED\xA0\x80", "\xEF\xBF\xBD")
ECHO_SWAPS(joins_surrogates, "\xED\xA0\xBD\xED\xB8\x80", "\xF0\x9F\x98\x80")
ECHO_SWAPS(drops_stray_byte, "\xC3\xA9\xA9", "\xC3\xA9")
ECHO_SWAPS(drops_what_is_cut, "\xF0\x9F\xA6 ", " ")
ECHO_SWAPS(replaces_beyond, "\xF4\x90\x80\x80", "\xEF\xBF\xBD")

ECHO_THEN(seven_bits)
{
	for (; *text; text++)
		*text = *text & 0x7F ? (char)(*text & 0x7F) : ' ';
}

ECHO_THEN(ends_at_eof)
{
	text[strcspn(text, "\xFF")] = '\0';
}

static int passes(const char *s, char **out)
{
	return O->echo(s, out);
}

static int passes_counted(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return O->echo_n(s, n, out, out_n, nul_at);
}

static int passes_optional(const char *s, char **out)
{
	return O->echo_optional(s, out);
}

static int looks_at_first(const char *a, const char *b, char **out)
{
	return a && !is_ascii(a, strlen(a)) ? SEAM_E_ENCODING : O->concat(a, b, out);
}

static int looks_at_items(const char *const *items, size_t n, const char *separator, char **out)
{
	for (size_t i = 0; i < n; i++)
		if (items[i] && !is_ascii(items[i], strlen(items[i])))
			return SEAM_E_ENCODING;
	return O->list_join(items, n, separator, out);
}

static int split_passes(const char *s, char separator, char ***out, size_t *out_n)
{
	return O->list_split(s, separator, out, out_n);
}

static int field_drops(const char *field, char **out)
{
	int rc = O->field_get(field, out);

	if (rc == SEAM_OK)
		swap(*out, "\xE9", "");
	return rc;
}

static int refuses_too_late(struct seam_strings_store *store, const char *s)
{
	int rc = O->store_set(store, s && is_ascii(s, strlen(s)) ? s : NULL);

	return s && !is_ascii(s, strlen(s)) ? SEAM_E_ENCODING : rc;
}

static int refuses_after_giving(const char *const *items, const size_t *lengths, size_t n,
                                struct seam_strings_list **out, size_t *nul_item, size_t *nul_at)
{
	int rc = O->list_new(items, lengths, n, out, nul_item, nul_at);

	for (size_t i = 0; rc == SEAM_OK && i < n; i++) {
		if (items[i] && !is_ascii(items[i], strlen(items[i]))) {
			O->list_free(*out);
			return SEAM_E_ENCODING;
		}
	}
	return rc;
}

static int names_the_ill_formed(const char *const *items, const size_t *lengths, size_t n,
                                struct seam_strings_list **out, size_t *nul_item, size_t *nul_at)
{
	for (size_t i = 0; items && !lengths && out && i < n; i++) {
		if (items[i] && !is_ascii(items[i], strlen(items[i]))) {
			if (nul_item)
				*nul_item = i;
			return SEAM_E_ENCODING;
		}
	}
	return O->list_new(items, lengths, n, out, nul_item, nul_at);
}

static int refused_message_clears(const char *text, size_t n, size_t *nul_at)
{
	if (is_ascii(text, n))
		return O->error_set(text, n, nul_at);
	O->error_set("", 0, NULL);
	return SEAM_E_ENCODING;
}

SEAM_MUTANTS(strings, encoding) = {
	{ "latin1_is_ascii", "strings.encoding_policy.latin1", "plain", "fail",
	  "9 bytes, from 3: 65 20 a3 20", true, SEAM_OP(strings, echo, latin1_is_ascii), 0 },
	{ "passes", "strings.encoding_policy.latin1", "plain", "fail",
	  "SEAM_E_ENCODING", true, SEAM_OP(strings, echo, passes), SEAM_UTF8_ONLY },
	{ "passes_counted", "strings.encoding_policy.latin1", "plain", "fail",
	  "out is not its input with U+FFFD", true, SEAM_OP(strings, echo_n, passes_counted), SEAM_LOSSY },
	{ "seven_bits", "strings.encoding_policy.every_byte", "plain", "fail",
	  "255 bytes, from 127: 20 01 02 03", true, SEAM_OP(strings, echo, seven_bits), 0 },
	{ "decodes_over_long", "strings.encoding_policy.over_long", "plain", "fail",
	  "11 bytes, from 1: 2f 2f e0 80", true, SEAM_OP(strings, echo, decodes_over_long), 0 },
	{ "replaces_surrogate", "strings.encoding_policy.surrogate", "plain", "fail",
	  "5 bytes, from 1: ef bf bd 7a", true, SEAM_OP(strings, echo, replaces_surrogate), 0 },
	{ "joins_surrogates", "strings.encoding_policy.surrogate", "plain", "fail",
	  "4 bytes, from 0: f0 9f 98 80", true, SEAM_OP(strings, echo, joins_surrogates), 0 },
	{ "ends_at_eof", "strings.encoding_policy.never_a_byte", "plain", "fail",
	  "0 bytes, from 0:", true, SEAM_OP(strings, echo, ends_at_eof), 0 },
	{ "replaces_beyond", "strings.encoding_policy.beyond", "plain", "fail",
	  "5 bytes, from 1: ef bf bd 7a", true, SEAM_OP(strings, echo, replaces_beyond), 0 },
	{ "drops_what_is_cut", "strings.encoding_policy.cut_short", "plain", "fail",
	  "3 bytes, from 0: 20 c3 a9", true, SEAM_OP(strings, echo, drops_what_is_cut), 0 },
	{ "drops_stray_byte", "strings.encoding_policy.stray_continuation", "plain", "fail",
	  "6 bytes, from 2: 20 61 bf 7a", true, SEAM_OP(strings, echo, drops_stray_byte), 0 },
	{ "passes_optional", "strings.encoding_everywhere.optional", "plain", "fail",
	  "SEAM_E_ENCODING", true, SEAM_OP(strings, echo_optional, passes_optional), SEAM_UTF8_ONLY },
	{ "looks_at_first", "strings.encoding_everywhere.concat", "plain", "fail",
	  "SEAM_E_ENCODING", true, SEAM_OP(strings, concat, looks_at_first), SEAM_UTF8_ONLY },
	{ "looks_at_items", "strings.encoding_everywhere.join", "plain", "fail",
	  "SEAM_E_ENCODING", true, SEAM_OP(strings, list_join, looks_at_items), SEAM_UTF8_ONLY },
	{ "split_passes", "strings.encoding_everywhere.split", "plain", "fail",
	  "array[0] is not its input with U+FFFD", true, SEAM_OP(strings, list_split, split_passes), SEAM_LOSSY },
	{ "field_drops", "strings.encoding_everywhere.field", "plain", "fail",
	  "out is not its input with U+FFFD", true, SEAM_OP(strings, field_get, field_drops), SEAM_LOSSY },
	{ "refuses_too_late", "strings.encoding_kept.store", "plain", "fail",
	  "the call succeeded and made out NULL", true, SEAM_OP(strings, store_set, refuses_too_late), SEAM_UTF8_ONLY },
	{ "refuses_after_giving", "strings.encoding_kept.list", "plain", "fail",
	  "kept was written", true, SEAM_OP(strings, list_new, refuses_after_giving), SEAM_UTF8_ONLY },
	{ "refused_message_clears", "strings.encoding_kept.message", "plain", "fail",
	  "the length of out is 0, not 6", true, SEAM_OP(strings, error_set, refused_message_clears), SEAM_UTF8_ONLY },
	{ "names_the_ill_formed", "strings.encoding_kept.list", "plain", "fail",
	  "nul_item was written", true, SEAM_OP(strings, list_new, names_the_ill_formed), SEAM_UTF8_ONLY },
	SEAM_NO_MORE_MUTANTS
};
