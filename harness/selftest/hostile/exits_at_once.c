/* Ends the process as if all were well, without the exit handlers. */
#define _GNU_SOURCE
#include <unistd.h>
#include "hostile.h"

static void misbehave(void)
{
	_exit(0);
}
