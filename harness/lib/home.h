/*
 * home.h - where seam's own files are, and where what is built of them and of a user's goes.
 *
 * In the root folder of seam's tree both are here: every path is relative, make does the building, into build/.  Away from it, seam's
 * own files are those beside the program: an installation (<prefix>/bin/seam and <prefix>/lib/seam), or a tree (build/seam in it).
 * Nothing is written there: what an installation does not hold built, and of a tree all, `seam run` builds into the user's cache.
 */
#ifndef SEAM_HOME_H
#define SEAM_HOME_H

#include <stdbool.h>

/* The environment's SEAM_HOME, else the current folder if it is the root of a tree, else what is beside the program.  0, or -1
 * after a message when there is none. */
int home_find(void);
/* Whether the current folder is it. */
bool home_is_here(void);
/* The place of what is called so in seam's tree ("sanitizer/plain.conf"), as it is when it is here; malloc'd. */
char *home_path(const char *below);
/* The folder itself, absolute; malloc'd. */
char *home_folder(void);
/* How the program is called where this run is: "build/seam" in a tree's root, "seam" when it is installed; malloc'd. */
char *home_program(void);
/* The path from seam's folder on; a path that leads elsewhere as it is. */
const char *home_below(const char *path);

/* The folder of builds that `name` is in, or goes to: `build` here; away from the tree that of the installation, if `name` is there, else one
 * in the cache, another for each source that is not seam's own (NULL: it is); malloc'd. */
char *home_builds(const char *source, const char *name);
/* Whether a path is that of a build which came with seam, and is taken as it is. */
bool home_is_given(const char *path);

/* What is kept for ever, builds and downloads: SEAM_CACHE, else $XDG_CACHE_HOME/seam, else ~/.cache/seam; malloc'd. */
char *cache_folder(void);

#endif
