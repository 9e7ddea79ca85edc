/* mutants_ownership.c - borrowed text that does not stay, memory that does, an allocator that is not used. */
#include "libgit2/planted.h"

#include <stdlib.h>
#include <string.h>

static char scratch[4096];

static int one_text_for_all(void *commit, const char **message, size_t *size)
{
	int rc = O->commit_message(commit, message, size);
	memset(scratch, 0, 64);
	memcpy(scratch, *message, *size < 64 ? *size : 64);
	*message = scratch;
	return rc;
}

static int freed_text(void *commit, const char **message, size_t *size)
{
	int rc = O->commit_message(commit, message, size);
	char *copy = malloc(*size + 1);
	if (!copy)
		return SEAM_E_MEMORY;
	memcpy(copy, *message, *size);
	*message = copy;
	free(copy);
	return rc;
}

static void needs_one(void *commit)
{
	volatile char *first = (volatile char *)commit;
	(void)*first;
	O->commit_free(commit);
}

/* Reachable, and so no leak to a checker. */
static int kept_for_ever(const char *path, void **out)
{
	static struct kept {
		struct kept *next;
		char room[4096];
	} *all;
	struct kept *k = malloc(sizeof *k);
	if (k) {
		k->next = all;
		all = k;
	}
	return O->open(path, out);
}

static int allocator_forgotten(const void *allocator)
{
	(void)allocator;
	return SEAM_OK;
}

static int opened_twice(const char *path, void **out)
{
	void *lost;
	(void)O->open(path, &lost);
	return O->open(path, out);
}

SEAM_MUTANTS(libgit2, ownership) = {
	M("one_text_for_all", "ownership.borrowed", "text", true, commit_message, one_text_for_all),
	IN("asan", "finding", "freed_text", "ownership.borrowed", "use-after-free", commit_message, freed_text),
	IN("plain", "crash", "needs_one", "ownership.nothing", "SIG", commit_free, needs_one),
	M("kept_for_ever", "ownership.steady", "more rounds leave", true, open, kept_for_ever),
	M("allocator_forgotten", "memory.allocator", "seam_requests", true, set_allocator, allocator_forgotten),
	M("opened_twice", "memory.allocator", "blocks", false, open, opened_twice),
	SEAM_NO_MORE_MUTANTS
};
