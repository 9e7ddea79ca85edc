/* Leaves another locale. */
#define _GNU_SOURCE
#include <locale.h>
#include "hostile.h"

static void misbehave(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
}
