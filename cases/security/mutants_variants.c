/* mutants_variants.c - peers that do it in another way, which the header allows. */
#include "security/planted.h"

/* Empty bytes by a pointer that is not NULL. */
static int nothing_lies_somewhere(const struct seam_sec_message *message, size_t index, struct seam_sec_item *out)
{
	int rc = O->message_item(message, index, out);

	if (rc == SEAM_OK && !out->size)
		out->bytes = "";
	return rc;
}
static int nothing_is_null(const struct seam_sec_message *message, size_t index, struct seam_sec_item *out)
{
	int rc = O->message_item(message, index, out);

	if (rc == SEAM_OK && !out->size)
		out->bytes = NULL;
	return rc;
}
/* A capacity of another size. */
struct relay {
	seam_sec_source_fn source;
	void *userdata;
	size_t capacity;
};
static int64_t to_capacity(void *userdata, uint64_t *numbers, size_t capacity)
{
	struct relay *relay = userdata;
	int64_t n = relay->source(relay->userdata, numbers, relay->capacity);

	return n > (int64_t)relay->capacity ? (int64_t)capacity + 1 : n;
}
static int room_for_one(seam_sec_source_fn source, void *userdata, size_t *count, uint64_t *sum)
{
	struct relay relay = { source, userdata, 1 };

	return O->gather(source ? to_capacity : NULL, &relay, count, sum);
}
/* Memory that is read piece by piece, each byte once. */
struct pieces {
	seam_sec_read_fn read;
	void *userdata;
};
static int64_t in_pieces(void *userdata, uint64_t offset, void *buffer, size_t n)
{
	struct pieces *pieces = userdata;

	for (size_t at = 0; at < n; at += 3) {
		size_t piece = n - at < 3 ? n - at : 3;

		if (pieces->read(pieces->userdata, offset + at, (char *)buffer + at, piece) != (int64_t)piece)
			return -1;
	}
	return (int64_t)n;
}
static int fetches_in_pieces(seam_sec_read_fn read, void *userdata, struct seam_sec_message **out)
{
	struct pieces pieces = { read, userdata };

	return O->message_fetch(read ? in_pieces : NULL, &pieces, out);
}
/* Another text, in more words. */
static int describes_at_length(const struct seam_sec_key *key, char **out, size_t *out_n)
{
	char *before = out ? *out : NULL, text[200];
	size_t n, before_n = out_n ? *out_n : 0;
	int rc = O->key_describe(key, out, out_n);

	if (rc != SEAM_OK)
		return rc;
	n = (size_t)snprintf(text, sizeof text, "Key { bytes: [REDACTED], length: %zu, of %u at most }", key->n, SEAM_SEC_KEY_MAX);
	return text_becomes(out, out_n, text, n, before, before_n);
}
/* The prompt is not called in vain. */
static int asks_before_it_counts(struct seam_sec_ring *ring, uint64_t id, seam_sec_prompt_fn prompt, void *userdata, uint64_t *session)
{
	if (ring && prompt && session && ring->open == SEAM_SEC_SESSIONS_MAX) {
		char *buffer = lent(SEAM_SEC_KEY_MAX);

		if (!buffer)
			return SEAM_E_MEMORY;
		memset(buffer, 0, SEAM_SEC_KEY_MAX);
		prompt(userdata, buffer, SEAM_SEC_KEY_MAX);
		memset(buffer, 0, SEAM_SEC_KEY_MAX);
		free_lent(buffer, SEAM_SEC_KEY_MAX);
	}
	return O->ring_unlock(ring, id, prompt, userdata, session);
}
/* Other ids, far apart. */
static int ids_far_apart(struct seam_sec_ring *ring, const void *bytes, size_t n, uint64_t *id)
{
	int rc = O->ring_add(ring, bytes, n, id);

	if (rc == SEAM_OK)
		*id = ring->slots[ring->count - 1].id = *id * 0x9E3779B97F4A7C15u | (uint64_t)1 << 63;
	return rc;
}

#define LAWFUL(name, cases, because, member) \
	{ #name, "security." cases, "plain", "pass", because, true, SEAM_OP(security, member, name), 0 }
SEAM_VARIANTS(security, security) = {
	LAWFUL(nothing_lies_somewhere, "*", "the bytes of nothing may be NULL or not", message_item),
	LAWFUL(nothing_is_null, "*", "the bytes of nothing may be NULL or not", message_item),
	LAWFUL(room_for_one, "*", "the capacity is the peer's choice", gather),
	LAWFUL(fetches_in_pieces, "*", "each byte is read once, in however many reads", message_fetch),
	LAWFUL(describes_at_length, "*", "the words of a description are the peer's", key_describe),
	LAWFUL(asks_before_it_counts, "*", "whether the prompt is called when no session is to be had is left open", ring_unlock),
	LAWFUL(ids_far_apart, "*", "an id is any number but 0", ring_add),
	SEAM_NO_MORE_MUTANTS
};
