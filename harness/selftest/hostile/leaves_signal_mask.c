/* Leaves a signal blocked. */
#define _GNU_SOURCE
#include <signal.h>
#include "hostile.h"

static void misbehave(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
}
