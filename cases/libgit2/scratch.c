/* scratch.c - where the hostile repository is made. */
#define _XOPEN_SOURCE 700
#include "scratch.h"
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[4096];

static int delete_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st, (void)kind, (void)where;
	return remove(path);
}

static void delete_all(void)
{
	nftw(folder, delete_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *scratch(void)
{
	const char *parent = getenv("SEAM_SCRATCH");

	if (folder[0])
		return folder;
	if (!parent)
		parent = getenv("TMPDIR");
	snprintf(folder, sizeof folder, "%s/seam-libgit2-XXXXXX", parent ? parent : "/tmp");
	if (!mkdtemp(folder)) {
		folder[0] = 0;
		return NULL;
	}
	atexit(delete_all);
	return folder;
}
