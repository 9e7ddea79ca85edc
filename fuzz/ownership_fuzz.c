/*
 * ownership_fuzz.c - a sequence of ops of the group `ownership`, beside a model of what must be alive.
 *
 * Each step is a byte that picks an op, a byte that picks a slot, and operands.  The model decides which ops are lawful
 * now, the others are left out, so every input is a correct host.  After each step the peer's own count of live
 * objects is compared; at the end all is given back and nothing may be left.
 */
#include "fuzz.h"
#include "input.h"
#include "ownership/ownership.h"

#include <inttypes.h>

enum { SLOTS = 4, MOST_STEPS = 200, MOST_ENTRIES = 16, MOST_NAME = 40 };

static const struct seam_ownership *o;
static uint64_t base; /* live() with nothing alive */

static struct model {
	struct block { void *at; size_t size, align; uint8_t fill; bool live; } block[SLOTS], lent[SLOTS];
	struct object {
		struct seam_own_object *at;
		void *raw;
		int64_t value;
		char name[MOST_NAME + 1];
		bool live;
	} object[SLOTS];
	struct shared { struct seam_own_shared *at; int64_t value; uint64_t count; } shared[SLOTS];
	struct list {
		struct seam_own_list *at;
		size_t n;
		struct entry { uint8_t bytes[16]; size_t size; } entry[MOST_ENTRIES];
	} list[SLOTS];
	struct parent { struct seam_own_parent *at; int64_t value; bool live, claimed; unsigned children; } parent[SLOTS];
	struct child { struct seam_own_child *at; struct parent *of; } child[SLOTS];
	struct holder { struct seam_own_holder *at; struct block held; } holder[SLOTS];
	struct slot { struct seam_own_slot *at; unsigned registered; bool full, calls, frozen; } slot[SLOTS];
	struct text { struct seam_own_text is; char bytes[MOST_NAME]; size_t size; bool live; } text[SLOTS];
	struct id { uint64_t is; int64_t value; bool open, used; } id[SLOTS];
	size_t alive; /* what live() must have added */
} m;

/* Each registration of a slot is one of these; its address is the userdata. */
static struct registration { unsigned releases; bool due; } registration[MOST_STEPS];
static unsigned registrations;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	o = FUZZ_LOAD(ownership);
	base = o->live ? o->live() : 0;
	return 0;
}

/* ---- what an op may return -------------------------------------------------------------------------------------- */

/* Whether the op succeeded: it must, unless a request of the lent allocator failed meanwhile. */
static bool ok(const char *op, int rc)
{
	if (rc == SEAM_E_MEMORY && fuzz_request_failed())
		return false;
	EXPECT(rc == SEAM_OK, "%s: expected SEAM_OK, seen %d", op, rc);
	return true;
}

static void is(const char *op, int rc, int expected)
{
	EXPECT(rc == expected, "%s: expected %d, seen %d", op, expected, rc);
}

static void value_is(const char *op, int64_t seen, int64_t expected)
{
	EXPECT(seen == expected, "%s: expected %" PRId64 ", seen %" PRId64, op, expected, seen);
}

static void bytes_are(const char *op, const void *seen, const void *expected, size_t size)
{
	EXPECT(size == 0 || memcmp(seen, expected, size) == 0, "%s: other bytes than were given, of %zu", op, size);
}

/* ---- blocks ----------------------------------------------------------------------------------------------------- */

static size_t a_size(struct input *in)
{
	unsigned n = take_u8(in);

	return n < 200 ? n : (size_t)(n - 199) * 97;
}

static size_t an_align(struct input *in)
{
	return (size_t)1 << take_below(in, 13);
}

static void filled(const char *op, const struct block *b)
{
	EXPECT(b->at && (uintptr_t)b->at % b->align == 0, "%s: %p is not aligned to %zu", op, b->at, b->align);
	for (size_t i = 0; i < b->size; i++)
		EXPECT(((uint8_t *)b->at)[i] == b->fill, "%s: byte %zu of %zu is not the fill", op, i, b->size);
}

static void block(struct block *b, struct input *in)
{
	if (!b->live) {
		*b = (struct block){ NULL, a_size(in), an_align(in), take_u8(in), true };
		b->live = ok("block_make", o->block_make(b->size, b->align, b->fill, &b->at));
		if (b->live)
			filled("block_make", b);
		return;
	}
	filled("block", b);
	memset(b->at, 0x77, b->size);
	o->block_free(b->at, b->size, b->align);
	b->live = false;
}

static void is_lent(const char *op, const struct block *b)
{
	EXPECT(b->at && fuzz_is_lent(b->at, b->size, b->align),
	       "%s: not a block of the lent allocator of %zu bytes aligned to %zu", op, b->size, b->align);
}

static void lent(struct block *b, struct input *in)
{
	unsigned how = take_u8(in);
	struct block now = *b;

	if (!b->live) {
		*b = (struct block){ NULL, a_size(in), an_align(in), take_u8(in), true };
		if (how & 1) {
			b->live = ok("lent_make", o->lent_make(b->size, b->align, b->fill, &b->at));
			if (b->live)
				is_lent("lent_make", b);
		} else {
			b->at = fuzz_host()->alloc(fuzz_host(), b->size, b->align);
			b->live = b->at != NULL;
			if (b->live)
				memset(b->at, b->fill, b->size);
		}
		if (b->live)
			filled("lent_make", b);
		return;
	}
	filled("lent", b);
	switch (how % 4) {
	case 0:
		o->lent_free(b->at, b->size, b->align);
		b->live = false;
		return;
	case 1:
		fuzz_host()->free(fuzz_host(), b->at, b->size, b->align);
		b->live = false;
		return;
	default:
		now.size = a_size(in);
		if (!o->lent_resize || !ok("lent_resize", o->lent_resize(b->at, b->size, b->align, now.size, b->fill, &now.at)))
			return;
		*b = now;
		is_lent("lent_resize", b);
		filled("lent_resize", b);
	}
}

/* ---- objects ---------------------------------------------------------------------------------------------------- */

static void same_object(const char *op, const struct object *b)
{
	const char *name = NULL;
	int64_t value = 77;

	is("object_get", o->object_get(b->at, &value), SEAM_OK);
	value_is(op, value, b->value);
	is("object_name", o->object_name(b->at, &name), SEAM_OK);
	EXPECT(name && strcmp(name, b->name) == 0, "%s: the name is not \"%s\"", op, b->name);
}

static void rename_object(struct object *b, struct input *in)
{
	size_t n;
	char *name = take_string(in, MOST_NAME, &n);

	if (ok("object_rename", o->object_rename(b->at, name)))
		memcpy(b->name, name, n + 1);
	memset(name, 'x', n);
	free(name);
}

/* The new name is the old one, or its end: a borrowed pointer into what is about to be replaced. */
static void rename_to_itself(struct object *b, struct input *in)
{
	size_t skip = take_below(in, MOST_NAME), n = strlen(b->name);
	const char *name = NULL;

	skip = skip < n ? skip : 0;
	is("object_name", o->object_name(b->at, &name), SEAM_OK);
	if (ok("object_rename", o->object_rename(b->at, name + (skip & 1 ? skip : 0))) && skip & 1)
		memmove(b->name, b->name + skip, n - skip + 1);
}

static void clone_object(const struct object *from, struct object *to)
{
	if (to->live || !ok("object_clone", o->object_clone(from->at, &to->at)))
		return;
	memcpy(to->name, from->name, sizeof to->name);
	to->value = from->value;
	to->live = true;
	m.alive++;
	same_object("object_clone", to);
}

static void object(struct object *b, struct input *in)
{
	unsigned how = take_below(in, 8);
	char *name;

	if (!b->live) {
		b->value = (int64_t)take_number(in, 8);
		name = take_string(in, MOST_NAME, NULL);
		b->live = ok("object_create", o->object_create(b->value, name, &b->at));
		strcpy(b->name, name);
		m.alive += b->live;
		memset(name, 'x', strlen(name));
		free(name);
	} else if (b->raw || how == 0) {
		if (!o->object_into_raw || !o->object_from_raw)
			return;
		if (!b->raw) {
			is("object_into_raw", o->object_into_raw(b->at, &b->raw), SEAM_OK);
			EXPECT(b->raw != NULL, "object_into_raw: NULL");
			return;
		}
		is("object_from_raw", o->object_from_raw(b->raw, &b->at), SEAM_OK);
		b->raw = NULL;
	} else if (how < 2) {
		o->object_destroy(b->at);
		b->live = false;
		m.alive--;
		return;
	} else if (how < 4) {
		rename_object(b, in);
	} else if (how == 4) {
		rename_to_itself(b, in);
	} else if (how == 5 && o->object_clone) {
		clone_object(b, &m.object[take_below(in, SLOTS)]);
	} else {
		b->value = (int64_t)take_number(in, 8);
		is("object_set", o->object_set(b->at, b->value), SEAM_OK);
	}
	if (b->live && !b->raw)
		same_object("object", b);
}

static void shared(struct shared *b, struct input *in)
{
	uint64_t count = 77;
	int64_t value = 77;

	if (!b->count) {
		b->value = (int64_t)take_number(in, 4);
		b->count = ok("shared_create", o->shared_create(b->value, &b->at));
		m.alive += b->count;
	} else if (take_u8(in) & 1) {
		is("shared_retain", o->shared_retain(b->at), SEAM_OK);
		b->count++;
	} else {
		o->shared_release(b->at);
		m.alive -= !--b->count;
	}
	if (!b->count)
		return;
	is("shared_count", o->shared_count(b->at, &count), SEAM_OK);
	value_is("shared_count", (int64_t)count, (int64_t)b->count);
	is("shared_get", o->shared_get(b->at, &value), SEAM_OK);
	value_is("shared_get", value, b->value);
}

/* ---- lists ------------------------------------------------------------------------------------------------------ */

static void same_list(const char *op, const struct list *b)
{
	const void *bytes = NULL;
	size_t n = 77, size = 77;

	is("list_count", o->list_count(b->at, &n), SEAM_OK);
	EXPECT(n == b->n, "%s: %zu entries, expected %zu", op, n, b->n);
	for (size_t i = 0; i < b->n; i++) {
		is("list_at", o->list_at(b->at, i, &bytes, &size), SEAM_OK);
		EXPECT(bytes && size == b->entry[i].size, "%s: entry %zu has %zu bytes, expected %zu", op, i, size,
		       b->entry[i].size);
		bytes_are(op, bytes, b->entry[i].bytes, size);
	}
	is("list_at", o->list_at(b->at, b->n, &bytes, &size), SEAM_E_RANGE);
}

static void list(struct list *b, struct input *in)
{
	unsigned how = take_below(in, 8);
	struct list *to = &m.list[take_below(in, SLOTS)];

	if (!b->at) {
		b->n = 0;
		if (!ok("list_create", o->list_create(&b->at)))
			b->at = NULL;
		m.alive += b->at != NULL;
	} else if (how == 0) {
		o->list_destroy(b->at);
		b->at = NULL;
		m.alive--;
	} else if (how == 1 && o->list_clone) {
		struct list copy = *b;

		if (to->at || !ok("list_clone", o->list_clone(b->at, &copy.at)))
			return;
		*to = copy;
		m.alive++;
		same_list("list_clone", to);
	} else if (b->n < MOST_ENTRIES) {
		struct entry *e = &b->entry[b->n];
		uint8_t *exact;

		e->size = take_below(in, sizeof e->bytes + 1);
		take_bytes(in, e->bytes, e->size);
		exact = malloc(e->size);
		memcpy(exact, e->bytes, e->size);
		b->n += ok("list_push", o->list_push(b->at, exact, e->size));
		free(exact);
	}
	if (b->at)
		same_list("list", b);
}

/* ---- parents and children --------------------------------------------------------------------------------------- */

/* The parent goes when nobody holds it. */
static void settle(struct parent *p)
{
	if (!p->live || p->claimed || (p->children && o->child_policy() == SEAM_CHILD_KEEPS))
		return;
	p->live = false;
	m.alive--;
}

static void parent(struct parent *p, struct input *in)
{
	unsigned how = take_below(in, 4);
	bool blocked;

	if (!p->live && !p->children) {
		p->value = (int64_t)take_number(in, 4);
		p->live = p->claimed = ok("parent_create", o->parent_create(p->value, &p->at));
		m.alive += p->live;
	} else if (!p->claimed) {
		return;
	} else if (how == 0) {
		blocked = p->children && o->child_policy() == SEAM_CHILD_BLOCKS;
		is("parent_destroy", o->parent_destroy(p->at), blocked ? SEAM_E_STATE : SEAM_OK);
		p->claimed = blocked;
		settle(p);
	} else {
		p->value = (int64_t)take_number(in, 4);
		is("parent_set", o->parent_set(p->at, p->value), SEAM_OK);
	}
}

static void child(struct child *c, struct input *in)
{
	struct parent *p = &m.parent[take_below(in, SLOTS)];
	int64_t value = 77;

	if (!c->of) {
		if (!p->claimed || !ok("parent_child", o->parent_child(p->at, &c->at)))
			return;
		c->of = p;
		p->children++;
		m.alive++;
	} else if (take_below(in, 3) == 0) {
		o->child_destroy(c->at);
		m.alive--;
		c->of->children--;
		settle(c->of);
		c->of = NULL;
		return;
	}
	is("child_get", o->child_get(c->at, &value), c->of->live ? SEAM_OK : SEAM_E_STATE);
	value_is("child_get", value, c->of->live ? c->of->value : 77);
}

/* ---- holders: blocks change their owner ------------------------------------------------------------------------- */

static struct block a_gift(struct input *in)
{
	struct block b = { NULL, a_size(in), an_align(in), take_u8(in), true };

	fuzz_fail_request(0);
	b.at = fuzz_host()->alloc(fuzz_host(), b.size, b.align);
	memset(b.at, b.fill, b.size);
	return b;
}

static void take_from(struct holder *h)
{
	struct block b = h->held;

	is("holder_take", o->holder_take(h->at, &b.at, &b.size, &b.align), h->held.live ? SEAM_OK : SEAM_E_STATE);
	EXPECT(b.at == h->held.at && b.size == h->held.size && b.align == h->held.align,
	       "holder_take: another block than was given");
	if (!b.live)
		return;
	filled("holder_take", &b);
	fuzz_host()->free(fuzz_host(), b.at, b.size, b.align);
	h->held.live = false;
}

static void holder(struct holder *h, struct input *in)
{
	unsigned how = take_below(in, 8);
	struct block gift;
	size_t before;
	int rc;

	if (!h->at) {
		if (!ok("holder_create", o->holder_create(&h->at)))
			h->at = NULL;
		m.alive += h->at != NULL;
		h->held.live = false;
		return;
	}
	if (how == 0) {
		before = fuzz_live();
		o->holder_destroy(h->at);
		EXPECT(fuzz_live() <= before - h->held.live, "holder_destroy: the block that it held is not freed");
		h->at = NULL;
		h->held.live = false;
		m.alive--;
		return;
	}
	if (how < 3) {
		take_from(h);
		return;
	}
	gift = a_gift(in);
	if (how < 6) {
		rc = o->holder_give(h->at, gift.at, gift.size, gift.align);
		is("holder_give", rc, gift.size > SEAM_HOLDER_MAX && rc == SEAM_E_RANGE ? SEAM_E_RANGE :
		                      h->held.live ? SEAM_E_STATE : gift.size > SEAM_HOLDER_MAX ? SEAM_E_RANGE : SEAM_OK);
		if (rc == SEAM_OK) {
			h->held = gift;
			return;
		}
		is_lent("holder_give, refused", &gift);
		filled("holder_give, refused", &gift);
		fuzz_host()->free(fuzz_host(), gift.at, gift.size, gift.align);
		return;
	}
	before = fuzz_live();
	rc = o->holder_put(h->at, gift.at, gift.size, gift.align);
	is("holder_put", rc, gift.size > SEAM_HOLDER_MAX ? SEAM_E_RANGE : SEAM_OK);
	if (rc != SEAM_OK) {
		EXPECT(fuzz_live() == before - 1, "holder_put: refused, and the block is not freed");
		return;
	}
	EXPECT(fuzz_live() <= before - h->held.live, "holder_put: the block that it held before is not freed");
	h->held = gift;
}

/* ---- slots: userdata with a destructor -------------------------------------------------------------------------- */

static void on_release(void *userdata)
{
	struct registration *r = userdata;

	EXPECT(r >= registration && r < registration + registrations, "a destructor was called with another userdata");
	EXPECT(r->due, "userdata was released %s", r->releases ? "twice" : "while it is registered");
	r->due = false;
	r->releases++;
}

static void released(const char *op, const struct slot *s)
{
	if (!s->full)
		return;
	EXPECT(registration[s->registered].releases == s->calls, "%s: the userdata was %s", op,
	       s->calls ? "not released" : "released, and had no destructor");
	registration[s->registered].due = false;
}

static void set_slot(struct slot *s, struct input *in)
{
	unsigned fresh = registrations++;
	bool calls = take_below(in, 4) != 0;
	struct slot failed = { .full = true, .calls = calls, .registered = fresh };
	int rc;

	registration[fresh] = (struct registration){ 0, s->frozen };
	if (s->full)
		registration[s->registered].due = s->calls && !s->frozen;
	rc = o->slot_set(s->at, &registration[fresh], calls ? on_release : NULL);
	if (s->frozen) {
		is("slot_set, frozen", rc, SEAM_E_STATE);
		released("slot_set, refused", &failed);
		return;
	}
	is("slot_set", rc, SEAM_OK);
	released("slot_set", s);
	s->full = true;
	s->calls = calls;
	s->registered = fresh;
}

static void slot(struct slot *s, struct input *in)
{
	unsigned how = take_below(in, 8);
	void *userdata = &m;

	if (!s->at) {
		if (!ok("slot_create", o->slot_create(&s->at)))
			s->at = NULL;
		m.alive += s->at != NULL;
		s->full = s->frozen = false;
		return;
	}
	fuzz_fail_request(0);
	if (how < 3)
		set_slot(s, in);
	else if (how == 3) {
		if (s->full)
			registration[s->registered].due = s->calls && !s->frozen;
		is("slot_clear", o->slot_clear(s->at), s->frozen ? SEAM_E_STATE : SEAM_OK);
		if (!s->frozen) {
			released("slot_clear", s);
			s->full = false;
		}
	} else if (how == 4) {
		is("slot_freeze", o->slot_freeze(s->at), SEAM_OK);
		s->frozen = true;
	} else if (how == 5) {
		if (s->full)
			registration[s->registered].due = s->calls;
		o->slot_destroy(s->at);
		released("slot_destroy", s);
		s->at = NULL;
		s->full = false;
		m.alive--;
		return;
	}
	is("slot_get", o->slot_get(s->at, &userdata), s->full ? SEAM_OK : SEAM_E_STATE);
	EXPECT(userdata == (s->full ? (void *)&registration[s->registered] : (void *)&m), "slot_get: another userdata");
}

/* ---- texts and ids ---------------------------------------------------------------------------------------------- */

static void text(struct text *t, struct input *in)
{
	char *exact;

	if (t->live) {
		bytes_are("text", t->is.bytes, t->bytes, t->size);
		o->text_free(&t->is);
		EXPECT(t->is.kind == SEAM_TEXT_NONE && !t->is.bytes && !t->is.size, "text_free: something is left");
		if (take_u8(in) & 1)
			o->text_free(&t->is);
		t->live = false;
		return;
	}
	t->size = take_below(in, MOST_NAME);
	take_bytes(in, t->bytes, t->size);
	exact = malloc(t->size);
	memcpy(exact, t->bytes, t->size);
	memset(&t->is, 0x5D, sizeof t->is);
	t->live = ok("text_make", o->text_make(t->size ? exact : NULL, t->size, &t->is));
	free(exact);
	if (!t->live)
		return;
	EXPECT(t->is.bytes && t->is.size == t->size && t->is.bytes[t->size] == '\0' && t->is.reserved == 0,
	       "text_make: %zu bytes, expected %zu and a NUL", t->is.size, t->size);
	EXPECT(t->is.kind >= SEAM_TEXT_STATIC && t->is.kind <= SEAM_TEXT_HEAP &&
	               (t->is.kind == SEAM_TEXT_INLINE) == (t->is.bytes == t->is.small),
	       "text_make: kind %" PRIu32 " and where the bytes lie do not agree", t->is.kind);
	bytes_are("text_make", t->is.bytes, t->bytes, t->size);
}

static void id(struct id *d, struct input *in)
{
	unsigned how = take_below(in, 4);
	int64_t value = 77;
	uint64_t fresh = 0;

	if (!d->open && how) {
		value = (int64_t)take_number(in, 4);
		if (!ok("id_open", o->id_open(value, &fresh)))
			return;
		EXPECT(fresh != 0, "id_open: 0");
		for (unsigned i = 0; i < SLOTS; i++)
			EXPECT(!m.id[i].used || m.id[i].is != fresh, "id_open: %" PRIu64 " was used before", fresh);
		*d = (struct id){ fresh, value, true, true };
		m.alive++;
	} else if (d->open && how == 1) {
		is("id_close", o->id_close(d->is), SEAM_OK);
		d->open = false;
		m.alive--;
	}
	value = 77;
	is("id_get", o->id_get(d->is, &value), d->open ? SEAM_OK : SEAM_E_NOT_FOUND);
	value_is("id_get", value, d->open ? d->value : 77);
	if (!d->open)
		is("id_close, closed before", o->id_close(d->is), SEAM_E_NOT_FOUND);
}

/* ---- the target ------------------------------------------------------------------------------------------------- */

static bool offered(unsigned family)
{
	switch (family) {
	case 0: return o->block_make && o->block_free;
	case 1: return o->lent_make && o->lent_free;
	case 2: return o->object_create && o->object_destroy && o->object_get && o->object_set && o->object_name &&
	               o->object_rename;
	case 3: return o->shared_create && o->shared_retain && o->shared_release && o->shared_count && o->shared_get;
	case 4: return o->list_create && o->list_destroy && o->list_push && o->list_count && o->list_at;
	case 5:
	case 6: return o->child_policy && o->parent_create && o->parent_set && o->parent_destroy && o->parent_child &&
	               o->child_get && o->child_destroy;
	case 7: return o->holder_create && o->holder_destroy && o->holder_give && o->holder_put && o->holder_take;
	case 8: return o->slot_create && o->slot_destroy && o->slot_set && o->slot_get && o->slot_clear && o->slot_freeze;
	case 9: return o->text_make && o->text_free;
	default: return o->id_open && o->id_get && o->id_close;
	}
}

static void step(unsigned family, unsigned at, struct input *in)
{
	if (!offered(family))
		return;
	switch (family) {
	case 0: block(&m.block[at], in); break;
	case 1: lent(&m.lent[at], in); break;
	case 2: object(&m.object[at], in); break;
	case 3: shared(&m.shared[at], in); break;
	case 4: list(&m.list[at], in); break;
	case 5: parent(&m.parent[at], in); break;
	case 6: child(&m.child[at], in); break;
	case 7: holder(&m.holder[at], in); break;
	case 8: slot(&m.slot[at], in); break;
	case 9: text(&m.text[at], in); break;
	default: id(&m.id[at], in);
	}
}

static void count(const char *when)
{
	if (o->live)
		EXPECT(o->live() == base + m.alive, "live: %" PRIu64 " %s, expected %zu", o->live() - base, when, m.alive);
}

static void give_all_back(void)
{
	for (unsigned i = 0; i < SLOTS; i++) {
		if (m.block[i].live)
			o->block_free(m.block[i].at, m.block[i].size, m.block[i].align);
		if (m.lent[i].live)
			o->lent_free(m.lent[i].at, m.lent[i].size, m.lent[i].align);
		if (m.object[i].live) {
			if (m.object[i].raw)
				is("object_from_raw", o->object_from_raw(m.object[i].raw, &m.object[i].at), SEAM_OK);
			same_object("object, at the end", &m.object[i]);
			o->object_destroy(m.object[i].at);
		}
		for (; m.shared[i].count; m.shared[i].count--)
			o->shared_release(m.shared[i].at);
		if (m.list[i].at)
			o->list_destroy(m.list[i].at);
		if (m.child[i].of)
			o->child_destroy(m.child[i].at);
		if (m.holder[i].at)
			o->holder_destroy(m.holder[i].at);
		if (m.slot[i].at) {
			if (m.slot[i].full)
				registration[m.slot[i].registered].due = m.slot[i].calls;
			o->slot_destroy(m.slot[i].at);
			released("slot_destroy, at the end", &m.slot[i]);
		}
		if (m.text[i].live)
			o->text_free(&m.text[i].is);
		if (m.id[i].open)
			is("id_close", o->id_close(m.id[i].is), SEAM_OK);
	}
	for (unsigned i = 0; i < SLOTS; i++)
		if (m.parent[i].claimed)
			is("parent_destroy", o->parent_destroy(m.parent[i].at), SEAM_OK);
	m.alive = 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { FAMILIES = 11 };
	struct input in = { data, size };
	size_t fails = 0;

	memset(&m, 0, sizeof m);
	registrations = 0;
	for (unsigned i = 0; i < MOST_STEPS && in.left; i++) {
		unsigned what = take_u8(&in), at = what / 16 % SLOTS, family = what % 16;

		/* The rest of the 16: the k-th request of the next step fails. */
		if (family >= FAMILIES) {
			fails = family - FAMILIES + 1;
			continue;
		}
		fuzz_fail_request(fails);
		step(family, at, &in);
		SAW(family, fuzz_request_failed());
		fuzz_fail_request(fails = 0);
		count("after a step");
	}
	give_all_back();
	count("at the end");
	EXPECT(fuzz_live() == 0, "%zu blocks of lent memory are left behind", fuzz_live());
	return 0;
}
