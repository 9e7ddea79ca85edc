/* Leaves a locale of the thread's own. */
#define _GNU_SOURCE
#include <locale.h>
#include "hostile.h"

static void misbehave(void)
{
	uselocale(newlocale(LC_ALL_MASK, "C.UTF-8", (locale_t)0));
}
