/* mutants_unchanged.c - copies and kept strings that do not come back byte for byte. */
#include "strings/planted.h"

#include <string.h>

/* store_set with a string that has been worked over. */
#define STORE_SWAPS(name, from, to)                                               \
	static int name(struct seam_strings_store *store, const char *s)          \
	{                                                                         \
		char text[ROOM] = "";                                             \
                                                                                  \
		if (!s)                                                           \
			return O->store_set(store, s);                            \
		strncpy(text, s, sizeof text - 1);                                \
		swap(text, from, to);                                             \
		return O->store_set(store, text);                                 \
	}

ECHO_SWAPS(turns_backslashes, "\\", "/")
ECHO_SWAPS(to_latin1, "\xC3\xAF", "\xEF")
ECHO_SWAPS(asks_for_3, "\xE6\xBC\xA2", "?")
ECHO_SWAPS(ucs2_only, "\xF0\x9F\xA6\x80", "\xEF\xBF\xBD")
ECHO_SWAPS(unescapes_percent, "%%", "%")
ECHO_SWAPS(text_mode, "\r\n", "\n")
ECHO_SWAPS(drops_mark, "\xEF\xBB\xBF", "")

static int empty_is_null(const char *s, char **out)
{
	if (!s || *s)
		return O->echo(s, out);
	*out = NULL;
	return SEAM_OK;
}

ECHO_THEN(length_of_16_bits)
{
	if (strlen(text) > UINT16_MAX)
		text[strlen(text) & UINT16_MAX] = '\0';
}

ECHO_THEN(trims)
{
	size_t n = strlen(text);

	while (n && (text[n - 1] == ' ' || text[n - 1] == '\n'))
		text[--n] = '\0';
}

ECHO_THEN(ends_at_control_z)
{
	text[strcspn(text, "\x1A")] = '\0';
}

ECHO_SWAPS(no_next_line, "\xC2\x85", "\n")
ECHO_SWAPS(no_dotless_i, "\xC4\xB1", "i")
STORE_SWAPS(kept_in_normal_form, "\xE2\x84\xAB", "\xC3\x85")
STORE_SWAPS(kept_composed, "e\xCC\x81", "\xC3\xA9")
STORE_SWAPS(kept_with_plain_blanks, "\xC2\xA0", " ")

static int message_is_format(const char *text, size_t n, size_t *nul_at)
{
	char copy[ROOM] = "";

	if (n >= sizeof copy)
		return SEAM_E_MEMORY;
	if (n)
		memcpy(copy, text, n);
	swap(copy, "%%", "%");
	return O->error_set(copy, strlen(copy), nul_at);
}

SEAM_MUTANTS(strings, unchanged) = {
	{ "turns_backslashes", "strings.in.ascii", "plain", "fail",
	  "126 bytes, from 91: 2f 5d 5e 5f", true, SEAM_OP(strings, echo, turns_backslashes), 0 },
	{ "empty_is_null", "strings.in.empty", "plain", "fail",
	  "the call succeeded and made out NULL", true, SEAM_OP(strings, echo, empty_is_null), 0 },
	{ "to_latin1", "strings.in.utf8_of_2", "plain", "fail",
	  "11 bytes, from 5: ef 76 65 20", true, SEAM_OP(strings, echo, to_latin1), 0 },
	{ "asks_for_3", "strings.in.utf8_of_3", "plain", "fail",
	  "22 bytes, from 4: 3f e5 ad 97", true, SEAM_OP(strings, echo, asks_for_3), 0 },
	{ "ucs2_only", "strings.in.utf8_of_4", "plain", "fail",
	  "13 bytes, from 5: ef bf bd 20", true, SEAM_OP(strings, echo, ucs2_only), 0 },
	{ "length_of_16_bits", "strings.in.mebibyte", "plain", "fail",
	  "0 bytes, from 0:", true, SEAM_OP(strings, echo, length_of_16_bits), 0 },
	{ "unescapes_percent", "strings.in.format", "plain", "fail",
	  "22 bytes, from 6: 64 25 31 24", true, SEAM_OP(strings, echo, unescapes_percent), 0 },
	{ "text_mode", "strings.in.line_ends", "plain", "fail",
	  "8 bytes, from 1: 0a 62 0a 63", true, SEAM_OP(strings, echo, text_mode), 0 },
	{ "trims", "strings.in.trailing_blanks", "plain", "fail",
	  "7 bytes, from 7:", true, SEAM_OP(strings, echo, trims), 0 },
	{ "drops_mark", "strings.in.byte_order_mark", "plain", "fail",
	  "4 bytes, from 0: 74 65 78 74", true, SEAM_OP(strings, echo, drops_mark), 0 },
	{ "ends_at_control_z", "strings.in.control_z", "plain", "fail",
	  "1 bytes, from 1:", true, SEAM_OP(strings, echo, ends_at_control_z), 0 },
	{ "no_next_line", "strings.unchanged.line_ends", "plain", "fail",
	  "14 bytes, from 12: 0a 0a", true, SEAM_OP(strings, echo, no_next_line), 0 },
	{ "no_dotless_i", "strings.unchanged.letter_case", "plain", "fail",
	  "18 bytes, from 2: 69 c4 b0 20", true, SEAM_OP(strings, echo, no_dotless_i), 0 },
	{ "kept_in_normal_form", "strings.unchanged.composed", "plain", "fail",
	  "9 bytes, from 3: c3 85 20 ef", true, SEAM_OP(strings, store_set, kept_in_normal_form), 0 },
	{ "kept_composed", "strings.unchanged.decomposed", "plain", "fail",
	  "13 bytes, from 0: c3 a9 20 41", true, SEAM_OP(strings, store_set, kept_composed), 0 },
	{ "kept_with_plain_blanks", "strings.unchanged.blanks", "plain", "fail",
	  "15 bytes, from 7: 20 e3 80 80", true, SEAM_OP(strings, store_set, kept_with_plain_blanks), 0 },
	{ "message_is_format", "strings.unchanged.format", "plain", "fail",
	  "the length of kept is 11, not 12", true, SEAM_OP(strings, error_set, message_is_format), 0 },
	SEAM_NO_MORE_MUTANTS
};
