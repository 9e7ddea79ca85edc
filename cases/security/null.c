/*
 * null: a NULL where something must be is an error, whatever else is right.
 * Rule: security.null    Source: CWE-476
 */
#include "security/root.h"
#include "security/keys.h"

static void messages(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_message *out = UNSET;
	struct seam_sec_item item;
	size_t n = UNSET_N;

	NEED_MESSAGES(c);
	CHECK_EQ(c, s->message_parse(NULL, 5, &out), SEAM_E_NULL);
	CHECK_EQ(c, s->message_parse(NULL, 0, &out), SEAM_E_RANGE);
	CHECK_EQ(c, s->message_parse("\1\0\0\0\0", 5, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->message_count(NULL, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->message_item(NULL, 0, &item), SEAM_E_NULL);
	s->message_release(NULL);
	if (s->message_fetch)
		CHECK_EQ(c, s->message_fetch(NULL, NULL, &out), SEAM_E_NULL);
	CHECK(c, out == UNSET && n == UNSET_N);
}

static void texts(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	char *out = UNSET;
	size_t n = UNSET_N;
	int64_t number = 7;
	int32_t is = 7;
	void *block = UNSET;

	NEED(c, s->quote && s->log_refused && s->number_parse && s->match && s->heartbeat && s->report_fill && s->equal && s->array_make);
	CHECK_EQ(c, s->quote(SEAM_SEC_HTML, NULL, 1, &out, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->quote(SEAM_SEC_HTML, "a", 1, NULL, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->quote(SEAM_SEC_HTML, "a", 1, &out, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->log_refused("a", 1, NULL, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->number_parse(NULL, 1, 0, 1, &number), SEAM_E_NULL);
	CHECK_EQ(c, s->number_parse("1", 1, 0, 1, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->match(NULL, 1, "a", 1, NULL, NULL, &is), SEAM_E_NULL);
	CHECK_EQ(c, s->match("a", 1, NULL, 1, NULL, NULL, &is), SEAM_E_NULL);
	CHECK_EQ(c, s->match("a", 1, "a", 1, NULL, NULL, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->equal(NULL, 1, "a", 1, &is), SEAM_E_NULL);
	CHECK_EQ(c, s->equal("a", 1, NULL, 1, &is), SEAM_E_NULL);
	CHECK_EQ(c, s->equal("a", 1, "a", 1, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->heartbeat(NULL, 2, &block, 8, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->heartbeat("\0\0", 2, NULL, 18, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->heartbeat("\0\0", 2, &block, 8, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->report_fill(1, 1, NULL, 1, (void *)&block), SEAM_E_NULL);
	CHECK_EQ(c, s->report_fill(1, 1, "a", 1, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->array_make(1, 1, NULL), SEAM_E_NULL);
	CHECK(c, out == UNSET && n == UNSET_N && number == 7 && is == 7 && block == UNSET);
}

static void keys(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_key *key, *other = UNSET;
	unsigned char tag[TAG];
	char *out = UNSET;
	size_t n = UNSET_N;

	NEED_KEYS(c);
	NEED(c, s->key_parse && s->key_clone && s->key_replace && s->key_describe);
	key = key_of(c, plain_key(1, 16), 16);
	CHECK_EQ(c, s->key_make(NULL, 16, &other), SEAM_E_NULL);
	CHECK_EQ(c, s->key_make(plain_key(1, 16), 16, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->key_parse(NULL, 32, NULL, 0, &other), SEAM_E_NULL);
	CHECK_EQ(c, s->key_parse("00112233445566778899aabbccddeeff", 32, NULL, 1, &other), SEAM_E_NULL);
	CHECK_EQ(c, s->key_parse("00112233445566778899aabbccddeeff", 32, NULL, 0, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->key_clone(NULL, &other), SEAM_E_NULL);
	CHECK_EQ(c, s->key_clone(key, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->key_replace(NULL, plain_key(1, 16), 16), SEAM_E_NULL);
	CHECK_EQ(c, s->key_sign(NULL, "x", 1, tag), SEAM_E_NULL);
	CHECK_EQ(c, s->key_sign(key, NULL, 1, tag), SEAM_E_NULL);
	CHECK_EQ(c, s->key_sign(key, "x", 1, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->key_verify(NULL, "x", 1, tag, TAG), SEAM_E_NULL);
	CHECK_EQ(c, s->key_verify(key, NULL, 1, tag, TAG), SEAM_E_NULL);
	CHECK_EQ(c, s->key_verify(key, "x", 1, NULL, TAG), SEAM_E_NULL);
	CHECK_EQ(c, s->key_describe(NULL, &out, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->key_describe(key, NULL, &n), SEAM_E_NULL);
	CHECK(c, other == UNSET && out == UNSET && n == UNSET_N);
	s->key_release(key);
	s->key_release(NULL);
}

static void rings(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct answer answer = answer_of(NULL, 0);
	uint64_t id, out = UNSET_N;
	struct seam_sec_ring *ring;
	unsigned char tag[TAG];

	NEED_RING(c);
	ring = ring_new(c);
	id = added(c, ring, plain_key(1, 16), 16);
	CHECK_EQ(c, s->ring_make(NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->ring_add(NULL, plain_key(1, 16), 16, &out), SEAM_E_NULL);
	CHECK_EQ(c, s->ring_add(ring, NULL, 16, &out), SEAM_E_NULL);
	CHECK_EQ(c, s->ring_add(ring, plain_key(1, 16), 16, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->ring_remove(NULL, id), SEAM_E_NULL);
	CHECK_EQ(c, s->ring_sign(NULL, id, "x", 1, tag), SEAM_E_NULL);
	CHECK_EQ(c, s->ring_sign(ring, id, "x", 1, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->ring_unlock(NULL, id, give_answer, &answer, &out), SEAM_E_NULL);
	CHECK_EQ(c, s->ring_unlock(ring, id, NULL, &answer, &out), SEAM_E_NULL);
	CHECK_EQ(c, s->ring_unlock(ring, id, give_answer, &answer, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->ring_session(NULL, id, &out), SEAM_E_NULL);
	CHECK_EQ(c, s->ring_lock(NULL, id), SEAM_E_NULL);
	CHECK_EQ(c, answer.calls, 0);
	CHECK_EQ(c, out, UNSET_N);
	s->ring_release(ring);
	s->ring_release(NULL);
}

static void callbacks(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	uint64_t sum = 7, list[1] = { 1 };
	size_t n = UNSET_N;
	void *out = UNSET;

	NEED(c, s->gather && s->pick && s->supply && s->gate_ask && s->gate_make && s->gate_set && s->gate_release);
	CHECK_EQ(c, s->gather(NULL, NULL, &n, &sum), SEAM_E_NULL);
	CHECK_EQ(c, s->pick(list, 1, NULL, NULL, &sum), SEAM_E_NULL);
	CHECK_EQ(c, s->supply(NULL, NULL, &out, &n), SEAM_E_NULL);
	CHECK_EQ(c, s->gate_make(NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->gate_set(NULL, NULL, NULL), SEAM_E_NULL);
	CHECK_EQ(c, s->gate_ask(NULL, "x", 1, 1), SEAM_E_NULL);
	s->gate_release(NULL);
	if (s->root_release)
		s->root_release(NULL);
	CHECK(c, n == UNSET_N && sum == 7 && out == UNSET);
}

SEAM_CASES(security, null) = {
	{ "messages", SEAM_MUST, messages, "a message that is NULL is an error", 0 },
	{ "texts", SEAM_MUST, texts, "a text, or a place for the result, that is NULL is an error", 0 },
	{ "keys", SEAM_MUST, keys, "a key that is NULL is an error", 0 },
	{ "rings", SEAM_MUST, rings, "a ring, or a prompt, that is NULL is an error", 0 },
	{ "callbacks", SEAM_MUST, callbacks, "a callback that is NULL is an error", 0 },
	SEAM_END
};
