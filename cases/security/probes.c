/* probes.c - what the peer says of itself, and which of its ops ask the host before they are through. */
#include "security/enemy.h"

static uint64_t live(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);

	return s->live ? s->live() : 0;
}

static void touch(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_gate *gate = NULL;
	struct seam_sec_ring *ring = NULL;
	unsigned char byte[1];
	uint64_t id;

	if (s->gate_make && s->gate_release && s->gate_make(&gate) == SEAM_OK)
		s->gate_release(gate);
	if (s->ring_make && s->ring_release && s->ring_make(&ring) == SEAM_OK) {
		if (s->ring_add)
			s->ring_add(ring, "not a secret key", SEAM_SEC_KEY_MIN, &id);
		s->ring_release(ring);
	}
	if (s->random_fill)
		s->random_fill(byte, sizeof byte);
}

/* A callback that has been called once must not be called again for the same question. */
static const size_t not_repeated[] = {
	SEAM_OP_AT(security, message_fetch), SEAM_OP_AT(security, log_refused), SEAM_OP_AT(security, match),
	SEAM_OP_AT(security, root_read),     SEAM_OP_AT(security, ring_unlock), SEAM_OP_AT(security, gate_ask),
	SEAM_OP_AT(security, gather),        SEAM_OP_AT(security, pick),        SEAM_OP_AT(security, supply),
	SEAM_NO_MORE_OPS
};

SEAM_PROBES(security) = { .live = live, .touch = touch, .not_repeated = not_repeated };
