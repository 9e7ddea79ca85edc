/* Leaves a thread running each time. */
#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>
#define TROUBLE 4
#include "hostile.h"

static void *stay(void *nothing)
{
	pause();
	return nothing;
}

static void misbehave(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, stay, NULL);
}
