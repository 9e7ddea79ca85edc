/* planted_later.h - the reference's own structs (peers/c/own_*.c), for the planted bugs of the later families. */
#ifndef SEAM_OWNERSHIP_PLANTED_LATER_H
#define SEAM_OWNERSHIP_PLANTED_LATER_H

#include "ownership/planted.h"

#include <string.h>

struct anchor {
	struct seam_own_node *node;
	size_t users;
};

struct seam_own_node {
	int64_t value;
	uint64_t references;
	struct seam_own_node *child;
	struct anchor *own, *friend;
};

struct seam_own_bundle {
	struct seam_own_node **nodes;
	size_t count, claims, changes;
};

struct seam_own_iterator {
	struct seam_own_bundle *bundle;
	size_t next, changes;
};

struct seam_own_file {
	int descriptor;
	bool owned;
};

struct memory {
	unsigned char *bytes;
	size_t size;
	seam_own_free_fn free_bytes;
	void *context;
	size_t claims, pins;
	bool detached, copied;
};

struct seam_own_buffer {
	struct memory *memory;
	size_t offset, size, pins;
};

struct seam_own_box {
	struct seam_own_allocator allocator;
	void *bytes;
	size_t size;
};

#endif
