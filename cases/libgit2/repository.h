/* repository.h - the hostile repository, and what each case of this group begins with. */
#ifndef SEAM_LIBGIT2_REPOSITORY_H
#define SEAM_LIBGIT2_REPOSITORY_H

#include "libgit2/edition.h"
#include "libgit2/libgit2.h"
#include <seam/case.h>

#define LATIN1_NAME    "Jos\xe9 \xff"
#define LATIN1_EMAIL   "jos\xe9@exampl\xe8.org"
#define NO_NEWLINE     "a message without a newline"
#define LATIN1_MESSAGE "caf\xe9 \xc0\xaf\n"
#define LATIN1_STASH   "stash caf\xe9"
#define NUL_BLOB       "\0a\0\0b\xff\0"
#define AUTHOR_TIME    ((git_time_t)4000000000) /* after 2038 */
#define AUTHOR_OFFSET  (-330)

/*
 * Made once a process, on first use:
 *
 *   HEAD             refs/heads/main; its tree holds nul.bin (NUL_BLOB), empty (no byte), a.txt, caf<E9>.txt,
 *                    dir/<FF FE>, d<E9>r/x, .gitattributes and .gitmodules
 *   HEAD             LATIN1_MESSAGE;  HEAD~1 no message at all;  HEAD~2 NO_NEWLINE.  The author of all is LATIN1_*
 *   tags             full (a message), bare (no message, no line for one), anonymous (no tagger), empty (a message of
 *                    no byte), light (not annotated)
 *   and              references that are no UTF-8, configuration, two stashes, two notes, two submodules, FETCH_HEAD,
 *                    MERGE_HEAD, changed and unknown files
 */
struct hostile {
	char path[4096];            /* of the working tree            */
	char latin1_path[4096];     /* the same under a Latin-1 name  */
	git_repository *repository; /* open, for the oracle       */
};

/* NULL, after a FAIL, when it cannot be made. */
const struct hostile *hostile(struct seam_case *c);

/* Gives the oracle's side of it back, with its init; what the process then has left of libgit2 is the peer's.  Only for a
 * case in a process of its own, at its end. */
void hostile_leave(void);

/* The peer's ops.  NULL, after a skip, when its version is not the one that the cases were built with: what it would
 * be compared with is another library. */
const struct seam_libgit2 *git_ops(struct seam_case *c);

/* Begins a case: the peer's ops as `g`. */
#define BEGIN(c, g)                                                                                                    \
	const struct seam_libgit2 *g = git_ops(c);                                                                     \
	if (!g)                                                                                                        \
	return
/* After the case's NEEDs: the hostile repository as `h`, and opened by the peer as `repo`. */
#define OPEN(c, g, h, repo)                                                                                            \
	NEED(c, g->open);                                                                                              \
	NEED(c, g->close);                                                                                             \
	const struct hostile *h = hostile(c);                                                                          \
	if (!h)                                                                                                        \
		return;                                                                                                \
	void *repo = NULL;                                                                                             \
	REQUIRE(CHECK_EQ(c, g->open(seam_in_string(c, h->path), &repo), SEAM_OK));                                     \
	REQUIRE(CHECK(c, repo != NULL))

#endif
