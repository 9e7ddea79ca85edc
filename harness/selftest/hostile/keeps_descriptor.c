/* Opens a descriptor once, and keeps it: lawful. */
#define _GNU_SOURCE
#include <fcntl.h>
#define TROUBLE 4
#include "hostile.h"

static void misbehave(void)
{
	static int kept = -1;

	if (kept < 0)
		kept = open("/dev/null", O_RDONLY);
}
