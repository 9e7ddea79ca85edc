/* stream.c - see stream.h. */
#include "callbacks/stream.h"

#include <seam/case.h>
#include <stdio.h>
#include <string.h>

static unsigned char byte_at(size_t i)
{
	return (unsigned char)((i * 7 + i / 251) & 0xff);
}

static void enter(struct callbacks_stream *s)
{
	s->after_end += s->over;
	if (s->table)
		memset(s->table, 0, sizeof *s->table); /* the host's struct is for the host again */
}

/* Whether this is the call that fails; *value is then what it returns. */
static bool fails(struct callbacks_stream *s, unsigned call, unsigned failing, size_t size, int64_t *value)
{
	if (call != failing)
		return false;
	s->over = true;
	*value = s->greedy ? (int64_t)size + 1 : s->value;
	return true;
}

static int64_t on_read(void *buffer, size_t size, void *userdata)
{
	struct callbacks_stream *s = userdata;
	unsigned char *bytes = buffer;
	size_t n = s->total - s->given;
	int64_t value;

	enter(s);
	s->wrong += size < 16 || size > 1u << 20;
	memset(bytes, 0xee, size); /* all of it is there to be written */
	if (fails(s, ++s->reads, s->fail_read, size, &value))
		return value;
	if (n > size)
		n = size;
	if (s->read_at_most && n > s->read_at_most)
		n = s->read_at_most;
	for (size_t i = 0; i < n; i++)
		bytes[i] = byte_at(s->given + i);
	s->given += n;
	s->over = n == 0;
	return (int64_t)n;
}

static int64_t on_write(const void *buffer, size_t size, void *userdata)
{
	struct callbacks_stream *s = userdata;
	const unsigned char *bytes = buffer;
	size_t n = s->write_at_most && size > s->write_at_most ? s->write_at_most : size;
	int64_t value;

	enter(s);
	s->wrong += size == 0 || size > s->given - s->taken;
	for (size_t i = 0; i < size && i < s->given - s->taken; i++)
		s->wrong += bytes[i] != byte_at(s->taken + i);
	if (fails(s, ++s->writes, s->fail_write, size, &value))
		return value;
	s->taken += n;
	return (int64_t)n;
}

static int on_progress(uint64_t done, void *userdata)
{
	struct callbacks_stream *s = userdata;
	int64_t value;

	enter(s);
	s->wrong += done != s->taken || s->taken != s->given;
	return fails(s, ++s->progresses, s->fail_progress, 0, &value) ? (int)value : 0;
}

static void on_log(int level, const char *text, void *userdata)
{
	struct callbacks_stream *s = userdata;

	enter(s);
	s->logs++;
	s->level = level;
	s->wrong += s->reads != 0; /* it comes first */
	snprintf(s->line, sizeof s->line, "%s", text);
}

const struct seam_transfer callbacks_transfer = {
	sizeof callbacks_transfer, NULL, on_read, on_write, on_progress, on_log,
};

bool callbacks_stream_open(struct seam_case *c, struct callbacks_stream *s, size_t total, struct seam_transfer *table)
{
	*s = (struct callbacks_stream){ .c = c, .total = total };
	*table = callbacks_transfer;
	table->userdata = s;
	if (SEAM_OPS(c, callbacks)->transfer)
		return true;
	seam_skip(c, "the peer does not offer transfer");
	return false;
}
