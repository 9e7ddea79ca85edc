/* Leaves a descriptor that programs do not get. */
#define _GNU_SOURCE
#include <fcntl.h>
#include "hostile.h"

static void misbehave(void)
{
	fcntl(2, F_SETFD, FD_CLOEXEC);
}
