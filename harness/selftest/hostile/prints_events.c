/* Prints what looks like the probe's events, and ends. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include "hostile.h"

static void misbehave(void)
{
	puts("end\tmock.echo.during\tpass\nbegin\tmock.echo.later\nend\tmock.echo.later\tpass\nbye");
	fflush(stdout);
	exit(0);
}
