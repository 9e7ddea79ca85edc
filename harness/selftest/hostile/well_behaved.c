/* Does nothing bad: the control. */
#define _GNU_SOURCE

#include "hostile.h"

static void misbehave(void)
{
	/* nothing */
}
