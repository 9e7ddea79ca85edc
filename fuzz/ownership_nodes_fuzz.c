/*
 * ownership_nodes_fuzz.c - a sequence of the group `ownership`'s ops on nodes, a bundle with iterators, and records, beside a model of
 * who refers to whom.
 *
 * After each step the counts of all nodes are compared; what may be used is what the model says is alive.
 */
#include "fuzz.h"
#include "input.h"
#include "ownership/ownership.h"

#include <inttypes.h>

enum { NODES = 8, MOST_STEPS = 120, MOST_HELD = 8, ITERATORS = 2, RECORDS = 2, MOST_TEXT = 20 };

unsigned fuzz_cost = 4;

static const struct seam_ownership *o;
static uint64_t base; /* live() with nothing alive */
static unsigned op;

static struct node {
	struct seam_own_node *at; /* NULL: gone */
	int64_t value;
	uint64_t references, hosts;
	struct node *child, *is_friend;
} node[NODES];
static struct { struct seam_own_bundle *at; struct node *held[MOST_HELD]; size_t n; unsigned changes; bool claimed; } bundle;
static struct { struct seam_own_iterator *at; size_t next; unsigned changes; bool orphan; } iterator[ITERATORS];
static struct { struct seam_own_record is; char title[MOST_TEXT + 1]; uint8_t bytes[MOST_TEXT]; size_t size; struct node *node; bool titled; } record[RECORDS];
static const char *untitled;

/* ---- nodes -------------------------------------------------------------------------------------------------------- */

static void forget(struct node *n)
{
	struct node *child;

	while (n && --n->references == 0) {
		child = n->child;
		for (unsigned i = 0; i < NODES; i++) /* whoever has it as a friend has one that is gone */
			node[i].is_friend = node[i].is_friend == n ? NULL : node[i].is_friend;
		memset(n, 0, sizeof *n);
		n = child;
	}
}

static struct node *free_node(void)
{
	for (unsigned i = 0; i < NODES; i++)
		if (!node[i].at)
			return &node[i];
	return NULL;
}

static struct node *alive(unsigned from)
{
	for (unsigned i = 0; i < NODES; i++)
		if (node[(from + i) % NODES].at)
			return &node[(from + i) % NODES];
	return NULL;
}

static struct node *of_pointer(const char *name, struct seam_own_node *at)
{
	for (unsigned i = 0; i < NODES && at; i++)
		if (node[i].at == at)
			return &node[i];
	EXPECT(!at, "%s: a node that is none, or gone", name);
	return NULL;
}

static void create(struct input *in)
{
	struct node *n = free_node();
	int64_t value = (int64_t)take_number(in, 2) << 30;

	if (!n)
		return;
	*n = (struct node){ NULL, value, 1, 1, NULL, NULL };
	fuzz_answers(op, "node_create", o->node_create(value, &n->at), SEAM_OK);
}

static void clone(struct node *from)
{
	struct seam_own_node *at = NULL;
	struct node *upper = NULL, *n;
	unsigned needed = 0, room = 0;

	for (n = from; n; n = n->child)
		needed++;
	for (unsigned i = 0; i < NODES; i++)
		room += !node[i].at;
	if (needed > room || !fuzz_answers(op, "node_clone", o->node_clone(from->at, &at), SEAM_OK)) {
		EXPECT(!at, "node_clone: failed, and *out was written");
		return;
	}
	for (; from; from = from->child) {
		n = free_node();
		EXPECT(at != NULL, "node_clone: a child is missing");
		*n = (struct node){ at, from->value, 1, upper ? 0 : 1, NULL, NULL };
		if (upper)
			upper->child = n;
		upper = n;
		fuzz_answers(op, "node_peek_child", o->node_peek_child(at, &at), SEAM_OK);
	}
	EXPECT(!at, "node_clone: a child too many");
}

static void set_child(struct node *n, struct node *child, bool adopt)
{
	bool circle = false;
	struct node *old = n->child;

	for (struct node *below = child; below; below = below->child)
		circle |= below == n;
	if (adopt && (!child || !child->hosts))
		return;
	if (!fuzz_answers(op, "node_set_child", adopt ? o->node_adopt_child(n->at, child->at) : o->node_set_child(n->at, child ? child->at : NULL),
	        circle ? SEAM_E_STATE : SEAM_OK))
		return;
	if (child)
		child->references++;
	n->child = child;
	forget(old);
	if (adopt) {
		child->hosts--;
		forget(child);
	}
}

static void on_node(struct input *in)
{
	unsigned how = take_u8(in), which = take_u8(in);
	struct node *n = alive(which % NODES), *other = which & 128 ? NULL : alive(which / 8 % NODES), *got;
	struct seam_own_node *at = NULL;

	if (!n || how < 24) {
		create(in);
		return;
	}
	switch (how % 11) {
	case 0: fuzz_answers(op, "node_ref", o->node_ref(n->at), SEAM_OK), n->references++, n->hosts++; break;
	case 1:
	case 2:
		if (!n->hosts)
			return;
		o->node_unref(n->at);
		n->hosts--;
		forget(n);
		break;
	case 3:
	case 4: set_child(n, other, false); break;
	case 5: set_child(n, other, true); break;
	case 6:
		if (o->node_get_child) {
			fuzz_answers(op, "node_get_child", o->node_get_child(n->at, &at), SEAM_OK);
			got = of_pointer("node_get_child", at);
			EXPECT(got == n->child, "node_get_child: another node");
			if (got)
				got->references++, got->hosts++;
		}
		break;
	case 7:
		fuzz_answers(op, "node_steal_child", o->node_steal_child(n->at, &at), SEAM_OK);
		got = of_pointer("node_steal_child", at);
		EXPECT(got == n->child, "node_steal_child: another node");
		n->child = NULL;
		if (got)
			got->hosts++;
		break;
	case 8:
		if (fuzz_answers(op, "node_set_friend", o->node_set_friend(n->at, other ? other->at : NULL), SEAM_OK))
			n->is_friend = other;
		break;
	case 9:
		if (fuzz_answers(op, "node_get_friend", o->node_get_friend(n->at, &at), n->is_friend ? SEAM_OK : SEAM_E_STATE)) {
			EXPECT(at == n->is_friend->at, "node_get_friend: another node");
			n->is_friend->references++, n->is_friend->hosts++;
		}
		break;
	default:
		if (o->node_clone)
			clone(n);
	}
}

/* ---- the bundle ------------------------------------------------------------------------------------------------------ */

static unsigned iterators(void)
{
	unsigned n = 0;

	for (unsigned i = 0; i < ITERATORS; i++)
		n += iterator[i].at && !iterator[i].orphan;
	return n;
}

static void drop_bundle(void)
{
	for (size_t i = 0; i < bundle.n; i++)
		forget(bundle.held[i]);
	memset(&bundle, 0, sizeof bundle);
}

static void make_bundle(struct input *in)
{
	struct seam_own_node *nodes[MOST_HELD];
	size_t n = take_below(in, MOST_HELD - 2), null = take_u8(in);

	for (size_t i = 0; i < n; i++) {
		bundle.held[i] = alive(take_below(in, NODES));
		if (!bundle.held[i])
			return;
		nodes[i] = i == null ? NULL : bundle.held[i]->at;
	}
	if (!fuzz_answers(op, "bundle_make", o->bundle_make(n ? nodes : NULL, n, &bundle.at), null < n ? SEAM_E_NULL : SEAM_OK))
		return;
	bundle.n = n;
	bundle.claimed = true;
	for (size_t i = 0; i < n; i++)
		bundle.held[i]->references++;
}

static void next(unsigned k)
{
	struct seam_own_node *at = NULL;
	bool through = iterator[k].orphan || iterator[k].changes != bundle.changes;
	int expected = through ? SEAM_E_STATE : iterator[k].next < bundle.n ? SEAM_OK : SEAM_E_NOT_FOUND;

	if (fuzz_answers(op, "iterator_next", o->iterator_next(iterator[k].at, &at), expected))
		EXPECT(at == bundle.held[iterator[k].next++]->at, "iterator_next: another node");
	else
		EXPECT(!at, "iterator_next: failed, and *out was written");
}

static void destroy_bundle(void)
{
	uint32_t policy = iterators() ? o->child_policy() : 0;

	if (!fuzz_answers(op, "bundle_destroy", o->bundle_destroy(bundle.at), policy == SEAM_CHILD_BLOCKS ? SEAM_E_STATE : SEAM_OK))
		return;
	bundle.claimed = false;
	if (policy == SEAM_CHILD_KEEPS)
		return;
	for (unsigned i = 0; i < ITERATORS; i++)
		iterator[i].orphan = true;
	drop_bundle();
}

static void destroy_iterator(unsigned k)
{
	o->iterator_destroy(iterator[k].at);
	iterator[k].at = NULL;
	if (bundle.at && !bundle.claimed && !iterators())
		drop_bundle();
}

static void on_bundle(struct input *in)
{
	unsigned how = take_u8(in), k = how / 8 % ITERATORS;
	struct node *n;

	if (!bundle.at) {
		make_bundle(in);
	} else if (how % 8 == 0 && bundle.claimed) {
		destroy_bundle();
	} else if (how % 8 == 1 && bundle.claimed && bundle.n < MOST_HELD && (n = alive(how / 16 % NODES))) {
		if (fuzz_answers(op, "bundle_add", o->bundle_add(bundle.at, n->at), SEAM_OK)) {
			bundle.held[bundle.n++] = n;
			bundle.changes++;
			n->references++;
		}
	} else if (how % 8 == 2 && iterator[k].at) {
		destroy_iterator(k);
	} else if (iterator[k].at) {
		next(k);
	} else if (bundle.claimed) {
		iterator[k].next = 0;
		iterator[k].orphan = false;
		iterator[k].changes = bundle.changes;
		fuzz_answers(op, "bundle_iterate", o->bundle_iterate(bundle.at, &iterator[k].at), SEAM_OK);
	}
}

/* ---- records ---------------------------------------------------------------------------------------------------------- */

static void same_record(unsigned k)
{
	const struct seam_own_record *r = &record[k].is;

	EXPECT(record[k].titled ? r->title && strcmp(r->title, record[k].title) == 0 && fuzz_is_lent(r->title, strlen(r->title) + 1, 1) :
	                          r->title == untitled, "record: the title is not as expected");
	EXPECT(r->size == record[k].size && (r->size ? fuzz_is_lent(r->bytes, r->size, 1) && memcmp(r->bytes, record[k].bytes, r->size) == 0 :
	                                               !r->bytes), "record: %zu bytes, expected %zu, or others", r->size, record[k].size);
	EXPECT(r->node == (record[k].node ? record[k].node->at : NULL), "record: another node");
}

static void on_record(struct input *in)
{
	unsigned how = take_u8(in), k = how / 8 % RECORDS, other = 1 - k;
	struct seam_own_record before = record[k].is;
	char title[MOST_TEXT + 1], *text = NULL;
	uint8_t bytes[MOST_TEXT], *copy;
	struct node *n = how & 128 ? NULL : alive(how / 16 % NODES);
	size_t size, title_n = 0;

	if (how % 8 == 0) {
		o->record_clear(&record[k].is);
		EXPECT(!record[k].is.title && !record[k].is.bytes && !record[k].is.size && !record[k].is.node, "record_clear: something is left");
		forget(record[k].node);
		o->record_clear(&record[k].is);
		memset(&record[k], 0, sizeof record[k]);
		fuzz_answers(op, "record_init", o->record_init(&record[k].is), SEAM_OK);
	} else if (how % 8 == 1) {
		o->record_clear(&record[other].is);
		forget(record[other].node);
		fuzz_answers(op, "record_move", o->record_move(&record[k].is, &record[other].is), SEAM_OK);
		EXPECT(record[other].is.title == before.title && record[other].is.bytes == before.bytes && record[other].is.node == before.node, "record_move: other members");
		before = record[other].is;
		record[other] = record[k];
		record[other].is = before;
		before = record[k].is;
		memset(&record[k], 0, sizeof record[k]);
		record[k].is = before;
	} else if (how % 8 == 2) {
		fuzz_answers(op, "record_move to itself", o->record_move(&record[k].is, &record[k].is), SEAM_OK);
	} else {
		bool own = how % 8 == 3, titled = own ? record[k].titled : how % 8 != 4;

		size = own ? record[k].size : take_below(in, MOST_TEXT);
		if (own) { /* its own members */
			memcpy(bytes, record[k].bytes, size);
			memcpy(title, record[k].title, sizeof title);
			text = (char *)(uintptr_t)record[k].is.title;
			copy = record[k].is.bytes;
			n = record[k].node;
		} else {
			take_bytes(in, bytes, size);
			copy = malloc(size + 1);
			memcpy(copy, bytes, size);
			text = take_string(in, MOST_TEXT, &title_n);
			memcpy(title, text, title_n + 1);
		}
		titled |= own; /* the static title, given back, is a title like any */
		if (own && !record[k].titled)
			strcpy(title, "untitled");
		if (fuzz_answers(op, "record_set", o->record_set(&record[k].is, titled ? text : NULL, size ? copy : NULL, size, n ? n->at : NULL), SEAM_OK)) {
			struct node *old = record[k].node;

			record[k].titled = own && record[k].is.title == untitled ? false : titled;
			memcpy(record[k].title, title, sizeof title);
			memcpy(record[k].bytes, bytes, record[k].size = size);
			record[k].node = n;
			if (n)
				n->references++;
			forget(old);
		} else {
			EXPECT(record[k].is.title == before.title && record[k].is.bytes == before.bytes, "record_set: failed, and a member is another");
		}
		if (!own) {
			free(text);
			free(copy);
		}
	}
	same_record(0);
	same_record(1);
}

/* ---- the target -------------------------------------------------------------------------------------------------------- */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	o = FUZZ_LOAD(ownership);
	base = o->live ? o->live() : 0;
	return 0;
}

static void count(const char *when)
{
	uint64_t n = bundle.at != NULL, references = 77;
	int64_t value = 77;

	for (unsigned i = 0; i < ITERATORS; i++)
		n += iterator[i].at != NULL;
	for (unsigned i = 0; i < NODES; i++) {
		if (!node[i].at)
			continue;
		n++;
		EXPECT(o->node_count(node[i].at, &references) == SEAM_OK && references == node[i].references, "node_count %s: %" PRIu64 ", expected %" PRIu64,
		       when, references, node[i].references);
		EXPECT(o->node_value(node[i].at, &value) == SEAM_OK && value == node[i].value, "node_value %s: another value", when);
	}
	EXPECT(!o->live || o->live() == base + n, "live %s: %" PRIu64 ", expected %" PRIu64, when, o->live() - base, n);
}

static void give_all_back(bool bundles, bool records)
{
	for (unsigned i = 0; bundles && i < ITERATORS; i++)
		if (iterator[i].at)
			destroy_iterator(i);
	if (bundle.at)
		destroy_bundle();
	for (unsigned i = 0; records && i < RECORDS; i++) {
		o->record_clear(&record[i].is);
		forget(record[i].node);
	}
	for (unsigned i = 0; i < NODES; i++)
		for (; node[i].at && node[i].hosts; forget(&node[i])) {
			o->node_unref(node[i].at);
			node[i].hosts--;
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool nodes = o->node_create && o->node_ref && o->node_unref && o->node_count && o->node_value && o->node_set_child &&
	             o->node_adopt_child && o->node_peek_child && o->node_steal_child && o->node_set_friend && o->node_get_friend;
	bool bundles = nodes && o->bundle_make && o->bundle_add && o->bundle_destroy && o->bundle_iterate && o->iterator_next &&
	               o->iterator_destroy && o->child_policy;
	bool records = nodes && o->record_init && o->record_set && o->record_move && o->record_clear;
	struct input in = { data, size };
	size_t fails = 0;

	memset(node, 0, sizeof node);
	memset(&bundle, 0, sizeof bundle);
	memset(iterator, 0, sizeof iterator);
	memset(record, 0, sizeof record);
	for (unsigned i = 0; records && i < RECORDS; i++) {
		fuzz_answers(op, "record_init", o->record_init(&record[i].is), SEAM_OK);
		untitled = record[i].is.title;
	}
	EXPECT(!records || strcmp(untitled, "untitled") == 0, "record_init: the title is \"%s\"", untitled);
	for (unsigned i = 0; i < MOST_STEPS && in.left; i++) {
		unsigned what = take_u8(&in);

		op = what % 8;
		if (op == 7) { /* the k-th request of the next step fails */
			fails = 1 + what / 8 % 4;
			continue;
		}
		fuzz_fail_request(fails);
		if (op < 4 && nodes)
			on_node(&in);
		else if (op == 4 && records)
			on_record(&in);
		else if (op > 4 && bundles)
			on_bundle(&in);
		fuzz_fail_request(fails = 0);
		count("after a step");
	}
	give_all_back(bundles, records);
	count("at the end");
	EXPECT(fuzz_live() == 0, "%zu blocks of lent memory are left behind", fuzz_live());
	return 0;
}
