/* threads_source.c - callbacks are called without the lock; each call that runs is known, so that its end can be waited for. */
#include "threads_inside.h"

#include "c.h"

int seam_c_thr_source_create(struct seam_thr_source **out)
{
	struct seam_thr_source *source;

	if (!out)
		return SEAM_E_NULL;
	source = seam_c_thr_take(sizeof *source);
	if (!source)
		return SEAM_E_MEMORY;
	sync_mutex_make(&source->lock);
	sync_cond_make(&source->over);
	seam_c_thr_count(1);
	*out = source;
	return SEAM_OK;
}

/* Without the lock. */
static void entry_end(struct entry *entry)
{
	seam_thr_release_fn release = entry->release;
	void *userdata = entry->userdata;

	seam_c_thr_give(entry, sizeof *entry);
	seam_c_thr_count(-1);
	if (release)
		release(userdata);
}

int seam_c_thr_source_destroy(struct seam_thr_source *source)
{
	struct entry *entry;
	bool busy;

	if (!source)
		return SEAM_OK;
	sync_lock(&source->lock);
	busy = source->fires > 0;
	sync_unlock(&source->lock);
	if (busy)
		return SEAM_E_STATE;
	entry = source->entries;
	sync_cond_end(&source->over);
	sync_mutex_end(&source->lock);
	seam_c_thr_give(source, sizeof *source);
	seam_c_thr_count(-1);
	while (entry) {
		struct entry *next = entry->next;

		entry_end(entry);
		entry = next;
	}
	return SEAM_OK;
}

int seam_c_thr_source_register(struct seam_thr_source *source, seam_thr_value_fn fn, void *userdata,
			   seam_thr_release_fn release, uint64_t *id)
{
	struct entry *entry, **link;

	if (!source || !fn || !id)
		return SEAM_E_NULL;
	entry = seam_c_thr_take(sizeof *entry);
	if (!entry)
		return SEAM_E_MEMORY;
	entry->fn = fn;
	entry->userdata = userdata;
	entry->release = release;
	seam_c_thr_count(1);
	sync_lock(&source->lock);
	entry->id = ++source->last_id;
	for (link = &source->entries; *link; link = &(*link)->next)
		;
	*link = entry;
	*id = entry->id;
	sync_unlock(&source->lock);
	return SEAM_OK;
}

static bool runs_here(const struct entry *entry)
{
	for (const struct frame *frame = entry->running; frame; frame = frame->next)
		if (sync_same(frame->thread, sync_self()))
			return true;
	return false;
}

int seam_c_thr_source_unregister(struct seam_thr_source *source, uint64_t id)
{
	struct entry *entry, **link;

	if (!source)
		return SEAM_E_NULL;
	sync_lock(&source->lock);
	for (link = &source->entries; *link && (*link)->id != id; link = &(*link)->next)
		;
	entry = *link;
	if (!entry) {
		sync_unlock(&source->lock);
		return SEAM_E_NOT_FOUND;
	}
	*link = entry->next;
	entry->gone = true;
	entry->left_to_fire = runs_here(entry);
	if (entry->left_to_fire)
		entry = NULL;
	while (entry && entry->running)
		sync_wait(&source->over, &source->lock);
	sync_unlock(&source->lock);
	if (entry)
		entry_end(entry);
	return SEAM_OK;
}

/* The first entry behind `id`, with the lock held.  Those that are gone are not in the list. */
static struct entry *next_after(const struct seam_thr_source *source, uint64_t id)
{
	struct entry *entry = source->entries;

	while (entry && entry->id <= id)
		entry = entry->next;
	return entry;
}

/* With the lock held, which is given back while the callback runs. */
static void call(struct seam_thr_source *source, struct entry *entry, int64_t value)
{
	struct frame frame = { sync_self(), entry->running }, **link;
	bool release;

	entry->running = &frame;
	sync_unlock(&source->lock);
	entry->fn(entry->userdata, value);
	sync_lock(&source->lock);
	for (link = &entry->running; *link != &frame; link = &(*link)->next)
		;
	*link = frame.next;
	release = entry->left_to_fire && !entry->running;
	sync_wake_all(&source->over);
	if (release) {
		sync_unlock(&source->lock);
		entry_end(entry);
		sync_lock(&source->lock);
	}
}

int seam_c_thr_source_fire(struct seam_thr_source *source, int64_t value)
{
	struct entry *entry;
	uint64_t id = 0, last;

	if (!source)
		return SEAM_E_NULL;
	sync_lock(&source->lock);
	source->fires++;
	last = source->last_id;
	while ((entry = next_after(source, id)) && entry->id <= last) {
		id = entry->id;
		call(source, entry, value);
	}
	source->fires--;
	sync_unlock(&source->lock);
	return SEAM_OK;
}
