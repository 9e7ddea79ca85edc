/* mutants_out.c - results that are shared, overwritten or not terminated; inputs that are kept by pointer. */
#include "strings/planted.h"

#include <stdlib.h>
#include <string.h>

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

SEAM_MUTANTS(strings, out) = {
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
	SEAM_NO_MORE_MUTANTS
};
