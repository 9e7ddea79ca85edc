/* sync.h - locks, threads, and what a thread has, on POSIX and on Windows; the one place that knows which.  Included first. */
#ifndef SEAM_PEERS_C_SYNC_H
#define SEAM_PEERS_C_SYNC_H

#if !defined(_POSIX_C_SOURCE) && !defined(_GNU_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif

#include <stdbool.h>
#include <stdlib.h>

#if defined(_WIN32)
#include <windows.h>

typedef SRWLOCK sync_mutex;
typedef CONDITION_VARIABLE sync_cond;
typedef HANDLE sync_thread;
typedef DWORD sync_id;
typedef DWORD sync_key;
typedef char sync_signals; /* there are none */
#define SYNC_MUTEX SRWLOCK_INIT
#define SYNC_COND  CONDITION_VARIABLE_INIT
/* A destructor of what a thread has. */
#define SYNC_AT_END(name, value) void CALLBACK name(void *value)
typedef void(CALLBACK *sync_end_fn)(void *value);
#else
#include <pthread.h>
#include <signal.h>

typedef pthread_mutex_t sync_mutex;
typedef pthread_cond_t sync_cond;
typedef pthread_t sync_thread;
typedef pthread_t sync_id;
typedef pthread_key_t sync_key;
typedef sigset_t sync_signals;
#define SYNC_MUTEX PTHREAD_MUTEX_INITIALIZER
#define SYNC_COND  PTHREAD_COND_INITIALIZER
#define SYNC_AT_END(name, value) void name(void *value)
typedef void (*sync_end_fn)(void *value);
#endif

/* What a thread of sync_thread_start runs; the thread frees it. */
struct sync_call {
	void (*fn)(void *argument);
	void *argument;
};

static inline struct sync_call sync_call_take(void *whole)
{
	struct sync_call call = *(struct sync_call *)whole;

	free(whole);
	return call;
}

#if defined(_WIN32)

static inline void sync_mutex_make(sync_mutex *m)
{
	InitializeSRWLock(m);
}

static inline void sync_mutex_end(sync_mutex *m)
{
	(void)m;
}

static inline void sync_lock(sync_mutex *m)
{
	AcquireSRWLockExclusive(m);
}

static inline bool sync_try_lock(sync_mutex *m)
{
	return TryAcquireSRWLockExclusive(m);
}

static inline void sync_unlock(sync_mutex *m)
{
	ReleaseSRWLockExclusive(m);
}

static inline void sync_cond_make(sync_cond *c)
{
	InitializeConditionVariable(c);
}

static inline void sync_cond_end(sync_cond *c)
{
	(void)c;
}

static inline void sync_wait(sync_cond *c, sync_mutex *m)
{
	SleepConditionVariableSRW(c, m, INFINITE, 0);
}

static inline void sync_wake_all(sync_cond *c)
{
	WakeAllConditionVariable(c);
}

static inline sync_id sync_self(void)
{
	return GetCurrentThreadId();
}

static inline bool sync_same(sync_id a, sync_id b)
{
	return a == b;
}

static inline bool sync_key_make(sync_key *key, sync_end_fn at_end)
{
	*key = FlsAlloc(at_end);
	return *key != FLS_OUT_OF_INDEXES;
}

static inline void *sync_key_get(sync_key key)
{
	return FlsGetValue(key);
}

static inline bool sync_key_set(sync_key key, void *value)
{
	return FlsSetValue(key, value);
}

static inline sync_signals sync_signals_block(void)
{
	return 0;
}

static inline void sync_signals_restore(sync_signals before)
{
	(void)before;
}

static inline DWORD WINAPI sync_run(void *whole)
{
	struct sync_call call = sync_call_take(whole);

	call.fn(call.argument);
	return 0;
}

static inline bool sync_thread_start(sync_thread *thread, void (*fn)(void *), void *argument)
{
	struct sync_call *call = malloc(sizeof *call);

	if (!call)
		return false;
	*call = (struct sync_call){ fn, argument };
	*thread = CreateThread(NULL, 0, sync_run, call, 0, NULL);
	if (!*thread)
		free(call);
	return *thread != NULL;
}

static inline void sync_thread_join(sync_thread thread)
{
	WaitForSingleObject(thread, INFINITE);
	CloseHandle(thread);
}

/* There is no fork. */
static inline void sync_around_fork(void (*before)(void), void (*after)(void))
{
	(void)before;
	(void)after;
}

#else

static inline void sync_mutex_make(sync_mutex *m)
{
	pthread_mutex_init(m, NULL);
}

static inline void sync_mutex_end(sync_mutex *m)
{
	pthread_mutex_destroy(m);
}

static inline void sync_lock(sync_mutex *m)
{
	pthread_mutex_lock(m);
}

static inline bool sync_try_lock(sync_mutex *m)
{
	return pthread_mutex_trylock(m) == 0;
}

static inline void sync_unlock(sync_mutex *m)
{
	pthread_mutex_unlock(m);
}

static inline void sync_cond_make(sync_cond *c)
{
	pthread_cond_init(c, NULL);
}

static inline void sync_cond_end(sync_cond *c)
{
	pthread_cond_destroy(c);
}

static inline void sync_wait(sync_cond *c, sync_mutex *m)
{
	pthread_cond_wait(c, m);
}

static inline void sync_wake_all(sync_cond *c)
{
	pthread_cond_broadcast(c);
}

static inline sync_id sync_self(void)
{
	return pthread_self();
}

static inline bool sync_same(sync_id a, sync_id b)
{
	return pthread_equal(a, b);
}

static inline bool sync_key_make(sync_key *key, sync_end_fn at_end)
{
	return pthread_key_create(key, at_end) == 0;
}

static inline void *sync_key_get(sync_key key)
{
	return pthread_getspecific(key);
}

static inline bool sync_key_set(sync_key key, void *value)
{
	return pthread_setspecific(key, value) == 0;
}

static inline void *sync_run(void *whole)
{
	struct sync_call call = sync_call_take(whole);

	call.fn(call.argument);
	return NULL;
}

/* Blocks all signals of the calling thread, and tells which were blocked before. */
static inline sync_signals sync_signals_block(void)
{
	sync_signals all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	return before;
}

static inline void sync_signals_restore(sync_signals before)
{
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* The host's signals are the host's threads': the new one has them all blocked, from its first instruction on. */
static inline bool sync_thread_start(sync_thread *thread, void (*fn)(void *), void *argument)
{
	struct sync_call *call = malloc(sizeof *call);
	sync_signals before;
	bool started;

	if (!call)
		return false;
	*call = (struct sync_call){ fn, argument };
	before = sync_signals_block();
	started = pthread_create(thread, NULL, sync_run, call) == 0;
	sync_signals_restore(before);
	if (!started)
		free(call);
	return started;
}

static inline void sync_thread_join(sync_thread thread)
{
	pthread_join(thread, NULL);
}

/* `after` runs in the parent and in the child. */
static inline void sync_around_fork(void (*before)(void), void (*after)(void))
{
	pthread_atfork(before, after, after);
}

#endif
#endif
