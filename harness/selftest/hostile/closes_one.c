/* Closes a descriptor. */
#define _GNU_SOURCE
#include <unistd.h>
#include "hostile.h"

static void misbehave(void)
{
	close(0);
}
