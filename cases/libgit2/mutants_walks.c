/* mutants_walks.c - walks that lose an item, do not stop, or change the number that stopped them. */
#include "libgit2/planted.h"
#include "libgit2/walk.h"

struct wrapped {
	seam_git_visit visit;
	void *payload;
	int stopped;
};

static int number_lost(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	int rc = O->foreach(repository, what, visit, payload, result);
	if (rc == SEAM_OK && *result)
		*result = 1;
	return rc;
}

static int any_walk(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	int rc = O->foreach(repository, what, visit, payload, result);
	return rc == SEAM_E_NOT_FOUND ? O->foreach(repository, "tags", visit, payload, result) : rc;
}

static int visit_on(void *payload, const char *item, size_t size)
{
	struct wrapped *w = (struct wrapped *)payload;
	(void)w->visit(w->payload, item, size);
	return 0;
}

static int never_stops(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	struct wrapped w = { visit, payload, 0 };
	return O->foreach(repository, what, visit_on, &w, result);
}

static int visit_string(void *payload, const char *item, size_t size)
{
	struct wrapped *w = (struct wrapped *)payload;
	return w->visit(w->payload, item, size ? size - 1 : 0);
}

static int last_byte_lost(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	struct wrapped w = { visit, payload, 0 };
	return O->foreach(repository, what, visit_string, &w, result);
}

static int visit_first_skipped(void *payload, const char *item, size_t size)
{
	struct wrapped *w = (struct wrapped *)payload;
	return w->stopped++ ? w->visit(w->payload, item, size) : 0;
}

static int first_item_lost(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	struct wrapped w = { visit, payload, 0 };
	return O->foreach(repository, what, visit_first_skipped, &w, result);
}

static int stop_is_success(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	int rc = O->foreach(repository, what, visit, payload, result);
	if (rc == SEAM_OK)
		*result = 0;
	return rc;
}

static int not_reentrant(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	static int busy;
	if (busy)
		return SEAM_E_STATE;
	busy = 1;
	int rc = O->foreach(repository, what, visit, payload, result);
	busy = 0;
	return rc;
}

/* The lock is left held when a walk is stopped. */
static int lock_left(void *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	static int locked;
	if (locked)
		return SEAM_E_STATE;
	int rc = O->foreach(repository, what, visit, payload, result);
	locked = rc == SEAM_OK && *result;
	return rc;
}

/* Says nothing of the panic: as git2-rs where libgit2 hands a positive number back. */
static int panic_forgotten(void *repository, const char *what, size_t at)
{
	(void)repository, (void)what, (void)at;
	return SEAM_OK;
}

/* A mutant of foreach() for the case of one walk. */
#define W(walk, function, because) M(#walk "_" #function, "foreach." #walk, because, true, foreach, function)
#define P(walk) \
	M("panic_forgotten_in_" #walk, "panics." #walk, "SEAM_E_PANIC", true, foreach_panics, panic_forgotten),

SEAM_MUTANTS(libgit2, walks) = {
	W(references, number_lost, "the result is 1"),
	W(reference_names, never_stops, "stopped at item"),
	W(references_glob, last_byte_lost, "visits_same"),
	W(tags, stop_is_success, "the result is 0"),
	W(config, number_lost, "the result is 1"),
	W(config_match, first_item_lost, "seen.n == all.n"),
	W(config_multivar, stop_is_success, "the result is 0"),
	W(status, number_lost, "the result is 1"),
	W(status_ext, never_stops, "stopped at item"),
	W(odb, stop_is_success, "the result is 0"),
	W(packbuilder, last_byte_lost, "visits_same"),
	W(tree, number_lost, "the result is 1"),
	W(tree_post, first_item_lost, "seen.n == all.n"),
	W(stashes, number_lost, "the result is 1"),
	W(notes, stop_is_success, "the result is 0"),
	W(submodules, never_stops, "stopped at item"),
	W(attributes, number_lost, "the result is 1"),
	W(fetchheads, last_byte_lost, "visits_same"),
	W(mergeheads, number_lost, "the result is 1"),
	W(diff_files, never_stops, "the result is 0"),
	W(diff_hunks, number_lost, "the result is 1"),
	W(diff_lines, first_item_lost, "seen.n == all.n"),
	W(diff_print, stop_is_success, "the result is 0"),
	M("any_walk", "foreach.unknown", "SEAM_E_NOT_FOUND", true, foreach, any_walk),
	M("positive_is_one", "documented.positive", "references, told", true, foreach, number_lost),
	M("negative_is_one", "documented.negative", "references, told", true, foreach, number_lost),
	M("end_is_one", "documented.end_of_iteration", "status, told", true, foreach, number_lost),
	M("failure_forgotten", "callbacks.error", "result == -7", true, foreach, stop_is_success),
	M("not_reentrant", "callbacks.nested", "SEAM_OK", true, foreach, not_reentrant),
	M("lock_left", "callbacks.jump", "SEAM_OK", true, foreach, lock_left),
	GIT_WALKS(P)
	SEAM_NO_MORE_MUTANTS
};
