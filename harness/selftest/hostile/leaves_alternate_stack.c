/* Leaves an alternate signal stack. */
#define _GNU_SOURCE
#include <signal.h>
#include "hostile.h"

static void misbehave(void)
{
	static char room[65536];
	stack_t stack = { .ss_sp = room, .ss_size = sizeof room };

	sigaltstack(&stack, NULL);
}
