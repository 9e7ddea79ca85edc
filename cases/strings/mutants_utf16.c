/* mutants_utf16.c - byte order, surrogates, odd addresses and terminators of UTF-16. */
#include "strings/planted.h"

#include <stdlib.h>
#include <string.h>

/* Half of the terminator is what the memory held before. */
static int terminates_with_a_byte(const char *s, size_t n, uint16_t **out, size_t *out_n, size_t *nul_at)
{
	int rc = O->utf16_from_utf8(s, n, out, out_n, nul_at);
	uint16_t *copy = rc == SEAM_OK ? malloc((*out_n + 1) * sizeof *copy) : NULL;

	if (!copy)
		return rc;
	memcpy(copy, *out, *out_n * sizeof *copy);
	memset(copy + *out_n, 0, 1);
	O->utf16_release(*out);
	*out = copy;
	return SEAM_OK;
}

static int gives_other_byte_order(const char *s, size_t n, uint16_t **out, size_t *out_n, size_t *nul_at)
{
	int rc = O->utf16_from_utf8(s, n, out, out_n, nul_at);

	for (size_t i = 0; rc == SEAM_OK && i < *out_n; i++)
		(*out)[i] = (uint16_t)((*out)[i] << 8 | (*out)[i] >> 8);
	return rc;
}

/* What encodings of three bytes make of each unit by itself; out has room. */
static size_t three_bytes(uint16_t unit, char *out)
{
	out[0] = (char)(0xE0 | unit >> 12);
	out[1] = (char)(0x80 | (unit >> 6 & 0x3F));
	out[2] = (char)(0x80 | (unit & 0x3F));
	return 3;
}

static int surrogates_as(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at, bool pairs_too)
{
	char text[ROOM];
	size_t size = 0;

	for (size_t i = 0; i < n && n < 32; i++) {
		uint16_t unit = unit_at(s, i);
		bool pair = unit >= 0xD800 && unit < 0xDC00 && i + 1 < n && unit_at(s, i + 1) >> 10 == 0x37;
		char *part = NULL;
		size_t part_n = 0;

		if (unit >> 11 == 0x1B && (pairs_too || !pair)) {
			size += three_bytes(unit, text + size);
			continue;
		}
		if (O->utf16_to_utf8((const char *)s + 2 * i, pair ? 2 : 1, &part, &part_n, nul_at) != SEAM_OK)
			return SEAM_E_FAILED;
		memcpy(text + size, part, part_n);
		size += part_n;
		O->release(part);
		i += pair;
	}
	return O->echo_n(text, size, out, out_n, NULL);
}

static int cesu8(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return surrogates_as(s, n, out, out_n, nul_at, true);
}

static int wtf8(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return surrogates_as(s, n, out, out_n, nul_at, false);
}

static int drops_utf16_mark(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	bool mark = s && n && unit_at(s, 0) == 0xFEFF;

	return O->utf16_to_utf8(mark ? (const char *)s + 2 : s, n - mark, out, out_n, nul_at);
}

static int decodes_surrogates(const char *s, size_t n, uint16_t **out, size_t *out_n, size_t *nul_at)
{
	char copy[ROOM] = "";
	int rc;

	if (n >= sizeof copy || !s)
		return O->utf16_from_utf8(s, n, out, out_n, nul_at);
	memcpy(copy, s, n);
	swap(copy, "\xED\xA0\xBD", "?");
	rc = O->utf16_from_utf8(copy, strlen(copy), out, out_n, nul_at);
	for (size_t i = 0; rc == SEAM_OK && i < *out_n; i++)
		if ((*out)[i] == '?')
			(*out)[i] = 0xD83D;
	return rc;
}

static int zero_byte_ends(const void *s, size_t *units)
{
	if (!s || !units)
		return SEAM_E_NULL;
	*units = strlen(s) / 2;
	return SEAM_OK;
}

static int rounds_address_up(const void *s, size_t *units)
{
	return O->utf16_length((const char *)s + ((uintptr_t)s & 1), units);
}

static int rounds_address_down(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return O->utf16_to_utf8((const char *)s - ((uintptr_t)s & 1), n, out, out_n, nul_at);
}

static int looks_for_partner(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	if (s && n)
		(void)*(const volatile unsigned char *)((const char *)s + 2 * n + 1);
	return O->utf16_to_utf8(s, n, out, out_n, nul_at);
}

SEAM_MUTANTS(strings, utf16) = {
	{ "terminates_with_a_byte", "strings.utf16.basic", "msan", "finding",
	  "use-of-uninitialized-value", false, SEAM_OP(strings, utf16_from_utf8, terminates_with_a_byte), 0 },
	{ "gives_other_byte_order", "strings.utf16.basic", "plain", "fail",
	  "12 bytes, from 0:", true, SEAM_OP(strings, utf16_from_utf8, gives_other_byte_order), 0 },
	{ "cesu8", "strings.utf16.pairs", "plain", "fail",
	  "the length of out is 19, not 13", true, SEAM_OP(strings, utf16_to_utf8, cesu8), 0 },
	{ "drops_utf16_mark", "strings.utf16.byte_order_mark", "plain", "fail",
	  "the length of out is 1, not 4", true, SEAM_OP(strings, utf16_to_utf8, drops_utf16_mark), 0 },
	{ "wtf8", "strings.utf16.lone_surrogates", "plain", "fail",
	  "SEAM_E_ENCODING", true, SEAM_OP(strings, utf16_to_utf8, wtf8), 0 },
	{ "decodes_surrogates", "strings.utf16.ill_formed", "plain", "fail",
	  "SEAM_E_ENCODING", true, SEAM_OP(strings, utf16_from_utf8, decodes_surrogates), 0 },
	{ "zero_byte_ends", "strings.utf16_units.length", "plain", "fail",
	  "n == sizeof zeros / sizeof zeros[0] - 1", true, SEAM_OP(strings, utf16_length, zero_byte_ends), 0 },
	{ "rounds_address_up", "strings.utf16_units.length_at_odd_address", "plain", "fail",
	  "n == sizeof zeros / sizeof zeros[0] - 1", true, SEAM_OP(strings, utf16_length, rounds_address_up), 0 },
	{ "rounds_address_down", "strings.utf16_units.odd_address", "plain", "fail",
	  "the length of out is 12, not 8", true, SEAM_OP(strings, utf16_to_utf8, rounds_address_down), 0 },
	{ "looks_for_partner", "strings.utf16_units.no_terminator", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, utf16_to_utf8, looks_for_partner), 0 },
	SEAM_NO_MORE_MUTANTS
};
