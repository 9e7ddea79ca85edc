/*
 * object: an error object is the caller's, holds what it was made of, and is freed once, as a whole.
 * Rule: errors.object    Source: GError; git_error's copies; NSError; error objects freed with the wrong function
 */
#include "errors/stage.h"

#include <string.h>

static bool can_make(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	if (p->error_new && p->error_view && p->error_free)
		return true;
	seam_skip(c, "the peer does not offer error objects");
	return false;
}

static struct seam_errors_error *make(struct seam_case *c, int32_t domain, int32_t code, const char *text, size_t n)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error = NULL;
	const char *in = seam_in(c, text, n);
	bool made = CHECK_EQ(c, p->error_new(domain, code, in, n, NULL, &error), SEAM_OK);

	seam_drop(c, in); /* what is kept is a copy */
	return made ? error : NULL;
}

static void is(struct seam_case *c, const struct seam_errors_error *error, int32_t domain, int32_t code,
               const char *text, size_t n)
{
	struct seam_errors_view view = { 0 };

	if (error && CHECK_EQ(c, SEAM_OPS(c, errors)->error_view(error, &view), SEAM_OK))
		errors_view_is(c, &view, domain, code, text, n);
}

static const struct {
	int32_t domain, code;
	const char *text;
	size_t n;
} rows[] = {
	{ 1, -1, "plain", 5 },
	{ 0, 1, "", 0 },
	{ INT32_MIN, INT32_MIN, "%s%n%s {} \\", 11 },
	{ INT32_MAX, INT32_MAX, "a\0b\0", 4 },
	{ 256, -256, "\xff\xfe\xc0\xaf", 4 },
	{ 65536, -65537, "\r\n trailing \n", 13 },
};
#define ROWS (sizeof rows / sizeof rows[0])

static void whole(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *errors[ROWS];

	if (!can_make(c))
		return;
	for (size_t i = 0; i < ROWS; i++)
		errors[i] = make(c, rows[i].domain, rows[i].code, rows[i].text, rows[i].n);
	for (size_t i = 0; i < ROWS; i++) /* all of them alive at once */
		is(c, errors[i], rows[i].domain, rows[i].code, rows[i].text, rows[i].n);
	for (size_t i = 0; i < ROWS; i += 2)
		p->error_free(errors[i]);
	for (size_t i = 1; i < ROWS; i += 2) {
		is(c, errors[i], rows[i].domain, rows[i].code, rows[i].text, rows[i].n);
		p->error_free(errors[i]);
	}
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

static void is_lent(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error;
	char text[1000];

	if (!can_make(c))
		return;
	memset(text, 'e', sizeof text);
	error = make(c, 1, -1, text, sizeof text);
	CHECK(c, seam_live(c).bytes > sizeof text);
	p->error_free(error);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
	p->error_free(NULL);
}

static void not_the_last_one(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error;

	if (!errors_has_last(c) || !can_make(c))
		return;
	errors_last_before(c);
	error = make(c, 1, -1, "an object", 9);
	errors_last_is_before(c, "making an object");
	CHECK_EQ(c, p->fail(2, -2, "a failure", 9), -2);
	is(c, error, 1, -1, "an object", 9);
	p->last_error_clear();
	is(c, error, 1, -1, "an object", 9);
	CHECK_EQ(c, p->fail(2, -2, "a failure", 9), -2);
	p->error_free(error);
	errors_last_is(c, 2, -2, "a failure", 9);
	p->last_error_clear();
}

static void on_another_thread(struct seam_case *c, size_t index, void *argument)
{
	(void)index;
	is(c, argument, 6, -66, "made elsewhere", 14);
	SEAM_OPS(c, errors)->error_free(argument);
}

static void moved(struct seam_case *c)
{
	struct seam_errors_error *error;
	struct seam_thread *thread;

	if (!can_make(c) || !errors_has_threads(c))
		return;
	error = make(c, 6, -66, "made elsewhere", 14);
	thread = error ? seam_thread_start(c, on_another_thread, error) : NULL;
	if (thread)
		seam_thread_join(c, thread);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

SEAM_CASES(errors, object) = {
	{ "whole", SEAM_MUST, whole, "each object holds what it was made of, while others live and die", 0 },
	{ "is_lent", SEAM_MUST, is_lent,
	  "it is made of lent memory, all of which is given back; freeing none is nothing", 0 },
	{ "not_the_last_one", SEAM_MUST, not_the_last_one, "objects and the last error leave each other alone", 0 },
	{ "moved", SEAM_MUST, moved, "it may be looked at and freed on another thread", 0 },
	SEAM_END
};
