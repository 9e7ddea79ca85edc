/* Never returns, and ignores SIGTERM. */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>
#include "hostile.h"

static void misbehave(void)
{
	signal(SIGTERM, SIG_IGN);
	for (;;)
		pause();
}
