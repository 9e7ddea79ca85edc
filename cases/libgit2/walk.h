/* walk.h - libgit2's walks by name: the oracle of `foreach`, and what a C binding of it looks like. */
#ifndef SEAM_LIBGIT2_WALK_H
#define SEAM_LIBGIT2_WALK_H

#include "libgit2/edition.h"
#include "libgit2/libgit2.h"

/* As the op foreach(), on libgit2's own repository; what libgit2's function returned is in *result, and what came
 * before it (a lookup that failed) is a negative libgit2 code in *result too. */
int git_walk(git_repository *repository, const char *what, seam_git_visit visit, void *payload, int *result);

/* Their names.  The last two match regular expressions, by the system's library: that of Debian 12's libgit2 leaks, and so
 * they are kept apart from the others. */
#define GIT_WALKS(_) GIT_PLAIN_WALKS(_) GIT_REGEX_WALKS(_)
#define GIT_PLAIN_WALKS(_)                                                                                             \
	_(references)                                                                                                  \
	_(reference_names) _(references_glob) _(tags) _(config) _(config_multivar) _(status) _(status_ext) _(odb)      \
		_(packbuilder) _(tree) _(tree_post) _(stashes) _(notes) _(attributes) _(fetchheads) _(mergeheads)      \
			_(diff_files) _(diff_hunks) _(diff_lines) _(diff_print)
#define GIT_REGEX_WALKS(_) _(config_match) _(submodules)

/* The same, NULL at the end. */
extern const char *const git_walks[];

#endif
