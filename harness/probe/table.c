/* table.c - the peer's table as the cases see it: cut to size, with a mutant's op in it when there is one. */
#include "../platform/platform.h"
#include "instrument.h"
#include "watch.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MOST_OPS = 8192, MOST_TABLES = 256 };

/* Copies of the group's ops, NULL beyond what the peer knows: as the peer gave them, with the mutant in them, and watched. */
static _Alignas(max_align_t) unsigned char original_ops[MOST_OPS], ops[MOST_OPS], watched_ops[MOST_OPS];
static uint64_t traits;
static bool empty; /* there is a peer, and it offers no op of the group */

static struct {
	const char *instrument; /* that alone sees them, or NULL */
	const struct seam_mutant *rows;
} tables[MOST_TABLES];
static size_t n_tables;

__attribute__((format(printf, 1, 2))) static int refuse(const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	seam_event("refuse", text, (char *)NULL);
	return -1;
}

const void *seam_ops(struct seam_case *c, size_t size)
{
	unsigned flags = c->entry->row->flags;

	if (size > MOST_OPS)
		return NULL;
	/* The unwinder does not get past a thunk. */
	return flags & SEAM_UNWINDS || flags >> 8 & SEAM_UNWIND_SAFE ? ops : watched_ops;
}

const void *seam_original_ops(size_t size)
{
	return size <= MOST_OPS ? original_ops : NULL;
}

uint64_t seam_traits(const struct seam_case *c)
{
	(void)c;
	return traits;
}

int seam_table_accept(const struct seam_peer *given, const char *group)
{
	struct seam_peer peer = { 0 };
	char traits_text[24];

	if (!given)
		return refuse("seam_peer_open returned NULL: the peer says that it cannot work here");
	if (given->abi != SEAM_ABI)
		return refuse("the peer's table has abi %" PRIu32 "; this host knows %u only", given->abi, SEAM_ABI);
	if (given->size < offsetof(struct seam_peer, n_offers) + sizeof given->n_offers || given->size > 65536)
		return refuse("the peer's table claims a size of %" PRIu32 " bytes; it has at least %zu", given->size,
		              sizeof peer);
	memcpy(&peer, given, sizeof peer);
	if (peer.n_offers && !peer.offers)
		return refuse("the peer's table counts %zu offers, but its list of them is NULL", peer.n_offers);
	traits = peer.traits;
	for (size_t i = 0; i < peer.n_offers; i++) {
		const struct seam_offer *offer = &peer.offers[i];

		if (!offer->group || strcmp(offer->group, group) != 0 || !offer->ops)
			continue;
		memcpy(original_ops, offer->ops, offer->size < MOST_OPS ? offer->size : MOST_OPS);
	}
	empty = true;
	for (size_t i = 0; i < sizeof original_ops && empty; i++)
		empty = !original_ops[i];
	memcpy(ops, original_ops, sizeof ops);
	memcpy(watched_ops, original_ops, sizeof ops);
	snprintf(traits_text, sizeof traits_text, "%" PRIu64, peer.traits);
	seam_event("peer", peer.name ? peer.name : "", peer.language ? peer.language : "",
	           peer.toolchain ? peer.toolchain : "", traits_text, (char *)NULL);
	return 0;
}

void seam_table_watch(void)
{
	if (!seam_carries(SEAM_THUNK) && !seam_carries(SEAM_ALLOCATOR) && !seam_carries(SEAM_SECRET))
		return;
	seam_watch_open(seam_group_library());
	for (size_t at = 0; at + sizeof(seam_any_fn) <= sizeof ops; at += sizeof(seam_any_fn)) {
		seam_any_fn op;

		memcpy(&op, ops + at, sizeof op);
		if (op) {
			op = seam_watch_op(op, at);
			memcpy(watched_ops + at, &op, sizeof op);
		}
	}
}

bool seam_table_is_empty(void)
{
	return empty;
}

int seam_table_open(const char *path, const char *group)
{
	char why[512];
	void *library = seam_library_open(path, why, sizeof why);
	seam_peer_open_fn open;

	if (!library)
		return refuse("the peer does not load: %s", why);
	*(void **)&open = seam_library_symbol(library, "seam_peer_open");
	if (!open)
		return refuse("the peer exports no seam_peer_open: it is no peer yet (`seam init peer NAME` writes one that can call it)");
	return seam_table_accept(open(seam_probe_host()), group);
}

void seam_register_mutants(const struct seam_mutant *mutants)
{
	seam_register_mutants_of(NULL, mutants);
}

void seam_register_mutants_of(const char *instrument, const struct seam_mutant *mutants)
{
	if (n_tables < MOST_TABLES) {
		tables[n_tables].instrument = instrument;
		tables[n_tables++].rows = mutants;
	}
}

/* The next mutant after this one, through all tables; the first one after NULL. */
static const struct seam_mutant *next_mutant(size_t *table, const struct seam_mutant *m)
{
	m = m ? m + 1 : n_tables ? tables[*table].rows : NULL;
	while (m && !m->name)
		m = ++*table < n_tables ? tables[*table].rows : NULL;
	return m;
}

int seam_table_mutate(const char *name)
{
	size_t table = 0;

	for (const struct seam_mutant *m = NULL; (m = next_mutant(&table, m));)
		if (strcmp(m->name, name) == 0) {
			if (m->op || !m->traits) {
				memcpy(ops + m->offset, &m->op, sizeof m->op);
				memcpy(watched_ops + m->offset, &m->op, sizeof m->op);
			}
			traits ^= m->traits;
			return 0;
		}
	return refuse("no mutant is called %s", name);
}

void seam_table_list_mutants(void)
{
	size_t table = 0;

	for (const struct seam_mutant *m = NULL; (m = next_mutant(&table, m));)
		printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", m->name, m->killed_by, m->flavour, m->outcome, m->because,
		       m->silent ? "silent" : "seen", tables[table].instrument ? tables[table].instrument : "-");
}
