/*
 * callbacks_values_fuzz.c - ops of the group `callbacks` whose callbacks take and give values: relay, ask, transfer, join, and buses with
 * priorities, single calls and a watch.
 *
 * The first byte picks the op; the rest are the values, and what the callbacks do with them.
 */
#include "callbacks/callbacks.h"
#include "fuzz.h"
#include "input.h"

#include <inttypes.h>

static const struct seam_callbacks *c;
static unsigned op;
static struct { struct input in; unsigned calls; size_t asked, given, limit; bool ended; uint8_t bytes[4096]; size_t n, written; int64_t failure; } a;

/* ---- values ---------------------------------------------------------------------------------------------------------- */

static struct seam_values sent;
static unsigned called; /* a bit for each */

/* Each gets the member of its name, and gives it back with its bits turned. */
#define TYPE(bit, member, type)                                                                                          \
	static type on_##member(type value, void *userdata)                                                              \
	{                                                                                                                \
		EXPECT(userdata == &sent && !(called >> bit), "relay: " #member " is called again, or out of order");    \
		called |= 1u << bit;                                                                                     \
		EXPECT(memcmp(&value, &sent.member, sizeof value) == 0, "relay: " #member " gets another value");        \
		for (size_t i = 0; i < sizeof value; i++)                                                                \
			((uint8_t *)&value)[i] ^= 0x5A;                                                                  \
		return value;                                                                                            \
	}
TYPE(0, i8, int8_t)
TYPE(1, u8, uint8_t)
TYPE(2, i16, int16_t)
TYPE(3, u16, uint16_t)
TYPE(4, i32, int32_t)
TYPE(5, u32, uint32_t)
TYPE(6, i64, int64_t)
TYPE(7, u64, uint64_t)

static void relay(struct input *in)
{
	unsigned which = take_u8(in);
	struct seam_relay table = { sizeof table, which & 1 ? on_i8 : NULL, which & 2 ? on_u8 : NULL, which & 4 ? on_i16 : NULL,
		                    which & 8 ? on_u16 : NULL, which & 16 ? on_i32 : NULL, which & 32 ? on_u32 : NULL,
		                    which & 64 ? on_i64 : NULL, which & 128 ? on_u64 : NULL, NULL, NULL, NULL, NULL };
	struct seam_values out, before;

	memset(&sent, 0, sizeof sent);
	take_bytes(in, &sent, offsetof(struct seam_values, f32));
	memset(&out, 0x5B, sizeof out);
	before = out;
	fuzz_answers(op, "relay", c->relay(&table, &sent, &sent, &out), SEAM_OK);
	EXPECT(called == which, "relay: the functions 0x%02X were called, expected 0x%02X", called, which);
#define CAME(bit, member)                                                                                        \
	for (size_t i = 0; i < sizeof out.member; i++)                                                           \
	EXPECT(((uint8_t *)&out.member)[i] == (which >> bit & 1 ? ((uint8_t *)&sent.member)[i] ^ 0x5A : 0x5B), \
	       "relay: " #member " is not what its function gave")
	CAME(0, i8);
	CAME(1, u8);
	CAME(2, i16);
	CAME(3, u16);
	CAME(4, i32);
	CAME(5, u32);
	CAME(6, i64);
	CAME(7, u64);
	EXPECT(out.pointer == before.pointer, "relay: a member of a function that is NULL was written");
}

static void echoes(struct input *in)
{
	static struct seam_echoes e;
	int fail = take_u8(in) & 1;

	if (!e.i8)
		fuzz_answers(op, "echoes", c->echoes(&e), SEAM_OK);
	take_bytes(in, &sent, offsetof(struct seam_values, f32));
	fail &= !(fuzz_traits() & SEAM_PANIC_ABORTS);
	EXPECT(!e.i8 || e.i8(sent.i8, fail) == (fail ? 0 : sent.i8), "echoes: i8");
	EXPECT(!e.u16 || e.u16(sent.u16, fail) == (fail ? 0 : sent.u16), "echoes: u16");
	EXPECT(!e.i32 || e.i32(sent.i32, fail) == (fail ? 0 : sent.i32), "echoes: i32");
	EXPECT(!e.u64 || e.u64(sent.u64, fail) == (fail ? 0 : sent.u64), "echoes: u64");
	EXPECT(!e.truth || e.truth(sent.i8 & 1, fail) == (fail ? false : (sent.i8 & 1) != 0), "echoes: truth");
}

/* ---- texts and streams --------------------------------------------------------------------------------------------------- */

static int on_answer(const char *question, size_t length, char *buffer, size_t size, size_t *used, void *userdata)
{
	EXPECT(userdata == &a && !a.calls++ && size == SEAM_ANSWER_SIZE && !*used, "ask: answer is not called as it should be");
	EXPECT(length == a.asked && !question[length] && memcmp(question, a.bytes, length) == 0, "ask: another question");
	memset(buffer, 0x41, a.given < size ? a.given : size);
	*used = a.given;
	return (int)a.failure;
}

static void ask(struct input *in)
{
	unsigned how = take_u8(in);
	size_t n = 77;
	char *text = NULL;

	a.given = take_u8(in) + (how & 1) * 4u;
	a.failure = how & 6 ? 0 : 3;
	a.asked = in->left;
	memcpy(a.bytes, in->at, a.asked);
	if (fuzz_answers(op, "ask", c->ask(a.asked ? (const char *)in->at : NULL, a.asked, on_answer, &a, &text, &n),
	       a.failure ? SEAM_E_FAILED : a.given > SEAM_ANSWER_SIZE ? SEAM_E_RANGE : SEAM_OK)) {
		EXPECT(n == a.given && fuzz_is_lent(text, n + 1, 1) && !text[n], "ask: %zu bytes, expected %zu, or not a block as it must be", n, a.given);
		for (size_t i = 0; i < n; i++)
			EXPECT(text[i] == 0x41, "ask: byte %zu of the answer", i);
		fuzz_host()->free(fuzz_host(), text, n + 1, 1);
	} else {
		EXPECT(!text && n == 77, "ask: failed, and an out-parameter was written");
	}
}

/* A byte for each call: how much it takes or gives; some fail, some say too much. */
static int64_t amount(size_t size, size_t most)
{
	unsigned how = take_u8(&a.in);
	int64_t n = how == 255 ? (int64_t)size + 1 : how == 254 ? -9 : (int64_t)(how % 40);

	EXPECT(!a.ended, "transfer: a callback is called after the end");
	n = how < 254 && (uint64_t)n > most ? (int64_t)most : n;
	if (n < 0 || n > (int64_t)size) {
		a.failure = n;
		a.ended = true;
	}
	return n;
}

static int64_t on_read(void *buffer, size_t size, void *userdata)
{
	int64_t n = amount(size, size < sizeof a.bytes - a.n ? size : sizeof a.bytes - a.n);

	EXPECT(userdata == &a && a.written == a.n && size >= 16, "transfer: read before all is written, or of %zu bytes", size);
	if (n > 0 && !a.failure) {
		memset(buffer, 'a' + (int)(a.calls++ % 26), (size_t)n);
		memcpy(a.bytes + a.n, buffer, (size_t)n);
		a.n += (size_t)n;
	}
	a.ended |= n == 0;
	return n;
}

static int64_t on_write(const void *bytes, size_t size, void *userdata)
{
	int64_t n;

	EXPECT(userdata == &a && size && size <= a.n - a.written && memcmp(bytes, a.bytes + a.written, size) == 0, "transfer: other bytes are written than were read");
	n = amount(size, size);
	if (n == 0)
		a.ended = true;
	else if (!a.failure)
		a.written += (size_t)n;
	a.limit = n == 0;
	return n;
}

static void transfer(struct input *in)
{
	struct seam_transfer t = { sizeof t, &a, on_read, on_write, NULL, NULL };
	uint64_t moved = 77;
	int64_t result = 77;
	int rc;

	a.in = *in;
	rc = c->transfer(&t, "a name", &moved, &result);
	if (fuzz_answers(op, "transfer", rc, a.failure > 0 ? SEAM_E_RANGE : a.failure || a.limit ? SEAM_E_FAILED : SEAM_OK) || rc != SEAM_E_MEMORY)
		EXPECT(moved == a.written && result == a.failure, "transfer: %" PRIu64 " bytes and %" PRId64 ", expected %zu and %" PRId64, moved, result,
		       a.written, a.failure);
}

static void *on_alloc(size_t size, void *userdata)
{
	size_t *block;

	EXPECT(userdata == &a && size, "join: memory is asked for with another userdata, or of no size");
	if (++a.calls == a.limit)
		return NULL;
	block = malloc(size + 16);
	block[0] = size;
	a.given++;
	return block + 2;
}

static void on_free(void *block, void *userdata)
{
	EXPECT(userdata == &a && block, "join: free is called with another userdata, or NULL");
	a.given--;
	free((size_t *)block - 2);
}

static void *on_realloc(void *block, size_t size, void *userdata)
{
	void *fresh = on_alloc(size, userdata);
	size_t old = ((size_t *)block)[-2];

	if (!fresh)
		return NULL;
	memcpy(fresh, block, old < size ? old : size);
	on_free(block, userdata);
	return fresh;
}

static void join(struct input *in)
{
	struct seam_memory memory = { on_alloc, on_realloc, on_free, &a };
	char *parts[8], *text = NULL;
	size_t n = 0, all = 0, size;
	int rc;

	a.limit = take_below(in, 8);
	for (; n < 8 && in->left; n++, all += size) {
		parts[n] = take_string(in, 60, &size);
		memcpy(a.bytes + all, parts[n], size + 1);
	}
	rc = c->join(n ? (const char *const *)parts : NULL, n, &memory, &text);
	if (a.limit && a.calls >= a.limit && rc == SEAM_E_MEMORY) {
		EXPECT(!text && !a.given, "join: failed, and memory is not given back");
	} else {
		EXPECT(fuzz_answers(op, "join", rc, SEAM_OK) ? text && strlen(text) == all && memcmp(text, a.bytes, all) == 0 && a.given == 1 : !a.given,
		       "join: another text than the parts', or memory is not given back");
		if (text)
			on_free(text, &a);
	}
	while (n)
		free(parts[--n]);
}

/* ---- buses: priorities, single calls, a watch ------------------------------------------------------------------------------- */

static struct sub { uint64_t id; int32_t priority; bool once, gone, destroyed; } sub[16];
static unsigned n_subs, order[16], fired;
static struct watch { unsigned before, after, destroyed; } watch[16], *watching;

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	struct sub *s = userdata;

	EXPECT(s >= sub && s < sub + n_subs && s->id == id && event == 7, "fire_all: another id, event or userdata");
	EXPECT(!s->gone, "fire_all: a subscription is called again after its only call");
	s->gone = s->once;
	order[fired++ % 16] = (unsigned)(s - sub);
	return 0;
}

static void on_destroy(void *userdata)
{
	struct sub *s = userdata;

	EXPECT(!s->destroyed, "a userdata is destroyed twice");
	s->destroyed = true;
}

static void on_before(int64_t event, void *userdata)
{
	EXPECT(userdata == watching && event == 7 && !fired, "a watch: before is not called as it should be");
	watching->before++;
}

static void on_after(int64_t event, uint32_t n, int result, void *userdata)
{
	EXPECT(userdata == watching && event == 7 && n == fired && !result, "a watch: after is told of %" PRIu32 " callbacks, expected %u", n, fired);
	watching->after++;
}

static void on_watch_end(void *userdata)
{
	struct watch *w = userdata;

	EXPECT(w >= watch && w < watch + 16 && !w->destroyed++, "a watch is destroyed twice");
}

static void fire(struct seam_bus *bus)
{
	uint32_t n = 77;
	int result = 77;
	unsigned expected = 0, at = 0;

	for (unsigned i = 0; i < n_subs; i++)
		expected += !sub[i].gone;
	fired = 0;
	fuzz_answers(op, "fire_all", c->fire_all(bus, 7, &n, &result), SEAM_OK);
	EXPECT(n == expected && fired == expected && !result, "fire_all: %" PRIu32 " were called, expected %u", n, expected);
	for (unsigned i = 1; i < fired; i++) {
		at = i;
		EXPECT(sub[order[i - 1]].priority > sub[order[i]].priority || (sub[order[i - 1]].priority == sub[order[i]].priority && order[i - 1] < order[i]),
		       "fire_all: call %u is out of order", at);
	}
	for (unsigned i = 0; i < n_subs; i++)
		EXPECT(sub[i].destroyed == sub[i].gone, "fire_all: the userdata of subscription %u is %s", i, sub[i].gone ? "not destroyed" : "destroyed");
	EXPECT(!watching || (watching->before == watching->after && watching->before), "a watch: before %u times, after %u times", watching->before, watching->after);
}

static void bus(struct input *in)
{
	struct seam_bus *bus = NULL;
	unsigned watches = 0, how;

	memset(sub, 0, sizeof sub);
	memset(watch, 0, sizeof watch);
	n_subs = 0;
	watching = NULL;
	if (!fuzz_answers(op, "bus_new", c->bus_new(&bus), SEAM_OK))
		return;
	for (unsigned steps = 0; steps < 30 && in->left; steps++) {
		how = take_u8(in);
		if (how < 128 && n_subs < 16) {
			struct sub *s = &sub[n_subs];
			struct seam_subscription is = { sizeof is, on_event, s, on_destroy, (int32_t)(how / 2 % 4) - 2, how & 1 };

			s->priority = is.priority;
			s->once = how & 1;
			if (fuzz_answers(op, "subscribe_with", c->subscribe_with(bus, &is, &s->id), SEAM_OK))
				n_subs++;
			memset(&is, 0x5B, sizeof is);
		} else if (how < 192 || !c->bus_watch) {
			fire(bus);
		} else if (watches < 16) {
			struct seam_watch is = { sizeof is, &watch[watches], on_before, on_after, on_watch_end };
			struct watch *old = watching;

			if (!fuzz_answers(op, "bus_watch", c->bus_watch(bus, how & 1 ? &is : NULL), SEAM_OK))
				continue;
			watching = how & 1 ? &watch[watches++] : NULL;
			EXPECT(!old || old->destroyed == 1, "bus_watch: the userdata of the watch before is not destroyed");
		}
	}
	fuzz_answers(op, "bus_free", c->bus_free(bus), SEAM_OK);
	for (unsigned i = 0; i < n_subs; i++)
		EXPECT(sub[i].destroyed, "bus_free: a userdata is not destroyed");
	for (unsigned i = 0; i < watches; i++)
		EXPECT(watch[i].destroyed == 1, "bus_free: the userdata of a watch is destroyed %u times", watch[i].destroyed);
}

/* ---- the target ----------------------------------------------------------------------------------------------------------------- */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	c = FUZZ_LOAD(callbacks);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	unsigned what = take_u8(&in);

	op = what % 8;
	memset(&a, 0, sizeof a);
	called = 0;
	in.left = in.left < sizeof a.bytes ? in.left : sizeof a.bytes;
	fuzz_fail_request(what >= 224 ? 1 + what / 8 % 4 : 0);
#define OP(number, needed, run)          \
	case number:                     \
		if (needed)              \
			run(&in);        \
		break
	switch (op) {
		OP(0, c->relay, relay);
		OP(1, c->echoes, echoes);
		OP(2, c->ask, ask);
		OP(3, c->transfer, transfer);
		OP(4, c->join, join);
	default:
		if (c->bus_new && c->bus_free && c->subscribe_with && c->fire_all)
			bus(&in);
	}
	fuzz_fail_request(0);
	EXPECT(fuzz_live() == 0, "op %u leaves %zu blocks of lent memory behind", op, fuzz_live());
	return 0;
}
