/* own.h - what the files of the ownership group share; ownership.c has the table. */
#ifndef SEAM_PEERS_C_OWN_H
#define SEAM_PEERS_C_OWN_H

#include "c.h"

#include <stdatomic.h>
#include <stdbool.h>

/* How many objects there are, of all kinds. */
extern _Atomic uint64_t seam_c_own_live;

static inline bool power_of_two(size_t n)
{
	return n && !(n & (n - 1));
}

static inline void *lent(size_t size, size_t align)
{
	return seam_c_host->alloc(seam_c_host, size, align);
}

static inline void lent_free(void *block, size_t size, size_t align)
{
	if (block)
		seam_c_host->free(seam_c_host, block, size, align);
}

#define LENT(type)           ((type *)lent(sizeof(type), _Alignof(type)))
#define LENT_FREE(type, one) lent_free((one), sizeof(type), _Alignof(type))

/* The group's ops that stand in files of their own. */
int seam_c_file_create(struct seam_own_file **out);
void seam_c_file_destroy(struct seam_own_file *file);
int seam_c_file_attach(struct seam_own_file *file, int descriptor, uint32_t mode);
int seam_c_file_adopt(struct seam_own_file *file, int descriptor);
int seam_c_file_descriptor(const struct seam_own_file *file, int *out);
int seam_c_file_detach(struct seam_own_file *file, int *out);
int seam_c_node_create(int64_t value, struct seam_own_node **out);
int seam_c_node_ref(struct seam_own_node *node);
void seam_c_node_unref(struct seam_own_node *node);
int seam_c_node_count(const struct seam_own_node *node, uint64_t *out);
int seam_c_node_value(const struct seam_own_node *node, int64_t *out);
int seam_c_node_set_child(struct seam_own_node *node, struct seam_own_node *child);
int seam_c_node_adopt_child(struct seam_own_node *node, struct seam_own_node *child);
int seam_c_node_peek_child(const struct seam_own_node *node, struct seam_own_node **out);
int seam_c_node_get_child(const struct seam_own_node *node, struct seam_own_node **out);
int seam_c_node_steal_child(struct seam_own_node *node, struct seam_own_node **out);
int seam_c_node_set_friend(struct seam_own_node *node, struct seam_own_node *other);
int seam_c_node_get_friend(const struct seam_own_node *node, struct seam_own_node **out);
int seam_c_node_clone(const struct seam_own_node *node, struct seam_own_node **out);
int seam_c_bundle_make(struct seam_own_node *const *nodes, size_t count, struct seam_own_bundle **out);
int seam_c_bundle_add(struct seam_own_bundle *bundle, struct seam_own_node *node);
int seam_c_bundle_destroy(struct seam_own_bundle *bundle);
int seam_c_bundle_iterate(struct seam_own_bundle *bundle, struct seam_own_iterator **out);
int seam_c_iterator_next(struct seam_own_iterator *iterator, struct seam_own_node **out);
void seam_c_iterator_destroy(struct seam_own_iterator *iterator);
int seam_c_strings_split(const char *text, char separator, struct seam_own_strings *out);
void seam_c_strings_free(struct seam_own_strings *strings);
int seam_c_record_init(struct seam_own_record *record);
int seam_c_record_set(struct seam_own_record *record, const char *title, const uint8_t *bytes, size_t size,
                      struct seam_own_node *node);
int seam_c_record_move(struct seam_own_record *from, struct seam_own_record *to);
void seam_c_record_clear(struct seam_own_record *record);
int seam_c_packet_make(const void *bytes, size_t size, struct seam_own_packet **out);
int seam_c_blocks_hand_out(size_t count, size_t size, seam_own_take_fn take, void *userdata);
int seam_c_blocks_collect(seam_own_give_fn give, void *userdata, uint64_t *out);
int seam_c_arena_create(struct seam_own_arena **out);
int seam_c_arena_alloc(struct seam_own_arena *arena, size_t size, size_t align, void **out);
int seam_c_arena_defer(struct seam_own_arena *arena, void *userdata, seam_own_release_fn release);
int seam_c_arena_reset(struct seam_own_arena *arena);
void seam_c_arena_destroy(struct seam_own_arena *arena);
uint32_t seam_c_free_policy(void);
int seam_c_free_pending(void);
int seam_c_buffer_wrap(void *bytes, size_t size, seam_own_free_fn free_bytes, void *context,
                       struct seam_own_buffer **out);
int seam_c_buffer_slice(struct seam_own_buffer *buffer, size_t offset, size_t size, struct seam_own_buffer **out);
int seam_c_buffer_copy(const struct seam_own_buffer *buffer, struct seam_own_buffer **out);
int seam_c_buffer_pin(struct seam_own_buffer *buffer, void **bytes, size_t *size);
int seam_c_buffer_unpin(struct seam_own_buffer *buffer);
int seam_c_buffer_detach(struct seam_own_buffer *buffer);
void seam_c_buffer_destroy(struct seam_own_buffer *buffer);
int seam_c_allocator_use(const struct seam_own_allocator *allocator);
int seam_c_box_create(const void *bytes, size_t size, struct seam_own_box **out);
int seam_c_box_set(struct seam_own_box *box, const void *bytes, size_t size);
int seam_c_box_get(const struct seam_own_box *box, const void **out, size_t *size);
void seam_c_box_destroy(struct seam_own_box *box);
#endif
