/*
 * describe: a text that is lent to a callback is nobody else's meanwhile: no static buffer, none of the thread's.
 * Rule: threads.describe    Source: strerror, ctime, inet_ntoa, dlerror; buffers that are thread-local but not re-entrant
 */
#include "threads/stage.h"

#include <string.h>

struct describe {
	const struct seam_threads *s;
	struct seam_case *c;
	struct seam_thr_account *account[2];
	struct seam_thread *other;
	unsigned calls, inner;
	bool changed;
	int64_t more;
};

static void inside(void *userdata, const char *text)
{
	struct describe *d = userdata;

	d->inner++;
	CHECK_STR(d->c, text, "-9223372036854775808");
}

static void second(struct seam_case *c, size_t i, void *argument)
{
	struct describe *d = argument;

	(void)i;
	CHECK_EQ(c, d->s->account_describe(d->account[1], inside, d), SEAM_OK);
	if (d->more)
		CHECK_EQ(c, d->s->account_add(d->account[0], d->more, &d->more), SEAM_OK);
}

static void here(void *userdata, const char *text)
{
	struct describe *d = userdata;

	d->calls++;
	CHECK_STR(d->c, text, "1234567890123");
	second(d->c, 0, d);
	d->changed = strcmp(text, "1234567890123") != 0;
}

static void elsewhere(void *userdata, const char *text)
{
	struct describe *d = userdata;

	d->calls++;
	CHECK_STR(d->c, text, "1234567890123");
	d->other = seam_thread_start(d->c, second, d);
	threads_ends(d->c, d->other, "another thread cannot describe an account while a callback of account_describe is running");
	d->changed = strcmp(text, "1234567890123") != 0;
}

static void meet(struct seam_case *c, seam_thr_text_fn fn, int64_t more)
{
	struct describe d = { .s = SEAM_OPS(c, threads), .c = c, .more = more };

	NEED(c, d.s->account_create && d.s->account_describe && d.s->account_add);
	REQUIRE(fn == here || threads_any(c));
	REQUIRE(CHECK_EQ(c, d.s->account_create(1234567890123, NULL, NULL, &d.account[0]), SEAM_OK));
	REQUIRE(CHECK_EQ(c, d.s->account_create(INT64_MIN, NULL, NULL, &d.account[1]), SEAM_OK));
	CHECK_EQ(c, d.s->account_describe(d.account[0], fn, &d), SEAM_OK);
	seam_thread_join(c, d.other);
	CHECK_EQ(c, d.calls, 1u);
	CHECK_EQ(c, d.inner, 1u);
	if (d.changed)
		FAIL(c, "the text changed in the callback's hands, when %s another account was described",
		     fn == here ? "within it" : "on another thread");
	CHECK_EQ(c, d.s->account_release(d.account[0]), SEAM_OK);
	CHECK_EQ(c, d.s->account_release(d.account[1]), SEAM_OK);
}

static void nested(struct seam_case *c)
{
	meet(c, here, 0);
}

static void together(struct seam_case *c)
{
	meet(c, elsewhere, 0);
}

static void changes(struct seam_case *c)
{
	meet(c, elsewhere, 1);
}

SEAM_CASES(threads, describe) = {
	{ "nested", SEAM_MUST, nested, "a text stays as it is when the callback describes another account", 0 },
	{ "together", SEAM_MUST, together, "a text stays as it is when another thread describes another account", 0 },
	{ "changes", SEAM_MUST, changes, "a text stays as it is when another thread changes the account, which does not wait", 0 },
	SEAM_END
};
