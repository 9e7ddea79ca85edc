/* Takes memory without end. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include "hostile.h"

static void misbehave(void)
{
	for (;;) {
		char *p = malloc(1 << 20);

		if (p)
			memset(p, 1, 1 << 20);
	}
}
