/* Leaves its standard input without blocking. */
#define _GNU_SOURCE
#include <fcntl.h>
#include "hostile.h"

static void misbehave(void)
{
	fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK);
}
