/* mutants_fill.c - wrong sizes, terminators and cuts of a string put into the host's buffer. */
#include "strings/planted.h"

#include <string.h>

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

SEAM_MUTANTS(strings, fill) = {
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
	SEAM_NO_MORE_MUTANTS
};
