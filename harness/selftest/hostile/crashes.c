/* Writes where nothing is mapped. */
#define _GNU_SOURCE
#include <stdint.h>
#include "hostile.h"

static void misbehave(void)
{
	*(volatile int *)(uintptr_t)16 = 1;
}
