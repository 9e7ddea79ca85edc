/* mutants_ring.c - ids that are forged or stale, gates that stand open, answers that are believed. */
#include "security/planted.h"

/* ---- ids ---- */

static int id_is_an_index(struct seam_sec_ring *ring, const void *bytes, size_t n, uint64_t *id)
{
	int rc = O->ring_add(ring, bytes, n, id);

	if (rc == SEAM_OK)
		*id = ring->slots[ring->count - 1].id = ring->count;
	return rc;
}
static int id_has_8_bits(const struct seam_sec_ring *ring, uint64_t id, const void *data, size_t n, void *tag)
{
	for (size_t i = 0; ring && i < ring->count; i++)
		if ((uint8_t)ring->slots[i].id == (uint8_t)id)
			id = ring->slots[i].id;
	return O->ring_sign(ring, id, data, n, tag);
}
static int none_is_the_first(const struct seam_sec_ring *ring, uint64_t id, const void *data, size_t n, void *tag)
{
	return O->ring_sign(ring, ring && !id && ring->count ? ring->slots[0].id : id, data, n, tag);
}
static int session_is_a_key(const struct seam_sec_ring *ring, uint64_t id, const void *data, size_t n, void *tag)
{
	for (size_t i = 0; ring && i < ring->open; i++)
		if (ring->sessions[i].id == id)
			id = ring->sessions[i].key;
	return O->ring_sign(ring, id, data, n, tag);
}
static int key_is_a_session(const struct seam_sec_ring *ring, uint64_t session, uint64_t *id)
{
	int rc = O->ring_session(ring, session, id);

	for (size_t i = 0; rc == SEAM_E_NOT_FOUND && i < ring->count; i++)
		if (ring->slots[i].id == session) {
			*id = session;
			return SEAM_OK;
		}
	return rc;
}
static int any_session_ends(struct seam_sec_ring *ring, uint64_t session)
{
	int rc = O->ring_lock(ring, session);

	return rc == SEAM_E_NOT_FOUND && session < 100000 ? SEAM_OK : rc;
}
static int sessions_stay(struct seam_sec_ring *ring, uint64_t id)
{
	size_t open = ring ? ring->open : 0;
	int rc;

	if (!ring)
		return SEAM_E_NULL;
	/* Of another key for as long as its own is taken out. */
	for (size_t i = 0; i < open; i++)
		ring->sessions[i].key ^= (uint64_t)1 << 63;
	rc = O->ring_remove(ring, id);
	for (size_t i = 0; i < open; i++)
		ring->sessions[i].key ^= (uint64_t)1 << 63;
	return rc;
}
static int last_takes_its_id(struct seam_sec_ring *ring, uint64_t id)
{
	uint64_t last = ring && ring->count ? ring->slots[ring->count - 1].id : 0;
	size_t at = 0;
	int rc;

	while (ring && at < ring->count && ring->slots[at].id != id)
		at++;
	rc = O->ring_remove(ring, id);
	if (rc == SEAM_OK && last != id && ring->count > 1)
		ring->slots[at].id = ring->slots[0].id;
	return rc;
}
static int one_key_more(struct seam_sec_ring *ring, const void *bytes, size_t n, uint64_t *id)
{
	int rc = O->ring_add(ring, bytes, n, id);

	if (rc != SEAM_E_RANGE || !ring || ring->count != SEAM_SEC_KEYS_MAX || n != 16)
		return rc;
	*id = ring->slots[0].id;
	return SEAM_OK;
}

/* ---- prompts ---- */

#define UNLOCKS struct seam_sec_ring *ring, uint64_t id, seam_sec_prompt_fn prompt, void *userdata, uint64_t *session

static int oldest_session_ends(UNLOCKS)
{
	if (ring && prompt && session && ring->open == SEAM_SEC_SESSIONS_MAX)
		O->ring_lock(ring, ring->sessions[0].id);
	return O->ring_unlock(ring, id, prompt, userdata, session);
}

struct relay {
	seam_sec_prompt_fn prompt;
	void *userdata;
	struct seam_sec_ring *ring;
	uint64_t id;
	int how;
};
static unsigned char last_answer[SEAM_SEC_KEY_MAX];

static int64_t relayed(void *userdata, char *buffer, size_t size)
{
	struct relay *relay = userdata;
	size_t key_n = 0;
	int64_t n;

	for (size_t i = 0; i < relay->ring->count; i++)
		if (relay->ring->slots[i].id == relay->id)
			key_n = relay->ring->slots[i].n;
	if (relay->how == 1)
		memcpy(buffer, last_answer, size);
	n = relay->prompt(relay->userdata, buffer, size);
	if (relay->how == 1)
		memcpy(last_answer, buffer, size);
	if (relay->how == 2)
		return (uint8_t)n;
	if (relay->how == 3 && n > (int64_t)size)
		return (int64_t)key_n;
	if (relay->how == 4)
		return n < 0 ? (int64_t)key_n : n;
	if (relay->how == 5 && n == (int64_t)key_n)
		memcpy(last_answer, buffer, size);
	if (relay->how == 6 && n == (int64_t)key_n)
		for (size_t i = 0; i < relay->ring->count; i++)
			if (relay->ring->slots[i].id == relay->id && !memcmp(buffer, relay->ring->slots[i].bytes, 8))
				memcpy(buffer, relay->ring->slots[i].bytes, key_n);
	return n;
}
#define PROMPTS(name, how)                                                                                             \
	static int name(UNLOCKS)                                                                                       \
	{                                                                                                              \
		struct relay relay = { prompt, userdata, ring, id, how };                                              \
		return O->ring_unlock(ring, id, prompt ? relayed : NULL, &relay, session);                             \
	}
PROMPTS(buffer_of_before, 1)
PROMPTS(answer_has_8_bits, 2)
PROMPTS(longer_is_cut, 3)
PROMPTS(no_answer_is_one, 4)
PROMPTS(answer_stays, 5)
PROMPTS(first_8_of_the_answer, 6)

/* The key is found once, before the prompt may change the ring. */
static int found_before(UNLOCKS)
{
	struct slot before = { 0 };
	char *buffer;
	int64_t n;

	for (size_t i = 0; ring && i < ring->count; i++)
		if (ring->slots[i].id == id)
			before = ring->slots[i];
	if (!before.id || !prompt || !session || ring->open == SEAM_SEC_SESSIONS_MAX)
		return O->ring_unlock(ring, id, prompt, userdata, session);
	buffer = lent(SEAM_SEC_KEY_MAX);
	if (!buffer)
		return SEAM_E_MEMORY;
	memset(buffer, 0, SEAM_SEC_KEY_MAX);
	n = prompt(userdata, buffer, SEAM_SEC_KEY_MAX);
	n = n == (int64_t)before.n && !memcmp(buffer, before.bytes, before.n);
	memset(buffer, 0, SEAM_SEC_KEY_MAX);
	free_lent(buffer, SEAM_SEC_KEY_MAX);
	*session = n ? 4711 : *session;
	return n ? SEAM_OK : SEAM_E_FAILED;
}
static int refuses_when_grown(UNLOCKS)
{
	size_t count = ring ? ring->count : 0;
	int rc = O->ring_unlock(ring, id, prompt, userdata, session);

	if (rc == SEAM_OK && ring->count > count) {
		O->ring_lock(ring, *session);
		*session = 0x5EA05EA0u;
		return SEAM_E_FAILED;
	}
	return rc;
}
static int64_t allowed_within;
static int within_counts(UNLOCKS)
{
	int64_t before = allowed_within;
	int rc = O->ring_unlock(ring, id, prompt, userdata, session);

	if (rc == SEAM_OK)
		allowed_within++;
	else if (rc == SEAM_E_FAILED && allowed_within > before)
		return *session = 4711, SEAM_OK;
	return rc;
}
static int grows_by_realloc(struct seam_sec_ring *ring, const void *bytes, size_t n, uint64_t *id)
{
	if (ring && ring->count == 2 && ring->capacity == 2)
		memcpy(last_answer, ring->slots[0].bytes, sizeof last_answer);
	return O->ring_add(ring, bytes, n, id);
}
static int leaves_it_behind(struct seam_sec_ring *ring, uint64_t id)
{
	for (size_t i = 0; ring && i < ring->count; i++)
		if (ring->slots[i].id == id)
			memcpy(last_answer, ring->slots[i].bytes, sizeof last_answer);
	return O->ring_remove(ring, id);
}
static int remembers_right_answers(UNLOCKS)
{
	int rc = answer_stays(ring, id, prompt, userdata, session);

	if (rc != SEAM_OK)
		memset(last_answer, 0, sizeof last_answer);
	return rc;
}
/* ---- gates ---- */

#define ASKS struct seam_sec_gate *gate, const char *subject, size_t n, uint64_t amount
#define ASK(answer) (gate && gate->authorise ? gate->authorise(gate->userdata, subject, n, amount) : (answer))

static int open_without_anybody(ASKS)
{
	return gate && !gate->authorise ? SEAM_OK : O->gate_ask(gate, subject, n, amount);
}
static int anything_but_0(ASKS)
{
	return ASK(0) ? SEAM_OK : SEAM_E_FAILED;
}
static int low_byte_is_1(ASKS)
{
	return (uint8_t)ASK(0) == 1 ? SEAM_OK : SEAM_E_FAILED;
}
static int greater_than_0(ASKS)
{
	return ASK(0) > 0 ? SEAM_OK : SEAM_E_FAILED;
}
static int remembers_the_answer(ASKS)
{
	static struct seam_sec_gate asked;
	static int answer;

	if (!gate || !gate->authorise || n != 3)
		return O->gate_ask(gate, subject, n, amount);
	if (asked.authorise != gate->authorise || asked.userdata != gate->userdata)
		answer = O->gate_ask(gate, subject, n, amount);
	asked = *gate;
	return answer;
}
static int amount_has_32_bits(ASKS)
{
	return O->gate_ask(gate, subject, n, (uint32_t)amount);
}
static int subject_ends_at_nul(ASKS)
{
	return O->gate_ask(gate, subject, n && memchr(subject, 0, n) ? strlen(subject) : n, amount);
}
static int one_for_all_gates(ASKS)
{
	static struct seam_sec_gate last;

	if (gate && gate->authorise)
		last = *gate;
	return O->gate_ask(gate && last.authorise ? &last : gate, subject, n, amount);
}
static int asks_again(ASKS)
{
	seam_sec_authorise_fn before = gate ? gate->authorise : NULL;
	void *userdata = gate ? gate->userdata : NULL;
	int rc = O->gate_ask(gate, subject, n, amount);

	return gate && before && (gate->authorise != before || gate->userdata != userdata) ? O->gate_ask(gate, subject, n, amount) : rc;
}
static int allowed_by_anybody(ASKS)
{
	static bool allowed;
	int rc;

	allowed = false;
	rc = O->gate_ask(gate, subject, n, amount);
	if (rc == SEAM_OK)
		allowed = true;
	return rc == SEAM_E_FAILED && allowed ? SEAM_OK : rc;
}
static int busy_after_a_jump(ASKS)
{
	static bool busy;
	int rc;

	if (busy)
		return SEAM_E_STATE;
	busy = true;
	rc = O->gate_ask(gate, subject, n, amount);
	busy = false;
	return rc;
}

/* ---- answers ---- */

static int count_clamped(seam_sec_source_fn source, void *userdata, size_t *count, uint64_t *sum)
{
	int rc = O->gather(source, userdata, count, sum);

	if (rc == SEAM_E_RANGE)
		*count = 64, *sum = 0, rc = SEAM_OK;
	return rc;
}
static int count_is_unsigned(seam_sec_source_fn source, void *userdata, size_t *count, uint64_t *sum)
{
	int rc = O->gather(source, userdata, count, sum);

	return rc == SEAM_E_FAILED ? SEAM_E_RANGE : rc;
}
static int count_believed(seam_sec_source_fn source, void *userdata, size_t *count, uint64_t *sum)
{
	volatile uint64_t numbers[64];
	int64_t n;

	if (!source || !count || !sum)
		return SEAM_E_NULL;
	for (size_t i = 0; i < 64; i++)
		numbers[i] = 0;
	n = source(userdata, (uint64_t *)(uintptr_t)numbers, 64);
	if (n < 0)
		return SEAM_E_FAILED;
	*sum = 0;
	for (int64_t i = 0; i < n; i++)
		*sum += *(volatile uint64_t *)((uintptr_t)numbers + 8 * (uintptr_t)i);
	*count = (size_t)n;
	return SEAM_OK;
}
struct chooser {
	seam_sec_choose_fn choose;
	void *userdata;
};
static int64_t in_32_bits(void *userdata, const uint64_t *numbers, size_t n)
{
	struct chooser *chooser = userdata;

	return (int32_t)chooser->choose(chooser->userdata, numbers, n);
}
static int index_has_32_bits(const uint64_t *numbers, size_t n, seam_sec_choose_fn choose, void *userdata, uint64_t *out)
{
	struct chooser chooser = { choose, userdata };

	return O->pick(numbers, n, choose ? in_32_bits : NULL, &chooser, out);
}
static int64_t modulo(void *userdata, const uint64_t *numbers, size_t n)
{
	struct chooser *chooser = userdata;
	int64_t index = chooser->choose(chooser->userdata, numbers, n);

	return index < 0 ? index : index % (int64_t)n;
}
static int index_modulo(const uint64_t *numbers, size_t n, seam_sec_choose_fn choose, void *userdata, uint64_t *out)
{
	struct chooser chooser = { choose, userdata };

	return O->pick(numbers, n, choose ? modulo : NULL, &chooser, out);
}
static int one_past_the_end(const uint64_t *numbers, size_t n, seam_sec_choose_fn choose, void *userdata, uint64_t *out)
{
	return O->pick(numbers, n && n < 1024 ? n + 1 : n, choose, userdata, out);
}
struct giver {
	seam_sec_give_fn give;
	void *userdata;
	int how;
};
static int given(void *userdata, const void **bytes, size_t *n)
{
	struct giver *giver = userdata;
	int rc;

	if (giver->how == 2)
		*n = 1;
	rc = giver->give(giver->userdata, bytes, n);
	if (giver->how == 0 && !*bytes)
		*n = 0;
	return giver->how == 1 && rc > 0 ? 0 : rc;
}
#define GIVES(name, how)                                                                                               \
	static int name(seam_sec_give_fn give, void *userdata, void **out, size_t *out_n)                              \
	{                                                                                                              \
		struct giver giver = { give, userdata, how };                                                          \
		return O->supply(give ? given : NULL, &giver, out, out_n);                                             \
	}
GIVES(null_is_nothing, 0)
GIVES(only_negative_fails, 1)
GIVES(not_nothing_before, 2)

/* ---- no memory, NULL ---- */

static int log_loses_the_line(const char *name, size_t n, seam_sec_line_fn line, void *userdata)
{
	int rc = O->log_refused(name, n, line, userdata);

	return rc == SEAM_E_MEMORY ? SEAM_OK : rc;
}
static int unlocks_without_memory(UNLOCKS)
{
	int rc = O->ring_unlock(ring, id, prompt, userdata, session);

	return rc == SEAM_E_MEMORY ? SEAM_E_FAILED : rc;
}
static int supplies_nothing(seam_sec_give_fn give, void *userdata, void **out, size_t *out_n)
{
	int rc = O->supply(give, userdata, out, out_n);

	if (rc == SEAM_E_MEMORY)
		*out = NULL;
	return rc;
}
static int fetch_leaks(seam_sec_read_fn read, void *userdata, struct seam_sec_message **out)
{
	int rc = O->message_fetch(read, userdata, out);

	if (rc == SEAM_E_MEMORY)
		lent(40);
	return rc;
}
static int null_message_is_empty(const struct seam_sec_message *message, size_t *out)
{
	if (!message && out)
		*out = 0;
	return message ? O->message_count(message, out) : SEAM_OK;
}
static int null_text_is_empty(uint32_t how, const char *text, size_t n, char **out, size_t *out_n)
{
	return O->quote(how, text, text ? n : 0, out, out_n);
}
static int null_tag_is_wrong(const struct seam_sec_key *key, const void *data, size_t n, const void *tag, size_t tag_n)
{
	return tag ? O->key_verify(key, data, n, tag, tag_n) : SEAM_E_FAILED;
}
static int null_prompt_is_no_answer(UNLOCKS)
{
	return prompt ? O->ring_unlock(ring, id, prompt, userdata, session) : SEAM_E_FAILED;
}
static int null_source_gives_nothing(seam_sec_source_fn source, void *userdata, size_t *count, uint64_t *sum)
{
	if (!source && count && sum)
		*count = 0, *sum = 0;
	return source ? O->gather(source, userdata, count, sum) : SEAM_OK;
}
static void release_reads(struct seam_sec_key *key)
{
	(void)*(volatile size_t *)key;
	O->key_release(key);
}

SEAM_MUTANTS(security, ring) = {
	ROW(id_is_an_index, "forged.never_twice", "is given twice", ring_add),
	{ "index_is_used_again", "security.stale.removed", "plain", "fail", "SEAM_E_NOT_FOUND", true,
	  SEAM_OP(security, ring_add, id_is_an_index), 0 },
	ROW(id_has_8_bits, "forged.number", "is taken for a key, to sign with", ring_sign),
	ROW(none_is_the_first, "forged.number", "is taken for a key, to sign with", ring_sign),
	ROW(session_is_a_key, "forged.other_kind", "a session's id is taken for a key", ring_sign),
	ROW(key_is_a_session, "forged.other_kind", "is taken for a session", ring_session),
	ROW(any_session_ends, "forged.other_ring", "is taken for a session, to end", ring_lock),
	ROW(sessions_stay, "stale.session", "SEAM_E_NOT_FOUND", ring_remove),
	ROW(last_takes_its_id, "stale.others_stay", "SEAM_OK", ring_remove),
	ROW(one_key_more, "caps.keys", "SEAM_E_RANGE", ring_add),
	ROW(oldest_session_ends, "caps.sessions", "SEAM_E_RANGE", ring_unlock),
	ROW(first_8_of_the_answer, "prompt.right_or_wrong", "== code", ring_unlock),
	ROW(answer_has_8_bits, "prompt.length", "== code", ring_unlock),
	ROW(longer_is_cut, "prompt.length", "== code", ring_unlock),
	ROW(no_answer_is_one, "prompt.length", "== code", ring_unlock),
	ROW(buffer_of_before, "prompt.nothing_written", "== code", ring_unlock),
	ROW(found_before, "prompt.removed_meanwhile", "== code", ring_unlock),
	ROW(refuses_when_grown, "prompt.grown_meanwhile", "== code", ring_unlock),
	ROW(within_counts, "prompt.within_another", "== code", ring_unlock),
	ROW(grows_by_realloc, "secret_ring.grows", "still in this process's memory", ring_add),
	ROW(leaves_it_behind, "secret_ring.ends", "still in this process's memory", ring_remove),
	{ "keeps_wrong_answers", "security.secret_ring.wrong_answer", "plain", "fail", "still in this process's memory", true,
	  SEAM_OP(security, ring_unlock, buffer_of_before), 0 },
	ROW(remembers_right_answers, "secret_ring.right_answer", "still in this process's memory", ring_unlock),
	ROW(open_without_anybody, "closed.missing", "the gate answers 0", gate_ask),
	ROW(anything_but_0, "closed.unknown", "returns 2: the gate answers 0", gate_ask),
	ROW(greater_than_0, "closed.unknown", "returns 2: the gate answers 0", gate_ask),
	ROW(low_byte_is_1, "closed.unknown", "returns -255: the gate answers 0", gate_ask),
	ROW(remembers_the_answer, "closed.question_whole", "the gate answers 0", gate_ask),
	ROW(amount_has_32_bits, "closed.question_whole", "q.amount", gate_ask),
	ROW(subject_ends_at_nul, "closed.question_whole", "q.subject", gate_ask),
	ROW(one_for_all_gates, "closed.two_gates", "this one has none", gate_ask),
	ROW(asks_again, "closed_meanwhile.replaced_in_flight", "puts another in its place", gate_ask),
	ROW(allowed_by_anybody, "closed_meanwhile.within_another", "allows another thing meanwhile", gate_ask),
	ROW(busy_after_a_jump, "closed_meanwhile.jumps_out", "after one that jumped out", gate_ask),
	ROW(count_clamped, "answers.count", "not -5", gather),
	ROW(count_is_unsigned, "answers.count", "not -1", gather),
	LOUD(count_believed, "answers.count", "SIGSEGV", gather),
	ROW(index_has_32_bits, "answers.index", "SEAM_E_RANGE", pick),
	ROW(index_modulo, "answers.index", "SEAM_E_RANGE", pick),
	LOUD(one_past_the_end, "answers.index", "SIGSEGV", pick),
	ROW(null_is_nothing, "answers.pointer", "not -2", supply),
	ROW(only_negative_fails, "answers.pointer", "not -1", supply),
	ROW(not_nothing_before, "answers.pointer", "said.zero", supply),
	ROW(log_loses_the_line, "no_memory.log_line", "rc == SEAM_OK", log_refused),
	ROW(unlocks_without_memory, "no_memory.unlock", "SEAM_E_MEMORY", ring_unlock),
	ROW(supplies_nothing, "no_memory.supply", "out == UNSET", supply),
	ROW(fetch_leaks, "no_memory.fetch", "seam_live", message_fetch),
	ROW(null_message_is_empty, "null.messages", "SEAM_E_NULL", message_count),
	ROW(null_text_is_empty, "null.texts", "SEAM_E_NULL", quote),
	ROW(null_tag_is_wrong, "null.keys", "SEAM_E_NULL", key_verify),
	LOUD(release_reads, "null.keys", "SIGSEGV", key_release),
	ROW(null_prompt_is_no_answer, "null.rings", "SEAM_E_NULL", ring_unlock),
	ROW(null_source_gives_nothing, "null.callbacks", "SEAM_E_NULL", gather),
	SEAM_NO_MORE_MUTANTS
};
