/* mutants_find.c - places where the needle is not, and places behind the end. */
#include "buffers/planted.h"

#define FINDS const void *hay, size_t hay_n, const void *needle, size_t needle_n, size_t *at

/* ---- find ------------------------------------------------------------------------------------------------------ */

OP1(find_misses_the_end, (FINDS), O->find(hay, hay_n > needle_n ? hay_n - 1 : hay_n, needle, needle_n, at))
OP1(find_compares_first, (FINDS),
    (look_at(hay, hay &&needle &&hay_n &&needle_n < 64 ? needle_n : 0), O->find(hay, hay_n, needle, needle_n, at)))
OP1(find_ignores_the_end, (FINDS),
    O->find(hay,
            hay &&hay_n &&hay_n < 10 && needle_n == 6 && memcmp(hay, "hay needl", hay_n > 9 ? 9 : hay_n) == 0 &&
                            hay_n == 9
                    ? 10
                    : hay_n,
            needle, needle_n, at))
OP1(find_skips_what_matched, (FINDS),
    O->find(hay, hay_n == 6 && needle_n == 3 && hay && *(const char *)hay == 'a' ? 5 : hay_n, needle, needle_n, at))

static int find_last(FINDS)
{
	int rc = O->find(hay, hay_n, needle, needle_n, at);
	size_t next, from;

	while (!rc && needle_n && (from = *at + 1) <= hay_n &&
	       O->find((const char *)hay + from, hay_n - from, needle, needle_n, &next) == SEAM_OK)
		*at = from + next;
	return rc;
}

static int find_as_text(FINDS)
{
	size_t shown = hay && hay_n && hay_n < 100 && memchr(hay, 0, hay_n) ? strlen(hay) : hay_n;

	return O->find(hay, shown, needle, needle_n, at);
}

static int find_tells_minus_one(FINDS)
{
	int rc = O->find(hay, hay_n, needle, needle_n, at);

	if (rc == SEAM_E_NOT_FOUND)
		*at = SIZE_MAX;
	return rc;
}

SEAM_MUTANTS(buffers, find) = { SILENT(find_misses_the_end, "find.at_the_ends", "SEAM_OK", find),
	                        LOUD(find_compares_first, "find.cut_at_the_end", find),
	                        SILENT(find_ignores_the_end, "find.not_behind_the_end", "SEAM_E_NOT_FOUND", find),
	                        SILENT(find_skips_what_matched, "find.first_of_many", "SEAM_OK", find),
	                        SILENT(find_last, "find.first_of_many", "*at", find),
	                        SILENT(find_as_text, "find.any_bytes", "SEAM_OK", find),
	                        SILENT(find_tells_minus_one, "find.cut_at_the_end", "was written to", find),
	                        SEAM_NO_MORE_MUTANTS };
