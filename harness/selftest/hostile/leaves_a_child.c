/* Leaves a process behind. */
#define _GNU_SOURCE
#include <unistd.h>
#include "hostile.h"

static void misbehave(void)
{
	if (fork() == 0)
		for (;;)
			pause();
}
