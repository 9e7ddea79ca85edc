/* mutants_released.c - what is released or replaced stays in memory. */
#include "strings/planted.h"

#include <stdlib.h>
#include <string.h>

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

static int lends_a_copy(const struct seam_strings_store *store, const char **out)
{
	const char *text = NULL;
	int rc = out ? O->store_get(store, &text) : SEAM_E_NULL;
	char *copy = rc == SEAM_OK && text ? malloc(strlen(text) + 1) : NULL;

	if (rc == SEAM_OK)
		*out = copy ? strcpy(copy, text) : NULL;
	return rc;
}

SEAM_MUTANTS(strings, released) = {
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
	{ "lends_a_copy", "strings.released.looked_at", "plain", "fail",
	  "bytes behind", true, SEAM_OP(strings, store_get, lends_a_copy), 0 },
	SEAM_NO_MORE_MUTANTS
};
