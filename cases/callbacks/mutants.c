/*
 * mutants.c - group `callbacks`: the reference with one op that is wrong.
 */
#include "callbacks/callbacks.h"

#include <limits.h>
#include <pthread.h>
#include <seam/case.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REAL seam_original(callbacks)

/* ---- visits --------------------------------------------------------------------------------------------------- */

struct relay { /* stands between the reference and the case's callback */
	seam_visit_fn visit;
	void *userdata;
};

static int relay_value_32(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct relay *r = userdata;
	return r->visit(i, (uint32_t)value, fraction, name, r->userdata);
}

static int relay_fraction_cut(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct relay *r = userdata;
	return r->visit(i, value, (double)(long)fraction, name, r->userdata);
}

static int relay_first_name(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct relay *r = userdata;
	(void)name;
	return r->visit(i, value, fraction, "item 0", r->userdata);
}

static int relay_freed_name(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct relay *r = userdata;
	char *volatile copy = malloc(strlen(name) + 1);

	if (!copy)
		return 0;
	strcpy(copy, name);
	free(copy);
	return r->visit(i, value, fraction, copy, r->userdata);
}

static int relay_wild_name(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct relay *r = userdata;
	static volatile uintptr_t wild = 16;
	(void)name;
	return r->visit(i, value, fraction, (const char *)wild, r->userdata);
}

static int relay_unset_name(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct relay *r = userdata;
	char *volatile unset = malloc(64);
	int rc;

	if (!unset)
		return 0;
	unset[0] = name[0];
	unset[63] = 0;
	rc = r->visit(i, value, fraction, unset, r->userdata);
	free(unset);
	return rc;
}

#define EACH_BY(relay_fn)                                                                          \
	static int each_##relay_fn(uint32_t count, seam_visit_fn visit, void *userdata, int *result) \
	{                                                                                          \
		struct relay r = { visit, userdata };                                              \
		return REAL->each(count, visit ? relay_##relay_fn : NULL, &r, result);             \
	}
EACH_BY(value_32)
EACH_BY(fraction_cut)
EACH_BY(freed_name)
EACH_BY(wild_name)
EACH_BY(unset_name)

static int walk_first_name(uint32_t count, seam_visit_fn visit, void *userdata)
{
	struct relay r = { visit, userdata };
	return REAL->walk(count, visit ? relay_first_name : NULL, &r);
}

static int each_at_least_one(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return REAL->each(count ? count : 1, visit, userdata, result);
}

static int each_one_more(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return REAL->each(count ? count + 1 : 0, visit, userdata, result);
}

static int each_backwards(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	if (!visit || !result)
		return SEAM_E_NULL;
	*result = 0;
	for (uint32_t i = count; i-- > 0 && *result == 0;)
		*result = visit(i, SEAM_VISIT_VALUE(i), i + 0.5, "item", userdata);
	return SEAM_OK;
}

static int each_16_bits(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return REAL->each(count & 0xffff, visit, userdata, result);
}

static int each_once_more_later(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	static seam_visit_fn kept;
	static void *kept_userdata;

	if (kept && kept == visit)
		kept(0, 0, 0, "", kept_userdata);
	kept = visit;
	kept_userdata = userdata;
	return REAL->each(count, visit, userdata, result);
}

struct elsewhere {
	uint32_t count;
	seam_visit_fn visit;
	void *userdata;
	int *result, rc;
};

static void *call_elsewhere(void *arg)
{
	struct elsewhere *e = arg;

	e->rc = REAL->each(e->count, e->visit, e->userdata, e->result);
	return NULL;
}

static int each_elsewhere(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	struct elsewhere e = { count, visit, userdata, result, SEAM_E_FAILED };
	pthread_t thread;

	if (pthread_create(&thread, NULL, call_elsewhere, &e) == 0)
		pthread_join(thread, NULL);
	return e.rc;
}

/* ---- stop values ---------------------------------------------------------------------------------------------- */

static int each_bool(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	int rc = REAL->each(count, visit, userdata, result);

	if (rc == SEAM_OK)
		*result = !!*result;
	return rc;
}

static int each_low_byte(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	int rc = REAL->each(count, visit, userdata, result);

	if (rc == SEAM_OK)
		*result = (signed char)*result;
	return rc;
}

static int each_past_negatives(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	int last = 0;

	if (!visit || !result)
		return SEAM_E_NULL;
	for (uint32_t i = 0; i < count && last <= 0; i++) {
		int value = visit(i, SEAM_VISIT_VALUE(i), i + 0.5, "item", userdata);
		last = value ? value : last;
	}
	*result = last;
	return SEAM_OK;
}

static int each_result_unset(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	int lost;
	return REAL->each(count, visit, userdata, result ? &lost : NULL);
}

static int walk_failed(uint32_t count, seam_visit_fn visit, void *userdata)
{
	int value = REAL->walk(count, visit, userdata);
	return value < 0 ? SEAM_E_FAILED : value;
}

static int fire_low_byte(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	int rc = REAL->fire(bus, id, event, result);

	if (rc == SEAM_OK)
		*result = (signed char)*result;
	return rc;
}

static int fire_all_positive(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	int rc = REAL->fire_all(bus, event, called, result);

	if (rc == SEAM_OK && *result < 0)
		*result = -*result;
	return rc;
}

/* ---- NULL ------------------------------------------------------------------------------------------------------- */

static int each_unchecked(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	seam_visit_fn volatile call = visit;
	int value = 0;

	for (uint32_t i = 0; i < count && value == 0; i++)
		value = call(i, SEAM_VISIT_VALUE(i), i + 0.5, "item", userdata);
	*result = value;
	return SEAM_OK;
}

static int each_writes_first(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	if (result)
		*result = 0;
	return REAL->each(count, visit, userdata, result);
}

static int walk_nothing_to_do(uint32_t count, seam_visit_fn visit, void *userdata)
{
	return count == 0 ? 0 : REAL->walk(count, visit, userdata);
}

static int by_number(int64_t a, int64_t b, void *userdata)
{
	(void)userdata;
	return (a > b) - (a < b);
}

static int sort_by_default(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	return REAL->sort(items, n, compare ? compare : by_number, userdata);
}

static int ignore_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id, (void)event, (void)userdata;
	return 0;
}

static int subscribe_null_as_nothing(struct seam_bus *bus, seam_event_fn callback, void *userdata,
                                     seam_destroy_fn destroy, uint64_t *id)
{
	return REAL->subscribe(bus, callback ? callback : ignore_event, userdata, destroy, id);
}

static int subscribe_refuses_and_releases(struct seam_bus *bus, seam_event_fn callback, void *userdata,
                                          seam_destroy_fn destroy, uint64_t *id)
{
	int rc = REAL->subscribe(bus, callback, userdata, destroy, id);

	if (rc && destroy)
		destroy(userdata);
	return rc;
}

static int replace_null_ends(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                             seam_destroy_fn destroy)
{
	if (!callback && bus)
		REAL->unsubscribe(bus, id);
	return REAL->replace(bus, id, callback, userdata, destroy);
}

static int each_fills_in_userdata(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	static int own[4];
	return REAL->each(count, visit, userdata ? userdata : own, result);
}

/* ---- userdata --------------------------------------------------------------------------------------------------- */

static int each_copies_userdata(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	void *copy[2] = { userdata, NULL };
	return REAL->each(count, visit, userdata ? copy : NULL, result);
}

static int fire_first(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	return REAL->fire(bus, id == 2 ? 1 : id, event, result);
}

static int subscribe_never_releases(struct seam_bus *bus, seam_event_fn callback, void *userdata,
                                    seam_destroy_fn destroy, uint64_t *id)
{
	(void)destroy;
	return REAL->subscribe(bus, callback, userdata, NULL, id);
}

static int replace_never_releases(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                                  seam_destroy_fn destroy)
{
	(void)destroy;
	return REAL->replace(bus, id, callback, userdata, NULL);
}

static int replace_releases_on_failure(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                                       seam_destroy_fn destroy)
{
	int rc = REAL->replace(bus, id, callback, userdata, destroy);

	if (rc && destroy)
		destroy(userdata);
	return rc;
}

static int bus_free_forgets(struct seam_bus *bus)
{
	(void)bus;
	return SEAM_OK;
}

/* ---- sort ------------------------------------------------------------------------------------------------------- */

struct comparator {
	seam_compare_fn compare;
	void *userdata;
};

static int compare_32(int64_t a, int64_t b, void *userdata)
{
	struct comparator *r = userdata;
	return r->compare((int32_t)a, (int32_t)b, r->userdata);
}

static int compare_16(int64_t a, int64_t b, void *userdata)
{
	struct comparator *r = userdata;
	return (short)r->compare(a, b, r->userdata);
}

static int compare_negated(int64_t a, int64_t b, void *userdata)
{
	struct comparator *r = userdata;
	return (int)(0u - (unsigned)r->compare(b, a, r->userdata)); /* INT_MIN stays what it is */
}

static int compare_no_tie(int64_t a, int64_t b, void *userdata)
{
	struct comparator *r = userdata;
	int order = r->compare(a, b, r->userdata);
	return order ? order : a < b ? 1 : -1;
}

#define SORT_BY(how)                                                                             \
	static int sort_##how(int64_t *items, size_t n, seam_compare_fn compare, void *userdata) \
	{                                                                                        \
		struct comparator r = { compare, userdata };                                     \
		return REAL->sort(items, n, compare ? compare_##how : NULL, &r);                 \
	}
SORT_BY(32)
SORT_BY(16)
SORT_BY(negated)
SORT_BY(no_tie)

static int sort_by_number(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	return REAL->sort(items, n, compare ? by_number : NULL, userdata);
}

/* Looks for the pivot's place without minding the end, as a quicksort does that trusts its comparator. */
static int sort_trusting(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	int64_t *volatile at = items;

	if (!compare || (!items && n > 0))
		return SEAM_E_NULL;
	while (n > 1 && compare(*at, items[n / 2], userdata) < 0)
		at++;
	return REAL->sort(items, n, compare, userdata);
}

/* Lifts one number out and moves others over its place: at a comparison one is there twice. */
static int sort_with_hole(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	if (!compare || (!items && n > 0))
		return SEAM_E_NULL;
	for (size_t i = 1; i < n; i++) {
		int64_t item = items[i];
		size_t k = i;
		for (; k > 0 && compare(items[k - 1], item, userdata) > 0; k--)
			((volatile int64_t *)items)[k] = items[k - 1];
		items[k] = item;
	}
	return SEAM_OK;
}

/* Writes a number twice when two comparisons of the same pair differ. */
static int sort_doubles(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	int rc = REAL->sort(items, n, compare, userdata);

	for (size_t i = 1; rc == SEAM_OK && i < n; i++)
		if (compare(items[i - 1], items[i], userdata) > 0)
			items[i] = items[i - 1];
	return rc;
}

/* Sorts no more than its buffer holds. */
static int sort_256(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	return REAL->sort(items, n < 256 ? n : 256, compare, userdata);
}

/* Works on a copy, and looks at one number more than it has. */
static int sort_reads_past(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	int64_t *volatile copy = n ? malloc(n * sizeof *items) : NULL;
	volatile int64_t past;

	if (copy && items) {
		memcpy(copy, items, n * sizeof *items);
		past = copy[n];
		(void)past;
	}
	free(copy);
	return REAL->sort(items, n, compare, userdata);
}

static int sort_reads_first(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	volatile int64_t first = items ? *items : 0;

	(void)first;
	return REAL->sort(items, n, compare, userdata);
}

/* ---- subscriptions ---------------------------------------------------------------------------------------------- */

static int subscribe_calls_at_once(struct seam_bus *bus, seam_event_fn callback, void *userdata,
                                   seam_destroy_fn destroy, uint64_t *id)
{
	int rc = REAL->subscribe(bus, callback, userdata, destroy, id);

	if (rc == SEAM_OK)
		callback(*id, 0, userdata);
	return rc;
}

static int fire_32_bits(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	return REAL->fire(bus, id, (int32_t)event, result);
}

static int fire_loses_memory(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	void *volatile lost = malloc(40);

	lost = NULL;
	(void)lost;
	return REAL->fire(bus, id, event, result);
}

static int fire_branches_on_unset(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	volatile int *unset = malloc(sizeof *unset);
	int rc = REAL->fire(bus, id, event, result);

	if (unset && *unset == 0x5eaf00d && rc == SEAM_OK)
		*result = 0;
	free((void *)unset);
	return rc;
}

/* The reference counts ids from 1; these fire one by one. */
static int fire_in_order_of(struct seam_bus *bus, uint64_t first, uint64_t last, int64_t event, uint32_t *called,
                            int *result)
{
	int value = 0;
	uint32_t n = 0;

	if (!bus || !called || !result)
		return SEAM_E_NULL;
	for (uint64_t id = first; value == 0 && id != last; id += first < last ? 1u : -1ull)
		n += REAL->fire(bus, id, event, &value) == SEAM_OK;
	*called = n;
	*result = value;
	return SEAM_OK;
}

static int fire_all_backwards(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	return fire_in_order_of(bus, 64, 0, event, called, result);
}

static int fire_all_new_ones_too(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	return fire_in_order_of(bus, 1, 65, event, called, result);
}

/* When one ends during its call, those behind it move up, and one is passed over. */
static int fire_all_skips(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	uint32_t n = 0;
	int value = 0;

	if (!bus || !called || !result)
		return SEAM_E_NULL;
	for (uint64_t id = 1; id < 65 && value == 0; id++) {
		size_t before = 0, after = 0;

		REAL->live(SEAM_LIVE_SUBSCRIPTIONS, &before);
		n += REAL->fire(bus, id, event, &value) == SEAM_OK;
		REAL->live(SEAM_LIVE_SUBSCRIPTIONS, &after);
		id += after < before;
	}
	*called = n;
	*result = value;
	return SEAM_OK;
}

static int unsubscribe_not_yet(struct seam_bus *bus, uint64_t id)
{
	return bus && id ? SEAM_OK : REAL->unsubscribe(bus, id);
}

static int subscribe_same_id(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
                             uint64_t *id)
{
	int rc = REAL->subscribe(bus, callback, userdata, destroy, id);

	if (rc == SEAM_OK)
		*id = 1;
	return rc;
}

static int replace_at_the_end(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                              seam_destroy_fn destroy)
{
	int rc = callback ? REAL->unsubscribe(bus, id) : SEAM_E_NULL;
	return rc ? rc : REAL->subscribe(bus, callback, userdata, destroy, &id);
}

static int replace_calls_at_once(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata,
                                 seam_destroy_fn destroy)
{
	int rc = REAL->replace(bus, id, callback, userdata, destroy);

	if (rc == SEAM_OK)
		callback(id, 0, userdata);
	return rc;
}

static int bus_new_shared(struct seam_bus **bus)
{
	static struct seam_bus *shared;
	size_t buses = 0;
	int rc;

	REAL->live(SEAM_LIVE_BUSES, &buses);
	if (buses > 0 && bus) {
		*bus = shared;
		return SEAM_OK;
	}
	rc = REAL->bus_new(bus);
	if (rc == SEAM_OK)
		shared = *bus;
	return rc;
}

static int bus_free_says_busy(struct seam_bus *bus)
{
	int rc = REAL->bus_free(bus);
	return bus && rc == SEAM_OK ? SEAM_E_STATE : rc;
}

/* ---- re-entry, locks and what jumps and throws leave behind ----------------------------------------------------- */

static int each_to_depth(int most, uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	static int depth;
	int rc;

	if (depth >= most)
		return SEAM_E_STATE;
	depth++;
	rc = REAL->each(count, visit, userdata, result);
	depth--;
	return rc;
}

static int each_locked(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return each_to_depth(1, count, visit, userdata, result);
}

static int each_16_deep(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return each_to_depth(16, count, visit, userdata, result);
}

static int each_200_deep(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	return each_to_depth(200, count, visit, userdata, result);
}

static int each_eats_stack(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	volatile char room[64 * 1024];

	for (size_t i = 0; i < sizeof room; i += 1024)
		room[i] = 1;
	return REAL->each(count, visit, userdata, result) + (room[0] - 1);
}

static int fire_locked(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	static bool locked;
	int rc;

	if (locked)
		return SEAM_E_STATE;
	locked = true;
	rc = REAL->fire(bus, id, event, result);
	locked = false;
	return rc;
}

static int fire_all_keeps_memory(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	seam_closure_fn fn = NULL;
	void *room = NULL;
	int rc;

	REAL->closure_new(0, &fn, &room);
	rc = REAL->fire_all(bus, event, called, result);
	REAL->closure_free(fn, room);
	return rc;
}

static int walk_keeps_memory(uint32_t count, seam_visit_fn visit, void *userdata)
{
	seam_closure_fn fn = NULL;
	void *room = NULL;
	int value;

	REAL->closure_new(0, &fn, &room);
	value = REAL->walk(count, visit, userdata);
	REAL->closure_free(fn, room);
	return value;
}

static int bus_recover_not(struct seam_bus *bus)
{
	return bus ? SEAM_OK : SEAM_E_NULL;
}

/* ---- panics ----------------------------------------------------------------------------------------------------- */

static int raise_swallowed(int kind, const char *text)
{
	int rc = REAL->raise(kind, text);
	return rc == SEAM_E_PANIC ? SEAM_OK : rc;
}

static int raise_dies(int kind, const char *text)
{
	int rc = REAL->raise(kind, text);

	if (rc == SEAM_E_PANIC)
		abort();
	return rc;
}

static int raise_exits(int kind, const char *text)
{
	int rc = REAL->raise(kind, text);

	if (rc == SEAM_E_PANIC)
		exit(134);
	return rc;
}

static int raise_number_is_failure(int kind, const char *text)
{
	int rc = REAL->raise(kind, text);
	return kind == SEAM_RAISE_NUMBER ? SEAM_E_FAILED : rc;
}

static int raise_cleanup_dies(int kind, const char *text)
{
	if (kind == SEAM_RAISE_CLEANUP && text)
		abort();
	return REAL->raise(kind, text);
}

static int raise_runtime_faults(int kind, const char *text)
{
	static int *volatile nowhere;

	if (kind == SEAM_RAISE_RUNTIME)
		*(volatile int *)nowhere = 1;
	return REAL->raise(kind, text);
}

static int raise_runtime_unseen(int kind, const char *text)
{
	int rc = REAL->raise(kind, text);
	return kind == SEAM_RAISE_RUNTIME ? SEAM_OK : rc;
}

static int raise_cut(int kind, const char *text)
{
	char cut[256];

	if (text)
		snprintf(cut, sizeof cut, "%s", text);
	return REAL->raise(kind, text ? cut : NULL);
}

static int raise_formats(int kind, const char *text)
{
	char plain[1024];
	size_t n = 0;

	for (const char *p = text; p && *p && n + 1 < sizeof plain; p++) {
		if (*p == '%' && p[1])
			p++;
		else
			plain[n++] = *p;
	}
	plain[n] = 0;
	return REAL->raise(kind, text ? plain : NULL);
}

static int raise_formats_itself(int kind, const char *text)
{
	char message[1100];

	if (!text)
		return REAL->raise(kind, text);
	for (size_t i = 0, n = 0; n < sizeof message; i++) { /* as printf would, had the text itself been its argument */
		if (strncmp(text + i, "%%", 2) == 0)
			i++;
		else if (strncmp(text + i, "%s", 2) == 0 && strlen(text) < sizeof message - n) {
			strcpy(message + n, text);
			n += strlen(text);
			i++;
			continue;
		}
		message[n++] = text[i];
		if (!text[i])
			break;
	}
	message[sizeof message - 1] = 0;
	return REAL->raise(kind, message);
}

static int raise_first_sticks(int kind, const char *text)
{
	size_t length;
	return REAL->last_message(NULL, 0, &length) == SEAM_E_SPACE ? SEAM_E_PANIC : REAL->raise(kind, text);
}

static int raise_any_kind(int kind, const char *text)
{
	return REAL->raise(kind < SEAM_RAISE_TEXT || kind > SEAM_RAISE_RUNTIME ? SEAM_RAISE_TEXT : kind, text);
}

static int last_message_one_over(char *buffer, size_t size, size_t *length)
{
	return REAL->last_message(buffer, size ? size + 1 : 0, length);
}

static int last_message_empty(char *buffer, size_t size, size_t *length)
{
	int rc = REAL->last_message(buffer, size, length);

	if (rc != SEAM_E_NOT_FOUND)
		return rc;
	*length = 0;
	if (size)
		*buffer = 0;
	return SEAM_OK;
}

struct crumb {
	struct crumb *next;
	char rest[56];
};

/* Keeps 64 bytes for each panic, and where they are. */
static int raise_keeps_crumbs(int kind, const char *text)
{
	static struct crumb *all;
	struct crumb *crumb = malloc(sizeof *crumb);

	if (crumb) {
		crumb->next = all;
		all = crumb;
	}
	return REAL->raise(kind, text);
}

static int raise_leaks_lent(int kind, const char *text)
{
	seam_closure_fn fn;
	void *context;

	REAL->closure_new(0, &fn, &context);
	return REAL->raise(kind, text);
}

static int raise_after_leaks(uint32_t count, int kind, const char *text, seam_visit_fn visit, void *userdata)
{
	seam_closure_fn fn;
	void *context;
	int rc = REAL->raise_after(count, kind, text, visit, userdata);

	if (rc == SEAM_E_PANIC)
		REAL->closure_new(0, &fn, &context);
	return rc;
}

static int raise_after_reads_freed(uint32_t count, int kind, const char *text, seam_visit_fn visit, void *userdata)
{
	volatile int *volatile scope = malloc(sizeof *scope);
	int rc;

	if (!scope)
		return SEAM_E_MEMORY;
	*scope = kind;
	free((void *)scope);
	rc = REAL->raise_after(count, kind, text, visit, userdata);
	return *scope == kind ? rc : rc;
}

static int raise_after_all(uint32_t count, int kind, const char *text, seam_visit_fn visit, void *userdata)
{
	for (uint32_t i = 1; visit && text && kind == SEAM_RAISE_TEXT && i < count; i++)
		visit(i, SEAM_VISIT_VALUE(i), i + 0.5, "item", userdata);
	return REAL->raise_after(visit && count ? 1 : count, kind, text, visit, userdata);
}

static int raise_after_few_deep(uint32_t count, int kind, const char *text, seam_visit_fn visit, void *userdata)
{
	static int depth;
	int rc;

	depth++;
	rc = depth > 8 ? SEAM_E_FAILED : REAL->raise_after(count, kind, text, visit, userdata);
	depth--;
	return rc;
}

static int each_takes_panic_over(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	int rc = REAL->each(count, visit, userdata, result);
	return rc == SEAM_OK && *result == SEAM_E_PANIC ? SEAM_E_PANIC : rc;
}

static int fire_takes_panic_over(struct seam_bus *bus, uint64_t id, int64_t event, int *result)
{
	int rc = REAL->fire(bus, id, event, result);
	return rc == SEAM_OK && *result == SEAM_E_PANIC ? SEAM_E_PANIC : rc;
}

/* Takes a panic that ended inside the comparator for one of its own. */
static int sort_sees_message(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	size_t before = 0, after = 0;
	int rc;

	REAL->last_message(NULL, 0, &before);
	rc = REAL->sort(items, n, compare, userdata);
	REAL->last_message(NULL, 0, &after);
	return after != before ? SEAM_E_PANIC : rc;
}

/* ---- functions and objects that the peer makes ------------------------------------------------------------------ */

static seam_closure_fn real_closure;
static void *latest_context;

static int closure_wraps(void *context, int64_t argument, int64_t *sum)
{
	int rc = real_closure(context, argument, sum);

	if (rc == SEAM_E_PANIC)
		*sum = INT64_MIN;
	return rc;
}

static int closure_says_ok(void *context, int64_t argument, int64_t *sum)
{
	int rc = real_closure(context, argument, sum);
	return rc == SEAM_E_PANIC ? SEAM_OK : rc;
}

static int closure_dies(void *context, int64_t argument, int64_t *sum)
{
	int rc = real_closure(context, argument, sum);

	if (rc == SEAM_E_PANIC)
		abort();
	return rc;
}

static int closure_silent(void *context, int64_t argument, int64_t *sum)
{
	return argument == 1 && sum ? SEAM_E_PANIC : real_closure(context, argument, sum);
}

static int closure_latest(void *context, int64_t argument, int64_t *sum)
{
	(void)context;
	return real_closure(latest_context, argument, sum);
}

#define CLOSURE_NEW(how)                                                                   \
	static int closure_new_##how(int64_t captured, seam_closure_fn *fn, void **context) \
	{                                                                                  \
		int rc = REAL->closure_new(captured, fn, context);                         \
		if (rc == SEAM_OK) {                                                       \
			real_closure = *fn;                                                \
			latest_context = *context;                                         \
			*fn = closure_##how;                                               \
		}                                                                          \
		return rc;                                                                 \
	}
CLOSURE_NEW(wraps)
CLOSURE_NEW(says_ok)
CLOSURE_NEW(dies)
CLOSURE_NEW(silent)
CLOSURE_NEW(latest)

static int closure_new_32_bits(int64_t captured, seam_closure_fn *fn, void **context)
{
	return REAL->closure_new((int32_t)captured, fn, context);
}

static int closure_new_few(int64_t captured, seam_closure_fn *fn, void **context)
{
	size_t count = 0;

	REAL->live(SEAM_LIVE_CLOSURES, &count);
	return count >= 8 ? SEAM_E_MEMORY : REAL->closure_new(captured, fn, context);
}

static int closure_free_keeps(seam_closure_fn fn, void *context)
{
	(void)context;
	return fn ? SEAM_OK : SEAM_E_NULL;
}

static int live_low_byte(int kind, size_t *count)
{
	int rc = REAL->live(kind, count);

	if (rc == SEAM_OK)
		*count &= 0xff;
	return rc;
}

static struct seam_methods methods;
static const struct seam_methods *real_methods;

static int add_says_ok(void *self, int64_t n)
{
	real_methods->add(self, n);
	return SEAM_OK;
}

static int reset_nothing(void *self)
{
	(void)self;
	return SEAM_OK;
}

static void destroy_nothing(void *self)
{
	(void)self;
}

static int object_new_with(int64_t start, struct seam_object *object, const struct seam_methods *other)
{
	int rc = REAL->object_new(start, object);

	if (rc == SEAM_OK) {
		real_methods = object->methods;
		methods = *real_methods;
		methods.add = other->add ? other->add : methods.add;
		methods.reset = other->reset ? other->reset : methods.reset;
		methods.destroy = other->destroy ? other->destroy : methods.destroy;
		object->methods = &methods;
	}
	return rc;
}

static int object_new_says_ok(int64_t start, struct seam_object *object)
{
	return object_new_with(start, object, &(struct seam_methods){ .add = add_says_ok });
}

static int object_new_resets_nothing(int64_t start, struct seam_object *object)
{
	return object_new_with(start, object, &(struct seam_methods){ .reset = reset_nothing });
}

static int object_new_never_goes(int64_t start, struct seam_object *object)
{
	return object_new_with(start, object, &(struct seam_methods){ .destroy = destroy_nothing });
}

static int drive_destroys_twice(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
                                int *result)
{
	int rc = REAL->object_drive(object, numbers, n, total, result);

	if (rc == SEAM_OK)
		object->methods->destroy(object->self);
	return rc;
}

static int drive_destroys_refused(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
                                  int *result)
{
	int rc = REAL->object_drive(object, numbers, n, total, result);

	if (rc != SEAM_OK && object && object->methods && object->methods->destroy)
		object->methods->destroy(object->self);
	return rc;
}

static int drive_resets_anyway(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
                               int *result)
{
	int (*volatile reset)(void *) = object && object->methods ? object->methods->reset : reset_nothing;

	if (object && object->methods && !object->methods->reset)
		reset(object->self);
	return REAL->object_drive(object, numbers, n, total, result);
}

static int drive_low_byte(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
			  int *result)
{
	int rc = REAL->object_drive(object, numbers, n, total, result);

	if (rc == SEAM_OK)
		*result = (signed char)*result;
	return rc;
}

/* Takes the total for good without asking what the method returned. */
static int drive_trusts_total(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
                              int *result)
{
	int rc = REAL->object_drive(object, numbers, n, total, result);

	if (rc == SEAM_OK && *result == INT_MIN)
		*result = 0;
	return rc;
}

static int drive_total_on_failure(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
                                  int *result)
{
	int rc = REAL->object_drive(object, numbers, n, total, result);

	if (rc == SEAM_OK && *result)
		*total = 0;
	return rc;
}

/* ---- one place for what several calls need at once ---------------------------------------------------------------- */

static struct relay last_each; /* of the call that began last */

static int relay_last(uint32_t i, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)userdata;
	return last_each.visit(i, value, fraction, name, last_each.userdata);
}

static int each_in_one_place(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	last_each = (struct relay){ visit, userdata };
	return REAL->each(count, visit ? relay_last : NULL, NULL, result);
}

static struct {
	seam_compare_fn compare;
	void *userdata;
} last_sort;

static int relay_last_sort(int64_t a, int64_t b, void *userdata)
{
	(void)userdata;
	return last_sort.compare(a, b, last_sort.userdata);
}

static int sort_in_one_place(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	last_sort.compare = compare;
	last_sort.userdata = userdata;
	return REAL->sort(items, n, compare ? relay_last_sort : NULL, NULL);
}

struct quiet { /* a subscription whose events are lost while any destructor runs */
	seam_event_fn callback;
	seam_destroy_fn destroy;
	void *userdata;
};

static bool destroying;

static int quiet_event(uint64_t id, int64_t event, void *userdata)
{
	struct quiet *q = userdata;
	return destroying ? 0 : q->callback(id, event, q->userdata);
}

static void quiet_destroy(void *userdata)
{
	struct quiet *q = userdata;

	destroying = true;
	if (q->destroy)
		q->destroy(q->userdata);
	destroying = false;
	free(q);
}

static int subscribe_quiet(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
			   uint64_t *id)
{
	struct quiet *q = callback ? malloc(sizeof *q) : NULL;
	int rc;

	if (!q)
		return REAL->subscribe(bus, callback, userdata, destroy, id);
	*q = (struct quiet){ callback, destroy, userdata };
	rc = REAL->subscribe(bus, quiet_event, q, quiet_destroy, id);
	if (rc)
		free(q);
	return rc;
}

static int subscribe_null_never_ends(struct seam_bus *bus, seam_event_fn callback, void *userdata,
				     seam_destroy_fn destroy, uint64_t *id)
{
	return REAL->subscribe(bus, callback, userdata, userdata ? destroy : NULL, id);
}

static int subscribe_fails_and_ends(struct seam_bus *bus, seam_event_fn callback, void *userdata,
				    seam_destroy_fn destroy, uint64_t *id)
{
	int rc = REAL->subscribe(bus, callback, userdata, destroy, id);

	if (rc == SEAM_E_MEMORY && destroy)
		destroy(userdata);
	return rc;
}

static int object_new_half(int64_t start, struct seam_object *object)
{
	static const struct seam_methods none;
	int rc = REAL->object_new(start, object);

	if (rc == SEAM_E_MEMORY)
		object->methods = &none;
	return rc;
}

SEAM_MUTANTS(callbacks, all) = {
	{ "each_at_least_one", "callbacks.calls.none", "plain", "fail",
	  "v.count == count", true, SEAM_OP(callbacks, each, each_at_least_one), 0 },
	{ "each_one_more", "callbacks.calls.one", "plain", "fail",
	  "v.count == count", true, SEAM_OP(callbacks, each, each_one_more), 0 },
	{ "each_backwards", "callbacks.calls.in_order", "plain", "fail",
	  "got index", true, SEAM_OP(callbacks, each, each_backwards), 0 },
	{ "each_16_bits", "callbacks.calls.many", "plain", "fail",
	  "v.count == count", true, SEAM_OP(callbacks, each, each_16_bits), 0 },
	{ "each_value_32", "callbacks.calls.arguments", "plain", "fail",
	  "SEAM_VISIT_VALUE", true, SEAM_OP(callbacks, each, each_value_32), 0 },
	{ "each_fraction_cut", "callbacks.calls.arguments", "plain", "fail",
	  "fraction", true, SEAM_OP(callbacks, each, each_fraction_cut), 0 },
	{ "each_wild_name", "callbacks.calls.arguments", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, each, each_wild_name), 0 },
	{ "each_freed_name", "callbacks.calls.arguments", "asan", "finding",
	  "heap-use-after-free", false, SEAM_OP(callbacks, each, each_freed_name), 0 },
	{ "each_unset_name", "callbacks.calls.arguments", "msan", "finding",
	  "use-of-uninitialized-value", false, SEAM_OP(callbacks, each, each_unset_name), 0 },
	{ "walk_first_name", "callbacks.calls.walk_arguments", "plain", "fail",
	  "name", true, SEAM_OP(callbacks, walk, walk_first_name), 0 },
	{ "each_once_more_later", "callbacks.calls.not_retained", "plain", "fail",
	  "early.count", true, SEAM_OP(callbacks, each, each_once_more_later), 0 },
	{ "each_elsewhere", "callbacks.calls.same_thread", "plain", "fail",
	  "seen == ", true, SEAM_OP(callbacks, each, each_elsewhere), 0 },
	{ "each_bool", "callbacks.stop.each_value", "plain", "fail",
	  "*result == values[i]", true, SEAM_OP(callbacks, each, each_bool), 0 },
	{ "each_result_unset", "callbacks.stop.each_value", "plain", "fail",
	  "*result == values[i]", true, SEAM_OP(callbacks, each, each_result_unset), 0 },
	{ "each_past_negatives", "callbacks.stop.each_stops", "plain", "fail",
	  "s.count", true, SEAM_OP(callbacks, each, each_past_negatives), 0 },
	{ "walk_failed", "callbacks.stop.walk_value", "plain", "fail",
	  "p->walk", true, SEAM_OP(callbacks, walk, walk_failed), 0 },
	{ "fire_low_byte", "callbacks.stop.fire_value", "plain", "fail",
	  "*result == values[i]", true, SEAM_OP(callbacks, fire, fire_low_byte), 0 },
	{ "fire_branches_on_unset", "callbacks.stop.fire_value", "msan", "finding",
	  "use-of-uninitialized-value", false, SEAM_OP(callbacks, fire, fire_branches_on_unset), 0 },
	{ "fire_branches_on_unset_memcheck", "callbacks.stop.fire_value", "memcheck", "finding",
	  "UninitCondition", false, SEAM_OP(callbacks, fire, fire_branches_on_unset), 0 },
	{ "fire_all_positive", "callbacks.stop.fire_all_value", "plain", "fail",
	  "*result == values[i]", true, SEAM_OP(callbacks, fire_all, fire_all_positive), 0 },
	{ "each_unchecked", "callbacks.null.each", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, each, each_unchecked), 0 },
	{ "each_writes_first", "callbacks.null.each", "plain", "fail",
	  "seam_untouched", true, SEAM_OP(callbacks, each, each_writes_first), 0 },
	{ "walk_nothing_to_do", "callbacks.null.walk", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(callbacks, walk, walk_nothing_to_do), 0 },
	{ "sort_by_default", "callbacks.null.sort", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(callbacks, sort, sort_by_default), 0 },
	{ "subscribe_null_as_nothing", "callbacks.null.subscribe", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(callbacks, subscribe, subscribe_null_as_nothing), 0 },
	{ "subscribe_refuses_and_releases", "callbacks.null.subscribe", "plain", "fail",
	  "destroyed == 0u", true, SEAM_OP(callbacks, subscribe, subscribe_refuses_and_releases), 0 },
	{ "replace_null_ends", "callbacks.null.replace", "plain", "fail",
	  "old == 0u", true, SEAM_OP(callbacks, replace, replace_null_ends), 0 },
	{ "each_fills_in_userdata", "callbacks.null.userdata", "plain", "fail",
	  "seen == NULL", true, SEAM_OP(callbacks, each, each_fills_in_userdata), 0 },
	{ "each_copies_userdata", "callbacks.calls.userdata_as_is", "plain", "fail",
	  "slot == &slot", true, SEAM_OP(callbacks, each, each_copies_userdata), 0 },
	{ "fire_first", "callbacks.userdata.two_registrations", "plain", "fail",
	  "result == 22", true, SEAM_OP(callbacks, fire, fire_first), 0 },
	{ "subscribe_never_releases", "callbacks.userdata.on_unsubscribe", "plain", "fail",
	  "gone.destroyed == 1u", true, SEAM_OP(callbacks, subscribe, subscribe_never_releases), 0 },
	{ "replace_never_releases", "callbacks.userdata.on_replace", "plain", "fail",
	  "new.destroyed == 100u", true, SEAM_OP(callbacks, replace, replace_never_releases), 0 },
	{ "bus_free_forgets", "callbacks.userdata.on_bus_free", "plain", "fail",
	  "owned[i].destroyed", true, SEAM_OP(callbacks, bus_free, bus_free_forgets), 0 },
	{ "replace_releases_on_failure", "callbacks.userdata.not_on_failure", "plain", "fail",
	  "owned.destroyed == 0u", true, SEAM_OP(callbacks, replace, replace_releases_on_failure), 0 },
	{ "sort_32", "callbacks.sort.ascending", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_32), 0 },
	{ "sort_by_number", "callbacks.sort.descending", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_by_number), 0 },
	{ "sort_16", "callbacks.sort.any_int", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_16), 0 },
	{ "sort_negated", "callbacks.sort.any_int", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_negated), 0 },
	{ "sort_no_tie", "callbacks.sort.stable", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_no_tie), 0 },
	{ "sort_256", "callbacks.sort.many", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_256), 0 },
	{ "sort_reads_past", "callbacks.sort.stable", "asan", "finding",
	  "heap-buffer-overflow", false, SEAM_OP(callbacks, sort, sort_reads_past), 0 },
	{ "sort_reads_past_memcheck", "callbacks.sort.stable", "memcheck", "finding",
	  "InvalidRead", false, SEAM_OP(callbacks, sort, sort_reads_past), 0 },
	{ "sort_trusting", "callbacks.sort.inconsistent", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, sort, sort_trusting), 0 },
	{ "sort_doubles", "callbacks.sort.inconsistent", "plain", "fail",
	  "wrong == 0u", true, SEAM_OP(callbacks, sort, sort_doubles), 0 },
	{ "sort_reads_first", "callbacks.sort.few", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, sort, sort_reads_first), 0 },
	{ "subscribe_calls_at_once", "callbacks.registered.later", "plain", "fail",
	  "callbacks_log.n == 0u", true, SEAM_OP(callbacks, subscribe, subscribe_calls_at_once), 0 },
	{ "fire_32_bits", "callbacks.registered.later", "plain", "fail",
	  "callbacks_log.event[0]", true, SEAM_OP(callbacks, fire, fire_32_bits), 0 },
	{ "fire_loses_memory", "callbacks.registered.later", "asan", "finding",
	  "leak", false, SEAM_OP(callbacks, fire, fire_loses_memory), 0 },
	{ "fire_all_backwards", "callbacks.registered.in_order", "plain", "fail",
	  "callbacks_log.who", true, SEAM_OP(callbacks, fire_all, fire_all_backwards), 0 },
	{ "unsubscribe_not_yet", "callbacks.registered.not_after_unsubscribe", "plain", "fail",
	  "SEAM_E_NOT_FOUND", true, SEAM_OP(callbacks, unsubscribe, unsubscribe_not_yet), 0 },
	{ "subscribe_same_id", "callbacks.registered_as.ids_are_not_reused", "plain", "fail",
	  "id != ids[0]", true, SEAM_OP(callbacks, subscribe, subscribe_same_id), 0 },
	{ "replace_at_the_end", "callbacks.registered_as.replaced", "plain", "fail",
	  "callbacks_log.who", true, SEAM_OP(callbacks, replace, replace_at_the_end), 0 },
	{ "bus_new_shared", "callbacks.registered_as.buses_are_apart", "plain", "fail",
	  "other != bus", true, SEAM_OP(callbacks, bus_new, bus_new_shared), 0 },
	{ "each_locked", "callbacks.reentry.once", "plain", "fail",
	  "d.failed == 0", true, SEAM_OP(callbacks, each, each_locked), 0 },
	{ "each_16_deep", "callbacks.reentry.nested_50", "plain", "fail",
	  "d.failed == 0", true, SEAM_OP(callbacks, each, each_16_deep), 0 },
	{ "each_200_deep", "callbacks.reentry.nested_1000", "plain", "fail",
	  "d.failed == 0", true, SEAM_OP(callbacks, each, each_200_deep), 0 },
	{ "each_eats_stack", "callbacks.reentry.nested_1000", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, each, each_eats_stack), 0 },
	{ "fire_all_skips", "callbacks.reentry_bus.ends_itself", "plain", "fail",
	  "called == 3u", true, SEAM_OP(callbacks, fire_all, fire_all_skips), 0 },
	{ "unsubscribe_ends_nothing", "callbacks.reentry_bus.ends_another", "plain", "fail",
	  "called == 2u", true, SEAM_OP(callbacks, unsubscribe, unsubscribe_not_yet), 0 },
	{ "fire_all_new_ones_too", "callbacks.reentry_bus.adds", "plain", "fail",
	  "called == 3u", true, SEAM_OP(callbacks, fire_all, fire_all_new_ones_too), 0 },
	{ "replace_calls_at_once", "callbacks.reentry_bus.replaces_itself", "plain", "fail",
	  "s.extra[0].called == 0u", true, SEAM_OP(callbacks, replace, replace_calls_at_once), 0 },
	{ "replace_loses_its_turn", "callbacks.reentry_bus.replaces_another", "plain", "fail",
	  "s.extra[0].called == 1u", true, SEAM_OP(callbacks, replace, replace_at_the_end), 0 },
	{ "bus_free_says_busy", "callbacks.reentry_bus.frees_the_bus", "plain", "fail",
	  "s.actor[2].called == 1u", true, SEAM_OP(callbacks, bus_free, bus_free_says_busy), 0 },
	{ "raise_swallowed", "callbacks.contain.panic", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, raise, raise_swallowed), 0 },
	{ "raise_dies", "callbacks.contain.panic", "plain", "crash",
	  "SIGABRT", false, SEAM_OP(callbacks, raise, raise_dies), 0 },
	{ "last_message_one_over", "callbacks.contain.panic", "plain", "fail",
	  "SEAM_E_SPACE", true, SEAM_OP(callbacks, last_message, last_message_one_over), 0 },
	{ "raise_number_is_failure", "callbacks.contain.no_string", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, raise, raise_number_is_failure), 0 },
	{ "raise_cleanup_dies", "callbacks.contain.in_destructor", "plain", "crash",
	  "SIGABRT", false, SEAM_OP(callbacks, raise, raise_cleanup_dies), 0 },
	{ "raise_runtime_faults", "callbacks.contain.of_the_runtime", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, raise, raise_runtime_faults), 0 },
	{ "raise_runtime_unseen", "callbacks.contain.of_the_runtime", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, raise, raise_runtime_unseen), 0 },
	{ "raise_formats", "callbacks.contain_message.percent", "plain", "fail",
	  "the message is", true, SEAM_OP(callbacks, raise, raise_formats), 0 },
	{ "raise_cut", "callbacks.contain_message.long_message", "plain", "fail",
	  "the message is", true, SEAM_OP(callbacks, raise, raise_cut), 0 },
	{ "raise_first_sticks", "callbacks.contain_message.last_one_counts", "plain", "fail",
	  "the message is", true, SEAM_OP(callbacks, raise, raise_first_sticks), 0 },
	{ "raise_any_kind", "callbacks.contain_message.refused", "plain", "fail",
	  "SEAM_E_RANGE", true, SEAM_OP(callbacks, raise, raise_any_kind), 0 },
	{ "last_message_empty", "callbacks.contain_message.none_yet", "plain", "fail",
	  "SEAM_E_NOT_FOUND", true, SEAM_OP(callbacks, last_message, last_message_empty), 0 },
	{ "each_takes_panic_over", "callbacks.contain_nested.in_callback", "plain", "fail",
	  "SEAM_OK", true, SEAM_OP(callbacks, each, each_takes_panic_over), 0 },
	{ "raise_after_leaks", "callbacks.contain_nested.after_callbacks", "plain", "fail",
	  "before.blocks", true, SEAM_OP(callbacks, raise_after, raise_after_leaks), 0 },
	{ "raise_after_all", "callbacks.contain_nested.after_stop", "plain", "fail",
	  "n.visits == 2u", true, SEAM_OP(callbacks, raise_after, raise_after_all), 0 },
	{ "raise_after_reads_freed", "callbacks.contain_nested.after_callbacks", "memcheck", "finding",
	  "InvalidRead", false, SEAM_OP(callbacks, raise_after, raise_after_reads_freed), 0 },
	{ "raise_after_few_deep", "callbacks.contain_nested.in_callback_in_callback", "plain", "fail",
	  "n.rc[i]", true, SEAM_OP(callbacks, raise_after, raise_after_few_deep), 0 },
	{ "sort_sees_message", "callbacks.contain_inside.in_comparator", "plain", "fail",
	  "SEAM_OK", true, SEAM_OP(callbacks, sort, sort_sees_message), 0 },
	{ "fire_takes_panic_over", "callbacks.contain_inside.in_subscription", "plain", "fail",
	  "SEAM_OK", true, SEAM_OP(callbacks, fire, fire_takes_panic_over), 0 },
	{ "raise_keeps_crumbs", "callbacks.contain_growth.ten_thousand", "plain", "fail",
	  "the heap grows", true, SEAM_OP(callbacks, raise, raise_keeps_crumbs), 0 },
	{ "raise_leaks_lent", "callbacks.contain_growth.ten_thousand", "plain", "fail",
	  "lent.blocks", true, SEAM_OP(callbacks, raise, raise_leaks_lent), 0 },
	{ "aborts_not", "callbacks.contain_abort.dies", "plain", "fail",
	  "raise returned", true, 0, NULL, SEAM_PANIC_ABORTS },
	{ "raise_exits", "callbacks.contain_abort.dies_in_callback", "plain", "fail",
	  "expected to die by abort(), but", true, SEAM_OP(callbacks, raise, raise_exits), SEAM_PANIC_ABORTS },
	{ "closure_aborts_not", "callbacks.contain_abort.dies_in_closure", "plain", "fail",
	  "the closure returned", true, 0, NULL, SEAM_PANIC_ABORTS },
	{ "each_low_byte", "callbacks.longjmp.shield_each", "plain", "fail",
	  "result == CODE", true, SEAM_OP(callbacks, each, each_low_byte), 0 },
	{ "walk_negative_is_failure", "callbacks.longjmp.shield_walk", "plain", "fail",
	  "CODE", true, SEAM_OP(callbacks, walk, walk_failed), 0 },
	{ "fire_all_drops_the_sign", "callbacks.longjmp.shield_fire", "plain", "fail",
	  "result == CODE", true, SEAM_OP(callbacks, fire_all, fire_all_positive), 0 },
	{ "each_stays_locked", "callbacks.longjmp_over.each", "plain", "fail",
	  "SEAM_OK", true, SEAM_OP(callbacks, each, each_locked), 0 },
	{ "walk_keeps_memory", "callbacks.longjmp_over.walk", "plain", "fail",
	  "counts[kind]", true, SEAM_OP(callbacks, walk, walk_keeps_memory), 0 },
	{ "each_counts_up", "callbacks.longjmp_over.a_thousand", "plain", "fail",
	  "did not arrive", true, SEAM_OP(callbacks, each, each_200_deep), 0 },
	{ "each_keeps_frames", "callbacks.longjmp_over.nested", "plain", "fail",
	  "did not arrive", true, SEAM_OP(callbacks, each, each_16_deep), 0 },
	{ "sort_with_hole", "callbacks.longjmp_over.sort", "plain", "fail",
	  "seen == 0x1feu", true, SEAM_OP(callbacks, sort, sort_with_hole), 0 },
	{ "fire_locked", "callbacks.longjmp_fire.fire", "plain", "fail",
	  "did not arrive", true, SEAM_OP(callbacks, fire, fire_locked), 0 },
	{ "fire_all_keeps_memory", "callbacks.longjmp_fire.fire_all", "plain", "fail",
	  "counts[kind]", true, SEAM_OP(callbacks, fire_all, fire_all_keeps_memory), 0 },
	{ "bus_recover_not", "callbacks.longjmp_fire.fire_after_unsubscribe", "plain", "fail",
	  "j.destroyed == 1u", true, SEAM_OP(callbacks, bus_recover, bus_recover_not), 0 },
	{ "each_locked_by_throw", "callbacks.throw.over_each", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, each, each_locked), SEAM_UNWIND_SAFE },
	{ "walk_leaks_by_throw", "callbacks.throw.over_walk", "plain", "fail",
	  "lent.blocks", true, SEAM_OP(callbacks, walk, walk_keeps_memory), SEAM_UNWIND_SAFE },
	{ "sort_with_hole_by_throw", "callbacks.throw.over_sort", "plain", "fail",
	  "seen == 0x1feu", true, SEAM_OP(callbacks, sort, sort_with_hole), SEAM_UNWIND_SAFE },
	{ "fire_locked_by_throw", "callbacks.throw.over_fire", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, fire, fire_locked), SEAM_UNWIND_SAFE },
	{ "each_cuts_the_code", "callbacks.throw.shield", "plain", "fail",
	  "t.result == t.code", true, SEAM_OP(callbacks, each, each_low_byte), 0 },
	{ "fire_cuts_the_code", "callbacks.throw.shield_fire", "plain", "fail",
	  "t.result == t.code", true, SEAM_OP(callbacks, fire, fire_low_byte), 0 },
	{ "closure_new_wraps", "callbacks.error_value.closure", "plain", "fail",
	  "seam_untouched", true, SEAM_OP(callbacks, closure_new, closure_new_wraps), 0 },
	{ "closure_new_says_ok", "callbacks.error_value.closure", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, closure_new, closure_new_says_ok), 0 },
	{ "closure_new_dies", "callbacks.error_value.closure", "plain", "crash",
	  "SIGABRT", false, SEAM_OP(callbacks, closure_new, closure_new_dies), 0 },
	{ "closure_new_silent", "callbacks.error_value.closure_message", "plain", "fail",
	  "after != before", true, SEAM_OP(callbacks, closure_new, closure_new_silent), 0 },
	{ "object_new_says_ok", "callbacks.error_value.method", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, object_new, object_new_says_ok), 0 },
	{ "closure_new_32_bits", "callbacks.trampoline.captured", "plain", "fail",
	  "*sum == 5000000001", true, SEAM_OP(callbacks, closure_new, closure_new_32_bits), 0 },
	{ "closure_new_latest", "callbacks.trampoline.independent", "plain", "fail",
	  "sum == 100 + i", true, SEAM_OP(callbacks, closure_new, closure_new_latest), 0 },
	{ "closure_new_few", "callbacks.trampoline.many", "plain", "fail",
	  "SEAM_OK", true, SEAM_OP(callbacks, closure_new, closure_new_few), 0 },
	{ "closure_free_keeps", "callbacks.trampoline.many", "plain", "fail",
	  "SEAM_LIVE_CLOSURES", true, SEAM_OP(callbacks, closure_free, closure_free_keeps), 0 },
	{ "live_low_byte", "callbacks.trampoline.many_registrations", "plain", "fail",
	  "SEAM_LIVE_SUBSCRIPTIONS", true, SEAM_OP(callbacks, live, live_low_byte), 0 },
	{ "object_new_resets_nothing", "callbacks.vtable_by_peer.works", "plain", "fail",
	  "*total == 0", true, SEAM_OP(callbacks, object_new, object_new_resets_nothing), 0 },
	{ "object_new_never_goes", "callbacks.vtable_by_peer.works", "plain", "fail",
	  "now == before", true, SEAM_OP(callbacks, object_new, object_new_never_goes), 0 },
	{ "drive_destroys_twice", "callbacks.vtable.in_order", "plain", "fail",
	  "d.calls", true, SEAM_OP(callbacks, object_drive, drive_destroys_twice), 0 },
	{ "drive_resets_anyway", "callbacks.vtable.no_reset", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, object_drive, drive_resets_anyway), 0 },
	{ "drive_low_byte", "callbacks.vtable_stops.add", "plain", "fail",
	  "result == values[i]", true, SEAM_OP(callbacks, object_drive, drive_low_byte), 0 },
	{ "drive_total_on_failure", "callbacks.vtable_stops.add", "plain", "fail",
	  "seam_untouched", true, SEAM_OP(callbacks, object_drive, drive_total_on_failure), 0 },
	{ "drive_trusts_total", "callbacks.vtable_stops.reset_and_total", "plain", "fail",
	  "result == INT_MIN", true, SEAM_OP(callbacks, object_drive, drive_trusts_total), 0 },
	{ "drive_destroys_refused", "callbacks.vtable.missing", "plain", "fail",
	  "d.calls", true, SEAM_OP(callbacks, object_drive, drive_destroys_refused), 0 },
	{ "each_in_one_place", "callbacks.reentry_data.visits", "plain", "fail",
	  "outer.calls == 3", true, SEAM_OP(callbacks, each, each_in_one_place), 0 },
	{ "sort_in_one_place", "callbacks.reentry_data.sorts", "plain", "fail",
	  "items", true, SEAM_OP(callbacks, sort, sort_in_one_place), 0 },
	{ "subscribe_quiet", "callbacks.reentry_data.destructor", "plain", "fail",
	  "e.events == 1", true, SEAM_OP(callbacks, subscribe, subscribe_quiet), 0 },
	{ "subscribe_null_never_ends", "callbacks.reentry_data.null_userdata", "plain", "fail",
	  "null_ended == 1", true, SEAM_OP(callbacks, subscribe, subscribe_null_never_ends), 0 },
	{ "subscribe_fails_and_ends", "callbacks.no_memory.subscribe", "plain", "fail",
	  "ended == 0", true, SEAM_OP(callbacks, subscribe, subscribe_fails_and_ends), 0 },
	{ "object_new_half", "callbacks.no_memory.made", "plain", "fail",
	  "!object.methods", true, SEAM_OP(callbacks, object_new, object_new_half), 0 },
	{ "raise_formats_itself", "callbacks.contain_message.percent", "plain", "fail",
	  "does not hold", true, SEAM_OP(callbacks, raise, raise_formats_itself), 0 },
	SEAM_NO_MORE_MUTANTS
};
