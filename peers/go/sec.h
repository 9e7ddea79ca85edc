/* sec.h - the objects of group `security`: structs of lent memory, which Go reads and writes. */
#ifndef SEAM_PEERS_GO_SEC_H
#define SEAM_PEERS_GO_SEC_H

#include "security/security.h"

struct seam_sec_message {
	unsigned char *copy; /* `size` bytes */
	size_t size;
	unsigned char *expanded; /* what RUNS and NAMEs give, NULL when that is nothing */
	size_t expanded_n;
	struct seam_sec_item *items;
	size_t count;
};

struct seam_sec_root {
	int folder;
};

struct seam_sec_gate {
	seam_sec_authorise_fn authorise;
	void *userdata;
};

typedef const struct seam_sec_message *const_sec_message;
typedef const struct seam_sec_root *const_sec_root;
typedef const uint64_t *const_uint64;

static inline int64_t call_sec_read(seam_sec_read_fn read, void *userdata, uint64_t offset, void *buffer, size_t n)
{
	return read(userdata, offset, buffer, n);
}

static inline int call_authorise(seam_sec_authorise_fn authorise, void *userdata, const char *subject, size_t n, uint64_t amount)
{
	return authorise(userdata, subject, n, amount);
}

static inline void call_line(seam_sec_line_fn line, void *userdata, const char *text, size_t n)
{
	line(userdata, text, n);
}

static inline int64_t call_source(seam_sec_source_fn source, void *userdata, uint64_t *numbers, size_t capacity)
{
	return source(userdata, numbers, capacity);
}

static inline int64_t call_choose(seam_sec_choose_fn choose, void *userdata, const uint64_t *numbers, size_t n)
{
	return choose(userdata, numbers, n);
}

static inline int call_sec_give(seam_sec_give_fn give, void *userdata, const void **bytes, size_t *n)
{
	return give(userdata, bytes, n);
}

static inline int call_same(seam_sec_same_fn same, void *userdata, uint8_t pattern, uint8_t text)
{
	return same(userdata, pattern, text);
}

#endif
