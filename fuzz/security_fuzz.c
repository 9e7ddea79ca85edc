/*
 * security_fuzz.c - messages, texts and answers of the group `security`: one op on the bytes of the input.
 *
 * The first byte picks the op, and which request of lent memory fails.  A message is the rest of the input as it lies there, or
 * is put together from it: items that are as they should be, but for a few bytes.
 */
#include "fuzz.h"
#include "input.h"
#include "message.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

static const struct seam_security *s;
static uint64_t base; /* live() with nothing alive */
static unsigned op;

#define UNSET  ((size_t)-77)
#define POISON 0x5B

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	s = FUZZ_LOAD(security);
	base = s->live ? s->live() : 0;
	return 0;
}

/* A block of its own, so that what is behind it is seen. */
static char *a_copy(const void *bytes, size_t n)
{
	char *copy = malloc(n ? n : 1);

	if (n)
		memcpy(copy, bytes, n);
	return copy;
}

/* A block that the peer gave is of the lent allocator, terminated, and holds this. */
static void given(const char *name, char *block, size_t n, const void *expected, size_t expected_n)
{
	EXPECT(block && n == expected_n, "%s: %zu bytes, expected %zu", name, n, expected_n);
	EXPECT(fuzz_is_lent(block, n + 1, 1), "%s: not a block of the lent allocator of %zu bytes", name, n + 1);
	EXPECT(!block[n] && (!n || memcmp(block, expected, n) == 0), "%s: other bytes than expected, or no NUL behind", name);
	fuzz_host()->free(fuzz_host(), block, n + 1, 1);
}

/* ---- messages --------------------------------------------------------------------------------------------------- */

enum { MOST_MESSAGE = 8192 };
static struct message m;

static void same_items(const char *name, struct seam_sec_message *message)
{
	struct seam_sec_item seen;
	size_t n = UNSET;

	EXPECT(s->message_count(message, &n) == SEAM_OK && n == m.n, "%s: %zu items, expected %zu", name, n, m.n);
	for (size_t i = 0; i < n; i++) {
		const struct seam_sec_item *is = &m.item[i];

		memset(&seen, POISON, sizeof seen);
		EXPECT(s->message_item(message, i, &seen) == SEAM_OK, "message_item: item %zu of %zu failed", i, n);
		EXPECT(seen.tag == is->tag && seen.depth == is->depth && seen.number == is->number && seen.size == is->size,
		       "%s: item %zu is tag %" PRIu32 ", depth %" PRIu32 ", number %" PRIu64 ", %zu bytes; expected tag %" PRIu32
		       ", depth %" PRIu32 ", number %" PRIu64 ", %zu bytes", name, i, seen.tag, seen.depth, seen.number, seen.size,
		       is->tag, is->depth, is->number, is->size);
		EXPECT(!is->size || memcmp(seen.bytes, is->bytes, is->size) == 0, "%s: item %zu has other bytes", name, i);
	}
	memset(&seen, POISON, sizeof seen);
	EXPECT(s->message_item(message, n, &seen) == SEAM_E_RANGE, "message_item: index %zu of %zu was not refused", n, n);
	EXPECT(seen.tag == 0x5B5B5B5B, "message_item: *out was written although it was refused");
}

/* What parse or fetch made of a message that the model has read. */
static void judged(const char *name, int rc, struct seam_sec_message *message, size_t before, bool copies)
{
	size_t largest, requests = fuzz_requests(&largest);
	bool bad = m.range || m.encoding;

	SAW(op, -rc);
	EXPECT(largest <= SEAM_SEC_ALLOC_MAX, "%s: a request of %zu bytes", name, largest);
	if (rc == SEAM_OK) {
		EXPECT(!bad, "%s: a message that is %s was read", name, m.range ? "not as it must be" : "no UTF-8");
		EXPECT(message != NULL, "%s: SEAM_OK, and no message", name);
		EXPECT(!s->live || s->live() == base + 1, "%s: live is %" PRIu64, name, s->live() - base);
		same_items(name, message);
		s->message_release(message);
		return;
	}
	if (rc == SEAM_E_MEMORY)
		EXPECT(fuzz_request_failed() && (!bad || copies), "%s: SEAM_E_MEMORY, and memory is there", name);
	else
		EXPECT((rc == SEAM_E_RANGE && (m.range || m.unclear)) || (rc == SEAM_E_ENCODING && m.encoding),
		       "%s: expected %d, seen %d", name, m.range ? SEAM_E_RANGE : m.encoding ? SEAM_E_ENCODING : SEAM_OK, rc);
	EXPECT(!message, "%s: *out was written although the result is %d", name, rc);
	EXPECT(copies || !bad || !requests, "%s: a message that is refused has made %zu requests of memory", name, requests);
	EXPECT(fuzz_live() == before && (!s->live || s->live() == base), "%s: refused, and something is left", name);
}

static void parse(struct input *in)
{
	struct seam_sec_message *message = NULL;
	char *copy = a_copy(in->at, in->left), *kept = a_copy(in->at, in->left);
	size_t before = fuzz_live();
	int rc;

	read_message(&m, kept, in->left);
	rc = s->message_parse(copy, in->left, &message);
	memset(copy, 0xEE, in->left);
	judged("message_parse", rc, message, before, false);
	free(copy);
	free(kept);
}

/* Memory that changes: a byte is what it is when it is first read, and is never the same again. */
static struct {
	uint8_t bytes[4 + MOST_MESSAGE], seen[4 + MOST_MESSAGE];
	size_t size, largest;
	unsigned calls, fails; /* the call that fails; 0: none */
	int64_t wrong;         /* what it returns beyond what it should */
} memory;

static int64_t on_read(void *userdata, uint64_t offset, void *buffer, size_t n)
{
	EXPECT(userdata == &memory, "message_fetch: `read` was called with another userdata");
	if (++memory.calls == memory.fails)
		return (int64_t)n + memory.wrong;
	EXPECT(offset <= memory.size && n <= memory.size - offset, "message_fetch: %zu bytes at %" PRIu64 " were asked for, of %zu", n,
	       offset, memory.size);
	for (size_t i = 0; i < n; i++)
		EXPECT(!memory.seen[offset + i]++, "message_fetch: byte %zu was asked for twice", (size_t)offset + i);
	memcpy(buffer, memory.bytes + offset, n);
	memset(memory.bytes + offset, 0xFF, n);
	return (int64_t)n;
}

static void fetch(struct input *in)
{
	static uint8_t kept[MOST_MESSAGE];
	struct seam_sec_message *message = NULL;
	unsigned how = take_u8(in);
	uint32_t told;
	size_t n, before = fuzz_live();
	int rc;

	n = in->left < MOST_MESSAGE ? in->left : MOST_MESSAGE;
	memcpy(kept, in->at, n);
	memset(&memory, 0, sizeof memory);
	told = how % 16 == 15 ? SEAM_SEC_MESSAGE_MAX + 1 + how : (uint32_t)n;
	for (unsigned i = 0; i < 4; i++)
		memory.bytes[i] = (uint8_t)(told >> (8 * i));
	memcpy(memory.bytes + 4, kept, n);
	memory.size = told == n ? 4 + n : 4;
	memory.fails = how / 16 % 4;
	memory.wrong = how & 128 ? 1 : -1;
	rc = s->message_fetch(on_read, &memory, &message);
	if (memory.fails && memory.calls >= memory.fails) {
		EXPECT(rc == SEAM_E_FAILED && !message && fuzz_live() == before, "message_fetch: `read` failed: seen %d", rc);
		return;
	}
	read_message(&m, kept, n);
	m.range |= told != n;
	judged("message_fetch", rc, message, before, true);
}

/* ---- a message, put together ------------------------------------------------------------------------------------ */

static uint8_t built[MOST_MESSAGE];
static size_t built_n;

static void put(uint64_t number, unsigned bytes)
{
	for (; bytes && built_n < MOST_MESSAGE; bytes--, number >>= 8)
		built[built_n++] = (uint8_t)number;
}

static void put_items(struct input *in, unsigned count, unsigned depth);

static void put_content(struct input *in, unsigned tag, unsigned depth)
{
	static const uint8_t sizes[] = { 1, 2, 4, 8 };
	unsigned n = take_below(in, 40), each = sizes[n % 4];
	uint64_t number;

	switch (tag) {
	case SEAM_SEC_NUMBER: put(take_number(in, 8), 8); break;
	case SEAM_SEC_KIND: put(1 + n % 3, 4); break;
	case SEAM_SEC_LIST:
		put(n % 5, 4);
		put_items(in, n % 5, depth + 1);
		break;
	case SEAM_SEC_ARRAY:
		put(n / 4, 4);
		put(each, 4);
		for (unsigned i = 0; i < n / 4 * each; i++)
			put(take_u8(in), 1);
		break;
	case SEAM_SEC_RUNS: /* as long as three of them are too long together */
		n = n % 8 * (n < 20 ? 1 : 16);
		put(n * 255, 4);
		for (unsigned i = 0; i < n; i++)
			put(255 | i << 8, 2);
		break;
	case SEAM_SEC_NAME:
		for (n %= 4; n; n--) {
			unsigned length = 1 + take_below(in, 63);

			put(length, 1);
			for (unsigned i = 0; i < length; i++)
				put('a' + take_u8(in) % 26u, 1);
		}
		number = take_u8(in);
		put(number & 1 ? 0xC0u | number / 2 % 2 | (number / 4) << 8 : 0, number & 1 ? 2 : 1);
		break;
	case SEAM_SEC_VARINT:
		number = take_number(in, n % 9) << (n & 1 ? 7 : 0);
		for (; number >= 0x80; number >>= 7)
			put(number | 0x80, 1);
		put(number, 1);
		break;
	default:
		for (; n; n--)
			put(take_u8(in) & (n & 1 ? 0x7F : 0xFF), 1);
	}
}

static void put_items(struct input *in, unsigned count, unsigned depth)
{
	for (; count; count--) {
		unsigned tag = in->left && depth < 40 ? 1 + take_below(in, 9) : SEAM_SEC_KIND;
		size_t at = built_n, end;

		put(tag, 5);
		put_content(in, tag, depth);
		end = built_n;
		built_n = at + 1;
		if (built_n + 4 <= MOST_MESSAGE)
			put(end - at - 5, 4);
		built_n = end;
	}
}

static void parse_built(struct input *in)
{
	unsigned how = take_u8(in), at = 0, deep = how % 4 == 3 ? take_below(in, 36) : 0;
	struct input is;

	built_n = 0;
	put(1 | (uint64_t)(deep ? 1 : how % 8) << 8, 5);
	for (unsigned i = 0; i < deep; i++) { /* lists in lists, the lengths below */
		put(SEAM_SEC_LIST, 5);
		put(i + 1 < deep ? 1 : how / 16 % 3, 4);
	}
	put_items(in, deep ? how / 16 % 3 : how % 8, deep);
	for (size_t i = 0, k = 5; i < deep; i++, k += 9)
		for (unsigned b = 0; b < 4; b++)
			built[k + 1 + b] = (uint8_t)((built_n - k - 5) >> (8 * b));
	switch (how / 64) { /* as it should be, or not */
	case 1:
		for (at = 2; at && in->left; at--)
			built[take_number(in, 2) % built_n] = take_u8(in);
		break;
	case 2: built_n -= take_u8(in) % built_n; break;
	case 3: put(take_u8(in), 1);
	}
	is = (struct input){ built, built_n };
	(how & 32 ? fetch : parse)(&is);
}

/* ---- replies, reports, arrays ----------------------------------------------------------------------------------- */

static void heartbeat(struct input *in)
{
	size_t room = take_u8(in), n = take_below(in, 4), payload, reply_n = UNSET, needed;
	char *request, *reply = malloc(room + FUZZ_SLACK);
	bool good;
	int rc;

	n = n ? in->left : in->left < 2 ? 0 : 2 + (size_t)in->at[0] + 256u * in->at[1];
	n = n < in->left ? n : in->left;
	request = a_copy(in->at, n);
	payload = n < 2 ? 0 : (size_t)in->at[0] + 256u * in->at[1];
	good = n >= 2 && payload == n - 2;
	needed = n + 16;
	memset(reply, POISON, room + FUZZ_SLACK);
	rc = s->heartbeat(request, n, reply, room, &reply_n);
	fuzz_answers(op, "heartbeat", rc, !good ? SEAM_E_RANGE : room < needed ? SEAM_E_SPACE : SEAM_OK);
	EXPECT(reply_n == (good ? needed : UNSET), "heartbeat: %zu bytes, expected %zu", reply_n, needed);
	for (size_t i = 0; i < room + FUZZ_SLACK; i++)
		EXPECT((uint8_t)reply[i] == (rc != SEAM_OK || i >= needed ? POISON : i < n ? (uint8_t)request[i] : 0),
		       "heartbeat: byte %zu of the reply to %zu bytes is %d", i, n, reply[i]);
	free(request);
	free(reply);
}

static void report(struct input *in)
{
	struct seam_sec_report seen, expected;
	uint32_t kind = take_below(in, 5);
	uint64_t number = take_number(in, 8);
	size_t n = in->left < 20 ? in->left : 20;
	char *name = a_copy(in->at, n);
	bool nul = n && memchr(name, 0, n);
	int rc;

	memset(&seen, POISON, sizeof seen);
	memset(&expected, 0, sizeof expected);
	rc = s->report_fill(kind, number, n ? name : NULL, n, &seen);
	if (kind < 1 || kind > 3 || n > sizeof expected.name || nul) {
		EXPECT((rc == SEAM_E_NUL && nul) || (rc == SEAM_E_RANGE && (kind < 1 || kind > 3 || n > sizeof expected.name)),
		       "report_fill: kind %" PRIu32 ", %zu bytes: seen %d", kind, n, rc);
		memset(&expected, POISON, sizeof expected);
	} else {
		EXPECT(rc == SEAM_OK, "report_fill: seen %d", rc);
		expected.kind = (uint8_t)kind;
		expected.number = number;
		expected.name_n = (uint16_t)n;
		memcpy(expected.name, name, n);
	}
	EXPECT(memcmp(&seen, &expected, sizeof seen) == 0, "report_fill: the report's bytes are not as expected (result %d)", rc);
	free(name);
}

static void array(struct input *in)
{
	size_t count = take_number(in, take_below(in, 9)), size = take_number(in, take_below(in, 9)), all, largest;
	bool fits = !__builtin_mul_overflow(count, size, &all) && all <= SEAM_SEC_ALLOC_MAX;
	void *out = &m;
	int rc = s->array_make(count, size, &out);

	EXPECT(!fuzz_requests(&largest) || fits, "array_make: %zu times %zu: a request of %zu bytes was made", count, size, largest);
	if (!fuzz_answers(op, "array_make", rc, fits ? SEAM_OK : SEAM_E_RANGE)) {
		EXPECT(out == &m, "array_make: *out was written although the result is %d", rc);
		return;
	}
	EXPECT(fuzz_is_lent(out, all, 16), "array_make: not a block of %zu bytes aligned to 16", all);
	for (size_t i = 0; i < all; i += all > 4096 && i > 64 && i < all - 64 ? 61 : 1)
		EXPECT(!((char *)out)[i], "array_make: byte %zu of %zu is not 0", i, all);
	fuzz_host()->free(fuzz_host(), out, all, 16);
}

/* ---- texts ------------------------------------------------------------------------------------------------------ */

/* Quotes the text into `to`, which has room for six times as much and two; returns the length. */
static size_t quoted(unsigned how, const char *text, size_t n, char *to)
{
	static const char *const entity[] = { ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;" };
	size_t k = 0;

	if (how == SEAM_SEC_SHELL || how == SEAM_SEC_CSV)
		to[k++] = how == SEAM_SEC_SHELL ? '\'' : '"';
	for (size_t i = 0; i < n; i++) {
		uint8_t b = (uint8_t)text[i];

		if (how == SEAM_SEC_SHELL && b == '\'')
			k += (size_t)sprintf(to + k, "'\\''");
		else if (how == SEAM_SEC_CSV && b == '"')
			k += (size_t)sprintf(to + k, "\"\"");
		else if (how == SEAM_SEC_HTML && b < sizeof entity / sizeof *entity && entity[b])
			k += (size_t)sprintf(to + k, "%s", entity[b]);
		else if (how == SEAM_SEC_LOG && (b < 0x20 || b > 0x7E || b == '"' || b == '\\'))
			k += (size_t)sprintf(to + k, "\\x%02x", b);
		else
			to[k++] = (char)b;
	}
	if (how == SEAM_SEC_SHELL || how == SEAM_SEC_CSV)
		to[k++] = how == SEAM_SEC_SHELL ? '\'' : '"';
	return k;
}

static void quote(struct input *in)
{
	unsigned how = take_below(in, 6);
	size_t n = in->left, out_n = UNSET, k;
	char *text = a_copy(in->at, n), *to = malloc(6 * n + 16), *out = NULL;
	bool known = how >= 1 && how <= 4, nul = how != SEAM_SEC_LOG && n && memchr(text, 0, n);
	int rc = s->quote(how, n ? text : NULL, n, &out, &out_n);

	k = quoted(how, text, n, to);
	if (!known && nul)
		EXPECT(rc == SEAM_E_RANGE || rc == SEAM_E_NUL, "quote: seen %d", rc);
	else if (fuzz_answers(op, "quote", rc, !known ? SEAM_E_RANGE : nul ? SEAM_E_NUL : SEAM_OK))
		given("quote", out, out_n, to, k);
	else
		EXPECT(!out && out_n == UNSET, "quote: an out-parameter was written although the result is %d", rc);
	free(text);
	free(to);
}

struct line { char *expected; size_t n; unsigned calls; };

static void on_line(void *userdata, const char *text, size_t n)
{
	struct line *l = userdata;

	EXPECT(!l->calls++ && n == l->n && memcmp(text, l->expected, n) == 0, "log_refused: %zu bytes, expected %zu, or others", n, l->n);
}

static void log_line(struct input *in)
{
	char *name = a_copy(in->at, in->left);
	struct line l = { .expected = malloc(6 * in->left + 32) };

	l.n = (size_t)sprintf(l.expected, "refused: \"");
	l.n += quoted(SEAM_SEC_LOG, name, in->left, l.expected + l.n);
	memcpy(l.expected + l.n, "\"\n", 2);
	l.n += 2;
	if (fuzz_answers(op, "log_refused", s->log_refused(name, in->left, on_line, &l), SEAM_OK))
		EXPECT(l.calls == 1, "log_refused: %u lines", l.calls);
	free(l.expected);
	free(name);
}

static void number(struct input *in)
{
	bool narrow = take_u8(in) & 1;
	int64_t min = narrow ? (int16_t)take_number(in, 2) : INT64_MIN, max = narrow ? (int16_t)take_number(in, 2) : INT64_MAX, out = 77;
	size_t n, digits;
	char *text = take_string(in, in->left, &n), *exact = a_copy(text, n);
	bool minus = *text == '-', good;
	long long value;
	int rc = s->number_parse(exact, n, min, max, &out), expected;

	digits = strspn(text + minus, "0123456789");
	good = digits && digits + minus == n && (text[minus] != '0' || (digits == 1 && !minus));
	errno = 0;
	value = strtoll(text, NULL, 10);
	expected = !good ? SEAM_E_ENCODING : errno || value < min || value > max ? SEAM_E_RANGE : SEAM_OK;
	fuzz_answers(op, "number_parse", rc, expected);
	EXPECT(out == (expected ? 77 : value), "number_parse: \"%s\" gives %" PRId64, text, out);
	free(text);
	free(exact);
}

struct same { size_t calls; const void *self; };

static int on_same(void *userdata, uint8_t a, uint8_t b)
{
	((struct same *)userdata)->calls++;
	return (a | 0x20) == (b | 0x20) ? 2 : 0;
}

static void match(struct input *in)
{
	unsigned how = take_u8(in);
	size_t p_n = take_below(in, 64), t_n;
	const uint8_t *p, *t;
	bool row[512] = { true };
	struct same same = { 0, NULL };
	int32_t out = 77;

	p_n = p_n < in->left ? p_n : in->left;
	p = (const uint8_t *)a_copy(in->at, p_n);
	t_n = in->left - p_n < 511 ? in->left - p_n : 511;
	t = (const uint8_t *)a_copy(in->at + p_n, t_n);
	for (size_t i = 0; i < p_n; i++) {
		bool star = p[i] == '*', before = row[0];

		row[0] = star && before;
		for (size_t k = 1; k <= t_n; k++) {
			bool now = row[k], one = p[i] == '?' || (how & 1 ? (p[i] | 0x20) == (t[k - 1] | 0x20) : p[i] == t[k - 1]);

			row[k] = star ? now || row[k - 1] : before && one;
			before = now;
		}
	}
	if (fuzz_answers(op, "match", s->match((const char *)p, p_n, (const char *)t, t_n, how & 1 ? on_same : NULL, &same, &out), SEAM_OK)) {
		EXPECT(out == row[t_n], "match: expected %d, seen %" PRId32, row[t_n], out);
		EXPECT(same.calls <= (p_n + 1) * (t_n + 1), "match: `same` was called %zu times, for %zu and %zu bytes", same.calls, p_n, t_n);
	}
	free((void *)(uintptr_t)p);
	free((void *)(uintptr_t)t);
}

/* ---- answers ---------------------------------------------------------------------------------------------------- */

static struct answer { struct input in; size_t capacity, n; uint64_t sum; int64_t answer; unsigned calls; uint64_t numbers[16]; } a;

/* Few, as many as there is room for, more, or none; lies as large as may be. */
static int64_t an_answer(struct input *in, size_t limit)
{
	unsigned how = take_u8(in);

	return how < 128 ? (int64_t)(how % (limit + 1)) : how < 160 ? (int64_t)limit : how < 192 ? (int64_t)limit + 1 :
	       how < 224 ? -(int64_t)how : how < 240 ? INT64_MAX : how < 250 ? INT64_C(1) << 32 : INT64_MIN;
}

static int64_t on_source(void *userdata, uint64_t *numbers, size_t capacity)
{
	EXPECT(userdata == &a && !a.calls++, "gather: called again, or with another userdata");
	EXPECT(capacity >= 1 && capacity <= 1024, "gather: a capacity of %zu", capacity);
	for (size_t i = 0; i < capacity; i++)
		EXPECT(!numbers[i], "gather: number %zu of the buffer is %" PRIu64 ", not 0", i, numbers[i]);
	a.capacity = capacity;
	a.answer = an_answer(&a.in, capacity);
	for (size_t i = 0; i < capacity && (int64_t)i < a.answer; i++)
		a.sum += numbers[i] = take_number(&a.in, 8);
	return a.answer;
}

static void gather(struct input *in)
{
	size_t n = UNSET;
	uint64_t sum = 77;
	int rc;

	a.in = *in;
	rc = s->gather(on_source, &a, &n, &sum);
	if (fuzz_answers(op, "gather", rc, a.answer < 0 ? SEAM_E_FAILED : (uint64_t)a.answer > a.capacity ? SEAM_E_RANGE : SEAM_OK))
		EXPECT(n == (uint64_t)a.answer && sum == a.sum, "gather: %zu numbers, the sum %" PRIu64 "; expected %" PRId64 ", %" PRIu64, n,
		       sum, a.answer, a.sum);
	else
		EXPECT(n == UNSET && sum == 77, "gather: an out-parameter was written although it failed");
}

static int64_t on_choose(void *userdata, const uint64_t *numbers, size_t n)
{
	EXPECT(userdata == &a && !a.calls++ && n == a.n && memcmp(numbers, a.numbers, n * sizeof *numbers) == 0, "pick: choose is not called as it should be");
	return a.answer;
}

static void pick(struct input *in)
{
	uint64_t out = 77, *numbers;
	bool good;

	a.n = take_below(in, 17);
	a.answer = an_answer(in, a.n);
	for (size_t i = 0; i < a.n; i++)
		a.numbers[i] = take_number(in, 8);
	numbers = (uint64_t *)(void *)a_copy(a.numbers, a.n * sizeof *numbers);
	good = a.answer >= 0 && (uint64_t)a.answer < a.n;
	fuzz_answers(op, "pick", s->pick(numbers, a.n, on_choose, &a, &out), !a.n || (a.answer >= 0 && !good) ? SEAM_E_RANGE : good ? SEAM_OK : SEAM_E_FAILED);
	EXPECT(a.calls == (a.n > 0), "pick: choose was called %u times", a.calls);
	EXPECT(out == (good ? a.numbers[a.answer] : 77), "pick: another number than was chosen");
	free(numbers);
}

static int on_give(void *userdata, const void **bytes, size_t *n)
{
	EXPECT(userdata == &a && !a.calls++ && !*bytes && !*n, "supply: give is not called as it should be");
	*bytes = a.capacity ? a.in.at : NULL;
	*n = a.n;
	return (int)a.answer;
}

static void supply(struct input *in)
{
	unsigned how = take_u8(in);
	void *out = NULL;
	size_t n = UNSET;

	a.answer = how % 8 == 1 ? 1 : how % 8 == 2 ? -1 : 0;
	a.capacity = how % 8 != 3;
	a.in = *in;
	a.n = how % 8 == 4 ? SEAM_SEC_ALLOC_MAX + 1 + (size_t)take_number(in, 8) / 2 : in->left;
	if (!a.capacity && how & 128)
		a.n = 0;
	if (fuzz_answers(op, "supply", s->supply(on_give, &a, &out, &n),
	       a.answer ? SEAM_E_FAILED : !a.capacity && a.n ? SEAM_E_NULL : a.n > SEAM_SEC_ALLOC_MAX ? SEAM_E_RANGE : SEAM_OK)) {
		EXPECT(n == a.n && fuzz_is_lent(out, n, 1) && (!n || memcmp(out, a.in.at, n) == 0), "supply: %zu bytes, expected %zu, or others", n, a.n);
		fuzz_host()->free(fuzz_host(), out, n, 1);
	} else {
		EXPECT(!out && n == UNSET, "supply: an out-parameter was written although it failed");
	}
}

/* ---- the target ------------------------------------------------------------------------------------------------- */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool messages = s->message_parse && s->message_count && s->message_item && s->message_release;
	struct input in = { data, size };
	unsigned what = take_u8(&in);

	op = what % 16;
	memset(&a, 0, sizeof a);
	fuzz_requests(NULL);
	fuzz_fail_request(what >= 208 ? what / 16 - 12 : 0);
#define OP(number, needed, run)          \
	case number:                     \
		if (needed)              \
			run(&in);        \
		break
	switch (op) {
		OP(0, messages, parse);
		OP(1, messages && s->message_fetch, fetch);
		OP(2, s->heartbeat, heartbeat);
		OP(3, s->report_fill, report);
		OP(4, s->array_make, array);
		OP(5, s->quote, quote);
		OP(6, s->log_refused, log_line);
		OP(7, s->number_parse, number);
		OP(8, s->match, match);
		OP(9, s->gather, gather);
		OP(10, s->pick, pick);
		OP(11, s->supply, supply);
	default:
		if (messages && s->message_fetch)
			parse_built(&in);
	}
	fuzz_fail_request(0);
	EXPECT(fuzz_live() == 0, "op %u leaves %zu blocks of lent memory behind", op, fuzz_live());
	EXPECT(!s->live || s->live() == base, "op %u leaves %" PRIu64 " objects behind", op, s->live() - base);
	return 0;
}
