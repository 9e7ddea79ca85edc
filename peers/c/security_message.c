/*
 * security_message.c - a message is walked twice by the same code: once to see that it is sound and what it takes, then, in a
 * copy that nobody else can change, to make its items.
 */
#include "security_parts.h"

#include <string.h>

struct seam_sec_message {
	unsigned char *copy; /* `size` bytes */
	size_t size;
	unsigned char *expanded; /* what RUNS and NAMEs give, NULL when that is nothing */
	size_t expanded_n;
	struct seam_sec_item *items;
	size_t count;
};

/* What a walk has come to.  In the first walk `items` and `expanded` are NULL. */
struct walk {
	const unsigned char *bytes;
	size_t n;
	struct seam_sec_item *items;
	unsigned char *expanded;
	size_t count, expanded_n;
	bool subject;
};

#define HEADER 5u /* of the message, and of each item: a byte and four */

static uint64_t number_at(const unsigned char *p, size_t n)
{
	uint64_t number = 0;

	while (n--)
		number = number << 8 | p[n];
	return number;
}

static uint32_t u32_at(const unsigned char *p)
{
	return (uint32_t)number_at(p, 4);
}

/* Room for `n` more expanded bytes: false when that is too many.  Bytes are put there only in the second walk. */
static bool expand(struct walk *w, const void *bytes, size_t n)
{
	if (n > SEAM_SEC_EXPANDED_MAX - w->expanded_n)
		return false;
	if (w->expanded)
		memcpy(w->expanded + w->expanded_n, bytes, n);
	w->expanded_n += n;
	return true;
}

static int array(const unsigned char *p, size_t size, struct seam_sec_item *item)
{
	uint64_t count, each;

	if (size < 8)
		return SEAM_E_RANGE;
	count = u32_at(p);
	each = u32_at(p + 4);
	if ((each != 1 && each != 2 && each != 4 && each != 8) || count * each != size - 8)
		return SEAM_E_RANGE;
	item->number = count;
	item->bytes = p + 8;
	item->size = size - 8;
	return SEAM_OK;
}

static int runs(struct walk *w, const unsigned char *p, size_t size, struct seam_sec_item *item)
{
	size_t start = w->expanded_n, declared;

	if (size < 4 || size % 2)
		return SEAM_E_RANGE;
	declared = u32_at(p);
	for (size_t i = 4; i < size; i += 2) {
		unsigned char run[255];

		memset(run, p[i + 1], p[i]);
		if (!p[i] || !expand(w, run, p[i]))
			return SEAM_E_RANGE;
	}
	if (w->expanded_n - start != declared)
		return SEAM_E_RANGE;
	item->bytes = w->expanded ? w->expanded + start : NULL;
	item->size = declared;
	return SEAM_OK;
}

static bool sound_label(const unsigned char *label, size_t n)
{
	return !memchr(label, 0, n) && !memchr(label, '.', n);
}

/* The content is bytes `at` to `end`; once a run of labels goes on elsewhere, the message's end is the only one. */
static int name(struct walk *w, size_t at, size_t end, struct seam_sec_item *item)
{
	size_t start = w->expanded_n, run = at, limit = end;
	unsigned places = 0;

	for (;;) {
		unsigned char length;

		if (at >= limit)
			return SEAM_E_RANGE;
		length = w->bytes[at++];
		if (length >= 0xC0) {
			size_t place;

			if (at >= limit)
				return SEAM_E_RANGE;
			place = (size_t)(length & 0x3F) << 8 | w->bytes[at++];
			if ((!places && at != end) || place >= run || ++places > SEAM_SEC_PLACES_MAX)
				return SEAM_E_RANGE;
			run = at = place;
			limit = w->n;
			continue;
		}
		if (!length) {
			if (!places && at != end)
				return SEAM_E_RANGE;
			break;
		}
		if (length > 63 || length > limit - at || !sound_label(w->bytes + at, length))
			return SEAM_E_RANGE;
		if ((w->expanded_n > start && !expand(w, ".", 1)) || !expand(w, w->bytes + at, length) ||
		    w->expanded_n - start > SEAM_SEC_NAME_MAX)
			return SEAM_E_RANGE;
		at += length;
	}
	item->bytes = w->expanded ? w->expanded + start : NULL;
	item->size = w->expanded_n - start;
	return SEAM_OK;
}

static int varint(const unsigned char *p, size_t size, struct seam_sec_item *item)
{
	uint64_t number = 0;

	if (size < 1 || size > 10 || (size == 10 && p[9] > 1) || (size > 1 && !p[size - 1]))
		return SEAM_E_RANGE;
	for (size_t i = 0; i < size; i++) {
		if ((p[i] >> 7) != (i + 1 < size))
			return SEAM_E_RANGE;
		number |= (uint64_t)(p[i] & 0x7F) << (7 * i);
	}
	item->number = number;
	return SEAM_OK;
}

static int content(struct walk *w, size_t at, size_t size, struct seam_sec_item *item)
{
	const unsigned char *p = w->bytes + at;

	switch (item->tag) {
	case SEAM_SEC_NUMBER:
		if (size != 8)
			return SEAM_E_RANGE;
		item->number = number_at(p, 8);
		return SEAM_OK;
	case SEAM_SEC_KIND:
		if (size != 4 || u32_at(p) < 1 || u32_at(p) > 3)
			return SEAM_E_RANGE;
		item->number = u32_at(p);
		return SEAM_OK;
	case SEAM_SEC_SUBJECT:
		if (w->subject)
			return SEAM_E_RANGE;
		w->subject = true;
		/* fallthrough */
	case SEAM_SEC_TEXT:
		if (!security_is_utf8(p, size))
			return SEAM_E_ENCODING;
		item->bytes = p;
		item->size = size;
		return SEAM_OK;
	case SEAM_SEC_ARRAY:
		return array(p, size, item);
	case SEAM_SEC_RUNS:
		return runs(w, p, size, item);
	case SEAM_SEC_NAME:
		return name(w, at, at + size, item);
	case SEAM_SEC_VARINT:
		return varint(p, size, item);
	default:
		return SEAM_E_RANGE;
	}
}

static int walk(struct walk *w)
{
	struct {
		size_t end;
		uint32_t left;
	} lists[SEAM_SEC_DEPTH_MAX + 1];
	size_t at = HEADER;
	uint32_t depth = 0;

	if (w->n < HEADER || w->n > SEAM_SEC_MESSAGE_MAX || w->bytes[0] != 1)
		return SEAM_E_RANGE;
	lists[0].end = w->n;
	lists[0].left = u32_at(w->bytes + 1);
	for (;;) {
		struct seam_sec_item item = { 0 };
		size_t size;
		int rc = SEAM_OK;

		while (!lists[depth].left) {
			if (at != lists[depth].end)
				return SEAM_E_RANGE;
			if (!depth)
				return SEAM_OK;
			depth--;
		}
		lists[depth].left--;
		if (lists[depth].end - at < HEADER || w->count == SEAM_SEC_ITEMS_MAX)
			return SEAM_E_RANGE;
		item.tag = w->bytes[at];
		item.depth = depth;
		size = u32_at(w->bytes + at + 1);
		at += HEADER;
		if (size > lists[depth].end - at)
			return SEAM_E_RANGE;
		if (item.tag == SEAM_SEC_LIST) {
			if (size < 4 || depth == SEAM_SEC_DEPTH_MAX)
				return SEAM_E_RANGE;
			item.number = u32_at(w->bytes + at);
			depth++;
			lists[depth].end = at + size;
			lists[depth].left = (uint32_t)item.number;
			at += 4;
		} else {
			rc = content(w, at, size, &item);
			at += size;
		}
		if (rc)
			return rc;
		if (w->items)
			w->items[w->count] = item;
		w->count++;
	}
}

void security_message_release(struct seam_sec_message *message)
{
	if (!message)
		return;
	security_free(message->copy, message->size);
	security_free(message->expanded, message->expanded_n);
	security_free(message->items, message->count * sizeof *message->items);
	security_free(message, sizeof *message);
	security_live--;
}

/* Makes a message of a copy that the first walk has found sound; the copy is the message's from here on, also on failure. */
static int make(unsigned char *copy, const struct walk *sound, struct seam_sec_message **out)
{
	struct walk w = { .bytes = copy, .n = sound->n };
	struct seam_sec_message *message = security_alloc(sizeof *message);
	int rc = SEAM_E_MEMORY;

	if (!message) {
		security_free(copy, sound->n);
		return SEAM_E_MEMORY;
	}
	*message = (struct seam_sec_message){ .copy = copy, .size = sound->n, .expanded_n = sound->expanded_n, .count = sound->count };
	security_live++;
	if (message->expanded_n)
		message->expanded = security_alloc(message->expanded_n);
	if (message->count)
		message->items = security_alloc(message->count * sizeof *message->items);
	if ((message->expanded_n && !message->expanded) || (message->count && !message->items))
		goto out;
	w.items = message->items;
	w.expanded = message->expanded;
	rc = walk(&w);
out:
	if (rc)
		security_message_release(message);
	else
		*out = message;
	return rc;
}

int security_message_parse(const void *bytes, size_t n, struct seam_sec_message **out)
{
	struct walk sound = { .bytes = bytes, .n = n };
	unsigned char *copy;
	int rc;

	if ((!bytes && n) || !out)
		return SEAM_E_NULL;
	rc = walk(&sound);
	if (rc)
		return rc;
	copy = security_alloc(n);
	if (!copy)
		return SEAM_E_MEMORY;
	memcpy(copy, bytes, n);
	return make(copy, &sound, out);
}

int security_message_fetch(seam_sec_read_fn read, void *userdata, struct seam_sec_message **out)
{
	unsigned char length[4] = { 0 }, *copy;
	struct walk sound = { 0 };
	int rc;

	if (!read || !out)
		return SEAM_E_NULL;
	if (read(userdata, 0, length, sizeof length) != sizeof length)
		return SEAM_E_FAILED;
	sound.n = u32_at(length);
	if (sound.n < HEADER || sound.n > SEAM_SEC_MESSAGE_MAX)
		return SEAM_E_RANGE;
	sound.bytes = copy = security_alloc(sound.n);
	if (!copy)
		return SEAM_E_MEMORY;
	rc = read(userdata, sizeof length, copy, sound.n) == (int64_t)sound.n ? walk(&sound) : SEAM_E_FAILED;
	if (!rc)
		return make(copy, &sound, out);
	security_free(copy, sound.n);
	return rc;
}

int security_message_count(const struct seam_sec_message *message, size_t *out)
{
	if (!message || !out)
		return SEAM_E_NULL;
	*out = message->count;
	return SEAM_OK;
}

int security_message_item(const struct seam_sec_message *message, size_t index, struct seam_sec_item *out)
{
	if (!message || !out)
		return SEAM_E_NULL;
	if (index >= message->count)
		return SEAM_E_RANGE;
	*out = message->items[index];
	return SEAM_OK;
}

#define HEARTBEAT_PADDING 16u

int security_heartbeat(const void *request, size_t n, void *reply, size_t size, size_t *reply_n)
{
	if ((!request && n) || (!reply && size) || !reply_n)
		return SEAM_E_NULL;
	if (n < 2 || n > 2 + UINT16_MAX || number_at(request, 2) != n - 2)
		return SEAM_E_RANGE;
	if (size < n + HEARTBEAT_PADDING) {
		*reply_n = n + HEARTBEAT_PADDING;
		return SEAM_E_SPACE;
	}
	memcpy(reply, request, n);
	memset((unsigned char *)reply + n, 0, HEARTBEAT_PADDING);
	*reply_n = n + HEARTBEAT_PADDING;
	return SEAM_OK;
}

int security_report_fill(uint32_t kind, uint64_t number, const char *name_bytes, size_t n, struct seam_sec_report *out)
{
	if ((!name_bytes && n) || !out)
		return SEAM_E_NULL;
	if (kind < 1 || kind > 3 || n > sizeof out->name)
		return SEAM_E_RANGE;
	if (n && memchr(name_bytes, 0, n))
		return SEAM_E_NUL;
	/* Not by an initializer, nor a struct of the stack: those say nothing of the padding. */
	memset(out, 0, sizeof *out);
	out->kind = (uint8_t)kind;
	out->number = number;
	out->name_n = (uint16_t)n;
	if (n)
		memcpy(out->name, name_bytes, n);
	return SEAM_OK;
}
