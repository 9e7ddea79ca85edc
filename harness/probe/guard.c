/*
 * guard.c - buffers with a page that cannot be touched at one end, and a pattern that is compared at the other.
 *
 * Small ones lie side by side in a ring of places, and are put out of reach all at once when the pass is over: what stood in a
 * buffer is not to be touched until the ring has come round.
 */
#include "../platform/platform.h"
#include "instrument.h"

#include <stdio.h>
#include <string.h>

enum { MOST_BUFFERS = 4096, PLACES = 512, SLACK = 0xA5, REWRITTEN = 0x5A };

static struct buffer {
	unsigned char *pages, *start;
	size_t total, size;
	bool writable, dropped;
} buffers[MOST_BUFFERS];
static size_t n_buffers;

/* Places of three pages each, of which nobody can touch those that no buffer of this pass has. */
static unsigned char *ring;
static size_t next_place, taken; /* the latter: of this pass, up to next_place */
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

unsigned char seam_poison(const struct seam_case *c)
{
	return c->pass ? 0x9B : 0xD6;
}

int seam_pass(const struct seam_case *c)
{
	return c->pass;
}

static void set_access(unsigned char *body, size_t size, enum seam_access access)
{
	if (seam_carries(SEAM_GUARDS))
		seam_protect(body, size, access);
}

static bool is_in_ring(const unsigned char *pages)
{
	return ring && pages >= ring && pages < ring + PLACES * 3 * seam_page_size();
}

/* Pages for a body with a guard at each end. */
static unsigned char *take_pages(size_t body)
{
	size_t page = seam_page_size();
	unsigned char *pages;

	if (!ring && (ring = seam_map(PLACES * 3 * page)))
		set_access(ring, PLACES * 3 * page, SEAM_NO_ACCESS);
	if (ring && body == page && taken < PLACES) {
		pages = ring + next_place * 3 * page;
		next_place = (next_place + 1) % PLACES;
		taken++;
		set_access(pages + page, page, SEAM_READ_WRITE);
		return pages;
	}
	pages = seam_map(body + 2 * page);
	if (pages) {
		set_access(pages, page, SEAM_NO_ACCESS);
		set_access(pages + page + body, page, SEAM_NO_ACCESS);
	}
	return pages;
}

/* Puts the ring's places that the pass has taken out of reach. */
static void close_ring(void)
{
	size_t size = 3 * seam_page_size(), first = (next_place + PLACES - taken) % PLACES,
	       before_end = first + taken > PLACES ? PLACES - first : taken;

	if (taken)
		set_access(ring + first * size, before_end * size, SEAM_NO_ACCESS);
	if (taken > before_end)
		set_access(ring, (taken - before_end) * size, SEAM_NO_ACCESS);
	taken = 0;
}

/* Pages: guard, body, guard.  The buffer ends with the body in the first pass and starts with it in the second. */
static struct buffer *make(struct seam_case *c, size_t size, bool writable)
{
	size_t page = seam_page_size(), body = (size + page - 1) / page * page;
	struct buffer *b;

	if (!body)
		body = page;
	enter();
	b = &buffers[n_buffers];
	if (n_buffers == MOST_BUFFERS || size > SIZE_MAX / 2 || !(b->pages = take_pages(body))) {
		seam_event("refuse", "no memory for a guarded buffer", (char *)NULL);
		seam_leave(67);
	}
	n_buffers++;
	b->total = body + 2 * page;
	b->size = size;
	b->writable = writable;
	b->dropped = false;
	b->start = c->pass ? b->pages + page : b->pages + page + body - size;
	if (!size)
		b->start = c->pass ? b->pages + page - 1 : b->pages + page + body;
	leave();
	memset(b->pages + page, SLACK, body);
	return b;
}

static void set_body_access(struct buffer *b, enum seam_access access)
{
	size_t page = seam_page_size();

	set_access(b->pages + page, b->total - 2 * page, access);
}

const char *seam_in(struct seam_case *c, const void *data, size_t size)
{
	struct buffer *b = make(c, size, false);

	if (size)
		memcpy(b->start, data, size);
	set_body_access(b, SEAM_READ_ONLY);
	return (const char *)b->start;
}

const char *seam_in_string(struct seam_case *c, const char *text)
{
	return seam_in(c, text, strlen(text) + 1);
}

void *seam_out(struct seam_case *c, size_t size)
{
	struct buffer *b = make(c, size, true);

	if (size)
		memset(b->start, seam_poison(c), size);
	return b->start;
}

void *seam_inout(struct seam_case *c, const void *data, size_t size)
{
	void *p = seam_out(c, size);

	if (size)
		memcpy(p, data, size);
	return p;
}

/* Under the lock. */
static struct buffer *look_up(const void *start)
{
	for (size_t i = n_buffers; i-- > 0;)
		if (buffers[i].start == start && !buffers[i].dropped)
			return &buffers[i];
	return NULL;
}

static struct buffer *find(struct seam_case *c, const void *start)
{
	struct buffer *b;

	enter();
	b = look_up(start);
	leave();
	if (!b)
		FAIL(c, "%p is not a guarded buffer of this case", start);
	return b;
}

void seam_rewrite(struct seam_case *c, const void *buffer)
{
	struct buffer *b = find(c, buffer);

	if (!b)
		return;
	set_body_access(b, SEAM_READ_WRITE);
	if (b->size)
		memset(b->start, REWRITTEN, b->size);
	if (!b->writable)
		set_body_access(b, SEAM_READ_ONLY);
}

/* The first byte from `p` on, before `end`, that is not slack; `end` when there is none. */
static const unsigned char *disturbed(const unsigned char *p, const unsigned char *end)
{
	unsigned char slack[64];

	memset(slack, SLACK, sizeof slack);
	while ((size_t)(end - p) >= sizeof slack && memcmp(p, slack, sizeof slack) == 0)
		p += sizeof slack;
	while (p < end && *p == SLACK)
		p++;
	return p;
}

static void compare_slack(const struct buffer *b)
{
	size_t page = seam_page_size();
	const unsigned char *body = b->pages + page, *end = b->pages + b->total - page, *p;

	if (!seam_carries(SEAM_GUARDS))
		return;
	if (b->size && (p = disturbed(body, b->start)) < b->start)
		seam_instrument_fail(SEAM_GUARDS, "a store %zu bytes before a guarded buffer of %zu bytes",
		                     (size_t)(b->start - p), b->size);
	else if (b->size && (p = disturbed(b->start + b->size, end)) < end)
		seam_instrument_fail(SEAM_GUARDS, "a store %zu bytes past the end of a guarded buffer of %zu bytes",
		                     (size_t)(p - b->start) - b->size, b->size);
	else if (!b->size && (p = disturbed(body, end)) < end)
		seam_instrument_fail(SEAM_GUARDS, "a store near a guarded buffer of no bytes");
}

void seam_drop(struct seam_case *c, const void *buffer)
{
	struct buffer *b = find(c, buffer);

	if (!b)
		return;
	compare_slack(b);
	set_body_access(b, SEAM_NO_ACCESS);
	enter();
	b->dropped = true;
	leave();
}

void seam_guard_close(struct seam_case *c)
{
	(void)c;
	for (size_t i = 0; i < n_buffers; i++) {
		if (!buffers[i].dropped)
			compare_slack(&buffers[i]);
		if (!is_in_ring(buffers[i].pages))
			seam_unmap(buffers[i].pages, buffers[i].total);
		buffers[i].pages = NULL;
	}
	close_ring();
	n_buffers = 0;
}

void seam_guard_seal(const void *start)
{
	struct buffer *b;

	enter();
	b = look_up(start);
	if (b)
		b->writable = false;
	leave();
	if (b)
		set_body_access(b, SEAM_READ_ONLY);
}

size_t seam_guard_writable(const void *p)
{
	const unsigned char *at = p;
	size_t n = 0;

	enter();
	for (size_t i = n_buffers; i-- > 0 && !n;) {
		const struct buffer *b = &buffers[i];

		if (b->writable && !b->dropped && at >= b->start && at < b->start + b->size)
			n = (size_t)(b->start + b->size - at);
	}
	leave();
	return n;
}

bool seam_guard_owns(const void *p)
{
	const unsigned char *at = p;
	bool owns = false;

	enter();
	for (size_t i = 0; i < n_buffers && !owns; i++)
		owns = at >= buffers[i].pages && at < buffers[i].pages + buffers[i].total;
	leave();
	return owns;
}

const char *seam_guard_explain(const void *address, char *text, size_t size)
{
	const unsigned char *p = address;

	for (size_t i = 0; i < n_buffers; i++) {
		const struct buffer *b = &buffers[i];
		const char *kind = b->writable ? "output" : "input";

		if (p < b->pages || p >= b->pages + b->total)
			continue;
		if (p >= b->start + b->size)
			snprintf(text, size, "%zu bytes past the end of a guarded %s of %zu bytes",
			         (size_t)(p - b->start) - b->size, kind, b->size);
		else if (p < b->start)
			snprintf(text, size, "%zu bytes before a guarded %s of %zu bytes", (size_t)(b->start - p), kind,
			         b->size);
		else
			snprintf(text, size, "%s, at byte %zu of %zu",
			         b->dropped ? "a buffer that the caller has taken back"
			                    : "a store into a read-only input",
			         (size_t)(p - b->start), b->size);
		return text;
	}
	return NULL;
}

size_t seam_untouched(const struct seam_case *c, const void *p, size_t size)
{
	const unsigned char *bytes = p;
	size_t n = 0;

	while (n < size && bytes[n] == seam_poison(c))
		n++;
	return n;
}

void seam_dirty_stack(const struct seam_case *c)
{
	volatile unsigned char below[4096];

	for (size_t i = 0; i < sizeof below; i++)
		below[i] = seam_poison(c);
}
