/* version.c - the commit is the Makefile's to say, in build/commit.h. */
#include "version.h"

#include <seam/version.h>

#ifdef SEAM_COMMIT
#define COMMIT " (" SEAM_COMMIT ")"
#else
#define COMMIT ""
#endif

const char *version_text(void)
{
	return "seam " SEAM_VERSION COMMIT;
}
