/* enemy.h - messages as an enemy writes them, and what the cases of this group ask again and again. */
#ifndef SEAM_SECURITY_ENEMY_H
#define SEAM_SECURITY_ENEMY_H

#include <seam/case.h>
#include "security/security.h"

#include <stdlib.h>
#include <string.h>

/* The literal's bytes and their number, as two arguments. */
#define BYTES(literal) (literal), (sizeof(literal) - 1)

/* What out-parameters hold before a call: no op gives these. */
#define UNSET   ((void *)security_unset())
#define UNSET_N ((size_t)0x5EA05EA0u)

static inline char *security_unset(void)
{
	static char nobody_owns_this[] = "unset";

	return nobody_owns_this;
}

/* ---- messages being written -------------------------------------------------------------------------------------------- */

#define HEADER 5u /* of a message, and of an item: one byte, and a number of four */

struct wire {
	unsigned char bytes[2048];
	size_t n;
};

static inline void number_to(unsigned char *at, uint64_t number, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		at[i] = (unsigned char)(number >> 8 * i);
}

static inline void wire_bytes(struct wire *w, const void *bytes, size_t n)
{
	if (n)
		memcpy(w->bytes + w->n, bytes, n);
	w->n += n;
}

static inline void wire_number(struct wire *w, uint64_t number, size_t bytes)
{
	number_to(w->bytes + w->n, number, bytes);
	w->n += bytes;
}

/* A message of `count` items, which are still to come. */
static inline void wire_start(struct wire *w, uint32_t count)
{
	w->n = 0;
	wire_number(w, 1, 1);
	wire_number(w, count, 4);
}

static inline void wire_item(struct wire *w, unsigned tag, const void *content, size_t n)
{
	wire_number(w, tag, 1);
	wire_number(w, n, 4);
	wire_bytes(w, content, n);
}

/* Opens an item whose length is not known yet; gives what wire_close wants. */
static inline size_t wire_open(struct wire *w, unsigned tag)
{
	wire_number(w, tag, 1);
	wire_number(w, 0, 4);
	return w->n;
}

static inline void wire_close(struct wire *w, size_t opened)
{
	number_to(w->bytes + opened - 4, w->n - opened, 4);
}

static inline size_t wire_list(struct wire *w, uint32_t count)
{
	size_t opened = wire_open(w, SEAM_SEC_LIST);

	wire_number(w, count, 4);
	return opened;
}

/* A message of this one item. */
static inline void wire_single(struct wire *w, unsigned tag, const void *content, size_t n)
{
	wire_start(w, 1);
	wire_item(w, tag, content, n);
}

/* One of each kind, lists in lists: 11 items. */
static inline void wire_rich(struct wire *w)
{
	size_t outer, inner;

	wire_start(w, 6);
	wire_item(w, SEAM_SEC_NUMBER, BYTES("\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF"));
	wire_item(w, SEAM_SEC_TEXT, BYTES("sch\xC3\xB6n\0er"));
	outer = wire_list(w, 3);
	wire_item(w, SEAM_SEC_KIND, BYTES("\3\0\0\0"));
	inner = wire_list(w, 2);
	wire_item(w, SEAM_SEC_ARRAY, BYTES("\2\0\0\0\4\0\0\0abcdefgh"));
	wire_item(w, SEAM_SEC_RUNS, BYTES("\5\0\0\0\3x\2y"));
	wire_close(w, inner);
	wire_item(w, SEAM_SEC_SUBJECT, BYTES("me"));
	wire_close(w, outer);
	wire_item(w, SEAM_SEC_VARINT, BYTES("\xAC\x02"));
	wire_item(w, SEAM_SEC_NAME, BYTES("\3www\4seam\0"));
	outer = wire_list(w, 0);
	wire_close(w, outer);
}

/* Room for a long message, all 0, which the caller frees; without any the case is skipped. */
static inline unsigned char *space(struct seam_case *c, size_t n)
{
	unsigned char *bytes = calloc(1, n);

	if (!bytes)
		seam_skip(c, "no memory for a message of %zu bytes", n);
	return bytes;
}

/* ---- messages being read ----------------------------------------------------------------------------------------------- */

#define NEED_MESSAGES(c)                                                                                               \
	do {                                                                                                           \
		NEED((c), SEAM_OPS((c), security)->message_parse);                                                     \
		NEED((c), SEAM_OPS((c), security)->message_count);                                                     \
		NEED((c), SEAM_OPS((c), security)->message_item);                                                      \
		NEED((c), SEAM_OPS((c), security)->message_release);                                                   \
	} while (0)

/* Parses what must be accepted; `what` says what is special about it.  NULL after a failure. */
static inline struct seam_sec_message *accepted(struct seam_case *c, const void *bytes, size_t n, const char *what)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const char *in = seam_in(c, bytes, n);
	struct seam_sec_message *message = UNSET;
	int rc = s->message_parse(in, n, &message);

	seam_drop(c, in);
	if (rc == SEAM_OK && message && message != UNSET)
		return message;
	if (rc == SEAM_OK)
		FAIL(c, "%s is accepted, and the message is %s", what, message ? "not set" : "NULL");
	else
		FAIL(c, "%s is refused, with %d, and must be accepted", what, rc);
	return NULL;
}

/* Parses what must be refused, with this code, before any request of memory. */
static inline bool refused_with(struct seam_case *c, const void *bytes, size_t n, int code, const char *what)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	const char *in = seam_in(c, bytes, n);
	struct seam_sec_message *message = UNSET;
	size_t requests = seam_requests(c);
	int rc = s->message_parse(in, n, &message);
	size_t made = seam_requests(c) - requests;

	seam_drop(c, in);
	if (rc == SEAM_OK) {
		FAIL(c, "%s is accepted, and must be refused", what);
		if (message && message != UNSET)
			s->message_release(message);
	} else if (rc != code) {
		FAIL(c, "%s is refused with %d, not %d", what, rc, code);
	} else if (message != UNSET) {
		FAIL(c, "%s is refused, and the out-parameter is written", what);
	} else if (made) {
		FAIL(c, "%s is refused after %zu requests of lent memory, not before the first", what, made);
	} else {
		return true;
	}
	return false;
}

static inline bool refused(struct seam_case *c, const void *bytes, size_t n, const char *what)
{
	return refused_with(c, bytes, n, SEAM_E_RANGE, what);
}

static inline bool wire_refused(struct seam_case *c, const struct wire *w, const char *what)
{
	return refused(c, w->bytes, w->n, what);
}

/* The item at an index, which must be there. */
static inline bool item_at(struct seam_case *c, const struct seam_sec_message *message, size_t index, struct seam_sec_item *item)
{
	memset(item, seam_poison(c), sizeof *item);
	return CHECK_EQ(c, SEAM_OPS(c, security)->message_item(message, index, item), SEAM_OK);
}

/* Whether it has this tag, depth and number, and these bytes. */
static inline bool item_is(struct seam_case *c, const struct seam_sec_message *message, size_t index, uint32_t tag, uint32_t depth,
                           uint64_t number, const void *bytes, size_t n)
{
	struct seam_sec_item item;
	bool held = item_at(c, message, index, &item) && CHECK_EQ(c, item.tag, tag) && CHECK_EQ(c, item.depth, depth) &&
	            CHECK_EQ(c, item.number, number) && CHECK_EQ(c, item.size, n);

	if (held && n)
		held = CHECK(c, item.bytes != NULL) && CHECK_BYTES(c, item.bytes, item.size, bytes, n);
	if (!held)
		FAIL(c, "that was the item at index %zu", index);
	return held;
}

/* Accepts a message of one item and holds it to what it must be. */
static inline void single_is(struct seam_case *c, const struct wire *w, uint32_t tag, uint64_t number, const void *bytes, size_t n,
                             const char *what)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_message *message = accepted(c, w->bytes, w->n, what);
	size_t count = UNSET_N;

	if (!message)
		return;
	if (CHECK_EQ(c, s->message_count(message, &count), SEAM_OK) && CHECK_EQ(c, count, 1) &&
	    !item_is(c, message, 0, tag, 0, number, bytes, n))
		FAIL(c, "of %s", what);
	s->message_release(message);
}

/* ---- blocks that an op gives --------------------------------------------------------------------------------------------- */

/* A block of exactly this size and alignment, with these bytes in front; frees it. */
static inline bool block_is(struct seam_case *c, void *block, size_t size, size_t align, const void *bytes, size_t n)
{
	size_t seen_size = 0, seen_align = 0;
	bool held;

	if (!CHECK(c, block != UNSET) || !CHECK(c, seam_is_lent(c, block, &seen_size, &seen_align)))
		return false;
	held = CHECK_EQ(c, seen_size, size) && CHECK_EQ(c, seen_align, align) && CHECK_BYTES(c, block, n, bytes, n);
	seam_free_lent(c, block);
	return held;
}

#endif
