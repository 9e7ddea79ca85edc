/* own.h - the objects of group `ownership` that are lent memory whole: structs of C, which Go reads and writes. */
#ifndef SEAM_PEERS_GO_OWN_H
#define SEAM_PEERS_GO_OWN_H

#include "ownership/ownership.h"

#include <stdbool.h>

struct own_entry {
	size_t size;
	unsigned char bytes[]; /* `size` of them */
};
struct seam_own_list {
	struct own_entry **entries;
	size_t count, capacity;
};

struct seam_own_file {
	int descriptor; /* -1: none */
	bool owned;
};

/* By this a node is known to those whose friend it is, also when it is gone. */
struct own_anchor {
	struct seam_own_node *node; /* NULL: gone */
	size_t users;               /* the node, and each whose friend it is */
};
struct seam_own_node {
	int64_t value;
	uint64_t references;
	struct seam_own_node *child;
	struct own_anchor *own;   /* made when somebody befriends the node */
	struct own_anchor *other; /* the friend's */
};

struct seam_own_bundle {
	struct seam_own_node **nodes;
	size_t count;
	size_t claims;  /* the host's, and one for each iterator */
	size_t changes; /* how often it was added to */
};
struct seam_own_iterator {
	struct seam_own_bundle *bundle;
	size_t next, changes;
};

/* A chunk's bytes stand behind it. */
struct own_chunk {
	struct own_chunk *next;
	size_t size, used;
};
struct own_deferred {
	struct own_deferred *next;
	void *userdata;
	seam_own_release_fn release;
};
struct seam_own_arena {
	struct own_chunk *chunks;      /* the one in use is the first */
	struct own_deferred *deferred; /* the last registered is the first */
};

struct own_memory {
	void *bytes;
	size_t size;
	seam_own_free_fn free_bytes;
	void *context;
	size_t claims, pins; /* of all the buffers that are of this memory */
	bool detached, copied;
};
struct seam_own_buffer {
	struct own_memory *memory;
	size_t offset, size, pins;
};

struct seam_own_box {
	struct seam_own_allocator allocator; /* without functions: the lent one */
	void *bytes;
	size_t size;
};

typedef const struct seam_own_object *const_own_object;
typedef const struct seam_own_shared *const_own_shared;
typedef const struct seam_own_list *const_own_list;
typedef const struct seam_own_child *const_own_child;
typedef const struct seam_own_slot *const_own_slot;
typedef const struct seam_own_file *const_own_file;
typedef const struct seam_own_node *const_own_node;
typedef const struct seam_own_buffer *const_own_buffer;
typedef const struct seam_own_box *const_own_box;
typedef const struct seam_own_allocator *const_own_allocator;
typedef struct seam_own_node *const const_own_node_place;
typedef const uint8_t *const_bytes;

static inline void call_own_release(seam_own_release_fn release, void *userdata)
{
	release(userdata);
}

static inline void call_own_free(seam_own_free_fn free_bytes, void *bytes, void *context)
{
	free_bytes(bytes, context);
}

static inline int call_take(seam_own_take_fn take, void *userdata, void *block, size_t size)
{
	return take(userdata, block, size);
}

static inline int call_give(seam_own_give_fn give, void *userdata, void **block, size_t *size)
{
	return give(userdata, block, size);
}

static inline void *call_own_alloc(const struct seam_own_allocator *a, size_t size)
{
	return a->alloc(a->context, size);
}

static inline void call_own_free_with(const struct seam_own_allocator *a, void *block, size_t size)
{
	a->free(a->context, block, size);
}

#endif
