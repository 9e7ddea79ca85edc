/* Ends the process as if all were well. */
#define _GNU_SOURCE
#include <stdlib.h>
#include "hostile.h"

static void misbehave(void)
{
	exit(0);
}
