/* security_ring.c - keys by number.  The slots move when the ring grows: nothing that was found is used behind a callback. */
#include "security_parts.h"

#include <string.h>

struct slot {
	uint64_t id;
	size_t n;
	unsigned char bytes[SEAM_SEC_KEY_MAX];
};

struct session {
	uint64_t id, key;
};

struct seam_sec_ring {
	struct slot *slots;
	size_t count, capacity;
	struct session sessions[SEAM_SEC_SESSIONS_MAX];
	size_t open;
};

/* Ids of all kinds and all rings: what has been given once means nothing else, ever. */
static uint64_t last_id;

static struct slot *slot_of(const struct seam_sec_ring *ring, uint64_t id)
{
	for (size_t i = 0; i < ring->count; i++)
		if (ring->slots[i].id == id)
			return &ring->slots[i];
	return NULL;
}

static void end_session(struct seam_sec_ring *ring, size_t i)
{
	ring->sessions[i] = ring->sessions[--ring->open];
	security_live--;
}

static void free_slots(struct slot *slots, size_t capacity)
{
	security_free_wiped(slots, capacity * sizeof *slots);
}

int security_ring_make(struct seam_sec_ring **out)
{
	struct seam_sec_ring *ring;

	if (!out)
		return SEAM_E_NULL;
	ring = security_alloc(sizeof *ring);
	if (!ring)
		return SEAM_E_MEMORY;
	memset(ring, 0, sizeof *ring);
	security_live++;
	*out = ring;
	return SEAM_OK;
}

void security_ring_release(struct seam_sec_ring *ring)
{
	if (!ring)
		return;
	security_live -= 1 + ring->count + ring->open;
	free_slots(ring->slots, ring->capacity);
	security_free(ring, sizeof *ring);
}

/* Not by realloc: that would leave the keys behind where they were. */
static int grow(struct seam_sec_ring *ring)
{
	size_t capacity = ring->capacity ? 2 * ring->capacity : 2;
	struct slot *slots = security_alloc(capacity * sizeof *slots);

	if (!slots)
		return SEAM_E_MEMORY;
	memset(slots, 0, capacity * sizeof *slots);
	if (ring->count)
		memcpy(slots, ring->slots, ring->count * sizeof *slots);
	free_slots(ring->slots, ring->capacity);
	ring->slots = slots;
	ring->capacity = capacity;
	return SEAM_OK;
}

int security_ring_add(struct seam_sec_ring *ring, const void *bytes, size_t n, uint64_t *id)
{
	struct slot *slot;

	if (!ring || (!bytes && n) || !id)
		return SEAM_E_NULL;
	if (n < SEAM_SEC_KEY_MIN || n > SEAM_SEC_KEY_MAX || ring->count == SEAM_SEC_KEYS_MAX)
		return SEAM_E_RANGE;
	if (ring->count == ring->capacity && grow(ring))
		return SEAM_E_MEMORY;
	slot = &ring->slots[ring->count++];
	slot->id = ++last_id;
	slot->n = n;
	memcpy(slot->bytes, bytes, n);
	security_live++;
	*id = slot->id;
	return SEAM_OK;
}

int security_ring_remove(struct seam_sec_ring *ring, uint64_t id)
{
	struct slot *slot, *last;

	if (!ring)
		return SEAM_E_NULL;
	slot = slot_of(ring, id);
	if (!slot)
		return SEAM_E_NOT_FOUND;
	for (size_t i = ring->open; i--;)
		if (ring->sessions[i].key == id)
			end_session(ring, i);
	last = &ring->slots[--ring->count];
	if (slot != last)
		*slot = *last;
	security_wipe(last, sizeof *last);
	security_live--;
	return SEAM_OK;
}

int security_ring_sign(const struct seam_sec_ring *ring, uint64_t id, const void *data, size_t n, void *tag)
{
	int rc = security_input(data, n, SEAM_SEC_TEXT_MAX);
	const struct slot *slot;

	if (!ring || !tag)
		return SEAM_E_NULL;
	if (rc)
		return rc;
	slot = slot_of(ring, id);
	if (!slot)
		return SEAM_E_NOT_FOUND;
	security_tag(slot->bytes, slot->n, data, n, tag);
	return SEAM_OK;
}

/* Whether the answer, of a length that the prompt says, is the key that has this id now. */
static int judge(const struct seam_sec_ring *ring, uint64_t id, const unsigned char *answer, int64_t n)
{
	const struct slot *slot = slot_of(ring, id);

	if (!slot)
		return SEAM_E_NOT_FOUND;
	if (n < 0 || n > SEAM_SEC_KEY_MAX || (size_t)n != slot->n || !security_same_bytes(answer, slot->bytes, slot->n))
		return SEAM_E_FAILED;
	return SEAM_OK;
}

int security_ring_unlock(struct seam_sec_ring *ring, uint64_t id, seam_sec_prompt_fn prompt, void *userdata, uint64_t *session)
{
	unsigned char *answer;
	int64_t n;
	int rc;

	if (!ring || !prompt || !session)
		return SEAM_E_NULL;
	if (!slot_of(ring, id))
		return SEAM_E_NOT_FOUND;
	if (ring->open == SEAM_SEC_SESSIONS_MAX)
		return SEAM_E_RANGE;
	answer = security_alloc(SEAM_SEC_KEY_MAX);
	if (!answer)
		return SEAM_E_MEMORY;
	memset(answer, 0, SEAM_SEC_KEY_MAX);
	n = prompt(userdata, (char *)answer, SEAM_SEC_KEY_MAX);
	rc = judge(ring, id, answer, n);
	security_free_wiped(answer, SEAM_SEC_KEY_MAX);
	if (rc)
		return rc;
	if (ring->open == SEAM_SEC_SESSIONS_MAX)
		return SEAM_E_RANGE;
	ring->sessions[ring->open++] = (struct session){ ++last_id, id };
	security_live++;
	*session = last_id;
	return SEAM_OK;
}

static size_t index_of_session(const struct seam_sec_ring *ring, uint64_t session)
{
	size_t i = 0;

	while (i < ring->open && ring->sessions[i].id != session)
		i++;
	return i;
}

int security_ring_session(const struct seam_sec_ring *ring, uint64_t session, uint64_t *id)
{
	size_t i;

	if (!ring || !id)
		return SEAM_E_NULL;
	i = index_of_session(ring, session);
	if (i == ring->open)
		return SEAM_E_NOT_FOUND;
	*id = ring->sessions[i].key;
	return SEAM_OK;
}

int security_ring_lock(struct seam_sec_ring *ring, uint64_t session)
{
	size_t i;

	if (!ring)
		return SEAM_E_NULL;
	i = index_of_session(ring, session);
	if (i == ring->open)
		return SEAM_E_NOT_FOUND;
	end_session(ring, i);
	return SEAM_OK;
}
