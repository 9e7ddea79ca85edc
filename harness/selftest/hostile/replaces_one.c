/* Puts another file in a descriptor's place. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>
#include "hostile.h"

static void misbehave(void)
{
	dup2(open("/dev/zero", O_RDONLY), 0);
}
