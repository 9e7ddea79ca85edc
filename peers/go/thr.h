/* thr.h - what each thread has, in lent memory, which ends with the thread: Go has no such thing, POSIX has. */
#ifndef SEAM_PEERS_GO_THR_H
#define SEAM_PEERS_GO_THR_H

#include "threads/threads.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

struct thread_state {
	int32_t code;
	char *message; /* NULL: no last error */
	bool has_value;
	void *userdata;
	seam_thr_release_fn release;
	struct seam_thr_pinned *pinned;
};
struct seam_thr_pinned {
	struct thread_state *owner;
	struct seam_thr_pinned *next; /* of the same thread */
	int64_t value;
	void *userdata;
	seam_thr_release_fn release;
};

/* The calling thread's; threadsAtEnd gets it when the thread ends. */
struct thread_state *state_get(void);
void state_set(struct thread_state *state);

/* Blocks the signals that may be blocked, for the calling thread, and puts them back. */
static inline void signals_block(sigset_t *before)
{
	sigset_t all;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, before);
}

static inline void signals_put_back(const sigset_t *before)
{
	pthread_sigmask(SIG_SETMASK, before, NULL);
}

static inline void call_thr_release(seam_thr_release_fn release, void *userdata)
{
	release(userdata);
}

static inline int call_setup(seam_thr_setup_fn setup, void *userdata, int64_t *result)
{
	return setup(userdata, result);
}

static inline int64_t call_update(seam_thr_update_fn fn, void *userdata, int64_t balance)
{
	return fn(userdata, balance);
}

static inline void call_text(seam_thr_text_fn fn, void *userdata, const char *text)
{
	fn(userdata, text);
}

static inline void call_value(seam_thr_value_fn fn, void *userdata, int64_t value)
{
	fn(userdata, value);
}

static inline int call_for_errno(seam_thr_call_fn fn, void *userdata)
{
	fn(userdata);
	return errno;
}

typedef const struct seam_thr_account *const_account;
typedef const struct seam_thr_event *const_event;
typedef const struct seam_thr_box *const_box;

#endif
