/* windows_descriptors.c - how many descriptors the C library has, on Windows. */
#include "platform.h"

#include <stdio.h>

static int descriptors;

void seam_open_take(void)
{
	descriptors = seam_count_descriptors();
}

void seam_open_compare(void (*tell)(const char *text), struct seam_newcomers *new)
{
	int now = seam_count_descriptors();

	*new = (struct seam_newcomers){ 0 };
	if (now < descriptors)
		tell("a descriptor, which is not its own, was closed");
	if (now > descriptors) {
		new->descriptors = (unsigned)(now - descriptors);
		snprintf(new->what, sizeof new->what, "%d descriptors before, %d after", descriptors, now);
	}
}
