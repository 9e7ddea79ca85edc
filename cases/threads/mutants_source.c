/* mutants_source.c - callbacks that are fired, taken out and locked wrongly. */
#include "threads/planted.h"

struct fire {
	struct seam_thr_source *source;
	int64_t value;
	int rc;
};

static void run_fire(void *argument)
{
	struct fire *f = argument;

	f->rc = REAL->source_fire(f->source, f->value);
}

static int fire_elsewhere(struct seam_thr_source *source, int64_t value)
{
	struct fire f = { source, value, SEAM_E_FAILED };
	sync_thread thread;

	if (sync_thread_start(&thread, run_fire, &f))
		sync_thread_join(thread);
	return f.rc;
}

static int fire_32_bits(struct seam_thr_source *source, int64_t value)
{
	return REAL->source_fire(source, (int32_t)value);
}

static int fire_the_first(struct seam_thr_source *source, int64_t value)
{
	if (!source)
		return SEAM_E_NULL;
	if (source->entries)
		source->entries->fn(source->entries->userdata, value);
	return SEAM_OK;
}

static int register_at_front(struct seam_thr_source *source, seam_thr_value_fn fn, void *userdata,
			     seam_thr_release_fn release, uint64_t *id)
{
	int rc = REAL->source_register(source, fn, userdata, release, id);
	struct entry *first = rc == SEAM_OK ? source->entries : NULL, *last = first;

	if (first && first->next) { /* the first two change places, but for their numbers */
		last = first->next;
		first->userdata = (void *)((uintptr_t)first->userdata ^ (uintptr_t)last->userdata);
		last->userdata = (void *)((uintptr_t)first->userdata ^ (uintptr_t)last->userdata);
		first->userdata = (void *)((uintptr_t)first->userdata ^ (uintptr_t)last->userdata);
	}
	return rc;
}

static int destroy_releases_none(struct seam_thr_source *source)
{
	for (struct entry *e = source ? source->entries : NULL; e; e = e->next)
		e->release = NULL;
	return REAL->source_destroy(source);
}

static int fire_without_lock(struct seam_thr_source *source, int64_t value)
{
	for (struct entry *e = source->entries; e; e = e->next)
		e->fn(e->userdata, value);
	return SEAM_OK;
}

static struct entry *take(struct seam_thr_source *source, uint64_t id)
{
	struct entry **link = &source->entries, *entry;

	while (*link && (*link)->id != id)
		link = &(*link)->next;
	entry = *link;
	if (entry) {
		*link = entry->next;
		entry->gone = true;
	}
	return entry;
}

/* Leaves the rest to the call that is running, whichever thread it is on. */
static int unregister_does_not_wait(struct seam_thr_source *source, uint64_t id)
{
	bool left = false;

	for (struct entry *e = source ? source->entries : NULL; e; e = e->next)
		left = left || (e->id == id && e->running);
	if (!left)
		return REAL->source_unregister(source, id);
	sync_lock(&source->lock);
	take(source, id)->left_to_fire = true;
	sync_unlock(&source->lock);
	return SEAM_OK;
}

static int unregister_releases_first(struct seam_thr_source *source, uint64_t id)
{
	seam_thr_release_fn release = NULL;
	void *userdata = NULL;

	for (struct entry *e = source ? source->entries : NULL; e; e = e->next)
		if (e->id == id) {
			release = e->release;
			userdata = e->userdata;
			e->release = NULL;
		}
	if (release)
		release(userdata);
	return REAL->source_unregister(source, id);
}

/* Calls whom it saw when it began. */
static int fire_by_snapshot(struct seam_thr_source *source, int64_t value)
{
	struct entry seen[32];
	unsigned n = 0;

	sync_lock(&source->lock);
	for (struct entry *e = source->entries; e && n < 32; e = e->next)
		seen[n++] = *e;
	sync_unlock(&source->lock);
	for (unsigned i = 0; i < n; i++)
		seen[i].fn(seen[i].userdata, value);
	return SEAM_OK;
}

static int unregister_waits_for_itself(struct seam_thr_source *source, uint64_t id)
{
	if (source) {
		sync_lock(&source->lock);
		for (struct entry *e = source->entries; e;)
			if (e->id == id && e->running) {
				sync_wait(&source->over, &source->lock);
				e = source->entries;
			} else {
				e = e->next;
			}
		sync_unlock(&source->lock);
	}
	return REAL->source_unregister(source, id);
}

static int destroy_while_firing(struct seam_thr_source *source)
{
	int rc = REAL->source_destroy(source);

	return rc == SEAM_E_STATE ? SEAM_OK : rc;
}

static _Thread_local bool holds;
static sync_mutex all_sources = SYNC_MUTEX;

/* One lock for all sources, which one thread may take again. */
static int fire_serially(struct seam_thr_source *source, int64_t value)
{
	bool outer = !holds;
	int rc;

	if (outer)
		sync_lock(&all_sources);
	holds = true;
	rc = REAL->source_fire(source, value);
	if (outer) {
		holds = false;
		sync_unlock(&all_sources);
	}
	return rc;
}

static int fire_not_nested(struct seam_thr_source *source, int64_t value)
{
	int rc;

	sync_lock(&all_sources);
	rc = REAL->source_fire(source, value);
	sync_unlock(&all_sources);
	return rc;
}

static uint32_t says_serial(uint32_t question)
{
	return question == SEAM_THR_FIRE ? SEAM_THR_SERIAL : REAL->policy(question);
}

static uint32_t says_no_nesting(uint32_t question)
{
	return question == SEAM_THR_NEST ? SEAM_THR_REFUSES : REAL->policy(question);
}

static int fire_over_lock(struct seam_thr_source *source, int64_t value)
{
	if (!source)
		return SEAM_E_NULL;
	sync_lock(&source->lock);
	for (struct entry *e = source->entries; e; e = e->next)
		e->fn(e->userdata, value);
	sync_unlock(&source->lock);
	return SEAM_OK;
}

static int unregister_over_lock(struct seam_thr_source *source, uint64_t id)
{
	if (source) {
		sync_lock(&source->lock);
		for (struct entry *e = source->entries; e; e = e->next)
			if (e->id == id && e->release) {
				e->release(e->userdata);
				e->release = NULL;
			}
		sync_unlock(&source->lock);
	}
	return REAL->source_unregister(source, id);
}

SEAM_MUTANTS(threads, source) = {
	SILENT("fire_elsewhere", "source.fires", "threads_read(&t.elsewhere) == 0u", source_fire, fire_elsewhere),
	SILENT("fire_32_bits", "source.fires", "t.value ==", source_fire, fire_32_bits),
	SILENT("fire_the_first", "source.fires", "t.seen[i] == 2", source_fire, fire_the_first),
	SILENT("register_at_front", "source.fires", "t.wrong_order == 0", source_register, register_at_front),
	SILENT("destroy_releases_none", "source.fires", "threads_read(&t.released[i]) == 1u", source_destroy, destroy_releases_none),
	SEEN("fire_without_lock", "source.together", "tsan", "data race", source_fire, fire_without_lock),
	LOUD("unregister_does_not_wait", "unregister.while_it_runs", "which it says it waits for", source_unregister, unregister_does_not_wait),
	SILENT("unregister_releases_first", "unregister.while_it_runs", "released while the callback was running", source_unregister, unregister_releases_first),
	LOUD("fire_by_snapshot", "unregister.before_its_turn", "after source_unregister had come back", source_fire, fire_by_snapshot),
	HANGS("unregister_waits_for_itself", "unregister_itself.one_shot", "it waits for itself", source_unregister, unregister_waits_for_itself),
	SILENT("unregister_releases_itself", "unregister_itself.one_shot", "t.released_early == 0u", source_unregister, unregister_releases_first),
	SILENT("destroy_while_firing", "unregister_itself.while_it_fires", "t.rc == SEAM_E_STATE", source_destroy, destroy_while_firing),
	SILENT("fire_serially", "serial.as_declared", "which it says it does not", source_fire, fire_serially),
	SILENT("says_serial", "serial.as_declared", "source_fire came back on a second thread", policy, says_serial),
	HANGS("fire_not_nested", "recursion.fire", "does not come back", source_fire, fire_not_nested),
	SILENT("says_no_nesting", "recursion.fire", "r.rc == SEAM_OK", policy, says_no_nesting),
	SILENT("fire_over_lock", "locks.fire", "a lock is held over it", source_fire, fire_over_lock),
	SILENT("unregister_over_lock", "locks_release.unregister", "a lock is held over it", source_unregister, unregister_over_lock),
	SEAM_NO_MORE_MUTANTS
};
