/* Closes every descriptor. */
#define _GNU_SOURCE
#include <unistd.h>
#include "hostile.h"

static void misbehave(void)
{
	for (int fd = 0; fd < 1024; fd++)
		close(fd);
}
