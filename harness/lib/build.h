/* build.h - how probes, groups and peers are built: the rules for make, and the build of one of them. */
#ifndef SEAM_BUILD_H
#define SEAM_BUILD_H

#include "tree.h"

#include <stdio.h>

/* Writes make rules for everything in the tree, for every flavour whose compiler is there; none when the platform lacks something. */
void build_rules(FILE *out, const struct tree *tree);

/* Away from seam's tree, where no Makefile is: what this run needs and is not built, is built, by make with these rules, `jobs` at
 * once.  0, or -1 after a message. */
int build_away(const struct tree *tree, size_t jobs);

/* Each builds one thing in one flavour; what the compiler prints is the user's to see.  0 or -1. */
int build_probe(const struct platform *platform, const struct flavour *flavour);
int build_group(const struct group *group, const char *edition, const struct platform *platform,
                const struct flavour *flavour);

/* Builds a peer by its own command.  What it prints goes to a log beside the output; a build that fails, or says by exit
 * status 77 that it cannot be done here, leaves no library but a file with the reason, and is no failure of this call:
 * the peer's cells show it.  -1 when the command could not be run at all. */
int build_peer(const struct peer *peer, const struct platform *platform, const struct flavour *flavour);

/* Why the peer's library is not there, from what its build left behind; *skip tells whether the build declared it.
 * malloc'd. */
char *build_reason(const struct peer *peer, const struct platform *platform, const char *flavour, bool *skip);

/* A value in which $(command) stands for what the command prints; malloc'd. */
char *shell_value(const char *value);

/* The environment that the tree's own commands run in, as "NAME=value" words: the compilers and flags of the platform and
 * the flavour, SEAM, CACHE, INCLUDES and WARNINGS; a NULL ends it, and more can be added. */
char **build_environment(const struct platform *platform, const struct flavour *flavour, const char *out,
                         const char *work);
void build_add_variable(char **env, char *variable);

#endif
