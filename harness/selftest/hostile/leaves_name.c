/* Leaves the thread with another name. */
#define _GNU_SOURCE
#include <pthread.h>
#include "hostile.h"

static void misbehave(void)
{
	pthread_setname_np(pthread_self(), "renamed");
}
