/* Leaves an alarm set. */
#define _GNU_SOURCE
#include <unistd.h>
#include "hostile.h"

static void misbehave(void)
{
	alarm(1000);
}
