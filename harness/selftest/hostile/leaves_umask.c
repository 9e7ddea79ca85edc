/* Leaves another umask. */
#define _GNU_SOURCE
#include <sys/stat.h>
#include "hostile.h"

static void misbehave(void)
{
	umask(077);
}
