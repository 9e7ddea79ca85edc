/* mutants_lock.c - a lock that an error path does not give back. */
#include "errors/planted.h"

#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t held = PTHREAD_MUTEX_INITIALIZER;
static _Atomic(const char *) owner;
static _Thread_local bool stuck; /* it has not given the lock back on its way out */
static _Thread_local char here;  /* its address names the thread */

/* Whoever has it may take it again. */
static void enter(void)
{
	if (atomic_load(&owner) == &here)
		return;
	pthread_mutex_lock(&held);
	atomic_store(&owner, &here);
}

static void leave(void)
{
	if (stuck)
		return;
	atomic_store(&owner, NULL);
	pthread_mutex_unlock(&held);
}

static int get_keeps_the_lock(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc;

	enter();
	rc = REAL->get(shelf, key, out);
	stuck = stuck || rc == SEAM_E_RANGE;
	leave();
	return rc;
}

static const char *name_keeps_the_lock(int code)
{
	const char *name;

	enter();
	name = REAL->code_name(code);
	stuck = stuck || code < SEAM_E_NOT_FOUND; /* there is no such code */
	leave();
	return name;
}

SEAM_MUTANTS_OF(errors, lock) = { SILENT(get_keeps_the_lock, "out_untouched.values", "lock: ", get),
	                          SILENT(name_keeps_the_lock, "code_name.of_unknown", "lock: ", code_name),
	                          SEAM_NO_MORE_MUTANTS };
