/* mutants_variants.c - peers that do otherwise, and lawfully: all cases stay green. */
#include "../../peers/c/callbacks_bus.h"

#include "callbacks/planted.h"

#include <stdlib.h>
#include <string.h>

/* Buffers are larger than they need be, and reads of another size. */
static int64_t (*read_more)(void *buffer, size_t size, void *userdata);

static int64_t read_sixteen(void *buffer, size_t size, void *userdata)
{
	int64_t n = read_more(buffer, 16, userdata);
	return n > 16 ? (int64_t)size + 1 : n;
}

static int transfer_by_sixteen(const struct seam_transfer *t, const char *name, uint64_t *done, int64_t *result)
{
	struct seam_transfer mine;

	if (!t || t->size != sizeof mine || !t->read)
		return REAL->transfer(t, name, done, result);
	mine = *t;
	read_more = t->read;
	mine.read = read_sixteen;
	return REAL->transfer(&mine, name, done, result);
}

/* A bus is not freed while it fires. */
static int bus_free_refuses(struct seam_bus *bus)
{
	if (bus && bus->running > 0)
		return SEAM_E_STATE;
	return REAL->bus_free(bus);
}

/* Without threads of its own. */
static int work_none(uint32_t count, seam_visit_fn visit, seam_done_fn done, void *userdata, int where,
                     struct seam_work **work)
{
	if (!visit || !done || !work)
		return SEAM_E_NULL;
	(void)count, (void)userdata;
	return where < SEAM_DONE_THERE || where > SEAM_DONE_HERE ? SEAM_E_RANGE : SEAM_E_UNSUPPORTED;
}

/* The language makes no functions that return structs. */
static int echoes_no_structs(struct seam_echoes *functions)
{
	int rc = REAL->echoes(functions);

	if (rc == SEAM_OK) {
		functions->spot = NULL;
		functions->pair = NULL;
		functions->wide = NULL;
	}
	return rc;
}

/* One allocation of the length that is known beforehand. */
static int join_in_one(const char *const *parts, size_t n, const struct seam_memory *m, char **text)
{
	size_t size = 1;
	char *whole;

	if (!m || !m->alloc || !m->realloc || !m->free || !text || (!parts && n > 0))
		return SEAM_E_NULL;
	for (size_t i = 0; i < n; i++) {
		if (!parts[i])
			return SEAM_E_NULL;
		size += strlen(parts[i]);
	}
	whole = m->alloc(size + 100, m->userdata);
	if (!whole)
		return SEAM_E_MEMORY;
	*whole = '\0';
	for (size_t i = 0; i < n; i++)
		strcat(whole, parts[i]);
	*text = whole;
	return SEAM_OK;
}

/* Ids far apart. */
static int subscribe_far(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
                         uint64_t *id)
{
	if (bus && callback && id)
		__atomic_fetch_add(&bus->last_id, 1000003, __ATOMIC_SEQ_CST);
	return REAL->subscribe(bus, callback, userdata, destroy, id);
}

static int raise_no_twice(int kind, const char *text)
{
	if (kind == SEAM_RAISE_TWICE)
		return text ? SEAM_E_UNSUPPORTED : SEAM_E_NULL;
	return REAL->raise(kind, text);
}

static int raise_twice_aborts(int kind, const char *text)
{
	if (kind == SEAM_RAISE_TWICE && text)
		abort();
	return REAL->raise(kind, text);
}

#define LAWFUL(name, cases, why, op, function)                                                                         \
	{ name, "callbacks." cases, "plain", "pass", why, true, SEAM_OP(callbacks, op, function), 0 }

SEAM_VARIANTS(callbacks, deep) = {
	LAWFUL("transfer_by_sixteen", "*", "reads are of any size from 16 on", transfer, transfer_by_sixteen),
	LAWFUL("bus_free_refuses", "*", "a bus that fires may refuse to be freed", bus_free, bus_free_refuses),
	LAWFUL("work_none", "work*", "a peer without threads says SEAM_E_UNSUPPORTED", work_start, work_none),
	LAWFUL("echoes_no_structs", "made*", "functions that the language cannot make are NULL", echoes,
	       echoes_no_structs),
	LAWFUL("join_in_one", "join*", "realloc need not be used, and blocks may be larger", join, join_in_one),
	LAWFUL("subscribe_far", "*", "ids are any numbers but 0", subscribe, subscribe_far),
	LAWFUL("raise_no_twice", "contain*", "a language may have no such failure", raise, raise_no_twice),
	LAWFUL("raise_twice_aborts", "contain*", "a panic while another unwinds may be the end", raise,
	       raise_twice_aborts),
	SEAM_NO_MORE_MUTANTS
};
