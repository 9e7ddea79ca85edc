/*
 * contain_deep: panics with callbacks of both sides on the stack below, and one while another is on its way.
 * Rule: callbacks.contain    Source: RFC 2945; panic in Drop while unwinding; std::terminate; PyErr set twice;
 * longjmp out of cgo
 */
#include "callbacks/contain.h"

#include <seam/case.h>
#include <signal.h>

static bool skips(struct seam_case *c)
{
	if (!(seam_traits(c) & SEAM_PANIC_ABORTS))
		return false;
	seam_skip(c, "the peer declares SEAM_PANIC_ABORTS: see callbacks.contain_abort");
	return true;
}

struct made {
	seam_closure_fn fn;
	void *context;
	int64_t step, sum;
	int rc;
};

static int closing_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct made *m = userdata;

	(void)index, (void)value, (void)fraction, (void)name;
	m->rc = m->fn(m->context, m->step, &m->sum);
	return m->rc;
}

/* Peer, C, peer: the function that the peer made fails below the peer's own loop, and C hands its code on. */
static void made_below_callback(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct made m = { .sum = 99 };
	int result = 0;

	NEED(c, p->each && p->closure_new && p->closure_free);
	REQUIRE(!skips(c));
	m.step = SEAM_STIMULUS(c) ? 1 : 0;
	REQUIRE(CHECK_EQ(c, p->closure_new(INT64_MAX, &m.fn, &m.context), SEAM_OK));
	CHECK_EQ(c, p->each(5, closing_visit, &m, &result), SEAM_OK);
	CHECK_EQ(c, m.rc, SEAM_E_PANIC);
	CHECK_EQ(c, result, SEAM_E_PANIC); /* the visit's value, not a failure of each */
	CHECK_EQ(c, m.sum, 99);
	CHECK_EQ(c, m.fn(m.context, -1, &m.sum), SEAM_OK);
	CHECK_EQ(c, m.sum, INT64_MAX - 1);
	CHECK_EQ(c, p->closure_free(m.fn, m.context), SEAM_OK);
}

struct drive {
	struct seam_case *c;
	unsigned adds, destroyed;
	int rc;
};

static int raising_add(void *self, int64_t n)
{
	struct drive *d = self;
	const struct seam_callbacks *p = SEAM_OPS(d->c, callbacks);

	(void)n;
	d->adds++;
	d->rc = SEAM_STIMULUS(d->c) ? p->raise(SEAM_RAISE_TEXT, "inside a method of the host's") : 0;
	return 0;
}

static int some_total(void *self, int64_t *total)
{
	(void)self;
	*total = 17;
	return 0;
}

static void raising_destroy(void *self)
{
	raising_add(self, 0);
	((struct drive *)self)->destroyed++;
}

static void in_method(struct seam_case *c)
{
	static const struct seam_methods methods = { sizeof methods, NULL, raising_add, some_total, raising_destroy };
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct drive d = { .c = c };
	struct seam_object object = { &methods, &d };
	static const int64_t numbers[3] = { 1, 2, 3 };
	int64_t total = 0;
	int result = 1;

	NEED(c, p->object_drive);
	REQUIRE(callbacks_can_contain(c));
	CHECK_EQ(c, p->object_drive(&object, numbers, 3, &total, &result), SEAM_OK);
	CHECK_EQ(c, d.rc, SEAM_E_PANIC);
	CHECK_EQ(c, result, 0);
	CHECK_EQ(c, total, 17);
	CHECK_EQ(c, d.adds, 4u);
	CHECK_EQ(c, d.destroyed, 1u);
	callbacks_check_message(c, "inside a method of the host's");
}

static int raise_twice(struct seam_case *c, void *argument)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	size_t length = 0;
	int rc;

	(void)argument;
	rc = p->raise(SEAM_RAISE_TWICE, "one, and then another");
	if (rc != SEAM_E_PANIC)
		return rc == SEAM_E_UNSUPPORTED ? 78 : 1;
	if (p->last_message(NULL, 0, &length) != SEAM_E_SPACE)
		return 2;
	return p->raise(SEAM_RAISE_TEXT, "a third") == SEAM_E_PANIC ? 77 : 3;
}

/* In a fork, since the language may say that this is the end. */
static void twice(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	int status;

	REQUIRE(callbacks_can_contain(c));
	if (p->raise(SEAM_RAISE_TWICE, NULL) == SEAM_E_RANGE) {
		seam_skip(c, "the peer does not know SEAM_RAISE_TWICE");
		return;
	}
	status = seam_fork(c, raise_twice, NULL);
	if (status < 0)
		seam_skip(c, "there is no fork here");
	else if (status == 78)
		seam_skip(c, "the peer's language has no failure of this kind");
	else if (status != 77 && status != 128 + SIGABRT)
		FAIL(c,
		     "raising while another is on its way: neither contained nor abort(), but status %d of the process",
		     status);
}

SEAM_CASES(callbacks, contain_deep) = {
	{ "made_below_callback", SEAM_MUST, made_below_callback,
	  "a function of the peer's that fails below a callback of the peer's loop fails alone", 0 },
	{ "in_method", SEAM_MUST, in_method, "so does one in a method, or the end, of an object that the peer drives",
	  0 },
	{ "twice", SEAM_MUST, twice, "a panic while another unwinds is contained, or abort(), nothing else",
	  SEAM_ISOLATED | SEAM_ONCE },
	SEAM_END
};
