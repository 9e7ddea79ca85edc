/*
 * longjmp_shield: behind a shield a jump is a value like others, to every op that calls back.
 * Rule: callbacks.longjmp    Source: as longjmp
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>
#include <setjmp.h>
#include <string.h>

#define CODE (-4242)

static struct {
	jmp_buf *back;
	bool stimulus;
	unsigned calls;
} shield;

static void jump(void)
{
	if (shield.stimulus)
		longjmp(*shield.back, 1);
}

static int shielded(void)
{
	jmp_buf here, *outer = shield.back;
	int code = 0;

	shield.calls++;
	shield.back = &here;
	if (setjmp(here) == 0)
		jump();
	else
		code = CODE;
	shield.back = outer;
	return code;
}

static void begin(struct seam_case *c)
{
	shield.back = NULL;
	shield.calls = 0;
	shield.stimulus = SEAM_STIMULUS(c);
}

static int on_compare(int64_t a, int64_t b, void *userdata)
{
	*(int *)userdata += shielded() == CODE;
	return (a > b) - (a < b);
}

static void sort(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	int64_t items[4] = { 4, 3, 2, 1 };
	int jumps = 0;

	NEED(c, p->sort);
	begin(c);
	CHECK_EQ(c, p->sort(items, 4, on_compare, &jumps), SEAM_OK);
	CHECK(c, jumps > 2);
	for (int i = 0; i < 4; i++)
		CHECK_EQ(c, items[i], i + 1);
}

static int on_add(void *self, int64_t n)
{
	(void)self, (void)n;
	return shielded();
}

static int on_total(void *self, int64_t *total)
{
	(void)self;
	*total = 1;
	return 0;
}

static void on_destroy(void *self)
{
	++*(unsigned *)self;
}

static void drive(struct seam_case *c)
{
	static const struct seam_methods methods = { sizeof methods, NULL, on_add, on_total, on_destroy };
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	unsigned destroyed = 0;
	struct seam_object object = { &methods, &destroyed };
	static const int64_t numbers[2] = { 1, 2 };
	int64_t total = 0;
	int result = 0;

	NEED(c, p->object_drive);
	begin(c);
	CHECK_EQ(c, p->object_drive(&object, numbers, 2, &total, &result), SEAM_OK);
	CHECK_EQ(c, result, CODE);
	CHECK_EQ(c, shield.calls, 1u);
	CHECK_EQ(c, destroyed, 1u);
}

static int on_question(const char *question, size_t length, char *buffer, size_t size, size_t *used, void *userdata)
{
	(void)question, (void)length, (void)buffer, (void)size, (void)used, (void)userdata;
	return shielded();
}

static void ask(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	char *text = NULL;
	size_t n = 0;
	int rc;

	NEED(c, p->ask);
	begin(c);
	rc = p->ask("?", 1, on_question, NULL, &text, &n);
	if (rc == SEAM_OK)
		seam_free_lent(c, text);
	CHECK_EQ(c, rc, SEAM_E_FAILED);
}

static int64_t on_read(void *buffer, size_t size, void *userdata)
{
	(void)size;
	memset(buffer, 'x', 10);
	return (*(int *)userdata)++ < 3 ? 10 : 0;
}

static int64_t on_write(const void *bytes, size_t size, void *userdata)
{
	(void)bytes, (void)userdata;
	return shield.calls == 1 && shielded() ? CODE : (int64_t)size;
}

static int on_progress(uint64_t done, void *userdata)
{
	(void)done, (void)userdata;
	return shield.calls == 0 && shielded() ? 0 : 0;
}

static void transfer(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	int reads = 0;
	struct seam_transfer table = { sizeof table, &reads, on_read, on_write, on_progress, NULL };
	uint64_t done = 0;
	int64_t result = 0;

	NEED(c, p->transfer);
	begin(c);
	CHECK_EQ(c, p->transfer(&table, "x", &done, &result), SEAM_E_FAILED); /* jumps in a progress, then in a write */
	CHECK_EQ(c, result, CODE);
	CHECK_EQ(c, done, 10u);
	CHECK_EQ(c, shield.calls, 2u);
}

static int inner_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)index, (void)value, (void)fraction, (void)name, (void)userdata;
	return shielded();
}

static int outer_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	const struct seam_callbacks *p = userdata;
	int result = 0;

	(void)value, (void)fraction, (void)name;
	if (p->each(2, inner_visit, NULL, &result) != SEAM_OK || result != CODE)
		return 1;
	return index == 2 ? shielded() : 0; /* the outer shield, after the inner ones */
}

static void nested(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	int result = 0;

	NEED(c, p->each);
	begin(c);
	CHECK_EQ(c, p->each(5, outer_visit, (void *)p, &result), SEAM_OK);
	CHECK_EQ(c, result, CODE);
	CHECK_EQ(c, shield.calls, 4u);
}

SEAM_CASES(callbacks,
           longjmp_shield) = { { "sort", SEAM_MUST, sort, "jumps stopped in a comparator do not disturb the sort", 0 },
	                       { "object_drive", SEAM_MUST, drive, "nor those in a method the drive", 0 },
	                       { "ask", SEAM_MUST, ask, "nor those in an answer", 0 },
	                       { "transfer", SEAM_MUST, transfer, "nor those in a stream's functions", 0 },
	                       { "nested", SEAM_MUST, nested, "shields on several levels each stop their own", 0 },
	                       SEAM_END };
