/*
 * errors_fuzz.c - a sequence of ops of the group `errors`, beside a model of the shelves, the error objects and the last error.
 *
 * Each step is a byte that picks an op and a slot, and operands.  After each step the last error is compared with the model's.
 */
#include "errors/errors.h"
#include "fuzz.h"
#include "input.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

enum { SLOTS = 3, MOST_STEPS = 120, MOST_ITEMS = 12, MOST_TEXT = 60, ANY_DOMAIN = 0x7A7A };

unsigned fuzz_cost = 4;

static const struct seam_errors *e;
static uint64_t base; /* live() with nothing alive */
static unsigned op;

struct shelf {
	struct seam_errors_shelf *at;
	int mode;
	uint32_t limit, n;
	char label[MOST_TEXT + 1];
	struct seam_errors_item item[MOST_ITEMS];
};
static struct shelf shelf[SLOTS];

struct text { char at[MOST_TEXT + 1]; size_t n; int any; }; /* any: 1: of the peer's choice, not empty; 2: empty or not */
static struct object { struct seam_errors_error *at; struct object *cause; int32_t domain, code; struct text text; } object[SLOTS];
static uint64_t objects;

/* The last error; a text of no size and not `any` is the key in decimal that must be in it. */
static struct { bool is; int32_t domain, code; struct text text; bool holds_key; int32_t key; } last;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	e = FUZZ_LOAD(errors);
	base = e->live ? e->live() : 0;
	return 0;
}

static void sets(int32_t domain, int32_t code, const struct text *text)
{
	last.is = true;
	last.domain = domain;
	last.code = code;
	last.holds_key = false;
	last.text = text && !fuzz_request_failed() ? *text : (struct text){ .any = 1 };
}

static void same_text(const char *name, const struct seam_errors_view *v, const struct text *text)
{
	EXPECT(v->message && v->message[v->message_n] == '\0', "%s: no message, or no NUL behind it", name);
	if (text->any)
		EXPECT(v->message_n || text->any > 1, "%s: the message is empty", name);
	else
		EXPECT(v->message_n == text->n && memcmp(v->message, text->at, text->n) == 0, "%s: another message, of %zu bytes, expected %zu", name,
		       v->message_n, text->n);
}

static void same_last(const char *when)
{
	struct seam_errors_view v = { 77, 77, NULL, 77 };
	int rc = e->last_error ? e->last_error(&v) : SEAM_E_UNSUPPORTED;
	char key[16];

	if (!e->last_error)
		return;
	EXPECT(rc == (last.is ? SEAM_OK : SEAM_E_NOT_FOUND), "last_error %s: expected %d, seen %d", when, last.is ? SEAM_OK : SEAM_E_NOT_FOUND, rc);
	if (!last.is) {
		EXPECT(v.domain == 77 && v.message_n == 77, "last_error: there is none, and *out was written");
		return;
	}
	EXPECT(v.code == last.code && (v.domain == last.domain || last.domain == ANY_DOMAIN), "last_error %s: code %" PRId32 " of domain %" PRId32
	       ", expected %" PRId32 " of %" PRId32, when, v.code, v.domain, last.code, last.domain);
	same_text("last_error", &v, &last.text);
	snprintf(key, sizeof key, "%" PRId32, last.key);
	EXPECT(!last.holds_key || !last.text.any || strstr(v.message, key), "last_error: no key %s in \"%.40s\"", key, v.message);
}

static void a_text(struct text *t, struct input *in)
{
	t->n = take_below(in, MOST_TEXT);
	t->any = 0;
	take_bytes(in, t->at, t->n);
	t->at[t->n] = '\0';
}

/* ---- shelves ---------------------------------------------------------------------------------------------------- */

static struct seam_errors_item *item_of(struct shelf *s, int32_t key)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (s->item[i].key == key)
			return &s->item[i];
	return NULL;
}

static struct seam_errors_item an_item(struct input *in)
{
	static const int64_t values[] = { 0, 1, -1, INT32_MAX, INT32_MIN, INT64_C(1) << 32, INT64_MIN, INT64_MAX };
	unsigned what = take_u8(in);

	return (struct seam_errors_item){ what & 1 ? values[what / 32] : (int8_t)take_u8(in), (int32_t)(what / 2 % 16) - (what == 255 ? 20 : 0),
		                          (int32_t)take_below(in, 16) % 5 };
}

/* What shelf_put says, and does to the model; where two are bad, either code is good. */
static int put(struct shelf *s, const struct seam_errors_item *item, int seen)
{
	struct seam_errors_item *old = item_of(s, item->key);
	bool range = item->key < 0 || item->kind < SEAM_ITEM_PLAIN || item->kind > SEAM_ITEM_DIRTY ||
	             (item->kind == SEAM_ITEM_BROKEN && (!item->value || item->value != (int32_t)item->value));
	int later = old && s->mode == SEAM_SHELF_ONCE ? SEAM_E_STATE : !old && s->n == s->limit ? SEAM_E_SPACE : SEAM_OK;

	if (range)
		return seen && seen == later ? later : SEAM_E_RANGE;
	if (later == SEAM_OK)
		*(old ? old : &s->item[s->n++]) = *item;
	return later;
}

static int lookup(struct shelf *s, int32_t key, int64_t *value)
{
	struct seam_errors_item *item = key < 0 ? NULL : item_of(s, key);

	*value = item ? item->value : 0;
	return key < 0 ? SEAM_E_RANGE : !item ? SEAM_E_NOT_FOUND : item->kind == SEAM_ITEM_BROKEN ? SEAM_E_FAILED : SEAM_OK;
}

static void new_shelf(struct shelf *s, struct input *in)
{
	unsigned how = take_u8(in);
	struct text label;
	int rc;

	a_text(&label, in);
	memset(s, 0, sizeof *s);
	s->mode = how >= 250 ? (int)how : (int)(1 + (how & 1));
	s->limit = how < 5 ? how * 500u : 1u + how % (unsigned)MOST_ITEMS;
	strcpy(s->label, label.at);
	rc = e->shelf_new(s->mode, s->limit, label.at, &s->at);
	memset(label.at, 'x', sizeof label.at);
	if (!fuzz_answers(op, "shelf_new", rc, s->mode > 2 || !s->limit || s->limit > SEAM_SHELF_LIMIT ? SEAM_E_RANGE : SEAM_OK))
		EXPECT(!s->at, "shelf_new: failed, and *out was written");
	else if (s->limit > MOST_ITEMS) { /* more than the model has room for */
		EXPECT(e->shelf_close(s->at) == SEAM_OK, "shelf_close: an empty shelf");
		s->at = NULL;
	}
}

static void close_shelf(struct shelf *s)
{
	int expected = SEAM_OK;

	for (uint32_t i = 0; i < s->n; i++)
		expected = s->item[i].kind == SEAM_ITEM_DIRTY ? SEAM_E_FAILED : expected;
	fuzz_answers(op, "shelf_close", e->shelf_close(s->at), expected);
	if (expected)
		sets(ANY_DOMAIN, expected, NULL);
	s->at = NULL;
	s->n = 0;
}

static void put_some(struct shelf *s, struct input *in)
{
	struct seam_errors_item items[8], one = an_item(in);
	struct shelf before = *s;
	size_t n = take_below(in, 8), bad = 77, at = 0;
	int expected = SEAM_OK, rc;

	if (n < 3 || !e->shelf_put_all) {
		rc = e->shelf_put(s->at, one.key, one.kind, one.value);
		expected = put(s, &one, rc);
		if (!fuzz_answers(op, "shelf_put", rc, expected))
			*s = before;
		return;
	}
	for (size_t i = 0; i < n; i++)
		items[i] = an_item(in);
	rc = e->shelf_put_all(s->at, items, n, &bad);
	while (at < n && (expected = put(s, &items[at], rc)) == SEAM_OK)
		at++;
	if (fuzz_answers(op, "shelf_put_all", rc, expected)) {
		last.is = false;
		return;
	}
	EXPECT(bad == (rc == SEAM_E_MEMORY ? 77 : at), "shelf_put_all: result %d, *bad is %zu, expected %zu", rc, bad, at);
	*s = before;
	sets(ANY_DOMAIN, rc, NULL);
}

static void same_shelf(struct shelf *s)
{
	struct seam_errors_shelf_info info;

	if (!e->shelf_info || !s->at)
		return;
	EXPECT(e->shelf_info(s->at, &info) == SEAM_OK && info.count == s->n && info.limit == s->limit && info.mode == s->mode &&
	               strcmp(info.label, s->label) == 0,
	       "shelf_info: %" PRIu64 " items of %" PRIu32 ", expected %" PRIu32 " of %" PRIu32 ", or another label", info.count, info.limit, s->n, s->limit);
	for (int32_t key = 0; e->contains && key < 16; key++)
		EXPECT(e->contains(s->at, key) == (item_of(s, key) != NULL), "contains: key %" PRId32, key);
}

/* ---- one thing, in each of C's ways ------------------------------------------------------------------------------- */

static void got(int code, int32_t key)
{
	if (!code)
		return;
	sets(SEAM_DOMAIN_SHELF, code, NULL);
	last.holds_key = !fuzz_request_failed();
	last.key = key;
}

static struct { int code; unsigned calls, how; char seen[400]; size_t n; } report;

static int on_report(void *userdata, const struct seam_errors_view *v)
{
	struct seam_errors_view now = { 0 };

	EXPECT(userdata == &report && !report.calls++, "attempt: the reporter was called again, or with another userdata");
	EXPECT(v->code == report.code && v->message && v->message_n, "attempt: reported is %" PRId32 ", expected %d", v->code, report.code);
	if (e->last_error) {
		EXPECT(e->last_error(&now) == SEAM_OK && now.code == v->code && now.domain == v->domain && now.message_n == v->message_n &&
		               memcmp(now.message, v->message, v->message_n) == 0, "attempt: the last error is not what is reported");
	}
	report.n = v->message_n < sizeof report.seen ? v->message_n : 0;
	memcpy(report.seen, v->message, report.n);
	if (report.how & 1 && e->fail)
		e->fail(9, 9, "another", 7);
	if (report.how & 2 && e->last_error_clear)
		e->last_error_clear();
	EXPECT(v->code == report.code && (!report.n || memcmp(v->message, report.seen, report.n) == 0), "attempt: the error changed under the reporter");
	return (int)report.how;
}

static void get_error(struct shelf *s, int32_t key, int64_t value, int code)
{
	struct seam_errors_error *error = NULL;
	const struct seam_errors_error *cause = NULL;
	struct seam_errors_view v = { 0 };
	int64_t out = 77;

	EXPECT(e->get_error(s->at, key, &out, &error) == code && out == (code ? 77 : value), "get_error: expected %d, or another value", code);
	EXPECT(code ? error || fuzz_request_failed() : !error, "get_error: result %d, and the error is %p", code, (void *)error);
	if (!error || !e->error_view)
		return;
	EXPECT(e->error_view(error, &v) == SEAM_OK && v.code == code && v.domain == SEAM_DOMAIN_SHELF && v.message_n, "get_error: not its error");
	EXPECT(e->error_cause(error, &cause) == (code == SEAM_E_FAILED && !fuzz_request_failed() ? SEAM_OK : SEAM_E_NOT_FOUND) || fuzz_request_failed(),
	       "get_error: the cause of %d", code);
	if (cause)
		EXPECT(e->error_view(cause, &v) == SEAM_OK && v.code == value && v.domain == SEAM_DOMAIN_DEVICE && v.message_n,
		       "get_error: the cause is %" PRId32 ", expected %" PRId64, v.code, value);
	e->error_free(error);
}

static void get_report(struct shelf *s, int32_t key, int64_t value, int code)
{
	struct seam_errors_report r, expected = { code ? 0 : value, code, key, { 0 } };

	memset(&r, 0x5B, sizeof r);
	if (e->code_name)
		snprintf(expected.text, sizeof expected.text, "%s", e->code_name(code));
	EXPECT(e->get_report(s->at, key, &r) == !code && r.value == expected.value && r.code == code && r.key == key &&
	               (!e->code_name || memcmp(r.text, expected.text, sizeof r.text) == 0), "get_report: key %" PRId32 ", code %d: not as expected", key, code);
}

static void read_some(struct shelf *s, int32_t first, size_t n)
{
	int64_t values[20], expected = 0, value, rc;
	int code = SEAM_OK;

	memset(values, 0x5B, sizeof values);
	rc = e->read(s->at, first, values, n);
	for (; (size_t)expected < n; expected++) {
		code = lookup(s, (int32_t)(first + expected), &value);
		if (code)
			break;
		EXPECT(values[expected] == value, "read: value %" PRId64 " is %" PRId64 ", expected %" PRId64, expected, values[expected], value);
	}
	EXPECT(rc == (n && !expected ? code : expected), "read: expected %" PRId64 " or %d, seen %" PRId64, expected, code, rc);
	for (size_t i = (size_t)expected; i < 20; i++)
		EXPECT(values[i] == INT64_C(0x5B5B5B5B5B5B5B5B), "read: value %zu was written, of %" PRId64, i, expected);
}

static void get(struct shelf *s, struct input *in)
{
	unsigned how = take_u8(in), key_byte = take_u8(in);
	int32_t key = key_byte < 200 ? (int32_t)(key_byte % 16) : (int32_t)(key_byte - 255) * 70000 - 1;
	int64_t value = 0, out = 77;
	const int64_t *place;
	int code = lookup(s, key, &value), rc;

	switch (how % 8) {
	case 0:
		fuzz_answers(op, "get", rc = e->get ? e->get(s->at, key, &out) : code, code);
		if (e->get) {
			EXPECT(out == (code ? 77 : value), "get: another value, or written on failure");
			got(code, key);
		}
		break;
	case 1:
		if (!e->find)
			break;
		place = e->find(s->at, key);
		EXPECT(code ? !place : place && *place == value, "find: expected %d, or another value", code);
		if (code)
			sets(SEAM_DOMAIN_SHELF, code, NULL);
		break;
	case 2:
		if (e->read)
			read_some(s, key, how / 8 % 20);
		break;
	case 3:
		errno = 33;
		if (e->get_errno) {
			rc = e->get_errno(s->at, key, &out);
			EXPECT(rc == (code ? -1 : 0) && out == (code ? 77 : value) && errno == (!code ? 33 : code == SEAM_E_RANGE ? EINVAL :
			       code == SEAM_E_NOT_FOUND ? ENOENT : EIO), "get_errno: seen %d with errno %d, expected the like of %d", rc, errno, code);
		}
		break;
	case 4:
		if (e->get_report)
			get_report(s, key, value, code);
		break;
	case 5:
		if (e->get_error && e->error_free && e->error_cause)
			get_error(s, key, value, code);
		break;
	default:
		if (!e->attempt)
			break;
		memset(&report, 0, sizeof report);
		report.code = code;
		report.how = how / 8;
		rc = e->attempt(s->at, key, &out, on_report, &report);
		EXPECT(rc == code && out == (code ? 77 : value) && report.calls == (code != 0), "attempt: expected %d, seen %d", code, rc);
		if (!code)
			break;
		got(code, key);
		if (report.n && report.n <= MOST_TEXT && !fuzz_request_failed()) {
			last.text = (struct text){ .n = report.n };
			memcpy(last.text.at, report.seen, report.n);
		}
	}
}

/* ---- the last error, and objects ----------------------------------------------------------------------------------- */

static void free_objects(struct object *o)
{
	struct object *cause = o->cause;

	objects--;
	if (cause) {
		free_objects(cause);
		free(cause);
	}
	memset(o, 0, sizeof *o);
}

static void same_object(const struct seam_errors_error *at, const struct object *o)
{
	struct seam_errors_view v = { 0 };
	const struct seam_errors_error *cause = NULL;

	EXPECT(e->error_view(at, &v) == SEAM_OK && v.code == o->code && (v.domain == o->domain || o->domain == ANY_DOMAIN),
	       "error_view: code %" PRId32 " of domain %" PRId32, v.code, v.domain);
	same_text("error_view", &v, &o->text);
	EXPECT(e->error_cause(at, &cause) == (o->cause ? SEAM_OK : SEAM_E_NOT_FOUND) && !cause == !o->cause, "error_cause: not as expected");
	if (o->cause)
		same_object(cause, o->cause);
}

static void on_object(struct object *o, struct input *in)
{
	unsigned how = take_u8(in);
	struct object fresh = { .domain = (int32_t)take_number(in, 4), .code = (int32_t)take_number(in, how & 4 ? 4 : 1) };

	if (!e->error_new || !e->error_view || !e->error_cause || !e->error_free)
		return;
	if (o->at && how % 4 == 0) {
		e->error_free(o->at);
		free_objects(o);
		return;
	}
	if (how % 4 == 1 && e->last_error_take && !o->at) {
		if (!fuzz_answers(op, "last_error_take", e->last_error_take(&o->at), last.is ? SEAM_OK : SEAM_E_NOT_FOUND)) {
			EXPECT(!o->at, "last_error_take: failed, and *out was written");
			return;
		}
		*o = (struct object){ o->at, NULL, last.domain, last.code, last.text };
		last.is = false;
	} else {
		a_text(&fresh.text, in);
		if (!fuzz_answers(op, "error_new", e->error_new(fresh.domain, fresh.code, fresh.text.n ? fresh.text.at : NULL, fresh.text.n, o->at, &fresh.at),
		        fresh.code ? SEAM_OK : SEAM_E_RANGE)) {
			EXPECT(!fresh.at, "error_new: failed, and *out was written");
			return;
		}
		if (o->at) { /* which belongs to the new one now */
			fresh.cause = malloc(sizeof fresh);
			*fresh.cause = *o;
		}
		*o = fresh;
	}
	objects++;
	same_object(o->at, o);
}

static void on_last(struct input *in)
{
	unsigned how = take_u8(in);
	int32_t domain = (int32_t)take_number(in, 4), code = (int32_t)take_number(in, how & 8 ? 4 : 1);
	struct text text;

	a_text(&text, in);
	if (how % 4 == 0 && e->last_error_clear) {
		e->last_error_clear();
		last.is = false;
	} else if (how % 4 == 1 && e->panic && !(fuzz_traits() & SEAM_PANIC_ABORTS)) {
		for (size_t i = 0; i < text.n; i++)
			text.at[i] = (char)(' ' + (text.at[i] & 0x3F));
		EXPECT(e->panic(text.at) == SEAM_E_PANIC, "panic: not SEAM_E_PANIC");
		sets(SEAM_DOMAIN_PANIC, SEAM_E_PANIC, &text);
	} else if (e->fail) {
		EXPECT(e->fail(domain, code, text.n ? text.at : NULL, text.n) == (code ? code : SEAM_E_RANGE), "fail: not its own code, %" PRId32, code);
		if (code)
			sets(domain, code, &text);
		if (code && fuzz_request_failed())
			last.text.any = 2;
	}
}

/* ---- functions of the host's ---------------------------------------------------------------------------------------- */

static struct answers { struct input in; unsigned calls; size_t n; int value[16], error; unsigned undone; size_t next; } a;

static int on_int(void *userdata)
{
	EXPECT(userdata == &a, "a function was called with another userdata");
	a.calls++;
	return a.value[0];
}

static int64_t on_int64(void *userdata)
{
	return (int64_t)((uint64_t)(uint32_t)on_int(userdata) << 32 | (uint32_t)a.value[1]);
}

static uint32_t on_uint32(void *userdata)
{
	return (uint32_t)on_int(userdata);
}

static enum seam_errors_status on_status(void *userdata)
{
	return (enum seam_errors_status)on_int(userdata);
}

static void relay(void)
{
	int64_t wide = (int64_t)((uint64_t)(uint32_t)a.value[0] << 32 | (uint32_t)a.value[1]);

	EXPECT(!e->relay || e->relay(on_int, &a) == a.value[0], "relay: not %d", a.value[0]);
	EXPECT(!e->relay_int64 || e->relay_int64(on_int64, &a) == wide, "relay_int64: not %" PRId64, wide);
	EXPECT(!e->relay_uint32 || e->relay_uint32(on_uint32, &a) == (uint32_t)a.value[0], "relay_uint32: not %" PRIu32, (uint32_t)a.value[0]);
	EXPECT(!e->relay_status || (int)e->relay_status(on_status, &a) == a.value[0], "relay_status: not %d", a.value[0]);
	EXPECT(!e->truth || e->truth(a.value[0]) == (a.value[0] != 0), "truth: of %d", a.value[0]);
	EXPECT(a.calls == 0u + (e->relay != NULL) + (e->relay_int64 != NULL) + (e->relay_uint32 != NULL) + (e->relay_status != NULL),
	       "relay: %u calls", a.calls);
}

static void names(void)
{
	const char *name = e->code_name ? e->code_name(a.value[0]) : NULL;
	bool known = a.value[0] <= 0 && a.value[0] >= SEAM_E_NOT_FOUND;
	int code = 77, rc;

	if (!name || !e->code_from_name)
		return;
	rc = e->code_from_name(name, &code);
	EXPECT(*name && rc == (known ? SEAM_OK : SEAM_E_NOT_FOUND) && code == (known ? a.value[0] : 77), "code_from_name(\"%s\"): seen %d, %d", name, rc, code);
}

static int on_errno(void *userdata)
{
	(void)userdata;
	EXPECT(a.calls || errno == 41, "a function finds errno %d, expected 41", errno);
	errno = a.calls < 16 && a.value[a.calls % 16] & 64 ? EINTR : a.error;
	return a.value[a.calls++ % 16] < 0 ? -1 - (int)a.calls : (int)a.calls;
}

static void errnos(unsigned how)
{
	unsigned most = how / 4 % 8, expected = 0;
	int seen = 77, rc, error;
	uint32_t tries = 77;

	errno = 41;
	if (how & 1 && e->retry) {
		do
			expected++;
		while (expected < most && a.value[expected - 1] < 0 && (a.value[expected - 1] & 64));
		rc = e->retry(on_errno, &a, most, &tries);
		error = errno;
		EXPECT(most ? a.calls == expected && tries == expected && rc == (a.value[expected - 1] < 0 ? -1 - (int)expected : (int)expected) :
		              rc == SEAM_E_RANGE && tries == 77 && !a.calls, "retry: %d after %" PRIu32 " tries, %u calls; expected %u of %u", rc, tries, a.calls, expected, most);
		EXPECT(!most || error == (a.value[expected - 1] & 64 ? EINTR : a.error), "retry: errno is %d", error);
	} else if (e->relay_errno) {
		rc = e->relay_errno(on_errno, &a, &seen);
		error = errno;
		EXPECT(rc == (a.value[0] < 0 ? -2 : 1) && error == (a.value[0] & 64 ? EINTR : a.error) && seen == (rc < 0 ? error : 77),
		       "relay_errno: %d, errno %d, *seen %d", rc, error, seen);
	}
	if (e->set_errno) {
		rc = e->set_errno(a.value[1]);
		error = errno;
		EXPECT(rc == (a.value[1] ? -1 : 0) && error == a.value[1], "set_errno(%d): %d, errno %d", a.value[1], rc, error);
	}
}

static int on_step(void *userdata, size_t index)
{
	EXPECT(userdata == &a && index == a.calls && index < a.n, "step %zu is called, expected %u of %zu", index, a.calls, a.n);
	return a.value[a.calls++];
}

static int on_undo(void *userdata, size_t index)
{
	EXPECT(userdata == &a && a.next && index == a.next - 1, "undo %zu is called, expected the one before %zu", index, a.next);
	a.next--;
	a.undone++;
	return -99;
}

static void steps(unsigned how)
{
	size_t at = 77, failed = 77, first = 0, count = 0;
	int rc;

	a.n = how / 4 % 16;
	while (first < a.n && !a.value[first])
		first++;
	for (size_t i = 0; i < a.n; i++)
		count += a.value[i] != 0;
	if (how & 1 && e->transact) {
		a.next = first;
		rc = e->transact(a.n, on_step, how & 2 ? NULL : on_undo, &a, &at);
		EXPECT(a.undone == (count && !(how & 2) ? first : 0), "transact: %u were undone, expected %zu", a.undone, first);
		EXPECT(a.calls == (count ? first + 1 : a.n), "transact: %u steps were made", a.calls);
	} else if (e->run_all) {
		rc = e->run_all(a.n, on_step, &a, &at, &failed);
		EXPECT(failed == count && a.calls == a.n, "run_all: %zu failed, expected %zu; %u steps of %zu", failed, count, a.calls, a.n);
	} else {
		return;
	}
	EXPECT(rc == (count ? a.value[first] : SEAM_OK) && at == (count ? first : 77), "steps: %d at %zu; expected %d at %zu", rc, at,
	       count ? a.value[first] : 0, first);
}

static int on_scope(void *userdata, struct seam_errors_shelf *at)
{
	struct shelf s = { .at = at, .mode = SEAM_SHELF_ONCE, .limit = 8, .label = "scoped" };

	EXPECT(userdata == &a && !a.calls++, "scoped: called again, or with another userdata");
	same_shelf(&s);
	if (a.value[1] & 1 && e->shelf_put)
		a.n = e->shelf_put(at, 1, SEAM_ITEM_DIRTY, 1) == SEAM_OK;
	if (a.value[1] & 2 && e->fail) {
		e->fail(5, 6, NULL, 0);
		sets(5, 6, NULL);
		last.text = (struct text){ .any = 2 };
	}
	return a.value[0];
}

static void scoped(void)
{
	int rc = e->scoped ? e->scoped(on_scope, &a) : SEAM_OK, expected = a.value[0] ? a.value[0] : a.n ? SEAM_E_FAILED : SEAM_OK;

	if (!e->scoped || (!a.calls && fuzz_request_failed() && rc == SEAM_E_MEMORY))
		return;
	EXPECT(rc == expected && a.calls == 1, "scoped: expected %d, seen %d", expected, rc);
	if (!a.value[0] && a.n)
		sets(ANY_DOMAIN, SEAM_E_FAILED, NULL);
}

static void functions(struct input *in)
{
	unsigned how = take_u8(in);

	memset(&a, 0, sizeof a);
	a.error = 50 + (int)take_below(in, 50); /* not EINTR */
	for (unsigned i = 0; i < 16; i++)
		a.value[i] = i < 2 ? (int)take_number(in, how & 128 ? 4 : 1) - (how & 64 ? 20 : 0) : (int8_t)take_u8(in) / (how & 32 ? 100 : 1);
	switch (op - 8) {
	case 0: relay(); break;
	case 1: names(); break;
	case 2: errnos(how); break;
	case 3: steps(how); break;
	default: scoped();
	}
}

/* ---- the target ------------------------------------------------------------------------------------------------------ */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	size_t fails = 0;

	memset(shelf, 0, sizeof shelf);
	memset(object, 0, sizeof object);
	memset(&last, 0, sizeof last);
	objects = 0;
	for (unsigned i = 0; i < MOST_STEPS && in.left; i++) {
		unsigned what = take_u8(&in), at = what / 16 % 4;
		uint64_t shelves = 0;

		op = what % 16;
		if (at == SLOTS) { /* the k-th request of the next step fails */
			fails = 1 + op % 3;
			continue;
		}
		fuzz_fail_request(fails);
		if (op < 5 && e->shelf_new && e->shelf_close && e->shelf_put) {
			if (!shelf[at].at)
				new_shelf(&shelf[at], &in);
			else if (op == 0)
				close_shelf(&shelf[at]);
			else if (op < 3)
				put_some(&shelf[at], &in);
			else
				get(&shelf[at], &in);
		} else if (op == 5 || op == 6) {
			on_last(&in);
		} else if (op == 7) {
			on_object(&object[at], &in);
		} else if (op > 7) {
			functions(&in);
		}
		fuzz_fail_request(fails = 0);
		same_last("after a step");
		for (unsigned k = 0; k < SLOTS; k++) {
			same_shelf(&shelf[k]);
			shelves += shelf[k].at != NULL;
		}
		EXPECT(!e->live || e->live() == base + shelves + objects, "live: %" PRIu64 ", expected %" PRIu64, e->live() - base, shelves + objects);
	}
	for (unsigned k = 0; k < SLOTS; k++) {
		if (shelf[k].at)
			close_shelf(&shelf[k]);
		if (object[k].at) {
			same_object(object[k].at, &object[k]);
			e->error_free(object[k].at);
			free_objects(&object[k]);
		}
	}
	if (e->last_error_clear)
		e->last_error_clear();
	EXPECT(fuzz_live() == 0, "%zu blocks of lent memory are left behind", fuzz_live());
	return 0;
}
