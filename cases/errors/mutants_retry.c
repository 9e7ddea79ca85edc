/* mutants_retry.c - calls that are made again when they should not be, or not when they should. */
#include "errors/planted.h"

#include <errno.h>

#define RETRY(name, again)                                                                                             \
	static int name(seam_errors_int_fn fn, void *userdata, uint32_t most, uint32_t *tries)                         \
	{                                                                                                              \
		uint32_t done = 0;                                                                                     \
		int rc;                                                                                                \
		if (!fn || !tries)                                                                                     \
			return SEAM_E_NULL;                                                                            \
		if (!most)                                                                                             \
			return SEAM_E_RANGE;                                                                           \
		do {                                                                                                   \
			rc = fn(userdata);                                                                             \
			done++;                                                                                        \
		} while (again);                                                                                       \
		*tries = done;                                                                                         \
		return rc;                                                                                             \
	}

RETRY(again_on_any, rc < 0 && done < most)
RETRY(again_by_errno, errno == EINTR && done < most)
RETRY(again_by_code, (rc == -EINTR || (rc < 0 && errno == EINTR)) && done < most)
RETRY(again_on_eagain, rc < 0 && (errno == EINTR || errno == EAGAIN) && done < most)
RETRY(again_never, false)
RETRY(again_once, rc < 0 && errno == EINTR && done < most && done < 2)
RETRY(again_for_ever, rc < 0 && errno == EINTR && done < (most > 1 ? most + 1 : most))
RETRY(again_signed, rc < 0 && errno == EINTR && (int)done < (int)most)
RETRY(again_byte, rc < 0 && errno == EINTR && done < most && done < 255)

static int tries_without_the_last(seam_errors_int_fn fn, void *userdata, uint32_t most, uint32_t *tries)
{
	int rc = REAL->retry(fn, userdata, most, tries);

	if (fn && tries && most)
		--*tries;
	return rc;
}

SEAM_MUTANTS(errors, retry) = { SILENT(again_on_any, "retry.not_again", "called 5 times", retry),
	                        SILENT(again_by_errno, "retry.not_again", "called", retry),
	                        SILENT(again_by_code, "retry.not_again", "called 5 times", retry),
	                        SILENT(again_on_eagain, "retry.not_again", "called 5 times", retry),
	                        SILENT(again_never, "retry.again", "called 1 times", retry),
	                        SILENT(again_once, "retry.again", "called 2 times", retry),
	                        SILENT(again_byte, "retry.again", "called 255 times", retry),
	                        SILENT(again_for_ever, "retry.at_most", "called 4 times", retry),
	                        SILENT(again_signed, "retry.at_most", "called 1 times", retry),
	                        SILENT(tries_without_the_last, "retry.again", "told 0", retry),
	                        SEAM_NO_MORE_MUTANTS };
