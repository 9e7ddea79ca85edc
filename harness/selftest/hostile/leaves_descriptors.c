/* Leaves a descriptor open each time. */
#define _GNU_SOURCE
#include <fcntl.h>
#define TROUBLE 4
#include "hostile.h"

static void misbehave(void)
{
	open("/dev/null", O_RDONLY);
}
