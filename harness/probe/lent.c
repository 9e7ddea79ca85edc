/*
 * lent.c - the allocator that the host lends: an arena of its own, so that its pointers are not malloc's.
 *
 * Each block has a header and a tail.  Freed blocks are filled and not handed out again before the pass ends, so that
 * a write after free is still to be seen then, and a checker reports it where it happens.
 */
#include "../platform/platform.h"
#include "instrument.h"

#include <stdio.h>
#include <string.h>

enum { MAGIC = 0x5EA4B10C, FREED = 0xDE, FRESH = 0xCB, TAIL = 0x7A, TAIL_SIZE = 16, CHECKED = 4096 };
#define ARENA_SIZE ((size_t)256 << 20)
#define STEP       ((size_t)1 << 20)

struct block {
	size_t size, align;
	unsigned char *user;
	struct block *previous;
	uint32_t magic;
	bool live;
};

static unsigned char *arena;
static size_t used, open_to;
static struct block *last;
static struct seam_live live, live_at_start;
static size_t requests, failing;
static atomic_flag lock = ATOMIC_FLAG_INIT;

static void enter(void)
{
	while (atomic_flag_test_and_set_explicit(&lock, memory_order_acquire))
		seam_thread_yield();
}

static void leave(void)
{
	atomic_flag_clear_explicit(&lock, memory_order_release);
}

/* A misuse is a failure of the case that is open, whichever function the peer misused it from. */
static void misuse(const char *what, const void *p)
{
	char text[160];

	if (seam_open_case && seam_carries(SEAM_ALLOCATOR)) {
		seam_instrument_fail(SEAM_ALLOCATOR, "%s (%p)", what, p);
	} else if (!seam_open_case) {
		snprintf(text, sizeof text, "lent allocator: %s (%p)", what, p);
		seam_event("log", text, (char *)NULL);
	}
}

enum { HEAD = (sizeof(struct block) + 15) / 16 * 16 };

/* The header stands at a place that follows from the pointer. */
static struct block *find(const void *p)
{
	const unsigned char *user = p;
	struct block *b;

	if (!arena || user < arena + HEAD || user >= arena + used)
		return NULL;
	b = (struct block *)(void *)(arena + (((size_t)(user - arena) - HEAD) & ~(size_t)15));
	return b->magic == (uint32_t)MAGIC && b->user == p ? b : NULL;
}

/* The arena is opened as it is used: a search for leaks reads all that can be read. */
static bool reach(size_t end)
{
	size_t to = (end / STEP + 1) * STEP;

	if (end <= open_to)
		return true;
	if (to > ARENA_SIZE)
		to = ARENA_SIZE;
	if (seam_protect(arena + open_to, to - open_to, SEAM_READ_WRITE) != 0)
		return false;
	open_to = to;
	return true;
}

static void *take(size_t size, size_t align)
{
	size_t at;
	struct block *b;

	if (!seam_attempting())
		requests++;
	if (seam_attempt_fails() || (failing && --failing == 0))
		return NULL;
	if (!arena && ((arena = seam_map(ARENA_SIZE)) == NULL || seam_protect(arena, ARENA_SIZE, SEAM_NO_ACCESS) != 0))
		return NULL;
	if (size > ARENA_SIZE || align > ARENA_SIZE)
		return NULL;
	at = (used + HEAD + align - 1) & ~(align - 1);
	if (at + size + TAIL_SIZE > ARENA_SIZE || !reach(at + size + TAIL_SIZE))
		return NULL;
	b = (void *)(arena + ((at - HEAD) & ~(size_t)15));
	seam_checker_open(arena + used, at + size + TAIL_SIZE - used);
	*b = (struct block){ size, align, arena + at, last, (uint32_t)MAGIC, true };
	used = (at + size + TAIL_SIZE + 15) & ~(size_t)15;
	last = b;
	live.blocks++;
	live.bytes += size;
	memset(b->user, FRESH, size);
	memset(b->user + size, TAIL, TAIL_SIZE);
	seam_checker_allocated(b->user, size);
	return b->user;
}

static void give_back(struct block *b)
{
	for (size_t i = 0; i < TAIL_SIZE; i++)
		if (b->user[b->size + i] != TAIL) {
			misuse("a store past the end of the block", b->user);
			break;
		}
	seam_checker_open(b->user, b->size);
	if (seam_secret_is_out())
		seam_secret_freed(b->user, b->size);
	b->live = false;
	live.blocks--;
	live.bytes -= b->size;
	memset(b->user, FREED, b->size);
	seam_checker_freed(b->user, b->size);
}

static bool mine(struct block *b, const void *p, size_t size, size_t align)
{
	char text[120];

	if (!b) {
		misuse("it never gave out this pointer", p);
		return false;
	}
	if (!b->live) {
		misuse("the block is freed twice", p);
		return false;
	}
	if (b->size != size || b->align != align) {
		snprintf(text, sizeof text, "size %zu align %zu given back as size %zu align %zu", b->size, b->align,
		         size, align);
		misuse(text, p);
	}
	return true;
}

static void *lent_alloc(const struct seam_host *host, size_t size, size_t align)
{
	void *p;

	if (host != &seam_lent_host) {
		misuse("called with another host than the lent one", host);
		return NULL;
	}
	if (!align || (align & (align - 1))) {
		misuse("the alignment asked for is no power of two", NULL);
		return NULL;
	}
	enter();
	p = take(size, align);
	leave();
	return p;
}

static void lent_free(const struct seam_host *host, void *p, size_t size, size_t align)
{
	struct block *b;

	(void)host;
	if (!p)
		return;
	enter();
	b = find(p);
	if (mine(b, p, size, align))
		give_back(b);
	leave();
}

static void *lent_realloc(const struct seam_host *host, void *p, size_t old_size, size_t align, size_t size)
{
	struct block *b;
	void *moved = NULL;

	if (!p)
		return lent_alloc(host, size, align);
	enter();
	b = find(p);
	if (mine(b, p, old_size, align) && (moved = take(size, b->align))) {
		memcpy(moved, p, b->size < size ? b->size : size);
		give_back(b);
	}
	leave();
	return moved;
}

static void lent_log(const struct seam_host *host, const char *text)
{
	(void)host;
	seam_event("log", text ? text : "(null)", (char *)NULL);
}

const struct seam_host seam_lent_host = {
	.abi = SEAM_ABI,
	.size = sizeof seam_lent_host,
	.alloc = lent_alloc,
	.realloc = lent_realloc,
	.free = lent_free,
	.log = lent_log,
};

struct seam_live seam_lent_live(void)
{
	struct seam_live now;

	enter();
	now = live;
	leave();
	return now;
}

void seam_lent_count_requests(size_t n)
{
	enter();
	requests += n;
	leave();
}

bool seam_lent_is_failing(void)
{
	return failing != 0;
}

void seam_lent_open(struct seam_case *c)
{
	(void)c;
	live_at_start = live;
	requests = failing = 0;
}

static void look_for_late_stores(void)
{
	for (struct block *b = last; b; b = b->previous) {
		size_t n = b->size < CHECKED ? b->size : CHECKED;

		if (b->live)
			continue;
		seam_checker_open(b->user, b->size);
		for (size_t i = 0; i < n; i++)
			if (b->user[i] != FREED) {
				misuse("a store into the block after it was freed", b->user);
				break;
			}
		seam_checker_freed(b->user, b->size);
	}
}

void seam_lent_close(struct seam_case *c)
{
	size_t align = 0, size = 0;

	(void)c;
	enter();
	failing = 0;
	look_for_late_stores();
	for (struct block *b = last; b; b = b->previous)
		if (b->live) {
			size = b->size;
			align = b->align;
		}
	if (live.blocks > live_at_start.blocks && seam_carries(SEAM_ALLOCATOR))
		seam_instrument_fail(SEAM_ALLOCATOR, "%zu blocks (%zu bytes) are left; the oldest has size %zu, align %zu%s%s",
		     live.blocks - live_at_start.blocks, live.bytes - live_at_start.bytes, size, align,
		                     *seam_attempt_suspect() ? "; " : "", seam_attempt_suspect());
	if (!live.blocks && used) {
		seam_checker_open(arena, used);
		if (used > (size_t)1 << 20)
			seam_forget(arena, (used + seam_page_size() - 1) / seam_page_size() * seam_page_size());
		used = 0;
		last = NULL;
	}
	leave();
}

struct seam_live seam_live(struct seam_case *c)
{
	(void)c;
	return (struct seam_live){ live.blocks - live_at_start.blocks, live.bytes - live_at_start.bytes };
}

size_t seam_requests(struct seam_case *c)
{
	(void)c;
	return requests;
}

void seam_fail_request(struct seam_case *c, size_t k)
{
	(void)c;
	failing = k;
}

bool seam_is_lent(struct seam_case *c, const void *p, size_t *size, size_t *align)
{
	const struct block *b;

	(void)c;
	enter();
	b = find(p);
	if (b && b->live && size)
		*size = b->size;
	if (b && b->live && align)
		*align = b->align;
	leave();
	return b && b->live;
}

void seam_free_lent(struct seam_case *c, void *p)
{
	struct block *b;

	(void)c;
	enter();
	b = find(p);
	if (mine(b, p, b ? b->size : 0, b ? b->align : 0))
		give_back(b);
	leave();
}
