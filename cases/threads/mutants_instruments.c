/* mutants_instruments.c - what no case asks for, and an instrument sees. */
#include "threads/planted.h"

#include <locale.h>
#include <stdlib.h>

struct seen_thread {
	struct seen_thread *next;
	char room[120];
};

static _Atomic(struct seen_thread *) seen_threads;

/* Attaches each thread, and never detaches it: still reachable, and more of it with each. */
static int set_attaches(int32_t code, const char *message)
{
	static _Thread_local bool attached;
	struct seen_thread *thread = attached ? NULL : malloc(sizeof *thread);

	if (thread) {
		thread->next = atomic_load(&seen_threads);
		atomic_store(&seen_threads, thread);
		attached = true;
	}
	return REAL->last_error_set(code, message);
}

static int update_keeps_a_log(struct seam_thr_account *account, seam_thr_update_fn fn, void *userdata)
{
	struct seen_thread *line = malloc(sizeof *line);

	if (line) {
		line->next = atomic_load(&seen_threads);
		atomic_store(&seen_threads, line);
	}
	return REAL->account_update(account, fn, userdata);
}

static int describe_sets_locale(const struct seam_thr_account *account, seam_thr_text_fn fn, void *userdata)
{
	setlocale(LC_ALL, "C.UTF-8");
	return REAL->account_describe(account, fn, userdata);
}

static int post_blocks_signals(struct seam_thr_worker *worker, int64_t value)
{
	sync_signals_block();
	return REAL->worker_post(worker, value);
}

/* What was made first stays when the second cannot be made. */
static int register_leaks_on_failure(struct seam_thr_source *source, seam_thr_value_fn fn, void *userdata, seam_thr_release_fn release,
				     uint64_t *id)
{
	struct seam_thr_account *first = NULL;
	int rc = REAL->account_create(0, NULL, NULL, &first);

	if (rc != SEAM_OK)
		return rc;
	rc = REAL->source_register(source, fn, userdata, release, id);
	if (rc == SEAM_OK)
		REAL->account_release(first);
	return rc;
}

/* Writes the handle before it knows that there is one. */
static int once_create_writes_first(struct seam_thr_once **out)
{
	if (out)
		*out = (struct seam_thr_once *)(uintptr_t)64;
	return REAL->once_create(out);
}

static int box_create_fails_otherwise(struct seam_thr_box **out)
{
	int rc = REAL->box_create(out);

	return rc == SEAM_E_MEMORY ? SEAM_E_FAILED : rc;
}

SEAM_MUTANTS_OF(threads, growth) = {
	SILENT("set_attaches", "foreign.short_lived", "growth: ", last_error_set, set_attaches),
	SILENT("update_keeps_a_log", "update.exact", "growth: ", account_update, update_keeps_a_log),
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(threads, ambient) = {
	SILENT("describe_sets_locale", "describe.nested", "ambient: ", account_describe, describe_sets_locale),
	SILENT("post_blocks_signals", "worker.one_by_one", "ambient: ", worker_post, post_blocks_signals),
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(threads, allocator) = {
	SILENT("register_leaks_on_failure", "source.fires", "allocator: ", source_register, register_leaks_on_failure),
	SILENT("once_create_writes_first", "once.sixteen", "allocator: ", once_create, once_create_writes_first),
	SILENT("box_create_fails_otherwise", "publish.copies", "allocator: ", box_create, box_create_fails_otherwise),
	SEAM_NO_MORE_MUTANTS
};
