/* guard.c - buffers with a page that cannot be touched at one end, and a pattern that is compared at the other. */
#include "../platform/platform.h"
#include "probe.h"

#include <stdio.h>
#include <string.h>

enum { MOST_BUFFERS = 4096, SLACK = 0xA5, REWRITTEN = 0x5A };

static struct buffer {
	unsigned char *pages, *start;
	size_t total, size;
	bool writable, dropped;
} buffers[MOST_BUFFERS];
static size_t n_buffers;

unsigned char seam_poison(const struct seam_case *c)
{
	return c->pass ? 0x9B : 0xD6;
}

int seam_pass(const struct seam_case *c)
{
	return c->pass;
}

/* Pages: guard, body, guard.  The buffer ends with the body in the first pass and starts with it in the second. */
static struct buffer *make(struct seam_case *c, size_t size)
{
	size_t page = seam_page_size(), body = (size + page - 1) / page * page;
	struct buffer *b;

	if (!body)
		body = page;
	b = &buffers[n_buffers];
	if (n_buffers == MOST_BUFFERS || size > SIZE_MAX / 2 || !(b->pages = seam_map(body + 2 * page))) {
		seam_event("refuse", "no memory for a guarded buffer", (char *)NULL);
		seam_leave(67);
	}
	n_buffers++;
	b->total = body + 2 * page;
	b->size = size;
	b->dropped = false;
	b->start = c->pass ? b->pages + page : b->pages + page + body - size;
	if (!size)
		b->start = c->pass ? b->pages + page - 1 : b->pages + page + body;
	memset(b->pages + page, SLACK, body);
	seam_protect(b->pages, page, SEAM_NO_ACCESS);
	seam_protect(b->pages + page + body, page, SEAM_NO_ACCESS);
	return b;
}

static void set_body_access(struct buffer *b, enum seam_access access)
{
	size_t page = seam_page_size();

	seam_protect(b->pages + page, b->total - 2 * page, access);
}

const char *seam_in(struct seam_case *c, const void *data, size_t size)
{
	struct buffer *b = make(c, size);

	if (size)
		memcpy(b->start, data, size);
	b->writable = false;
	set_body_access(b, SEAM_READ_ONLY);
	return (const char *)b->start;
}

const char *seam_in_string(struct seam_case *c, const char *text)
{
	return seam_in(c, text, strlen(text) + 1);
}

void *seam_out(struct seam_case *c, size_t size)
{
	struct buffer *b = make(c, size);

	if (size)
		memset(b->start, seam_poison(c), size);
	b->writable = true;
	return b->start;
}

void *seam_inout(struct seam_case *c, const void *data, size_t size)
{
	void *p = seam_out(c, size);

	if (size)
		memcpy(p, data, size);
	return p;
}

static struct buffer *find(struct seam_case *c, const void *start)
{
	for (size_t i = n_buffers; i-- > 0;)
		if (buffers[i].start == start && !buffers[i].dropped)
			return &buffers[i];
	FAIL(c, "%p is not a guarded buffer of this case", start);
	return NULL;
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

static void compare_slack(struct seam_case *c, const struct buffer *b)
{
	size_t page = seam_page_size();
	const unsigned char *body = b->pages + page, *end = b->pages + b->total - page;

	for (const unsigned char *p = body; p < end; p++) {
		if (b->size && p >= b->start && p < b->start + b->size)
			p = b->start + b->size;
		if (p < end && *p != SLACK) {
			if (p < b->start)
				FAIL(c, "a store %zu bytes before a guarded buffer of %zu bytes",
				     (size_t)(b->start - p), b->size);
			else
				FAIL(c, "a store %zu bytes past the end of a guarded buffer of %zu bytes",
				     (size_t)(p - b->start) - b->size, b->size);
			return;
		}
	}
}

void seam_drop(struct seam_case *c, const void *buffer)
{
	struct buffer *b = find(c, buffer);

	if (!b)
		return;
	compare_slack(c, b);
	set_body_access(b, SEAM_NO_ACCESS);
	b->dropped = true;
}

void seam_guard_close(struct seam_case *c)
{
	for (size_t i = 0; i < n_buffers; i++) {
		if (!buffers[i].dropped)
			compare_slack(c, &buffers[i]);
		seam_unmap(buffers[i].pages, buffers[i].total);
		buffers[i].pages = NULL;
	}
	n_buffers = 0;
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
