/*
 * security_keys_fuzz.c - a sequence of ops of the group `security` on keys, a ring and a gate, beside a model.
 *
 * The bytes of each key are pseudo-random, so that a copy of them in a block that is given back is no chance.
 */
#include "room.h"
#include "security/security.h"

#include <inttypes.h>
#include <stdio.h>

enum { SLOTS = 3, MOST_STEPS = 60, IDS = 80, MOST_TEXT = 40 };

unsigned fuzz_cost = 16;

static const struct seam_security *s;
static uint64_t base; /* live() with nothing alive */
static unsigned op;

struct bytes { uint8_t at[SEAM_SEC_KEY_MAX + 2]; size_t n; };

static struct { struct seam_sec_key *at; struct bytes is; } key[SLOTS];
static struct { struct seam_sec_ring *at; } ring;
static struct id { uint64_t is; bool open, session; struct bytes key; unsigned of; } id[IDS]; /* of: a session's key */
static unsigned ids;
static struct { struct seam_sec_gate *at; bool set; int answer; unsigned asked; uint64_t amount; size_t n; } gate;

/* The secret that must not lie in a block that is given back; none while the target's own blocks may hold it. */
static const struct bytes *secret;
static struct bytes recent;

static bool holds(const uint8_t *block, size_t size, const uint8_t *what, size_t n)
{
	return memmem(block, size, what, n) != NULL;
}

static void on_free(const void *block, size_t size)
{
	char hex[33];

	if (!secret || secret->n < 16 || size < 16)
		return;
	EXPECT(!holds(block, size, secret->at, 16) && !holds(block, size, secret->at + secret->n - 16, 16), "a key lies in a block that is given back");
	for (unsigned i = 0; i < 16; i++)
		snprintf(hex + 2 * i, 3, "%02x", secret->at[i]);
	EXPECT(!holds(block, size, (uint8_t *)hex, 32), "a key lies in a block that is given back, as digits");
}

/* Bytes that one byte of the input stands for. */
static void a_key(struct bytes *k, struct input *in)
{
	static const uint16_t sizes[] = { 16, 32, 17, 255, 256, 15, 257, 0 };
	unsigned how = take_u8(in);
	uint64_t x = how % 16 + 1;

	k->n = sizes[how / 32];
	for (size_t i = 0; i < k->n; i++) {
		x ^= x << 13, x ^= x >> 7, x ^= x << 17;
		k->at[i] = (uint8_t)(x >> 32);
	}
	recent = *k;
	secret = &recent;
}

static int length(const struct bytes *k)
{
	return k->n < SEAM_SEC_KEY_MIN || k->n > SEAM_SEC_KEY_MAX ? SEAM_E_RANGE : SEAM_OK;
}

static bool same(const struct bytes *a, const struct bytes *b)
{
	return a->n == b->n && memcmp(a->at, b->at, a->n) == 0;
}

/* ---- keys -------------------------------------------------------------------------------------------------------- */

static void make_key(unsigned at, struct input *in)
{
	unsigned how = take_u8(in);
	struct bytes k;
	char digits[2 * SEAM_SEC_KEY_MAX + 8], why[80];
	size_t n;
	int rc, expected;

	a_key(&k, in);
	expected = length(&k);
	if (!(how & 1) || !s->key_parse) {
		rc = s->key_make(k.at, k.n, &key[at].at);
	} else {
		for (size_t i = n = 0; i < k.n; i++)
			n += (size_t)snprintf(digits + n, 3, how & 2 ? "%02X" : "%02x", k.at[i]);
		if (how & 4)
			digits[n++] = 'g';
		if (how & 8 && n)
			digits[how / 16 * n / 16] = how & 32 ? ' ' : '-';
		memset(why, 0x5B, sizeof why);
		rc = s->key_parse(digits, n, why, how / 16 % 16, &key[at].at);
		if ((how & 4 || (how & 8 && n)) && expected && rc == SEAM_E_RANGE)
			expected = SEAM_E_RANGE;
		else if (how & 4 || (how & 8 && n))
			expected = n / 2 > SEAM_SEC_KEY_MAX && rc == SEAM_E_RANGE ? rc : SEAM_E_ENCODING;
		EXPECT(!expected || how / 16 % 16 == 0 || rc == SEAM_E_MEMORY || memchr(why, 0, how / 16 % 16), "key_parse: `why` has no NUL");
		EXPECT(why[how / 16 % 16] == 0x5B, "key_parse: `why` is written behind its end");
		EXPECT(!expected || n < 16 || !holds((uint8_t *)why, sizeof why, (uint8_t *)digits, 8), "key_parse: `why` holds digits of the key");
	}
	if (fuzz_answers(op, "key_make", rc, expected))
		key[at].is = k;
	else
		EXPECT(!key[at].at, "key_make: failed, and *out was written");
}

static void describe(unsigned at)
{
	char *line = NULL, expected[8];
	size_t n = 77;

	if (!fuzz_answers(op, "key_describe", s->key_describe(key[at].at, &line, &n), SEAM_OK))
		return;
	snprintf(expected, sizeof expected, "%zu", key[at].is.n);
	EXPECT(line && fuzz_is_lent(line, n + 1, 1) && !line[n] && strstr(line, expected), "key_describe: no length in it, or no block as it must be");
	secret = &key[at].is;
	fuzz_host()->free(fuzz_host(), line, n + 1, 1);
}

/* The tag is what another key of the same bytes gives; no other key's, and of no other data. */
static void sign(unsigned at, struct input *in)
{
	uint8_t tag[SEAM_SEC_TAG], other[SEAM_SEC_TAG];
	unsigned how = take_u8(in);
	struct seam_sec_key *twin = NULL;
	uint8_t *data = begin_copy(in->at, in->left < MOST_TEXT ? in->left : MOST_TEXT, how & 1);
	size_t n = in->left < MOST_TEXT ? in->left : MOST_TEXT;

	if (!fuzz_answers(op, "key_sign", s->key_sign(key[at].at, data, n, tag), SEAM_OK)) {
		end_copy(data);
		return;
	}
	fuzz_fail_request(0);
	fuzz_answers(op, "key_verify", s->key_verify(key[at].at, data, n, tag, sizeof tag), SEAM_OK);
	for (unsigned i = 0; i < SLOTS; i++)
		if (key[i].at) {
			fuzz_answers(op, "key_sign", s->key_sign(key[i].at, data, n, other), SEAM_OK);
			EXPECT((memcmp(tag, other, sizeof tag) == 0) == same(&key[at].is, &key[i].is), "key_sign: the tag of keys %u and %u", at, i);
		}
	fuzz_answers(op, "key_make", s->key_make(key[at].is.at, key[at].is.n, &twin), SEAM_OK);
	fuzz_answers(op, "key_verify of another key of the same bytes", s->key_verify(twin, data, n, tag, sizeof tag), SEAM_OK);
	if (n) {
		data[how % n] ^= (uint8_t)(1u << how / 32);
		fuzz_answers(op, "key_verify of other data", s->key_verify(twin, data, n, tag, sizeof tag), SEAM_E_FAILED);
		data[how % n] ^= (uint8_t)(1u << how / 32);
		fuzz_answers(op, "key_verify of shorter data", s->key_verify(twin, data, n - 1, tag, sizeof tag), SEAM_E_FAILED);
	}
	fuzz_answers(op, "key_verify of a shorter tag", s->key_verify(twin, data, n, tag, how % SEAM_SEC_TAG), SEAM_E_FAILED);
	tag[how % SEAM_SEC_TAG] ^= (uint8_t)(1u << how / 32);
	fuzz_answers(op, "key_verify of another tag", s->key_verify(twin, data, n, tag, sizeof tag), SEAM_E_FAILED);
	secret = &key[at].is;
	s->key_release(twin);
	end_copy(data);
}

static void on_key(unsigned at, struct input *in)
{
	unsigned how = take_below(in, 8), other = (at + 1) % SLOTS;
	struct bytes k;

	if (!key[at].at) {
		make_key(at, in);
	} else if (how == 0) {
		secret = &key[at].is;
		s->key_release(key[at].at);
		key[at].at = NULL;
	} else if (how == 1) {
		a_key(&k, in);
		secret = &key[at].is; /* which must be gone */
		if (fuzz_answers(op, "key_replace", s->key_replace(key[at].at, k.at, k.n), length(&k)))
			key[at].is = k;
	} else if (how == 2 && !key[other].at) {
		if (fuzz_answers(op, "key_clone", s->key_clone(key[at].at, &key[other].at), SEAM_OK))
			key[other].is = key[at].is;
	} else if (how == 3 && s->key_describe) {
		describe(at);
	} else {
		sign(at, in);
	}
}

static void equal(struct input *in)
{
	unsigned how = take_u8(in);
	size_t n = in->left / 2, m = n - (how & 1 && n ? 1 : 0);
	uint8_t *a = begin_copy(in->at, n, false), *b = begin_copy(how & 2 ? in->at : in->at + n, m, true);
	int32_t out = 77;

	if (n && how & 4 && m == n)
		b[how % n] ^= 1;
	fuzz_answers(op, "equal", s->equal(a, n, b, m, &out), SEAM_OK);
	EXPECT(out == (n == m && (!n || memcmp(a, b, n) == 0)), "equal: %zu and %zu bytes: %" PRId32, n, m, out);
	end_copy(a);
	end_copy(b);
}

/* ---- the ring ------------------------------------------------------------------------------------------------------ */

static unsigned open_ids(bool sessions)
{
	unsigned n = 0;

	for (unsigned i = 0; i < ids; i++)
		n += id[i].open && id[i].session == sessions;
	return n;
}

static void fresh_id(const char *name, uint64_t is, bool session, const struct bytes *k, unsigned of)
{
	EXPECT(is != 0, "%s: the id is 0", name);
	for (unsigned i = 0; i < ids; i++)
		EXPECT(id[i].is != is, "%s: an id is given twice", name);
	id[ids].is = is;
	id[ids].open = true;
	id[ids].session = session;
	id[ids].of = of;
	id[ids++].key = *k;
}

static struct { struct bytes answer; int64_t length; unsigned calls, act, at; } prompt;

static void remove_key(unsigned at)
{
	secret = &id[at].key;
	fuzz_answers(op, "ring_remove", s->ring_remove(ring.at, id[at].is), id[at].open && !id[at].session ? SEAM_OK : SEAM_E_NOT_FOUND);
	if (id[at].session)
		return;
	id[at].open = false;
	for (unsigned i = 0; i < ids; i++)
		id[i].open &= !id[i].session || id[i].of != at;
}

static int64_t on_prompt(void *userdata, char *buffer, size_t size)
{
	EXPECT(userdata == &prompt && !prompt.calls++ && size == SEAM_SEC_KEY_MAX, "ring_unlock: prompt is not called as it should be");
	for (size_t i = 0; i < size; i++)
		EXPECT(!buffer[i], "ring_unlock: the buffer of prompt is not all 0");
	memcpy(buffer, prompt.answer.at, prompt.answer.n < size ? prompt.answer.n : size);
	if (prompt.act)
		remove_key(prompt.at);
	secret = &prompt.answer;
	return prompt.length;
}

static void unlock(unsigned at, unsigned how)
{
	bool there = id[at].open && !id[at].session, full = open_ids(true) >= SEAM_SEC_SESSIONS_MAX, right;
	uint64_t session = 0;
	int rc;

	memset(&prompt, 0, sizeof prompt);
	prompt.answer = id[at].key;
	if (how & 4)
		prompt.answer.at[how / 8 % prompt.answer.n] ^= 1;
	prompt.length = how & 64 ? (int64_t)how - 70 : how & 128 ? 257 : (int64_t)prompt.answer.n;
	prompt.act = how % 4 == 3;
	prompt.at = at;
	right = prompt.length == (int64_t)prompt.answer.n && !(how & 4);
	rc = s->ring_unlock(ring.at, id[at].is, on_prompt, &prompt, &session);
	if (there && full && rc == SEAM_E_RANGE)
		return;
	if (there && !right && prompt.act && rc == SEAM_E_NOT_FOUND)
		rc = SEAM_E_FAILED; /* both hold */
	if (fuzz_answers(op, "ring_unlock", rc, !there ? SEAM_E_NOT_FOUND : !right ? SEAM_E_FAILED : prompt.act ? SEAM_E_NOT_FOUND : SEAM_OK))
		fresh_id("ring_unlock", session, true, &id[at].key, at);
	else
		EXPECT(!session, "ring_unlock: failed, and *session was written");
}

static void on_ring(struct input *in)
{
	unsigned how = take_u8(in), which = take_u8(in), at = ids ? which % ids : 0;
	uint8_t tag[SEAM_SEC_TAG], expected[SEAM_SEC_TAG];
	struct seam_sec_key *twin = NULL;
	struct bytes k;
	uint64_t is = 0;
	bool of_key = ids && id[at].open && !id[at].session, of_session = ids && id[at].open && id[at].session;

	if (!ring.at) {
		fuzz_answers(op, "ring_make", s->ring_make(&ring.at), SEAM_OK);
		return;
	}
	if (!ids || how < 64) {
		if (ids == IDS)
			return;
		a_key(&k, in);
		if (fuzz_answers(op, "ring_add", s->ring_add(ring.at, k.at, k.n, &is), open_ids(false) == SEAM_SEC_KEYS_MAX ? SEAM_E_RANGE : length(&k)))
			fresh_id("ring_add", is, false, &k, 0);
	} else if (how < 96) {
		remove_key(at);
	} else if (how < 160 && ids < IDS) {
		unlock(at, how * 4u + which / 64);
	} else if (how < 192) {
		fuzz_answers(op, "ring_session", s->ring_session(ring.at, id[at].is, &is), of_session ? SEAM_OK : SEAM_E_NOT_FOUND);
		EXPECT(is == (of_session ? id[id[at].of].is : 0), "ring_session: another key");
	} else if (how < 208) {
		fuzz_answers(op, "ring_lock", s->ring_lock(ring.at, id[at].is), of_session ? SEAM_OK : SEAM_E_NOT_FOUND);
		id[at].open &= !of_session;
	} else if (how < 224) {
		is = id[at].is ^ (UINT64_C(1) << which % 64); /* forged */
		for (unsigned i = 0; i < ids; i++)
			if (id[i].is == is)
				return;
		fuzz_answers(op, "ring_sign of no id", s->ring_sign(ring.at, is, "a", 1, tag), SEAM_E_NOT_FOUND);
		fuzz_answers(op, "ring_lock of no id", s->ring_lock(ring.at, is), SEAM_E_NOT_FOUND);
		fuzz_answers(op, "ring_remove of no id", s->ring_remove(ring.at, is), SEAM_E_NOT_FOUND);
	} else if (fuzz_answers(op, "ring_sign", s->ring_sign(ring.at, id[at].is, "data", 4, tag), of_key ? SEAM_OK : SEAM_E_NOT_FOUND)) {
		fuzz_fail_request(0);
		secret = NULL;
		fuzz_answers(op, "key_make", s->key_make(id[at].key.at, id[at].key.n, &twin), SEAM_OK);
		fuzz_answers(op, "key_sign", s->key_sign(twin, "data", 4, expected), SEAM_OK);
		EXPECT(memcmp(tag, expected, sizeof tag) == 0, "ring_sign: not the tag of a key of the same bytes");
		s->key_release(twin);
	}
}

/* ---- the gate ------------------------------------------------------------------------------------------------------- */

static int on_authorise(void *userdata, const char *subject, size_t n, uint64_t amount)
{
	EXPECT(userdata == &gate && !gate.asked++ && n == gate.n && amount == gate.amount && (!n || subject[n - 1] == 'x'), "gate_ask: not asked as it should be");
	return gate.answer;
}

static void on_gate(struct input *in)
{
	static const int answers[] = { 1, 1, 0, -1, 2, 257, INT32_MIN + 1, 65537 };
	unsigned how = take_u8(in);
	char *subject;

	if (!gate.at) {
		fuzz_answers(op, "gate_make", s->gate_make(&gate.at), SEAM_OK);
		gate.set = false;
	} else if (how % 4 == 0) {
		if (fuzz_answers(op, "gate_set", s->gate_set(gate.at, how & 4 ? on_authorise : NULL, &gate), SEAM_OK))
			gate.set = how & 4;
	} else {
		gate.asked = 0;
		gate.answer = answers[how / 4 % 8];
		gate.amount = take_number(in, 8);
		gate.n = how / 16;
		subject = malloc(gate.n + 1);
		memset(subject, 'x', gate.n);
		fuzz_answers(op, "gate_ask", s->gate_ask(gate.at, subject, gate.n, gate.amount), gate.set && gate.answer == 1 ? SEAM_OK : SEAM_E_FAILED);
		EXPECT(gate.asked == gate.set || fuzz_request_failed(), "gate_ask: asked %u times", gate.asked);
		free(subject);
	}
}

/* ---- the target ------------------------------------------------------------------------------------------------------ */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	s = FUZZ_LOAD(security);
	base = s->live ? s->live() : 0;
	fuzz_on_free = on_free;
	return 0;
}

static void count(void)
{
	uint64_t n = 0u + (ring.at != NULL) + (gate.at != NULL) + open_ids(false) + open_ids(true);

	for (unsigned i = 0; i < SLOTS; i++)
		n += key[i].at != NULL;
	EXPECT(!s->live || s->live() == base + n, "live: %" PRIu64 ", expected %" PRIu64, s->live() - base, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool keys = s->key_make && s->key_clone && s->key_replace && s->key_release && s->key_sign && s->key_verify;
	bool rings = keys && s->ring_make && s->ring_release && s->ring_add && s->ring_remove && s->ring_sign && s->ring_unlock &&
	             s->ring_session && s->ring_lock;
	struct input in = { data, size };
	size_t fails = 0;

	ids = 0;
	for (unsigned i = 0; i < MOST_STEPS && in.left; i++) {
		unsigned what = take_u8(&in);

		op = what % 8;
		if (op == 7) { /* the k-th request of the next step fails */
			fails = 1 + what / 8 % 4;
			continue;
		}
		secret = NULL;
		fuzz_fail_request(fails);
		if (op < 3 && keys)
			on_key(what / 8 % SLOTS, &in);
		else if (op < 5 && rings)
			on_ring(&in);
		else if (op == 5 && s->gate_make && s->gate_release && s->gate_set && s->gate_ask)
			on_gate(&in);
		else if (op == 6 && s->equal)
			equal(&in);
		fuzz_fail_request(fails = 0);
		count();
	}
	for (unsigned i = 0; i < SLOTS; i++)
		if (key[i].at) {
			secret = &key[i].is;
			s->key_release(key[i].at);
			key[i].at = NULL;
		}
	secret = ids ? &id[0].key : NULL;
	if (ring.at)
		s->ring_release(ring.at);
	if (gate.at)
		s->gate_release(gate.at);
	ring.at = NULL;
	gate.at = NULL;
	ids = 0;
	count();
	EXPECT(fuzz_live() == 0, "%zu blocks of lent memory are left behind", fuzz_live());
	return 0;
}
