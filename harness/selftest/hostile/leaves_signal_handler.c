/* Leaves a signal ignored. */
#define _GNU_SOURCE
#include <signal.h>
#include "hostile.h"

static void misbehave(void)
{
	signal(SIGPIPE, SIG_IGN);
}
