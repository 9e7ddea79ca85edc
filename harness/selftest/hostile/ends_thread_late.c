/* Starts a thread that outlives the call for a moment: lawful. */
#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>
#define TROUBLE 4
#include "hostile.h"

static void *stay(void *nothing)
{
	usleep(50000);
	return nothing;
}

static void misbehave(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, stay, NULL);
	pthread_detach(thread);
}
