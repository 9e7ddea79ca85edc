/* Leaves variables added, changed and taken away. */
#define _GNU_SOURCE
#include <stdlib.h>
#include "hostile.h"

static void misbehave(void)
{
	setenv("SEAM_SELFTEST_ADDED", "1", 1);
	setenv("PATH", "/nowhere", 1);
	unsetenv("HOME");
}
