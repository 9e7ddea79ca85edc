/* Leaves another current folder. */
#define _GNU_SOURCE
#include <unistd.h>
#include "hostile.h"

static void misbehave(void)
{
	chdir("/");
}
