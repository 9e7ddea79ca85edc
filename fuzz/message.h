/* message.h - the oracle's own reading of a message of the group `security`. */
#ifndef SEAM_FUZZ_MESSAGE_H
#define SEAM_FUZZ_MESSAGE_H

#include "security/security.h"
#include "utf.h"

#include <string.h>

struct message {
	const uint8_t *at;
	size_t size;
	/* What is wrong with it; either way of reading it is right; it has a subject. */
	bool range, encoding, unclear, subject;
	size_t n, expanded;
	struct seam_sec_item item[SEAM_SEC_ITEMS_MAX];
	uint8_t bytes[SEAM_SEC_EXPANDED_MAX]; /* what RUNS and NAMEs give */
};

static inline uint32_t le32(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline void read_text(struct message *m, struct seam_sec_item *item, const uint8_t *p, size_t n)
{
	if (item->tag == SEAM_SEC_SUBJECT) {
		m->range |= m->subject;
		m->subject = true;
	}
	m->encoding |= !utf8_valid(p, n);
	item->bytes = p;
	item->size = n;
}

static inline void read_array(struct message *m, struct seam_sec_item *item, const uint8_t *p, size_t n)
{
	uint64_t count = n < 8 ? 0 : le32(p), each = n < 8 ? 0 : le32(p + 4);

	m->range |= (each != 1 && each != 2 && each != 4 && each != 8) || n < 8 || count * each != n - 8;
	item->number = count;
	item->bytes = p + 8;
	item->size = n < 8 ? 0 : n - 8;
}

static inline void read_runs(struct message *m, struct seam_sec_item *item, const uint8_t *p, size_t n)
{
	size_t declared = n < 4 ? 0 : le32(p), sum = 0;

	m->range |= n < 4 || n % 2;
	for (size_t i = 4; i + 1 < n; i += 2) {
		m->range |= !p[i];
		sum += p[i];
	}
	m->range |= sum != declared || sum > sizeof m->bytes - m->expanded;
	item->bytes = m->bytes + m->expanded;
	item->size = declared;
	for (size_t i = 4; !m->range && i + 1 < n; m->expanded += p[i], i += 2)
		memset(m->bytes + m->expanded, p[i + 1], p[i]);
}

static inline bool read_name(struct message *m, struct seam_sec_item *item, size_t at, size_t end)
{
	char name[SEAM_SEC_NAME_MAX + 1];
	size_t run = at, pos = at, n = 0;

	for (unsigned places = 0;;) {
		size_t limit = places ? m->size : end, length, place;

		if (pos >= limit)
			return false;
		length = m->at[pos++];
		if (length > 63) {
			if (length < 0xC0 || pos >= limit)
				return false;
			place = (length & 0x3F) << 8 | m->at[pos++];
			if ((!places && pos != end) || ++places > SEAM_SEC_PLACES_MAX || place >= run)
				return false;
			run = pos = place;
			continue;
		}
		if (!length) {
			if (!places && pos != end)
				return false;
			break;
		}
		if (length > limit - pos || n + (n > 0) + length > SEAM_SEC_NAME_MAX || memchr(m->at + pos, 0, length) ||
		    memchr(m->at + pos, '.', length))
			return false;
		if (n)
			name[n++] = '.';
		memcpy(name + n, m->at + pos, length);
		n += length;
		pos += length;
	}
	if (n > sizeof m->bytes - m->expanded)
		return false;
	item->bytes = m->bytes + m->expanded;
	item->size = n;
	memcpy(m->bytes + m->expanded, name, n);
	m->expanded += n;
	return true;
}

static inline void read_varint(struct message *m, struct seam_sec_item *item, const uint8_t *p, size_t n)
{
	bool bad = !n || n > 10 || (n > 1 && !p[n - 1]) || (n == 10 && p[9] > 1);

	for (size_t i = 0; !bad && i < n; i++) {
		bad = (p[i] >= 0x80) == (i + 1 == n);
		item->number |= (uint64_t)(p[i] & 0x7F) << (7 * i);
	}
	m->range |= bad;
}

/* Reads on behind an item that is bad in itself: what stands there decides, too, what may be said of the message. */
static inline bool read_items(struct message *m, size_t *at, size_t end, uint32_t count, uint32_t depth)
{
	for (; count; count--) {
		struct seam_sec_item *item = &m->item[m->n];
		const uint8_t *p = m->at + *at;
		size_t n = end - *at < 5 ? 0 : le32(p + 1), inner;

		if (end - *at < 5 || n > end - *at - 5 || m->n == SEAM_SEC_ITEMS_MAX || depth > SEAM_SEC_DEPTH_MAX)
			return false;
		m->n++;
		*item = (struct seam_sec_item){ .tag = *p, .depth = depth };
		p += 5;
		inner = *at + 5;
		*at = inner + n;
		switch (item->tag) {
		case SEAM_SEC_NUMBER:
			m->range |= n != 8;
			if (n == 8)
				item->number = le32(p) | (uint64_t)le32(p + 4) << 32;
			break;
		case SEAM_SEC_KIND:
			item->number = n == 4 ? le32(p) : 0;
			m->range |= item->number < 1 || item->number > 3;
			break;
		case SEAM_SEC_LIST:
			item->number = n < 4 ? 0 : le32(p);
			m->unclear |= !item->number && depth == SEAM_SEC_DEPTH_MAX;
			inner += 4;
			m->range |= n < 4 || !read_items(m, &inner, *at, (uint32_t)item->number, depth + 1) || inner != *at;
			break;
		case SEAM_SEC_TEXT:
		case SEAM_SEC_SUBJECT: read_text(m, item, p, n); break;
		case SEAM_SEC_ARRAY: read_array(m, item, p, n); break;
		case SEAM_SEC_RUNS: read_runs(m, item, p, n); break;
		case SEAM_SEC_NAME: m->range |= !read_name(m, item, inner, *at); break;
		case SEAM_SEC_VARINT: read_varint(m, item, p, n); break;
		default: m->range = true;
		}
	}
	return true;
}

static inline void read_message(struct message *m, const void *at, size_t size)
{
	size_t pos = 5;

	m->at = at;
	m->size = size;
	m->range = m->encoding = m->unclear = m->subject = false;
	m->n = m->expanded = 0;
	m->range |= size < 5 || m->at[0] != 1 || !read_items(m, &pos, size, le32(m->at + 1), 0) || pos != size;
}

#endif
