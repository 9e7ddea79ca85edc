/* Leaves the thread so that it cannot be cancelled. */
#define _GNU_SOURCE
#include <pthread.h>
#include "hostile.h"

static void misbehave(void)
{
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
}
