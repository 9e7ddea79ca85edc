/* mutants_growth.c - memory of the heap that grows with each call, where no case counts rounds. */
#include "ownership/planted_later.h"

#include <stdlib.h>

static void keep_for_ever(void)
{
	static struct kept {
		struct kept *next;
		char bytes[24];
	} *volatile kept;
	struct kept *one = malloc(sizeof *one);

	if (one) {
		one->next = kept;
		kept = one;
	}
}

static int split_and_more(const char *text, char separator, struct seam_own_strings *out)
{
	keep_for_ever();
	return ORIGINAL->strings_split(text, separator, out);
}

static int pin_and_more(struct seam_own_buffer *buffer, void **bytes, size_t *size)
{
	keep_for_ever();
	return ORIGINAL->buffer_pin(buffer, bytes, size);
}

SEAM_MUTANTS_OF(ownership,
                growth) = { MUTANT(split_and_more, "strings.whole", "plain", "fail", "growth: ", SILENT, strings_split),
	                    MUTANT(pin_and_more, "slice.pinned", "plain", "fail", "growth: ", SILENT, buffer_pin),
	                    SEAM_NO_MORE_MUTANTS };
