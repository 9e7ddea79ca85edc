/*
 * ownership_memory_fuzz.c - a sequence of the group `ownership`'s ops on arenas, buffers of the host's memory, boxes, files, strings,
 * packets and blocks that change their owner in a callback, beside a model of what belongs to whom.
 */
#include "fuzz.h"
#include "input.h"
#include "ownership/ownership.h"

#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

enum { MOST_STEPS = 80, BUFFERS = 6, WRAPS = 40, PIECES = 12, DEFERS = 200, BOXES = 2, SHARED = 2 };

unsigned fuzz_cost = 4;

static const struct seam_ownership *o;
static uint64_t base; /* live() with nothing alive */
static unsigned op;

static void filled(const char *name, const void *bytes, size_t n, uint8_t with)
{
	for (size_t i = 0; i < n; i++)
		EXPECT(((const uint8_t *)bytes)[i] == with, "%s: byte %zu of %zu is 0x%02X, expected 0x%02X", name, i, n, ((const uint8_t *)bytes)[i], with);
}

/* ---- arenas ---------------------------------------------------------------------------------------------------------- */

static struct { struct seam_own_arena *at; struct { uint8_t *at; size_t size; } piece[PIECES]; unsigned n; } arena;
static struct { unsigned number[DEFERS]; unsigned n; bool due; } deferred;
static uint8_t numbers[DEFERS]; /* whose addresses are the userdata */

static void on_defer(void *userdata)
{
	EXPECT(deferred.due && deferred.n, "arena: a destructor is called %s", deferred.due ? "again" : "before the end");
	EXPECT(userdata == &numbers[deferred.number[deferred.n - 1]], "arena: the destructors are not called the last one first");
	deferred.n--;
	for (unsigned i = 0; i < arena.n; i++)
		filled("arena, at the end", arena.piece[i].at, arena.piece[i].size, (uint8_t)i);
}

static void reset_arena(bool destroy)
{
	deferred.due = true;
	if (destroy)
		o->arena_destroy(arena.at);
	else
		fuzz_answers(op, "arena_reset", o->arena_reset(arena.at), SEAM_OK);
	EXPECT(!deferred.n, "arena: %u destructors were not called", deferred.n);
	deferred.due = false;
	arena.n = 0;
	if (destroy)
		arena.at = NULL;
}

static void on_arena(struct input *in)
{
	unsigned how = take_u8(in);
	size_t size = take_u8(in), align = how & 128 ? how % 64 : (size_t)1 << how / 8 % 8;
	bool power = align && !(align & (align - 1));
	void *at = NULL;

	if (!arena.at) {
		fuzz_answers(op, "arena_create", o->arena_create(&arena.at), SEAM_OK);
	} else if (how % 8 < 2) {
		reset_arena(how % 8);
	} else if (how % 8 < 4 && deferred.n < DEFERS) {
		deferred.number[deferred.n] = deferred.n;
		deferred.n += fuzz_answers(op, "arena_defer", o->arena_defer(arena.at, &numbers[deferred.n], on_defer), SEAM_OK);
	} else if (arena.n < PIECES) {
		if (!fuzz_answers(op, "arena_alloc", o->arena_alloc(arena.at, size, align, &at), power ? SEAM_OK : SEAM_E_RANGE)) {
			EXPECT(!at, "arena_alloc: failed, and *out was written");
			return;
		}
		EXPECT(at && (uintptr_t)at % align == 0, "arena_alloc: %p is not aligned to %zu", at, align);
		memset(at, (int)arena.n, size);
		arena.piece[arena.n].at = at;
		arena.piece[arena.n++].size = size;
	}
	for (unsigned i = 0; i < arena.n; i++)
		filled("arena", arena.piece[i].at, arena.piece[i].size, (uint8_t)i);
}

/* ---- buffers of the host's memory ------------------------------------------------------------------------------------ */

static struct wrap { uint8_t *bytes; size_t size; unsigned users; bool due, freed, detached, has_free; } wraps[WRAPS];
static unsigned n_wraps;
static struct buffer { struct seam_own_buffer *at; struct wrap *of; size_t offset, size; unsigned pins; } buffer[BUFFERS];

static void on_free(void *bytes, void *context)
{
	struct wrap *w = context;

	EXPECT(w >= wraps && w < wraps + n_wraps && bytes == w->bytes, "free_bytes: another context, or other bytes");
	EXPECT(w->due && !w->freed, "free_bytes: called %s", w->due ? "again" : "while the bytes are in use");
	w->freed = true;
	memset(bytes, 0xEE, w->size);
	free(bytes);
}

static void settle(struct wrap *w)
{
	if (!w->users || w->detached) {
		if (o->free_policy && o->free_policy() == SEAM_FREE_LATER)
			fuzz_answers(op, "free_pending", o->free_pending(), SEAM_OK);
		EXPECT(w->freed == w->has_free, "free_bytes: not called though nobody uses the bytes");
		if (!w->has_free && w->bytes)
			free(w->bytes);
		w->bytes = NULL;
	}
}

static void destroy_buffer(struct buffer *b)
{
	struct wrap *w = b->of;

	for (; b->pins; b->pins--)
		fuzz_answers(op, "buffer_unpin", o->buffer_unpin(b->at), SEAM_OK);
	w->due |= !--w->users;
	o->buffer_destroy(b->at);
	b->at = NULL;
	if (!w->detached)
		settle(w);
}

static void same_buffer(struct buffer *b)
{
	void *bytes = &wraps;
	size_t n = 77;
	int open = b->of->detached ? SEAM_E_STATE : SEAM_OK;

	if (fuzz_answers(op, "buffer_pin", o->buffer_pin(b->at, &bytes, &n), open)) {
		EXPECT(n == b->size && (!b->of->bytes || bytes == b->of->bytes + b->offset), "buffer_pin: %zu bytes, expected %zu, or elsewhere", n, b->size);
		fuzz_answers(op, "buffer_unpin", o->buffer_unpin(b->at), SEAM_OK);
	}
}

static void wrap(struct buffer *b, struct input *in)
{
	struct wrap *w = &wraps[n_wraps++];

	*w = (struct wrap){ .size = take_u8(in), .has_free = take_below(in, 4) != 0 };
	w->bytes = malloc(w->size + 1);
	memset(w->bytes, (int)w->size, w->size);
	*b = (struct buffer){ NULL, w, 0, w->size, 0 };
	w->users = fuzz_answers(op, "buffer_wrap", o->buffer_wrap(w->bytes, w->size, w->has_free ? on_free : NULL, w, &b->at), SEAM_OK);
	if (!w->users)
		free(w->bytes);
}

static void on_buffer(struct input *in)
{
	unsigned how = take_u8(in), at = take_u8(in);
	struct buffer *b = &buffer[at % BUFFERS], *other = &buffer[at / 16 % BUFFERS], fresh = { NULL, b->of, 0, 0, 0 };
	unsigned pins = 0;
	void *bytes;
	size_t n;
	int open;

	if (!b->at) {
		if (n_wraps < WRAPS)
			wrap(b, in);
		return;
	}
	open = b->of->detached ? SEAM_E_STATE : SEAM_OK;
	switch (how % 8) {
	case 0: destroy_buffer(b); return;
	case 1:
	case 2:
		if (other->at)
			return;
		fresh.offset = take_u8(in) / 4;
		fresh.size = take_u8(in) / 4;
		n = fresh.offset <= b->size && fresh.size <= b->size - fresh.offset;
		if (!n && open && b->of->detached) /* both hold */
			return;
		if (!fuzz_answers(op, "buffer_slice", o->buffer_slice(b->at, fresh.offset, fresh.size, &fresh.at), open ? open : n ? SEAM_OK : SEAM_E_RANGE))
			return;
		fresh.offset += b->offset;
		*other = fresh;
		b->of->users++;
		same_buffer(other);
		break;
	case 3:
		if (other->at || n_wraps == WRAPS || !o->buffer_copy)
			return;
		if (!fuzz_answers(op, "buffer_copy", o->buffer_copy(b->at, &fresh.at), open))
			return;
		fresh.of = &wraps[n_wraps++];
		fresh.size = b->size;
		*fresh.of = (struct wrap){ .size = b->size, .users = 1 };
		*other = fresh;
		same_buffer(other);
		if (fuzz_answers(op, "buffer_pin", o->buffer_pin(other->at, &bytes, &n), SEAM_OK)) {
			filled("buffer_copy", bytes, n, b->of->bytes || !n ? (uint8_t)b->of->size : ((uint8_t *)bytes)[0]);
			fuzz_answers(op, "buffer_unpin", o->buffer_unpin(other->at), SEAM_OK);
		}
		break;
	case 4: b->pins += fuzz_answers(op, "buffer_pin", o->buffer_pin(b->at, &bytes, &n), open); break;
	case 5:
		fuzz_answers(op, "buffer_unpin", o->buffer_unpin(b->at), b->pins ? SEAM_OK : SEAM_E_STATE);
		b->pins -= b->pins != 0;
		break;
	default:
		for (unsigned i = 0; i < BUFFERS; i++)
			pins += buffer[i].at && buffer[i].of == b->of ? buffer[i].pins : 0;
		b->of->due |= !open && !pins;
		if (fuzz_answers(op, "buffer_detach", o->buffer_detach(b->at), open || pins ? SEAM_E_STATE : SEAM_OK)) {
			b->of->detached = true;
			settle(b->of);
		}
	}
	same_buffer(b);
}

/* ---- boxes, and the allocator that they keep ---------------------------------------------------------------------------- */

static struct { struct seam_own_box *at; uint8_t bytes[64]; size_t n; unsigned of; } box[BOXES];
static size_t taken[2];
static unsigned current; /* 0: the lent one; else 1 + the number of one's own */

static void *own_alloc(void *context, size_t size)
{
	size_t *block = aligned_alloc(16, (size + 47) / 16 * 16);

	block[0] = size;
	block[1] = (size_t)context;
	++*(size_t *)context;
	return (uint8_t *)block + 16 + 0 * size;
}

static void own_free(void *context, void *block, size_t size)
{
	size_t *head = block ? (size_t *)((uintptr_t)block - 16) : NULL;

	if (!head)
		return;
	EXPECT(head[0] == size && head[1] == (size_t)context, "a box: a block of %zu bytes is given back as one of %zu, or to another allocator", head[0], size);
	--*(size_t *)context;
	free(head);
}

static void on_box(struct input *in)
{
	unsigned how = take_u8(in), k = how / 8 % BOXES;
	struct seam_own_allocator own = { own_alloc, own_free, &taken[how / 16 % 2] };
	size_t n = take_below(in, 64), from = 0, before = taken[0] + taken[1] + fuzz_live(), seen = 77;
	const void *held = NULL;
	uint8_t bytes[64];

	if (how % 8 == 0) {
		current = how & 32 ? 0 : 1 + how / 16 % 2;
		fuzz_answers(op, "allocator_use", o->allocator_use(current ? &own : NULL), SEAM_OK);
		memset(&own, 0, sizeof own);
		return;
	}
	take_bytes(in, bytes, n);
	if (!box[k].at) {
		box[k].of = current;
		if (!fuzz_answers(op, "box_create", o->box_create(bytes, n, &box[k].at), SEAM_OK)) {
			EXPECT(taken[0] + taken[1] + fuzz_live() == before, "box_create: failed, and holds memory");
			return;
		}
		memcpy(box[k].bytes, bytes, box[k].n = n);
	} else if (how % 8 == 1) {
		o->box_destroy(box[k].at);
		box[k].at = NULL;
		return;
	} else if (how % 8 < 5) {
		fuzz_answers(op, "box_get", o->box_get(box[k].at, &held, &seen), SEAM_OK);
		if (how % 8 == 2 && box[k].n) { /* its own */
			from = how / 16 % box[k].n;
			n = box[k].n - from;
			memcpy(bytes, box[k].bytes + from, n);
		}
		if (fuzz_answers(op, "box_set", o->box_set(box[k].at, how % 8 == 2 && box[k].n ? (const uint8_t *)held + from : bytes, n), SEAM_OK))
			memcpy(box[k].bytes, bytes, box[k].n = n);
	}
	fuzz_answers(op, "box_get", o->box_get(box[k].at, &held, &seen), SEAM_OK);
	EXPECT(held && seen == box[k].n && memcmp(held, box[k].bytes, seen) == 0, "box_get: %zu bytes, expected %zu, or others", seen, box[k].n);
}

/* ---- files --------------------------------------------------------------------------------------------------------------- */

static struct { struct seam_own_file *at; int is, mode; } file; /* is: -1: none; of SEAM_FILE_COPIED, the host's */

static bool is_open(int descriptor)
{
	return fcntl(descriptor, F_GETFD) != -1;
}

static void let_go_of(const char *name, int is, int mode, int attached)
{
	if (is < 0)
		return;
	EXPECT(is_open(is) == (mode != SEAM_FILE_OWNED), "%s: the descriptor is %s", name, is_open(is) ? "open" : "closed");
	EXPECT(mode != SEAM_FILE_COPIED || !is_open(attached), "%s: the duplicate is open", name);
	if (mode != SEAM_FILE_OWNED)
		close(is);
}

static void on_file(struct input *in)
{
	unsigned how = take_u8(in);
	int fresh, before = file.is, mode = (int)(how / 8 % 5), attached = -1, now = -1, out = -7;

	if (!file.at) {
		file.is = -1;
		fuzz_answers(op, "file_create", o->file_create(&file.at), SEAM_OK);
		return;
	}
	if (before >= 0)
		fuzz_answers(op, "file_descriptor", o->file_descriptor(file.at, &attached), SEAM_OK);
	if (how % 8 == 0) {
		o->file_destroy(file.at);
		file.at = NULL;
		file.is = -1;
		let_go_of("file_destroy", before, file.mode, attached);
	} else if (how % 8 == 1) {
		if (fuzz_answers(op, "file_detach", o->file_detach(file.at, &out), before >= 0 && file.mode != SEAM_FILE_LENT ? SEAM_OK : SEAM_E_STATE)) {
			EXPECT(out == attached && is_open(out), "file_detach: another descriptor, or closed");
			close(out);
			if (file.mode == SEAM_FILE_COPIED)
				close(before);
			file.is = -1;
		}
	} else if (how % 8 == 2) {
		fresh = open("/dev/null", O_RDONLY);
		if (!fuzz_answers(op, "file_adopt", o->file_adopt(file.at, fresh), before >= 0 ? SEAM_E_STATE : SEAM_OK)) {
			EXPECT(!is_open(fresh), "file_adopt: failed, and the descriptor is open");
		} else {
			file.is = fresh;
			file.mode = SEAM_FILE_OWNED;
		}
	} else {
		fresh = open("/dev/null", O_RDONLY);
		if (!fuzz_answers(op, "file_attach", o->file_attach(file.at, fresh, (uint32_t)mode), mode < 1 || mode > 3 ? SEAM_E_RANGE : SEAM_OK)) {
			EXPECT(is_open(fresh), "file_attach: failed, and the descriptor is closed");
			close(fresh);
		} else {
			fuzz_answers(op, "file_descriptor", o->file_descriptor(file.at, &now), SEAM_OK);
			EXPECT((now == fresh) == (mode != SEAM_FILE_COPIED) && is_open(now) && is_open(fresh), "file_attach: another descriptor, or closed");
			let_go_of("file_attach", before, file.mode, attached == now ? -1 : attached);
			file.is = fresh;
			file.mode = mode;
		}
	}
}

/* ---- strings, packets, blocks in callbacks --------------------------------------------------------------------------------- */

static void split(struct input *in)
{
	char separator = (char)take_below(in, 4) * 16;
	struct seam_own_strings s = { (char **)1, 77 };
	size_t n, parts = 1, at = 0;
	char *text = take_string(in, 100, &n);
	struct seam_own_strings before = s;

	for (size_t i = 0; i < n; i++) {
		text[i] = text[i] & 1 ? text[i] : separator ? separator : 'x';
		parts += text[i] == separator;
	}
	if (!fuzz_answers(op, "strings_split", o->strings_split(text, separator, &s), separator ? SEAM_OK : SEAM_E_RANGE)) {
		EXPECT(memcmp(&s, &before, sizeof s) == 0, "strings_split: failed, and *out was written");
		free(text);
		return;
	}
	EXPECT(s.count == parts && !s.strings[parts] && fuzz_is_lent(s.strings, (parts + 1) * sizeof *s.strings, _Alignof(char *)),
	       "strings_split: %zu parts, expected %zu, or not a block as it must be", s.count, parts);
	for (size_t i = 0; i < parts; i++) {
		size_t length = strcspn(text + at, (char[]){ separator, '\0' });

		EXPECT(fuzz_is_lent(s.strings[i], length + 1, 1) && memcmp(s.strings[i], text + at, length) == 0 && !s.strings[i][length],
		       "strings_split: part %zu", i);
		if (i % 3 == 1) { /* stolen */
			fuzz_host()->free(fuzz_host(), s.strings[i], length + 1, 1);
			s.strings[i] = NULL;
		}
		at += length + 1;
	}
	o->strings_free(&s);
	EXPECT(!s.strings && !s.count, "strings_free: something is left");
	o->strings_free(&s);
	free(text);
}

static struct { unsigned calls, stops; size_t size; uint64_t sum; struct input in; } block;

static int on_take(void *userdata, void *at, size_t size)
{
	EXPECT(userdata == &block && size == block.size && fuzz_is_lent(at, size, 8), "blocks_hand_out: not a block as it must be");
	filled("blocks_hand_out", at, size, (uint8_t)block.calls);
	if (block.calls++ == block.stops)
		return 1;
	fuzz_host()->free(fuzz_host(), at, size, 8);
	return 0;
}

static int on_give(void *userdata, void **at, size_t *size)
{
	unsigned how = take_u8(&block.in);

	EXPECT(userdata == &block && !*at && !*size, "blocks_collect: *block and *size are not NULL and 0");
	if (how < 32 || ++block.calls > 20) {
		*at = &block; /* means nothing */
		return block.stops & 1 ? -5 : 1;
	}
	if (how < 64)
		return 0;
	*at = fuzz_host()->alloc(fuzz_host(), how, 1);
	*size = *at ? how : 0;
	block.sum += *size;
	return 0;
}

static void blocks(struct input *in)
{
	unsigned how = take_u8(in), n = take_below(in, 12), made;
	struct seam_own_packet *packet = NULL;
	uint64_t out = 77;
	size_t size = in->left;
	int rc;

	memset(&block, 0, sizeof block);
	block.stops = how / 4 % 16;
	if (how % 4 == 0 && o->packet_make) {
		size = how & 128 ? 65537 + how : size;
		rc = o->packet_make(in->at, how & 128 ? size : in->left, &packet);
		if (fuzz_answers(op, "packet_make", rc, size > 65536 ? SEAM_E_RANGE : SEAM_OK)) {
			EXPECT(packet->size == size && fuzz_is_lent(packet, SEAM_PACKET_SIZE(size), _Alignof(struct seam_own_packet)) &&
			               (!size || memcmp(packet->bytes, in->at, size) == 0), "packet_make: not %zu bytes in a block as it must be", size);
			fuzz_host()->free(fuzz_host(), packet, SEAM_PACKET_SIZE(size), _Alignof(struct seam_own_packet));
		}
	} else if (how % 4 == 1 && o->blocks_hand_out) {
		block.size = how / 4;
		made = block.stops < n ? block.stops + 1 : n;
		if (fuzz_answers(op, "blocks_hand_out", o->blocks_hand_out(n, block.size, on_take, &block), block.stops < n ? SEAM_E_FAILED : SEAM_OK) || !fuzz_request_failed())
			EXPECT(block.calls == made, "blocks_hand_out: %u blocks, expected %u", block.calls, made);
	} else if (o->blocks_collect) {
		block.in = *in;
		rc = o->blocks_collect(on_give, &block, &out);
		if (fuzz_answers(op, "blocks_collect", rc, block.stops & 1 ? SEAM_E_FAILED : SEAM_OK))
			EXPECT(out == block.sum, "blocks_collect: %" PRIu64 ", expected %" PRIu64, out, block.sum);
	}
}

/* ---- shared objects, ids ----------------------------------------------------------------------------------------------------- */

static struct { struct seam_own_shared *at; uint64_t count; } shared[SHARED];
static uint64_t moved, gone; /* an id that is open, one that was */

static void on_shared(struct input *in)
{
	unsigned how = take_u8(in), k = how / 8 % SHARED;
	uint64_t n = take_number(in, how & 64 ? 5 : 1), count = 77;

	if (!shared[k].at) {
		shared[k].count = fuzz_answers(op, "shared_create", o->shared_create(5, &shared[k].at), SEAM_OK);
		return;
	}
	if (how & 1) {
		if (fuzz_answers(op, "shared_retain_many", o->shared_retain_many(shared[k].at, n), n > SEAM_SHARED_MAX - shared[k].count ? SEAM_E_RANGE : SEAM_OK))
			shared[k].count += n;
	} else if (fuzz_answers(op, "shared_release_many", o->shared_release_many(shared[k].at, n), n > shared[k].count ? SEAM_E_RANGE : SEAM_OK)) {
		shared[k].count -= n;
	}
	if (!shared[k].count)
		shared[k].at = NULL;
	else
		EXPECT(o->shared_count(shared[k].at, &count) == SEAM_OK && count == shared[k].count, "shared_count: %" PRIu64 ", expected %" PRIu64, count, shared[k].count);
}

static void on_id(void)
{
	int64_t value = 77;
	uint64_t now = 0;

	if (!moved) {
		fuzz_answers(op, "id_open", o->id_open(99, &moved), SEAM_OK);
	} else if (fuzz_answers(op, "id_move", o->id_move(moved, &now), SEAM_OK)) {
		EXPECT(now && now != moved && now != gone, "id_move: an id is given twice");
		gone = moved;
		moved = now;
	}
	fuzz_answers(op, "id_get", moved ? o->id_get(moved, &value) : SEAM_OK, SEAM_OK);
	EXPECT(!moved || value == 99, "id_get after id_move: another value");
	fuzz_answers(op, "id_move of an id that moved", gone ? o->id_move(gone, &now) : SEAM_E_NOT_FOUND, SEAM_E_NOT_FOUND);
}

/* ---- the target ---------------------------------------------------------------------------------------------------------------- */

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
	uint64_t n = 0u + (arena.at != NULL) + (file.at != NULL) + (moved != 0);

	for (unsigned i = 0; i < BUFFERS; i++)
		n += 0u + (buffer[i].at != NULL) + (i < BOXES && box[i].at) + (i < SHARED && shared[i].at);
	EXPECT(!o->live || o->live() == base + n, "live %s: %" PRIu64 ", expected %" PRIu64, when, o->live() - base, n);
}

static void step(unsigned family, struct input *in)
{
	switch (family) {
	case 0: if (o->arena_create && o->arena_alloc && o->arena_defer && o->arena_reset && o->arena_destroy) on_arena(in); break;
	case 1:
	case 2:
		if (o->buffer_wrap && o->buffer_slice && o->buffer_pin && o->buffer_unpin && o->buffer_detach && o->buffer_destroy)
			on_buffer(in);
		break;
	case 3: if (o->allocator_use && o->box_create && o->box_set && o->box_get && o->box_destroy) on_box(in); break;
	case 4: if (o->file_create && o->file_destroy && o->file_attach && o->file_adopt && o->file_descriptor && o->file_detach) on_file(in); break;
	case 5: if (o->strings_split && o->strings_free) split(in); break;
	case 6: blocks(in); break;
	case 7: if (o->shared_retain_many && o->shared_release_many && o->shared_create && o->shared_count) on_shared(in); break;
	default: if (o->id_move && o->id_open && o->id_get && o->id_close) on_id();
	}
}

static void give_all_back(void)
{
	if (arena.at)
		reset_arena(true);
	for (unsigned i = 0; i < BUFFERS; i++)
		if (buffer[i].at)
			destroy_buffer(&buffer[i]);
	for (unsigned i = 0; i < BOXES; i++) {
		if (box[i].at)
			o->box_destroy(box[i].at);
		box[i].at = NULL;
	}
	if (o->allocator_use)
		fuzz_answers(op, "allocator_use", o->allocator_use(NULL), SEAM_OK);
	EXPECT(!taken[0] && !taken[1], "boxes: blocks of an allocator of the host's are left behind");
	if (file.at)
		on_file(&(struct input){ NULL, 0 });
	for (unsigned i = 0; i < SHARED; i++) {
		if (shared[i].at)
			fuzz_answers(op, "shared_release_many", o->shared_release_many(shared[i].at, shared[i].count), SEAM_OK);
		shared[i].at = NULL;
	}
	if (moved)
		fuzz_answers(op, "id_close", o->id_close(moved), SEAM_OK);
	moved = gone = 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	size_t fails = 0;

	n_wraps = current = 0;
	memset(&deferred, 0, sizeof deferred);
	for (unsigned i = 0; i < MOST_STEPS && in.left; i++) {
		unsigned what = take_u8(&in);

		op = what % 16;
		if (op > 12) { /* the k-th request of the next step fails */
			fails = op - 12;
			continue;
		}
		fuzz_fail_request(fails);
		step(op, &in);
		fuzz_fail_request(fails = 0);
		count("after a step");
	}
	give_all_back();
	count("at the end");
	EXPECT(fuzz_live() == 0, "%zu blocks of lent memory are left behind", fuzz_live());
	return 0;
}
