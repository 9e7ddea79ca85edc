/* Stops itself. */
#define _GNU_SOURCE
#include <signal.h>
#include "hostile.h"

static void misbehave(void)
{
	raise(SIGSTOP);
}
