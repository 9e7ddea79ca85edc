/* threads_inside.h - what the files of the threads group know of each other. */
#ifndef SEAM_PEERS_C_THREADS_INSIDE_H
#define SEAM_PEERS_C_THREADS_INSIDE_H

#include "sync.h"
#include "threads/threads.h"

struct seam_thr_account {
	sync_mutex lock; /* of all below; not held while a callback runs: `updating` keeps others out then */
	sync_cond changed;
	uint64_t references;
	int64_t balance;
	bool closed, updating;
	sync_id updater;
	void *userdata;
	seam_thr_release_fn release;
};

struct seam_thr_pinned {
	struct thread_state *owner;
	struct seam_thr_pinned *next; /* of the same thread */
	int64_t value;
	void *userdata;
	seam_thr_release_fn release;
};

/* A call that is running, on the stack of its source_fire. */
struct frame {
	sync_id thread;
	struct frame *next;
};

struct entry {
	uint64_t id;
	seam_thr_value_fn fn;
	void *userdata;
	seam_thr_release_fn release;
	struct frame *running;
	bool gone, left_to_fire; /* not in the list; to be released by the last call that is running */
	struct entry *next;
};

struct seam_thr_source {
	sync_mutex lock;
	sync_cond over; /* some call has returned */
	struct entry *entries; /* in the order of their ids */
	uint64_t last_id;
	unsigned fires;
};

struct posted {
	int64_t value;
	struct posted *next;
};

struct seam_thr_worker {
	sync_mutex lock;
	sync_cond changed;
	struct posted *first, **last;
	bool stopping, joining, gone;
	sync_thread thread;
	sync_id id; /* of that thread, which sets it under the lock before its first call */
	bool has_id;
	seam_thr_value_fn fn;
	void *userdata;
	seam_thr_release_fn release;
};

struct seam_thr_event {
	sync_mutex lock;
	sync_cond changed;
	uint64_t wakes, waiting;
	bool cancelled;
};

struct seam_thr_once {
	sync_mutex lock;
	sync_cond changed;
	enum { ONCE_NEW, ONCE_RUNNING, ONCE_DONE } state;
	sync_id runner;
	int64_t result;
};

struct seam_thr_box {
	sync_mutex lock;
	unsigned char *bytes; /* NULL: nothing is published */
	size_t size;
};

/* Lent memory, all zero, or NULL; and back. */
void *seam_c_thr_take(size_t size);
void seam_c_thr_give(void *block, size_t size);
/* Counts things that the host has: handles and registered callbacks. */
void seam_c_thr_count(int n);
/* To be called before any lock that is not a handle's is taken: makes them last through a fork. */
void seam_c_thr_ready(void);
/* Takes and gives back the locks of threads.c and threads_state.c around a fork. */
void seam_c_thr_states_lock(void);
void seam_c_thr_states_unlock(void);

/* The ops, by the file that they are in: threads_account.c … */
int seam_c_thr_account_create(int64_t balance, void *userdata, seam_thr_release_fn release, struct seam_thr_account **out);
int seam_c_thr_account_retain(struct seam_thr_account *account);
int seam_c_thr_account_release(struct seam_thr_account *account);
int seam_c_thr_account_references(const struct seam_thr_account *account, uint64_t *out);
int seam_c_thr_account_get(const struct seam_thr_account *account, int64_t *out);
int seam_c_thr_account_add(struct seam_thr_account *account, int64_t n, int64_t *balance);
int seam_c_thr_account_update(struct seam_thr_account *account, seam_thr_update_fn fn, void *userdata);
int seam_c_thr_account_transfer(struct seam_thr_account *from, struct seam_thr_account *to, int64_t n);
int seam_c_thr_account_describe(const struct seam_thr_account *account, seam_thr_text_fn fn, void *userdata);
int seam_c_thr_account_close(struct seam_thr_account *account);
/* … threads_state.c … */
int seam_c_thr_last_error_set(int32_t code, const char *message);
int seam_c_thr_last_error(int32_t *code, const char **message);
int seam_c_thr_thread_set(void *userdata, seam_thr_release_fn release);
int seam_c_thr_thread_get(void **out);
int seam_c_thr_thread_forget(void);
uint64_t seam_c_thr_thread_states(void);
int seam_c_thr_errno_after(seam_thr_call_fn fn, void *userdata, int *error);
int seam_c_thr_pinned_create(int64_t value, void *userdata, seam_thr_release_fn release, struct seam_thr_pinned **out);
int seam_c_thr_pinned_add(struct seam_thr_pinned *pinned, int64_t n, int64_t *value);
int seam_c_thr_pinned_destroy(struct seam_thr_pinned *pinned);
/* … threads_source.c … */
int seam_c_thr_source_create(struct seam_thr_source **out);
int seam_c_thr_source_destroy(struct seam_thr_source *source);
int seam_c_thr_source_register(struct seam_thr_source *source, seam_thr_value_fn fn, void *userdata,
			   seam_thr_release_fn release, uint64_t *id);
int seam_c_thr_source_unregister(struct seam_thr_source *source, uint64_t id);
int seam_c_thr_source_fire(struct seam_thr_source *source, int64_t value);
/* … threads_worker.c … */
int seam_c_thr_worker_start(seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release,
			struct seam_thr_worker **out);
int seam_c_thr_worker_post(struct seam_thr_worker *worker, int64_t value);
int seam_c_thr_worker_stop(struct seam_thr_worker *worker);
int seam_c_thr_worker_destroy(struct seam_thr_worker *worker);
/* … threads_wait.c */
int seam_c_thr_event_create(struct seam_thr_event **out);
int seam_c_thr_event_destroy(struct seam_thr_event *event);
int seam_c_thr_event_wait(struct seam_thr_event *event);
int seam_c_thr_event_wake(struct seam_thr_event *event);
int seam_c_thr_event_cancel(struct seam_thr_event *event);
int seam_c_thr_event_waiting(const struct seam_thr_event *event, uint64_t *out);
int seam_c_thr_once_create(struct seam_thr_once **out);
int seam_c_thr_once_destroy(struct seam_thr_once *once);
int seam_c_thr_once_run(struct seam_thr_once *once, seam_thr_setup_fn fn, void *userdata, int64_t *out);
int seam_c_thr_box_create(struct seam_thr_box **out);
int seam_c_thr_box_destroy(struct seam_thr_box *box);
int seam_c_thr_box_publish(struct seam_thr_box *box, const void *bytes, size_t size);
int seam_c_thr_box_read(const struct seam_thr_box *box, void *bytes, size_t capacity, size_t *size);

#endif
