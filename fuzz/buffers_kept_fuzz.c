/*
 * buffers_kept_fuzz.c - a sequence of the group `buffers`' ops on owned buffers and stores, beside a model of what they hold.
 *
 * Each step is a byte that picks an op and a slot, and operands; bytes to be given are the rest of a fixed text, or bytes that the
 * buffer or store holds itself.
 */
#include "buffers/buffers.h"
#include "room.h"

#include <inttypes.h>

enum { SLOTS = 3, MOST_STEPS = 100, MOST_HELD = 700 };

unsigned fuzz_cost = 4;

static const struct seam_buffers *b;
static uint64_t base; /* live() with nothing alive */
static unsigned op;

struct held { uint8_t bytes[2 * MOST_HELD]; size_t n; };

static struct { struct seam_buffers_owned is; struct held held; } owned[SLOTS];
static struct store {
	struct seam_buffers_store *at;
	struct held held;
	const uint8_t *adopted;
	bool adopts, due, released;
} store[SLOTS];

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	b = FUZZ_LOAD(buffers);
	base = b->live ? b->live() : 0;
	return 0;
}

/* Bytes to be given: of one's own, or a part of what is held already. */
struct given { const uint8_t *at; size_t n; void *own; uint8_t bytes[256]; };

static void given(struct given *g, struct input *in, const void *held, size_t held_n)
{
	unsigned how = take_u8(in);

	g->n = take_u8(in);
	g->own = NULL;
	if (how >= 192 && held_n) {
		size_t from = how % held_n;

		g->at = (const uint8_t *)held + from;
		g->n = g->n < held_n - from ? g->n : held_n - from;
		memcpy(g->bytes, g->at, g->n);
		return;
	}
	for (size_t i = 0; i < g->n; i++)
		g->bytes[i] = (uint8_t)(how + i * 7);
	g->at = g->n || how & 1 ? g->own = begin_copy(g->bytes, g->n, how & 2) : NULL;
}

/* They are overwritten: who keeps them keeps a copy. */
static void taken(struct given *g)
{
	if (!g->own)
		return;
	memset(g->own, 0xEE, g->n);
	end_copy(g->own);
}

/* ---- owned buffers ---------------------------------------------------------------------------------------------- */

static void same_owned(const char *name, const struct seam_buffers_owned *is, const struct held *held)
{
	EXPECT(is->size == held->n, "%s: %zu bytes, expected %zu", name, is->size, held->n);
	EXPECT(is->capacity >= is->size, "%s: %zu bytes in a capacity of %zu", name, is->size, is->capacity);
	EXPECT(!is->capacity || fuzz_is_lent(is->bytes, is->capacity, 1), "%s: not a lent block of %zu bytes, alignment 1", name, is->capacity);
	EXPECT(!is->size || memcmp(is->bytes, held->bytes, is->size) == 0, "%s: other bytes than expected, of %zu", name, is->size);
}

static void broken_owned(unsigned how)
{
	unsigned char byte = 1;
	struct seam_buffers_owned bad = { how & 1 ? NULL : &byte, how & 1 ? 0 : 2, 1 }, before = bad;
	int expected = how & 1 ? SEAM_E_NULL : SEAM_E_RANGE, rc = expected;

	if (how % 6 < 2 && b->owned_append)
		rc = b->owned_append(&bad, "a", 1);
	else if (how % 6 < 4 && b->owned_resize)
		rc = b->owned_resize(&bad, 1, 0);
	else if (b->owned_fit)
		rc = b->owned_fit(&bad);
	EXPECT(rc == expected && memcmp(&bad, &before, sizeof bad) == 0, "a buffer that is none: expected %d, seen %d, or it was written",
	       expected, rc);
}

static void on_owned(unsigned at, unsigned what, struct input *in)
{
	struct seam_buffers_owned *is = &owned[at].is, before = *is;
	struct held *held = &owned[at].held;
	struct given g = { .own = NULL };
	unsigned n;

	switch (what) {
	case 0:
		given(&g, in, is->bytes, is->size);
		before = (struct seam_buffers_owned){ (void *)1, 1, 2 };
		if (fuzz_answers(op, "owned_copy", b->owned_copy(g.at, g.n, &before), SEAM_OK)) {
			b->owned_free(is);
			*is = before;
			memcpy(held->bytes, g.bytes, held->n = g.n);
		} else {
			EXPECT(before.bytes == (void *)1 && before.size == 1 && before.capacity == 2, "owned_copy: failed, and *out was written");
		}
		taken(&g);
		break;
	case 1:
		if (held->n > MOST_HELD)
			return;
		given(&g, in, is->bytes, is->size);
		if (fuzz_answers(op, "owned_append", b->owned_append(is, g.at, g.n), SEAM_OK)) {
			memcpy(held->bytes + held->n, g.bytes, g.n);
			held->n += g.n;
		} else {
			EXPECT(memcmp(is, &before, sizeof before) == 0, "owned_append: failed, and the buffer was written");
		}
		taken(&g);
		break;
	case 2:
		n = take_u8(in) * 2u;
		if (fuzz_answers(op, "owned_resize", b->owned_resize(is, n, (uint8_t)at), SEAM_OK)) {
			if (n > held->n)
				memset(held->bytes + held->n, (int)at, n - held->n);
			held->n = n;
		}
		break;
	case 3:
		if (fuzz_answers(op, "owned_fit", b->owned_fit(is), SEAM_OK))
			EXPECT(is->capacity == is->size, "owned_fit: %zu bytes in a capacity of %zu", is->size, is->capacity);
		break;
	case 4:
		b->owned_free(is);
		EXPECT(!is->bytes && !is->size && !is->capacity, "owned_free: the struct is not all zero");
		held->n = 0;
		break;
	case 5: /* the holder's own change */
		n = take_u8(in);
		if (is->capacity) {
			is->size = held->n = n % (is->capacity + 1);
			memset(is->bytes, (int)n, is->size);
			memset(held->bytes, (int)n, is->size);
		}
		break;
	case 6: /* a block that the holder has made */
		b->owned_free(is);
		is->capacity = take_u8(in);
		held->n = is->size = is->capacity / 2;
		is->bytes = is->capacity ? fuzz_host()->alloc(fuzz_host(), is->capacity, 1) : NULL;
		if (is->capacity && !is->bytes)
			is->capacity = held->n = is->size = 0;
		memset(held->bytes, 0x21, held->n);
		if (is->size)
			memset(is->bytes, 0x21, is->size);
		break;
	default: broken_owned(take_u8(in));
	}
	same_owned("owned", is, held);
}

/* ---- stores ----------------------------------------------------------------------------------------------------- */

static void on_release(void *userdata, const void *bytes, size_t size)
{
	struct store *s = userdata;

	EXPECT(s >= store && s < store + SLOTS, "release: another userdata");
	EXPECT(bytes == s->adopted && size == s->held.n, "release: other bytes than were adopted, %zu", size);
	EXPECT(s->due && !s->released, "release: called %s", s->due ? "twice" : "while the bytes are held");
	s->released = true;
	memset((void *)(uintptr_t)s->adopted, 0xEE, size);
}

/* The store's bytes were held until now. */
static void let_go(const char *name, struct store *s)
{
	EXPECT(!s->adopts || s->released, "%s: what was adopted has not been released", name);
	if (s->adopted)
		end_copy(s->adopted);
	s->adopted = NULL;
	s->adopts = s->due = s->released = false;
}

static void same_store(const char *name, const struct store *s)
{
	const void *bytes = &store;
	size_t n = 77;

	EXPECT(b->store_view(s->at, &bytes, &n) == SEAM_OK && n == s->held.n, "%s: %zu bytes, expected %zu", name, n, s->held.n);
	EXPECT(!s->adopts || !n || bytes == s->adopted, "%s: the adopted bytes are not where they were", name);
	EXPECT(!n || memcmp(bytes, s->held.bytes, n) == 0, "%s: other bytes than expected, of %zu", name, n);
}

static void new_store(struct store *s)
{
	memset(s, 0, sizeof *s);
	if (!fuzz_answers(op, "store_new", b->store_new(&s->at), SEAM_OK))
		EXPECT(!s->at, "store_new: failed, and *out was written");
}

static void adopt(struct store *s, struct input *in)
{
	struct given g;
	bool adopted;

	given(&g, in, NULL, 0);
	s->due = s->adopts;
	adopted = fuzz_answers(op, "store_adopt", b->store_adopt(s->at, g.at, g.n, on_release, s), !g.at && g.n ? SEAM_E_NULL : SEAM_OK);
	EXPECT(adopted || !s->released, "store_adopt: failed, and release was called");
	s->due = adopted && s->due;
	if (!adopted) {
		taken(&g);
		return;
	}
	let_go("store_adopt", s);
	memcpy(s->held.bytes, g.bytes, s->held.n = g.n);
	s->adopted = g.own;
	s->adopts = true;
}

static void write(struct store *s, struct input *in, const void *bytes)
{
	size_t offset = take_u8(in);
	bool within;
	struct given g;
	int rc;

	given(&g, in, bytes, s->held.n);
	within = offset <= s->held.n && g.n <= s->held.n - offset;
	rc = b->store_write(s->at, offset, g.at, g.n);
	if (s->adopts && !within && rc == SEAM_E_STATE)
		rc = SEAM_E_RANGE;
	if (fuzz_answers(op, "store_write", rc, !within ? SEAM_E_RANGE : s->adopts ? SEAM_E_STATE : SEAM_OK))
		memmove(s->held.bytes + offset, g.bytes, g.n);
	taken(&g);
}

static void read(struct store *s, struct input *in)
{
	size_t offset = take_u8(in), n, done = 77, here;
	struct room r = begin_room(in, take_u8(in));
	int rc;

	n = offset <= s->held.n ? s->held.n - offset : 0;
	here = n < r.room ? n : r.room;
	rc = b->store_read(s->at, offset, r.room ? r.at : NULL, r.room, &done);
	EXPECT(rc == (offset > s->held.n ? SEAM_E_RANGE : SEAM_OK), "store_read: seen %d", rc);
	EXPECT(done == (rc ? 77 : here), "store_read: %zu done, expected %zu", done, here);
	EXPECT(rc || !here || memcmp(r.at, s->held.bytes + offset, here) == 0, "store_read: other bytes than expected, of %zu", here);
	room_untouched("store_read", &r, rc ? 0 : here);
	free(r.at);
}

static void on_store(struct store *s, unsigned what, struct input *in)
{
	const void *bytes = NULL;
	struct given g;
	struct room r;
	size_t n;

	if (!s->at) {
		new_store(s);
		if (!s->at)
			return;
	}
	EXPECT(b->store_view(s->at, &bytes, &n) == SEAM_OK, "store_view: failed");
	switch (what) {
	case 0:
		given(&g, in, bytes, n);
		s->due = s->adopts;
		if (fuzz_answers(op, "store_set", b->store_set(s->at, g.at, g.n), SEAM_OK)) {
			let_go("store_set", s);
			memcpy(s->held.bytes, g.bytes, s->held.n = g.n);
		} else {
			EXPECT(!s->released, "store_set: failed, and release was called");
			s->due = false;
		}
		taken(&g);
		break;
	case 1:
	case 2: adopt(s, in); break;
	case 3:
		s->due = s->adopts;
		if (fuzz_answers(op, "store_clear", b->store_clear(s->at), SEAM_OK)) {
			let_go("store_clear", s);
			s->held.n = 0;
		}
		break;
	case 4:
		r = begin_room(in, n);
		end_room("store_copy", b->store_copy(s->at, r.room ? r.at : NULL, &r.size), &r, s->held.bytes, n);
		break;
	case 5: read(s, in); break;
	case 6: write(s, in, bytes); break;
	default:
		s->due = s->adopts;
		b->store_free(s->at);
		let_go("store_free", s);
		s->at = NULL;
		return;
	}
	same_store("store", s);
}

/* ---- the target ------------------------------------------------------------------------------------------------- */

static uint64_t alive(void)
{
	uint64_t n = 0;

	for (unsigned i = 0; i < SLOTS; i++)
		n += store[i].at != NULL;
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool owns = b->owned_copy && b->owned_append && b->owned_resize && b->owned_fit && b->owned_free;
	bool stores = b->store_new && b->store_free && b->store_set && b->store_adopt && b->store_clear && b->store_view &&
	              b->store_copy && b->store_read && b->store_write;
	struct input in = { data, size };
	size_t fails = 0;

	memset(owned, 0, sizeof owned);
	memset(store, 0, sizeof store);
	for (unsigned i = 0; i < MOST_STEPS && in.left; i++) {
		unsigned what = take_u8(&in), at = what / 16 % 4;

		op = what % 16;
		if (at == SLOTS) { /* the k-th request of the next step fails */
			fails = 1 + op % 3;
			continue;
		}
		fuzz_fail_request(fails);
		if (op < 8 && owns)
			on_owned(at, op, &in);
		else if (op >= 8 && stores)
			on_store(&store[at], op - 8, &in);
		fuzz_fail_request(fails = 0);
		EXPECT(!b->live || b->live() - base == alive(), "live: %" PRIu64 ", expected %" PRIu64, b->live() - base, alive());
	}
	for (unsigned i = 0; i < SLOTS; i++) {
		if (owns)
			b->owned_free(&owned[i].is);
		if (store[i].at)
			on_store(&store[i], 7, &in);
	}
	EXPECT(fuzz_live() == 0, "%zu blocks of lent memory are left behind", fuzz_live());
	return 0;
}
