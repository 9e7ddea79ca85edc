/*
 * tree.h - what there is to run: peers, flavours and groups as they are found in folders, and the cells that they make.
 *
 * Nothing here knows one of them by name.  All is found in seam's own folder (home.h); peers and groups may also be named by a
 * path.  Everything lives until the program ends.
 */
#ifndef SEAM_TREE_H
#define SEAM_TREE_H

#include "conf.h"
#include "platform.h"

#include <stdbool.h>
#include <stddef.h>

/* The known-bad cases that prove a flavour: a group without peers, in a folder of its own. */
#define PROOF_GROUP  "proof"
#define PROOF_FOLDER "sanitizer/proof"

struct peer {
	char *name, *folder;
	struct conf *conf; /* NULL for a library that was named by its path */
	char *library;     /* that path, or NULL                              */
};

struct flavour {
	char *name;
	struct conf *conf;
};

struct group {
	char *name, *folder;
	struct conf *conf; /* may be NULL */
};

struct seam_case_id {
	char *id, *level, *rule;
	bool isolated;
};

/* group x peer x flavour x platform */
struct cell {
	const struct group *group;
	const struct peer *peer;
	const struct flavour *flavour;
	const struct platform *platform;
	const char *edition; /* of the group's cases, or "" */
	char *id;            /* "strings/rust/asan/native"  */
	char *skip;          /* why it is not run, or NULL  */
};

/* What the user asked for; each list holds names or patterns, blank-separated; NULL means all, of flavours the default ones
 * (`default = no` takes one out, a peer's `default` names those that it is run in); the word `all` among them means every one. */
struct selection {
	const char *groups, *peers, *flavours, *cases;
	const char *platform; /* one name; NULL: see platform_load */
};

struct tree {
	struct platform platform;
	struct peer *peers;
	struct flavour *flavours;
	struct group *groups;
	struct cell *cells;
	bool by_default; /* no flavour was named */
	size_t n_peers, n_flavours, n_groups, n_cells;
};

/* Peers, flavours and groups alone, without their cells. */
int tree_load_parts(struct tree *tree, const struct selection *selection);
/* Whether a run that names no flavour has this one. */
bool flavour_is_default(const struct flavour *flavour);
/* The same, for this run: away from the tree, of those only what is built. */
bool flavour_runs_by_default(const struct platform *platform, const struct flavour *flavour);
/* 0, or -1 after a message (a conf file that is not understood, a name that nothing has). */
int tree_load(struct tree *tree, const struct selection *selection);
/* The cell's id as a part of a file's name; malloc'd. */
char *cell_file_name(const char *id);
const struct cell *tree_cell(const struct tree *tree, const char *id);

/* The first of the commands that a file `needs` and that is not there; NULL when all are; malloc'd. */
char *missing_command(const struct conf *conf);
/* Whether the peer is run with this group: as its file says; without one, with all but those for declared peers. */
bool tree_has_cells(const struct peer *peer, const struct group *group);

/* Whether this run has cells of the two, and why they are not run as things are: NULL when they are; malloc'd. */
bool tree_has_flavour(const struct tree *tree, const struct peer *peer, const struct flavour *flavour);
char *tree_reason_to_skip(const struct tree *tree, const struct group *group, const struct peer *peer,
                          const struct flavour *flavour);
/* Why a group is not run in a flavour, whatever the peer; or NULL. */
const char *group_reason_to_skip(const struct group *group, const struct flavour *flavour);

/* The peer that a group's mutants are made of. */
const char *group_reference(const struct group *group);

/* The group's cases in order, from the list that its build wrote; NULL after a message when it was not built.  They are
 * the same in every flavour. */
struct seam_case_id *group_cases(const struct group *group, const char *edition, const struct platform *platform,
                                 const char *flavour, size_t *count);

/* Where the builds are: build_path is what lies in a platform's and flavour's folder; malloc'd. */
char *build_path(const struct platform *platform, const char *flavour, const char *name);
char *probe_path(const struct platform *platform, const char *flavour);
char *group_path(const struct group *group, const char *edition, const struct platform *platform, const char *flavour,
                 const char *ending);
char *peer_path(const struct peer *peer, const struct platform *platform, const char *flavour);
/* What the peer's build leaves beside its library: "log", "skip"; malloc'd. */
char *peer_beside(const struct peer *peer, const struct platform *platform, const char *flavour, const char *ending);
/* The editions that a group's cases are built in: at least one, "" when it names none. */
char **group_editions(const struct group *group);

#endif
