/*
 * mutants.c - peers with one bug each, the way it is really made: the case that must find it stands beside it below.
 */
#include <seam/case.h>
#include "strings/strings.h"

#include <stdlib.h>
#include <string.h>

#define O seam_original(strings)
#define ROOM 512u

/* Every `from` in the text becomes `to`, which is not longer. */
static void swap(char *text, const char *from, const char *to)
{
	for (char *at = text; (at = strstr(at, from)) != NULL; at += strlen(to)) {
		memcpy(at, to, strlen(to));
		memmove(at + strlen(to), at + strlen(from), strlen(at + strlen(from)) + 1);
	}
}

/* echo, its result worked over by the block that follows. */
#define ECHO_THEN(name)                                     \
	static void name##_edit(char *text);                \
	static int name(const char *s, char **out)          \
	{                                                   \
		int rc = O->echo(s, out);                   \
                                                            \
		if (rc == SEAM_OK)                          \
			name##_edit(*out);                  \
		return rc;                                  \
	}                                                   \
	static void name##_edit(char *text)
#define ECHO_SWAPS(name, from, to) ECHO_THEN(name) { swap(text, from, to); }

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

static bool is_ascii(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] > 0x7F)
			return false;
	return true;
}

/* A byte is read and nothing made of it. */
static void look_at(const char *p)
{
	(void)*(const volatile char *)p;
}

/* ---- in, unchanged --------------------------------------------------------------------------------------------- */

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

/* ---- encoding -------------------------------------------------------------------------------------------------- */

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

/* ---- interior NULs --------------------------------------------------------------------------------------------- */

/* The bytes before the first NUL. */
static size_t before_nul(const char *s, size_t n)
{
	const char *nul = n ? memchr(s, '\0', n) : NULL;

	return nul ? (size_t)(nul - s) : n;
}

static int cuts_at_nul(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return O->echo_n(s, before_nul(s, n), out, out_n, nul_at);
}

static int claims_the_whole(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	int rc = O->echo_n(s, n, out, out_n, nul_at);

	if (rc == SEAM_OK)
		memset(*out + before_nul(*out, n), 0, n - before_nul(*out, n));
	return rc;
}

static int last_nul_ends(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return O->echo_n(s, n && !s[n - 1] ? n - 1 : n, out, out_n, nul_at);
}

/* This and the next three belong to peers that refuse NULs. */
static int gives_no_position(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return before_nul(s, n) < n ? SEAM_E_NUL : O->echo_n(s, n, out, out_n, nul_at);
}

static int gives_last_position(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	if (before_nul(s, n) == n)
		return O->echo_n(s, n, out, out_n, nul_at);
	while (s[--n])
		;
	*nul_at = n;
	return SEAM_E_NUL;
}

static int wants_the_position(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	if (before_nul(s, n) == n)
		return O->echo_n(s, n, out, out_n, nul_at);
	*(volatile size_t *)nul_at = before_nul(s, n);
	return SEAM_E_NUL;
}

static int gives_a_part_as_well(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	if (before_nul(s, n) == n)
		return O->echo_n(s, n, out, out_n, nul_at);
	*nul_at = before_nul(s, n);
	*out = NULL;
	return SEAM_E_NUL;
}

static int terminates_at_nul(const char *s, size_t n, char **out, size_t *nul_at)
{
	return O->terminate(s, before_nul(s, n), out, nul_at);
}

static int counts_from_1(const char *s, size_t n, char **out, size_t *nul_at)
{
	int rc = O->terminate(s, n, out, nul_at);

	if (rc == SEAM_E_NUL && nul_at)
		++*nul_at;
	return rc;
}

static int list_cuts_at_nul(const char *const *items, const size_t *lengths, size_t n, struct seam_strings_list **out,
                            size_t *nul_item, size_t *nul_at)
{
	size_t cut[16] = { 0 };

	if (!lengths || n > 16)
		return O->list_new(items, lengths, n, out, nul_item, nul_at);
	for (size_t i = 0; i < n; i++)
		cut[i] = before_nul(items[i], lengths[i]);
	return O->list_new(items, cut, n, out, nul_item, nul_at);
}

static int message_cut_at_nul(const char *text, size_t n, size_t *nul_at)
{
	return O->error_set(text, before_nul(text, n), nul_at);
}

struct relay {
	seam_strings_visitor visitor;
	void *userdata;
};

static void relay_cut(void *userdata, const char *piece, size_t n)
{
	struct relay *relay = userdata;

	relay->visitor(relay->userdata, piece, before_nul(piece, n));
}

static int argument_cut_at_nul(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                               size_t *nul_at)
{
	struct relay relay = { visitor, userdata };

	return O->visit(s, n, separator, visitor ? relay_cut : NULL, &relay, nul_at);
}

static int utf16_ends_at_nul(const char *s, size_t n, uint16_t **out, size_t *out_n, size_t *nul_at)
{
	return O->utf16_from_utf8(s, before_nul(s, n), out, out_n, nul_at);
}

static uint16_t unit_at(const void *s, size_t i)
{
	uint16_t unit;

	memcpy(&unit, (const char *)s + 2 * i, sizeof unit);
	return unit;
}

static int unit_0_ends(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	size_t units = 0;

	while (units < n && unit_at(s, units))
		units++;
	return O->utf16_to_utf8(s, units, out, out_n, nul_at);
}

/* ---- the edges of memory --------------------------------------------------------------------------------------- */

static int reads_behind_terminator(const char *s, char **out)
{
	if (s)
		look_at(s + strlen(s) + 1);
	return O->echo(s, out);
}

static int measures_by_words(const char *s, size_t *n)
{
	for (size_t i = 0; s && i <= strlen(s); i += 8)
		for (size_t k = 0; k < 8; k++)
			look_at(s + i + k);
	return O->length(s, n);
}

static int reads_before(const char *a, const char *b, char **out)
{
	if (a && b)
		look_at(b - 1);
	return O->concat(a, b, out);
}

static int reads_behind_count(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	if (s && n)
		look_at(s + n);
	return O->echo_n(s, n, out, out_n, nul_at);
}

static int count_is_ignored(const char *s, size_t n, char **out, size_t *nul_at)
{
	return O->terminate(s, s && n ? strlen(s) : n, out, nul_at);
}

static int lengths_are_ignored(const char *const *items, const size_t *lengths, size_t n,
                               struct seam_strings_list **out, size_t *nul_item, size_t *nul_at)
{
	(void)lengths;
	return O->list_new(items, NULL, n, out, nul_item, nul_at);
}

static int message_is_measured(const char *text, size_t n, size_t *nul_at)
{
	return O->error_set(text, text && n ? strlen(text) : n, nul_at);
}

/* The lead byte's word is taken for the bytes that follow. */
static int trusts_lead_byte(const char *s, size_t n, char **out, size_t *out_n)
{
	for (size_t i = 0; s && i < n; i++)
		if (((unsigned char)s[i] & 0xF0) == 0xE0)
			look_at(s + i + 2);
	return O->lossy(s, n, out, out_n);
}

/* ---- NULL and length 0 ----------------------------------------------------------------------------------------- */

static int null_is_empty(const char *s, char **out)
{
	return O->echo_optional(s ? s : "", out);
}

static int optional_empty_is_null(const char *s, char **out)
{
	return O->echo_optional(s && *s ? s : NULL, out);
}

static int required_null_is_empty(const char *s, char **out)
{
	return O->echo(s ? s : "", out);
}

static int refuses_and_writes(const char *s, char **out)
{
	if (!s && out)
		*out = NULL;
	return O->echo(s, out);
}

static int second_null_is_empty(const char *a, const char *b, char **out)
{
	return O->concat(a, b ? b : "", out);
}

static int null_has_length_0(const char *s, size_t *n)
{
	return O->length(s ? s : "", n);
}

static int null_has_no_bytes(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return O->echo_n(s, s ? n : 0, out, out_n, nul_at);
}

static int writes_to_null(const char *s, char **out)
{
	if (s)
		*(char *volatile *)out = NULL;
	return O->echo(s, out);
}

static int lossy_writes_to_null(const char *s, size_t n, char **out, size_t *out_n)
{
	*(char *volatile *)out = NULL;
	return O->lossy(s, n, out, out_n);
}

static int needs_no_length(const void *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	size_t ignored;

	return O->utf16_to_utf8(s, n, out, out_n ? out_n : &ignored, nul_at);
}

static int gets_without_length(const struct seam_strings_list *list, size_t i, const char **out, size_t *out_n)
{
	size_t ignored;

	return O->list_get(list, i, out, out_n ? out_n : &ignored);
}

static int writes_the_length_first(const char **out, size_t *out_n)
{
	if (out_n)
		*out_n = 0;
	return O->error_text(out, out_n);
}

static void looks_into_null(char *s)
{
	look_at(s);
	O->release(s);
}

static int none_is_empty(struct seam_strings_store *store, const char *s)
{
	return O->store_set(store, s ? s : "");
}

static int absent_is_empty(const char *const *items, const size_t *lengths, size_t n, struct seam_strings_list **out,
                           size_t *nul_item, size_t *nul_at)
{
	const char *present[16];

	if (!items || n > 16)
		return O->list_new(items, lengths, n, out, nul_item, nul_at);
	for (size_t i = 0; i < n; i++)
		present[i] = items[i] ? items[i] : "";
	return O->list_new(present, lengths, n, out, nul_item, nul_at);
}

static int looks_into_null_store(const struct seam_strings_store *store, const char **out)
{
	look_at((const char *)store);
	return O->store_get(store, out);
}

static int visits_nobody(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                         size_t *nul_at)
{
	return visitor ? O->visit(s, n, separator, visitor, userdata, nul_at) : SEAM_OK;
}

static int refuses_null_of_0(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	return s ? O->echo_n(s, n, out, out_n, nul_at) : SEAM_E_NULL;
}

static int peeks_first(const char *s, size_t n, char **out, size_t *nul_at)
{
	if (s)
		look_at(s);
	return O->terminate(s, n, out, nul_at);
}

static int nothing_is_null(const char *s, size_t n, char **out, size_t *out_n)
{
	if (n || !out || !out_n)
		return O->lossy(s, n, out, out_n);
	*out = NULL;
	*out_n = 0;
	return SEAM_OK;
}

static int no_units_for_nothing(const char *s, size_t n, uint16_t **out, size_t *out_n, size_t *nul_at)
{
	return n ? O->utf16_from_utf8(s, n, out, out_n, nul_at) : SEAM_E_RANGE;
}

static int empty_message_keeps(const char *text, size_t n, size_t *nul_at)
{
	return n ? O->error_set(text, n, nul_at) : SEAM_OK;
}

static int peeks_first_item(const char *const *items, const size_t *lengths, size_t n, struct seam_strings_list **out,
                            size_t *nul_item, size_t *nul_at)
{
	if (items)
		look_at((const char *)items);
	return O->list_new(items, lengths, n, out, nul_item, nul_at);
}

static int measures_empty_item(const char *const *items, const size_t *lengths, size_t n,
                               struct seam_strings_list **out, size_t *nul_item, size_t *nul_at)
{
	for (size_t i = 0; lengths && i < n; i++)
		if (items[i] && !lengths[i])
			look_at(items[i]);
	return O->list_new(items, lengths, n, out, nul_item, nul_at);
}

static int joins_something_only(const char *const *items, size_t n, const char *separator, char **out)
{
	return n ? O->list_join(items, n, separator, out) : SEAM_E_RANGE;
}

static int visits_something_only(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                                 size_t *nul_at)
{
	return n ? O->visit(s, n, separator, visitor, userdata, nul_at) : SEAM_OK;
}

/* ---- results and what is kept ---------------------------------------------------------------------------------- */

/* Every second result is written over the one before. */
static int reuses_result(const char *s, char **out)
{
	static char *before;
	int rc = O->echo(s, out);

	if (rc == SEAM_OK && before && strlen(s) <= strlen(before))
		memcpy(before, s, strlen(s) + 1);
	before = rc != SEAM_OK || before ? NULL : *out;
	return rc;
}

/* Every second result is the one before. */
static int shares_result(const char *s, char **out)
{
	static char *before;
	int rc = SEAM_OK;

	if (before)
		*out = before;
	else
		rc = O->echo(s, out);
	before = rc != SEAM_OK || before ? NULL : *out;
	return rc;
}

static int terminates_outside(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	char *p;

	if (!n)
		return O->echo_n(s, n, out, out_n, nul_at);
	p = malloc(n);
	if (!p)
		return SEAM_E_MEMORY;
	memcpy(p, s, n);
	*(volatile char *)(p + n) = '\0';
	*out = p;
	*out_n = n;
	return SEAM_OK;
}

/* A leak that no leak checker sees: every block can still be reached. */
static void hoard(void *block)
{
	static void *all[4096];
	static size_t n;

	if (block && n < sizeof all / sizeof all[0])
		all[n++] = block;
}

static void keeps_strings(char *s)
{
	hoard(s);
}

static void keeps_utf16(uint16_t *s)
{
	hoard(s);
}

static void keeps_stores(struct seam_strings_store *store)
{
	hoard(store);
}

/* The reference's store begins with its string. */
static int keeps_what_was_set(struct seam_strings_store *store, const char *s)
{
	char *string = NULL;

	if (!store)
		return SEAM_E_NULL;
	memcpy(&string, store, sizeof string);
	hoard(string);
	memset(store, 0, sizeof string);
	return O->store_set(store, s);
}

static void keeps_lists(struct seam_strings_list *list)
{
	hoard(list);
}

static void frees_array_only(char **array, size_t n)
{
	for (size_t i = 0; array && i < n; i++) {
		hoard(array[i]);
		array[i] = NULL;
	}
	O->list_release(array, n);
}

static int keeps_messages(const char *text, size_t n, size_t *nul_at)
{
	hoard(n ? malloc(n) : NULL);
	return O->error_set(text, n, nul_at);
}

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

static int leaves_old_byte(const char *s, size_t n, char **out, size_t *out_n, size_t *nul_at)
{
	char *p = n ? malloc(n + 1) : NULL;

	if (!p)
		return O->echo_n(s, n, out, out_n, nul_at);
	memcpy(p, s, n);
	*out = p;
	*out_n = n;
	return SEAM_OK;
}

static int overwrites_message(const char *s, char **out)
{
	int rc = O->echo(s, out);

	if (rc != SEAM_OK)
		O->error_set("refused", 7, NULL);
	return rc;
}

static int one_buffer_for_all(const struct seam_strings_store *store, const char **out)
{
	static char buffer[ROOM];
	int rc = O->store_get(store, out);

	if (rc == SEAM_OK && *out)
		*out = strncpy(buffer, *out, sizeof buffer - 1);
	return rc;
}

static int one_buffer_for_members(const struct seam_strings_list *list, size_t i, const char **out, size_t *out_n)
{
	static char buffer[ROOM];
	int rc = O->list_get(list, i, out, out_n);

	if (rc == SEAM_OK && *out)
		*out = strncpy(buffer, *out, sizeof buffer - 1);
	return rc;
}

static int keeps_the_pointer(struct seam_strings_store *store, const char *s)
{
	int rc = O->store_set(store, NULL);

	if (rc == SEAM_OK)
		memcpy(store, &s, sizeof s);
	return rc;
}

static int frees_before_it_copies(struct seam_strings_store *store, const char *s)
{
	int rc = O->store_set(store, NULL);

	return rc == SEAM_OK ? O->store_set(store, s) : rc;
}

/* Behind the list's number stand its first string and that one's length. */
static int keeps_first_pointer(const char *const *items, const size_t *lengths, size_t n,
                               struct seam_strings_list **out, size_t *nul_item, size_t *nul_at)
{
	int rc = O->list_new(items, lengths, n, out, nul_item, nul_at);
	char *copy;

	if (rc == SEAM_OK && n && items[0]) {
		memcpy(&copy, (char *)*out + sizeof(size_t), sizeof copy);
		O->release(copy);
		memcpy((char *)*out + sizeof(size_t), &items[0], sizeof items[0]);
	}
	return rc;
}

static int forgets_before_it_copies(const char *text, size_t n, size_t *nul_at)
{
	O->error_set(NULL, 0, NULL);
	return O->error_set(text, n, nul_at);
}

/* ---- fill ------------------------------------------------------------------------------------------------------ */

static int needs_no_terminator(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	int rc = O->fill(store, buf, size, needed);

	if (rc == SEAM_E_SPACE)
		--*needed;
	return rc;
}

static int exact_is_too_small(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	int rc = O->fill(store, NULL, 0, needed);

	return rc == SEAM_E_SPACE && size > *needed ? O->fill(store, buf, size, needed) : rc;
}

static int empty_needs_nothing(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	int rc = O->fill(store, buf, size, needed);

	if (rc == SEAM_E_SPACE && *needed == 1)
		*needed = 0;
	return rc;
}

static int clears_the_rest(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	int rc = O->fill(store, buf, size, needed);

	if (rc == SEAM_OK)
		memset(buf + *needed, 0, size - *needed);
	return rc;
}

static int none_fills_as_empty(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	int rc = O->fill(store, buf, size, needed);

	if (rc != SEAM_E_NOT_FOUND)
		return rc;
	*needed = 1;
	if (size)
		*buf = '\0';
	return SEAM_OK;
}

/* As much as fits, less `spare` bytes; terminated if asked for. */
static int cut_to_fit(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed, size_t spare,
                    bool terminated)
{
	int rc = O->fill(store, buf, size, needed);
	const char *string;

	if (rc != SEAM_E_SPACE || !size || O->store_get(store, &string) != SEAM_OK)
		return rc;
	memcpy(buf, string, size - 1 > spare ? size - 1 - spare : 0);
	if (terminated)
		buf[size - 1 > spare ? size - 1 - spare : 0] = '\0';
	else
		buf[size - 1] = string[size - 1];
	return rc;
}

static int truncates_undeclared(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	return cut_to_fit(store, buf, size, needed, 0, true);
}

static int truncates_unterminated(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	return cut_to_fit(store, buf, size, needed, 0, false);
}

static int truncates_too_much(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	return cut_to_fit(store, buf, size, needed, 4, true);
}

static int terminates_behind(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	int rc = O->fill(store, buf, size, needed);

	if (rc == SEAM_E_SPACE && size)
		*(volatile char *)(buf + size) = '\0';
	return rc;
}

static int terminates_no_room(const struct seam_strings_store *store, char *buf, size_t size, size_t *needed)
{
	int rc = O->fill(store, buf, size, needed);

	if (rc == SEAM_E_SPACE && buf && !size)
		*(volatile char *)buf = '\0';
	return rc;
}

/* ---- length, compare, concat ----------------------------------------------------------------------------------- */

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

/* ---- lossy ----------------------------------------------------------------------------------------------------- */

/* lossy, with one sequence of the result changed for another that is no longer. */
static int lossy_swaps(const char *s, size_t n, char **out, size_t *out_n, const char *from, const char *to)
{
	int rc = O->lossy(s, n, out, out_n);

	if (rc == SEAM_OK && strlen(*out) == *out_n) {
		swap(*out, from, to);
		*out_n = strlen(*out);
	}
	return rc;
}

static int replaces_noncharacter(const char *s, size_t n, char **out, size_t *out_n)
{
	return lossy_swaps(s, n, out, out_n, "\xEF\xBF\xBF", "\xEF\xBF\xBD");
}

static int drops_ill_formed(const char *s, size_t n, char **out, size_t *out_n)
{
	return lossy_swaps(s, n, out, out_n, "\xEF\xBF\xBD", "");
}

static int replaces_with_latin1(const char *s, size_t n, char **out, size_t *out_n)
{
	return lossy_swaps(s, n, out, out_n, "\xEF\xBF\xBD", "\xBF");
}

static int swallows_quotes(const char *s, size_t n, char **out, size_t *out_n)
{
	return lossy_swaps(s, n, out, out_n, "\xEF\xBF\xBD\"", "\xEF\xBF\xBD");
}

static int lossy_cuts_at_nul(const char *s, size_t n, char **out, size_t *out_n)
{
	return O->lossy(s, before_nul(s, n), out, out_n);
}

/* ---- UTF-16 ---------------------------------------------------------------------------------------------------- */

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

/* ---- lists ----------------------------------------------------------------------------------------------------- */

static int drops_empty_members(const char *const *items, const size_t *lengths, size_t n,
                               struct seam_strings_list **out, size_t *nul_item, size_t *nul_at)
{
	const char *some[16];
	size_t some_n = 0;

	if (lengths || n > 16)
		return O->list_new(items, lengths, n, out, nul_item, nul_at);
	for (size_t i = 0; i < n; i++)
		if (!items[i] || *items[i])
			some[some_n++] = items[i];
	return O->list_new(some, NULL, some_n, out, nul_item, nul_at);
}

static int index_wraps(const struct seam_strings_list *list, size_t i, const char **out, size_t *out_n)
{
	return O->list_get(list, i == SIZE_MAX ? 0 : i, out, out_n);
}

static int index_of_32_bits(const struct seam_strings_list *list, size_t i, const char **out, size_t *out_n)
{
	return O->list_get(list, i == SIZE_MAX / 2 + 1 ? (uint32_t)i : i, out, out_n);
}

static int separates_at_the_end(const char *const *items, size_t n, const char *separator, char **out)
{
	char *joined;
	int rc = O->list_join(items, n, separator, &joined);

	if (rc != SEAM_OK)
		return rc;
	rc = O->concat(joined, n ? separator : "", out);
	O->release(joined);
	return rc;
}

static int joins_absent_as_empty(const char *const *items, size_t n, const char *separator, char **out)
{
	const char *present[16];

	if (!items || n > 16)
		return O->list_join(items, n, separator, out);
	for (size_t i = 0; i < n; i++)
		present[i] = items[i] ? items[i] : "";
	return O->list_join(present, n, separator, out);
}

static int no_null_at_the_end(const char *s, char separator, char ***out, size_t *out_n)
{
	static char stray[] = "stray";
	int rc = O->list_split(s, separator, out, out_n);

	if (rc == SEAM_OK)
		(*out)[*out_n] = stray;
	return rc;
}

static int splits_as_strtok(const char *s, char separator, char ***out, size_t *out_n)
{
	int rc = O->list_split(s, separator, out, out_n);
	size_t kept = 0;

	for (size_t i = 0; rc == SEAM_OK && i < *out_n; i++) {
		if (*(*out)[i])
			(*out)[kept++] = (*out)[i];
		else
			O->release((*out)[i]);
	}
	if (rc == SEAM_OK) {
		(*out)[kept] = NULL;
		*out_n = kept;
	}
	return rc;
}

/* ---- fixed fields ---------------------------------------------------------------------------------------------- */

static int field_is_terminated(const char *field, char **out)
{
	return field ? O->echo(field, out) : SEAM_E_NULL;
}

static int field_is_all_text(const char *field, char **out)
{
	char text[SEAM_STRINGS_FIELD + 1] = "";

	if (!field)
		return SEAM_E_NULL;
	for (size_t i = 0; i < SEAM_STRINGS_FIELD; i++)
		text[i] = field[i] ? field[i] : ' ';
	return O->echo(text, out);
}

static int field_keeps_rubbish(char *field, const char *s)
{
	if (!field || !s || strlen(s) >= SEAM_STRINGS_FIELD)
		return O->field_set(field, s);
	memcpy(field, s, strlen(s) + 1);
	return SEAM_OK;
}

static int field_is_terminated_always(char *field, const char *s)
{
	int rc = O->field_set(field, s);

	if (rc == SEAM_OK)
		field[SEAM_STRINGS_FIELD - 1] = '\0';
	return rc;
}

static int field_cuts(char *field, const char *s)
{
	char text[SEAM_STRINGS_FIELD + 1] = "";

	if (!s)
		return SEAM_E_NULL;
	strncpy(text, s, SEAM_STRINGS_FIELD);
	return O->field_set(field, text);
}

static int field_null_is_empty(char *field, const char *s)
{
	return O->field_set(field, s ? s : "");
}

/* ---- callbacks ------------------------------------------------------------------------------------------------- */

static void relay_with_terminator(void *userdata, const char *piece, size_t n)
{
	struct relay *relay = userdata;

	relay->visitor(relay->userdata, piece, n + 1);
}

static int counts_terminators(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                              size_t *nul_at)
{
	struct relay relay = { visitor, userdata };

	return O->visit(s, n, separator, visitor ? relay_with_terminator : NULL, &relay, nul_at);
}

static void relay_some(void *userdata, const char *piece, size_t n)
{
	struct relay *relay = userdata;

	if (n)
		relay->visitor(relay->userdata, piece, n);
}

static int skips_empty_pieces(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                              size_t *nul_at)
{
	struct relay relay = { visitor, userdata };

	return O->visit(s, n, separator, visitor ? relay_some : NULL, &relay, nul_at);
}

static int visits_behind(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                         size_t *nul_at)
{
	return O->visit(s, s && n == 7 ? n + 4 : n, separator, visitor, userdata, nul_at);
}

/* One place for what every visit in progress needs. */
static struct relay in_progress;

static void relay_current(void *userdata, const char *piece, size_t n)
{
	(void)userdata;
	in_progress.visitor(in_progress.userdata, piece, n);
}

static int one_visit_at_a_time(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                               size_t *nul_at)
{
	in_progress = (struct relay){ visitor, userdata };
	return O->visit(s, n, separator, visitor ? relay_current : NULL, NULL, nul_at);
}

static int needs_userdata(const char *s, size_t n, char separator, seam_strings_visitor visitor, void *userdata,
                          size_t *nul_at)
{
	return O->visit(s, n, separator, visitor, userdata ? userdata : &in_progress, nul_at);
}

/* ---- special characters and long strings, through every op ------------------------------------------------------- */

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

static int message_null_clears(const char *text, size_t n, size_t *nul_at)
{
	int rc = O->error_set(text, n, nul_at);

	if (rc == SEAM_E_NULL)
		O->error_set(NULL, 0, NULL);
	return rc;
}

static int lends_a_copy(const struct seam_strings_store *store, const char **out)
{
	const char *text = NULL;
	int rc = out ? O->store_get(store, &text) : SEAM_E_NULL;
	char *copy = rc == SEAM_OK && text ? malloc(strlen(text) + 1) : NULL;

	if (rc == SEAM_OK)
		*out = copy ? strcpy(copy, text) : NULL;
	return rc;
}

/* ---- the table ------------------------------------------------------------------------------------------------- */

SEAM_MUTANTS(strings, all) = {
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
	{ "cuts_at_nul", "strings.interior_nul.middle", "plain", "fail",
	  "the length of out is 2, not 5", true, SEAM_OP(strings, echo_n, cuts_at_nul), 0 },
	{ "claims_the_whole", "strings.interior_nul.front", "plain", "fail",
	  "3 bytes, from 1: 00 00", true, SEAM_OP(strings, echo_n, claims_the_whole), 0 },
	{ "last_nul_ends", "strings.interior_nul.end", "plain", "fail",
	  "the length of out is 3, not 4", true, SEAM_OP(strings, echo_n, last_nul_ends), 0 },
	{ "gives_no_position", "strings.interior_nul.front", "plain", "fail",
	  "at == first", true, SEAM_OP(strings, echo_n, gives_no_position), SEAM_NUL_CARRIED },
	{ "gives_last_position", "strings.interior_nul.several", "plain", "fail",
	  "at == first", true, SEAM_OP(strings, echo_n, gives_last_position), SEAM_NUL_CARRIED },
	{ "wants_the_position", "strings.interior_nul.position_unwanted", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, echo_n, wants_the_position), SEAM_NUL_CARRIED },
	{ "gives_a_part_as_well", "strings.interior_nul.middle", "plain", "fail",
	  "out was written", true, SEAM_OP(strings, echo_n, gives_a_part_as_well), SEAM_NUL_CARRIED },
	{ "terminates_at_nul", "strings.interior_nul.terminated", "plain", "fail",
	  "SEAM_E_NUL", true, SEAM_OP(strings, terminate, terminates_at_nul), 0 },
	{ "counts_from_1", "strings.interior_nul.terminated", "plain", "fail",
	  "at == samples[i].at", true, SEAM_OP(strings, terminate, counts_from_1), 0 },
	{ "list_cuts_at_nul", "strings.interior_nul_elsewhere.list", "plain", "fail",
	  "the length of out is 2, not 5", true, SEAM_OP(strings, list_new, list_cuts_at_nul), 0 },
	{ "message_cut_at_nul", "strings.interior_nul_elsewhere.error_text", "plain", "fail",
	  "the length of out is 2, not 5", true, SEAM_OP(strings, error_set, message_cut_at_nul), 0 },
	{ "argument_cut_at_nul", "strings.interior_nul_elsewhere.callback_argument", "plain", "fail",
	  "the length of piece is 2, not 5", true, SEAM_OP(strings, visit, argument_cut_at_nul), 0 },
	{ "utf16_ends_at_nul", "strings.interior_nul_elsewhere.to_utf16", "plain", "fail",
	  "n == 5", true, SEAM_OP(strings, utf16_from_utf8, utf16_ends_at_nul), 0 },
	{ "unit_0_ends", "strings.interior_nul_elsewhere.from_utf16", "plain", "fail",
	  "the length of out is 2, not 5", true, SEAM_OP(strings, utf16_to_utf8, unit_0_ends), 0 },
	{ "reads_behind_terminator", "strings.exact_buffer.echo", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, echo, reads_behind_terminator), 0 },
	{ "measures_by_words", "strings.exact_buffer.length", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, length, measures_by_words), 0 },
	{ "reads_before", "strings.exact_buffer.two", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, concat, reads_before), 0 },
	{ "reads_behind_count", "strings.no_terminator.echo_n", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, echo_n, reads_behind_count), 0 },
	{ "count_is_ignored", "strings.no_terminator.terminate", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, terminate, count_is_ignored), 0 },
	{ "lengths_are_ignored", "strings.no_terminator.list", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, list_new, lengths_are_ignored), 0 },
	{ "message_is_measured", "strings.no_terminator.error_text", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, error_set, message_is_measured), 0 },
	{ "trusts_lead_byte", "strings.no_terminator.lossy", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, lossy, trusts_lead_byte), 0 },
	{ "null_is_empty", "strings.null.optional", "plain", "fail",
	  "out == NULL", true, SEAM_OP(strings, echo_optional, null_is_empty), 0 },
	{ "optional_empty_is_null", "strings.null.optional_empty", "plain", "fail",
	  "the call succeeded and made out NULL", true, SEAM_OP(strings, echo_optional, optional_empty_is_null), 0 },
	{ "required_null_is_empty", "strings.null.required", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, echo, required_null_is_empty), 0 },
	{ "refuses_and_writes", "strings.null.required", "plain", "fail",
	  "out was written", true, SEAM_OP(strings, echo, refuses_and_writes), 0 },
	{ "second_null_is_empty", "strings.null.required_of_two", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, concat, second_null_is_empty), 0 },
	{ "null_has_length_0", "strings.null.length", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, length, null_has_length_0), 0 },
	{ "null_has_no_bytes", "strings.null.counted", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, echo_n, null_has_no_bytes), 0 },
	{ "writes_to_null", "strings.null.out_parameter", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, echo, writes_to_null), 0 },
	{ "lossy_writes_to_null", "strings.null_out.string", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, lossy, lossy_writes_to_null), 0 },
	{ "needs_no_length", "strings.null_out.utf16", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, utf16_to_utf8, needs_no_length), 0 },
	{ "gets_without_length", "strings.null_out.list", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, list_get, gets_without_length), 0 },
	{ "writes_the_length_first", "strings.null_out.kept", "plain", "fail",
	  "n was written", true, SEAM_OP(strings, error_text, writes_the_length_first), 0 },
	{ "looks_into_null", "strings.null.release", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, release, looks_into_null), 0 },
	{ "none_is_empty", "strings.null_kept.store", "plain", "fail",
	  "out == NULL", true, SEAM_OP(strings, store_set, none_is_empty), 0 },
	{ "absent_is_empty", "strings.null_kept.list", "plain", "fail",
	  "out == NULL", true, SEAM_OP(strings, list_new, absent_is_empty), 0 },
	{ "looks_into_null_store", "strings.null_kept.object", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, store_get, looks_into_null_store), 0 },
	{ "visits_nobody", "strings.null_kept.callback", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, visit, visits_nobody), 0 },
	{ "refuses_null_of_0", "strings.zero_length.echo_n", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, echo_n, refuses_null_of_0), 0 },
	{ "peeks_first", "strings.zero_length.terminate", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, terminate, peeks_first), 0 },
	{ "nothing_is_null", "strings.zero_length.lossy", "plain", "fail",
	  "the call succeeded and made out NULL", true, SEAM_OP(strings, lossy, nothing_is_null), 0 },
	{ "no_units_for_nothing", "strings.zero_length.utf16", "plain", "fail",
	  "SEAM_E_RANGE", true, SEAM_OP(strings, utf16_from_utf8, no_units_for_nothing), 0 },
	{ "empty_message_keeps", "strings.zero_length.error_text", "plain", "fail",
	  "the length of out is 6, not 0", true, SEAM_OP(strings, error_set, empty_message_keeps), 0 },
	{ "peeks_first_item", "strings.zero_length_lists.list", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, list_new, peeks_first_item), 0 },
	{ "measures_empty_item", "strings.zero_length_lists.member", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, list_new, measures_empty_item), 0 },
	{ "joins_something_only", "strings.zero_length_lists.join", "plain", "fail",
	  "SEAM_E_RANGE", true, SEAM_OP(strings, list_join, joins_something_only), 0 },
	{ "visits_something_only", "strings.zero_length_lists.visit", "plain", "fail",
	  "seen.calls == 1", true, SEAM_OP(strings, visit, visits_something_only), 0 },
	{ "reuses_result", "strings.out.two_alive", "plain", "fail",
	  "3 bytes, from 0: 32 6e 64", true, SEAM_OP(strings, echo, reuses_result), 0 },
	{ "shares_result", "strings.out.own_memory", "plain", "fail",
	  "first != second", true, SEAM_OP(strings, echo, shares_result), 0 },
	{ "terminates_outside", "strings.out.terminated_inside", "asan", "finding",
	  "heap-buffer-overflow", false, SEAM_OP(strings, echo_n, terminates_outside), 0 },
	{ "leaves_old_byte", "strings.out.terminated_inside", "plain", "fail",
	  "out[n] ==", false, SEAM_OP(strings, echo_n, leaves_old_byte), 0 },
	{ "overwrites_message", "strings.out.borrowed_message", "plain", "fail",
	  "7 bytes, from 0:", false, SEAM_OP(strings, echo, overwrites_message), 0 },
	{ "keeps_strings", "strings.released.string", "plain", "fail",
	  "bytes behind", true, SEAM_OP(strings, release, keeps_strings), 0 },
	{ "keeps_utf16", "strings.released.utf16", "plain", "fail",
	  "bytes behind", true, SEAM_OP(strings, utf16_release, keeps_utf16), 0 },
	{ "keeps_stores", "strings.released.store", "plain", "fail",
	  "bytes behind", true, SEAM_OP(strings, store_free, keeps_stores), 0 },
	{ "keeps_what_was_set", "strings.released.store", "plain", "fail",
	  "bytes behind", true, SEAM_OP(strings, store_set, keeps_what_was_set), 0 },
	{ "keeps_lists", "strings.released.list", "plain", "fail",
	  "bytes behind", true, SEAM_OP(strings, list_free, keeps_lists), 0 },
	{ "frees_array_only", "strings.released.split", "plain", "fail",
	  "bytes behind", true, SEAM_OP(strings, list_release, frees_array_only), 0 },
	{ "keeps_messages", "strings.released.message", "plain", "fail",
	  "bytes behind", true, SEAM_OP(strings, error_set, keeps_messages), 0 },
	{ "terminates_with_a_byte", "strings.utf16.basic", "msan", "finding",
	  "use-of-uninitialized-value", false, SEAM_OP(strings, utf16_from_utf8, terminates_with_a_byte), 0 },
	{ "one_buffer_for_all", "strings.out.borrowed", "plain", "fail",
	  "4 bytes, from 0: 66 69 72 73", true, SEAM_OP(strings, store_get, one_buffer_for_all), 0 },
	{ "one_buffer_for_members", "strings.out.borrowed_in_list", "plain", "fail",
	  "3 bytes, from 0: 7a 65 72", true, SEAM_OP(strings, list_get, one_buffer_for_members), 0 },
	{ "keeps_the_pointer", "strings.retained.store", "plain", "crash",
	  "out != in", false, SEAM_OP(strings, store_set, keeps_the_pointer), 0 },
	{ "frees_before_it_copies", "strings.retained.store_own", "asan", "finding",
	  "heap-use-after-free", false, SEAM_OP(strings, store_set, frees_before_it_copies), 0 },
	{ "keeps_first_pointer", "strings.retained.list", "plain", "crash",
	  "out != first", false, SEAM_OP(strings, list_new, keeps_first_pointer), 0 },
	{ "forgets_before_it_copies", "strings.retained.error_text", "asan", "finding",
	  "heap-use-after-free", false, SEAM_OP(strings, error_set, forgets_before_it_copies), 0 },
	{ "needs_no_terminator", "strings.fill.size_query", "plain", "fail",
	  "needed == sizeof", true, SEAM_OP(strings, fill, needs_no_terminator), 0 },
	{ "exact_is_too_small", "strings.fill.exact_fit", "plain", "fail",
	  "SEAM_E_SPACE", true, SEAM_OP(strings, fill, exact_is_too_small), 0 },
	{ "empty_needs_nothing", "strings.fill.empty", "plain", "fail",
	  "needed == 1", true, SEAM_OP(strings, fill, empty_needs_nothing), 0 },
	{ "clears_the_rest", "strings.fill.room_to_spare", "plain", "fail",
	  "seam_untouched(c, buf + sizeof", true, SEAM_OP(strings, fill, clears_the_rest), 0 },
	{ "none_fills_as_empty", "strings.fill.refused", "plain", "fail",
	  "SEAM_E_NOT_FOUND", true, SEAM_OP(strings, fill, none_fills_as_empty), 0 },
	{ "truncates_undeclared", "strings.fill_short.one_short", "plain", "fail",
	  "seam_untouched(c, buf, size) == size", true, SEAM_OP(strings, fill, truncates_undeclared), 0 },
	{ "truncates_unterminated", "strings.fill_short.one_short", "plain", "fail",
	  "has no terminator", true, SEAM_OP(strings, fill, truncates_unterminated), SEAM_FILL_TRUNCATES },
	{ "terminates_behind", "strings.fill_short.one_short", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, fill, terminates_behind), 0 },
	{ "truncates_too_much", "strings.fill_short.character_cut", "plain", "fail",
	  "n + spare >= size - 1", true, SEAM_OP(strings, fill, truncates_too_much), SEAM_FILL_TRUNCATES },
	{ "terminates_no_room", "strings.fill_short.zero_size", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, fill, terminates_no_room), 0 },
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
	{ "replaces_noncharacter", "strings.lossy_is_idempotent.well_formed", "plain", "fail",
	  "ill-formed bytes: byte 20", true, SEAM_OP(strings, lossy, replaces_noncharacter), 0 },
	{ "drops_ill_formed", "strings.lossy_is_idempotent.ill_formed", "plain", "fail",
	  "ill-formed bytes: byte 3", true, SEAM_OP(strings, lossy, drops_ill_formed), 0 },
	{ "replaces_with_latin1", "strings.lossy_is_idempotent.ill_formed", "plain", "fail",
	  "ill-formed bytes: byte 3", true, SEAM_OP(strings, lossy, replaces_with_latin1), 0 },
	{ "swallows_quotes", "strings.lossy_is_idempotent.neighbours", "plain", "fail",
	  "ill-formed bytes: byte 3", true, SEAM_OP(strings, lossy, swallows_quotes), 0 },
	{ "lossy_cuts_at_nul", "strings.lossy_is_idempotent.nul", "plain", "fail",
	  "ill-formed bytes: byte 1", true, SEAM_OP(strings, lossy, lossy_cuts_at_nul), 0 },
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
	{ "drops_empty_members", "strings.list.members", "plain", "fail",
	  "n == 6", true, SEAM_OP(strings, list_new, drops_empty_members), 0 },
	{ "index_wraps", "strings.list.index_out_of_range", "plain", "fail",
	  "SEAM_E_RANGE", true, SEAM_OP(strings, list_get, index_wraps), 0 },
	{ "index_of_32_bits", "strings.list.index_out_of_range", "plain", "fail",
	  "SEAM_E_RANGE", true, SEAM_OP(strings, list_get, index_of_32_bits), 0 },
	{ "separates_at_the_end", "strings.list.join", "plain", "fail",
	  "8 bytes, from 7: 2c", true, SEAM_OP(strings, list_join, separates_at_the_end), 0 },
	{ "joins_absent_as_empty", "strings.list.join_absent", "plain", "fail",
	  "6 bytes, from 0: 2c 61 2c 2c", true, SEAM_OP(strings, list_join, joins_absent_as_empty), 0 },
	{ "no_null_at_the_end", "strings.list.split", "plain", "fail",
	  "array[n] == NULL", true, SEAM_OP(strings, list_split, no_null_at_the_end), 0 },
	{ "splits_as_strtok", "strings.list.split_empty", "plain", "fail",
	  "n == want_n", true, SEAM_OP(strings, list_split, splits_as_strtok), 0 },
	{ "field_is_terminated", "strings.fixed_field.full", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, field_get, field_is_terminated), 0 },
	{ "field_is_terminated_too", "strings.fixed_field.full_in_a_record", "plain", "fail",
	  "17 bytes, from 16: 61", true, SEAM_OP(strings, field_get, field_is_terminated), 0 },
	{ "field_is_all_text", "strings.fixed_field.ends_at_nul", "plain", "fail",
	  "6 bytes, from 5: 20", true, SEAM_OP(strings, field_get, field_is_all_text), 0 },
	{ "field_keeps_rubbish", "strings.fixed_field.set", "plain", "fail",
	  "16 bytes, from 1:", true, SEAM_OP(strings, field_set, field_keeps_rubbish), 0 },
	{ "field_is_terminated_always", "strings.fixed_field.set", "plain", "fail",
	  "16 bytes, from 15: 00", true, SEAM_OP(strings, field_set, field_is_terminated_always), 0 },
	{ "field_cuts", "strings.fixed_field.set_too_long", "plain", "fail",
	  "SEAM_E_SPACE", true, SEAM_OP(strings, field_set, field_cuts), 0 },
	{ "field_null_is_empty", "strings.fixed_field.null", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, field_set, field_null_is_empty), 0 },
	{ "counts_terminators", "strings.visit.pieces", "plain", "fail",
	  "piece[n] ==", false, SEAM_OP(strings, visit, counts_terminators), 0 },
	{ "skips_empty_pieces", "strings.visit.empty_pieces", "plain", "fail",
	  "2 bytes, from 0: 61 00", true, SEAM_OP(strings, visit, skips_empty_pieces), 0 },
	{ "visits_behind", "strings.visit.no_terminator", "plain", "fail",
	  "12 bytes, from 7: 66 6f 6c 64", true, SEAM_OP(strings, visit, visits_behind), 0 },
	{ "one_visit_at_a_time", "strings.visit.nested", "plain", "fail",
	  "2 bytes, from 2:", true, SEAM_OP(strings, visit, one_visit_at_a_time), 0 },
	{ "needs_userdata", "strings.visit.null_userdata", "plain", "fail",
	  "without_userdata == 6", true, SEAM_OP(strings, visit, needs_userdata), 0 },
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
	{ "message_null_clears", "strings.null_kept.message", "plain", "fail",
	  "is 0, not 7", true, SEAM_OP(strings, error_set, message_null_clears), 0 },
	{ "lends_a_copy", "strings.released.looked_at", "plain", "fail",
	  "bytes behind", true, SEAM_OP(strings, store_get, lends_a_copy), 0 },
	{ "names_the_ill_formed", "strings.encoding_kept.list", "plain", "fail",
	  "nul_item was written", true, SEAM_OP(strings, list_new, names_the_ill_formed), SEAM_UTF8_ONLY },
	SEAM_NO_MORE_MUTANTS
};
