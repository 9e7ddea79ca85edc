/* Calls itself without end. */
#include "hostile.h"

static int deeper(volatile int *above)
{
	volatile int here[256] = { above[0] + 1 };

	return deeper(here) + here[0];
}

static void misbehave(void)
{
	volatile int start = 0;

	deeper(&start);
}
