/* security_parts.h - what the files of the security group's C peer share. */
#ifndef SEAM_PEERS_C_SECURITY_PARTS_H
#define SEAM_PEERS_C_SECURITY_PARTS_H

#include "c.h"

#include <stdbool.h>

/* Things of all kinds that the host holds. */
extern uint64_t security_live;

void *security_alloc(size_t size);
void security_free(void *block, size_t size);
/* Clears memory in a way that no optimiser takes out, and then frees it. */
void security_wipe(void *bytes, size_t n);
void security_free_wiped(void *block, size_t size);

/* What a counted input has to be before it is read. */
static inline int security_input(const void *bytes, size_t n, size_t max)
{
	if (!bytes && n)
		return SEAM_E_NULL;
	return n > max ? SEAM_E_RANGE : SEAM_OK;
}

/* security_message.c */
int security_message_parse(const void *bytes, size_t n, struct seam_sec_message **out);
int security_message_fetch(seam_sec_read_fn read, void *userdata, struct seam_sec_message **out);
int security_message_count(const struct seam_sec_message *message, size_t *out);
int security_message_item(const struct seam_sec_message *message, size_t index, struct seam_sec_item *out);
void security_message_release(struct seam_sec_message *message);
int security_heartbeat(const void *request, size_t n, void *reply, size_t size, size_t *reply_n);
int security_report_fill(uint32_t kind, uint64_t number, const char *name, size_t n, struct seam_sec_report *out);

/* security_text.c */
bool security_is_utf8(const unsigned char *s, size_t n);
int security_quote(uint32_t how, const char *text, size_t n, char **out, size_t *out_n);
int security_log_refused(const char *name, size_t n, seam_sec_line_fn line, void *userdata);
int security_number_parse(const char *text, size_t n, int64_t min, int64_t max, int64_t *out);
int security_match(const char *pattern, size_t pattern_n, const char *text, size_t text_n, seam_sec_same_fn same,
                   void *userdata, int32_t *out);

/* security_files.c; where a platform has no openat(), these are NULL in the table. */
int security_root_open(const char *path, size_t n, struct seam_sec_root **out);
void security_root_release(struct seam_sec_root *root);
int security_root_read(const struct seam_sec_root *root, const char *path, size_t n, seam_sec_authorise_fn authorise,
                       void *userdata, void *buffer, size_t size, size_t *out_n);
int security_root_create(const struct seam_sec_root *root, const char *path, size_t n, const void *bytes, size_t size);
int security_root_temporary(const struct seam_sec_root *root, const void *bytes, size_t size, char *name);
int security_random_fill(void *buffer, size_t n);

/* security_keys.c */
int security_key_make(const void *bytes, size_t n, struct seam_sec_key **out);
int security_key_parse(const char *digits, size_t n, char *why, size_t why_size, struct seam_sec_key **out);
int security_key_clone(const struct seam_sec_key *key, struct seam_sec_key **out);
int security_key_replace(struct seam_sec_key *key, const void *bytes, size_t n);
void security_key_release(struct seam_sec_key *key);
int security_key_sign(const struct seam_sec_key *key, const void *data, size_t n, void *tag);
int security_key_verify(const struct seam_sec_key *key, const void *data, size_t n, const void *tag, size_t tag_n);
int security_key_describe(const struct seam_sec_key *key, char **out, size_t *out_n);
int security_equal(const void *a, size_t a_n, const void *b, size_t b_n, int32_t *out);
bool security_same_bytes(const unsigned char *a, const unsigned char *b, size_t n);
void security_tag(const unsigned char *key, size_t key_n, const unsigned char *data, size_t n, unsigned char *tag);

/* security_ring.c */
int security_ring_make(struct seam_sec_ring **out);
void security_ring_release(struct seam_sec_ring *ring);
int security_ring_add(struct seam_sec_ring *ring, const void *bytes, size_t n, uint64_t *id);
int security_ring_remove(struct seam_sec_ring *ring, uint64_t id);
int security_ring_sign(const struct seam_sec_ring *ring, uint64_t id, const void *data, size_t n, void *tag);
int security_ring_unlock(struct seam_sec_ring *ring, uint64_t id, seam_sec_prompt_fn prompt, void *userdata,
                         uint64_t *session);
int security_ring_session(const struct seam_sec_ring *ring, uint64_t session, uint64_t *id);
int security_ring_lock(struct seam_sec_ring *ring, uint64_t session);

#endif
