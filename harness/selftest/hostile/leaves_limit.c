/* Leaves a resource limit lowered. */
#define _GNU_SOURCE
#include <sys/resource.h>
#include "hostile.h"

static void misbehave(void)
{
	struct rlimit limit;

	getrlimit(RLIMIT_NPROC, &limit);
	limit.rlim_cur = limit.rlim_cur > 5000 ? 5000 : limit.rlim_cur - 1;
	setrlimit(RLIMIT_NPROC, &limit);
}
