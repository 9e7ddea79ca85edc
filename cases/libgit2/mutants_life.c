/* mutants_life.c - init and shutdown that do not count. */
#include "libgit2/planted.h"

static int yes(void)
{
	return O->init() > 0;
}

static int zero(void)
{
	(void)O->shutdown();
	return 0;
}

/* Works until the first shutdown: the second open comes after it. */
static int once_shut_stays_shut(const char *path, void **out)
{
	static int opened;
	return ++opened > 1 ? SEAM_E_STATE : O->open(path, out);
}

SEAM_MUTANTS(libgit2, life) = {
	M("init_says_yes", "life.count", "g->init()", true, init, yes),
	M("shutdown_says_zero", "life.count", "g->shutdown()", true, shutdown, zero),
	M("once_shut_stays_shut", "life.afterwards", "g->open", true, open, once_shut_stays_shut),
	SEAM_NO_MORE_MUTANTS
};
