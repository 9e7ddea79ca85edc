/* Prints without end, as it seems. */
#define _GNU_SOURCE
#include <stdio.h>
#include "hostile.h"

static void misbehave(void)
{
	for (int i = 0; i < 200000; i++) {
		puts("a line of a flood, a line of a flood, a line of a flood, a line of a flood, a line of a flood");
		fputs("and to the other stream\n", stderr);
	}
}
