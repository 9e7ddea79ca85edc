/* stage.c - see stage.h. */
#include "errors/stage.h"

#include <string.h>

static const char before[] = "an earlier failure, of something else";
enum { BEFORE_DOMAIN = 0x5eed, BEFORE_CODE = -4321 };

int64_t errors_value(const struct seam_case *c, int32_t key)
{
	return (int64_t)seam_tag(c, (uint32_t)key);
}

struct seam_errors_shelf *errors_shelf(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = NULL;

	if (!p->shelf_new || !p->shelf_put || !p->shelf_close) {
		seam_skip(c, "the peer does not offer shelves");
		return NULL;
	}
	if (!CHECK_EQ(c, p->shelf_new(SEAM_SHELF_ONCE, STAGE_ITEMS + 3, "stage", &shelf), SEAM_OK))
		return NULL;
	for (int32_t key = KEY_FIRST; key <= KEY_LAST; key++) {
		bool broken = key == KEY_BROKEN;

		CHECK_EQ(c,
		         p->shelf_put(shelf, key, broken ? SEAM_ITEM_BROKEN : SEAM_ITEM_PLAIN,
		                      broken ? DEVICE_CODE : errors_value(c, key)),
		         SEAM_OK);
	}
	return shelf;
}

void errors_end(struct seam_case *c, struct seam_errors_shelf *shelf)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	CHECK_EQ(c, p->shelf_close(shelf), SEAM_OK);
	if (p->last_error_clear)
		p->last_error_clear();
}

bool errors_shelf_is_whole(struct seam_case *c, const struct seam_errors_shelf *shelf)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf_info info = { 0 };
	bool held = true;

	if (p->shelf_info) {
		held &= CHECK_EQ(c, p->shelf_info(shelf, &info), SEAM_OK);
		held &= CHECK_EQ(c, info.count, STAGE_ITEMS);
	}
	for (int32_t key = KEY_FIRST; p->get_errno && key <= KEY_LAST; key++) {
		int64_t value = 0;

		if (key == KEY_BROKEN)
			continue;
		held &= CHECK_EQ(c, p->get_errno(shelf, key, &value), 0);
		held &= CHECK_EQ(c, value, errors_value(c, key));
	}
	return held;
}

bool errors_view_is(struct seam_case *c, const struct seam_errors_view *view, int32_t domain, int32_t code,
                    const char *text, size_t n)
{
	bool held = CHECK_EQ(c, view->domain, domain);

	held &= CHECK_EQ(c, view->code, code);
	if (!CHECK(c, view->message != NULL))
		return false;
	if (!text)
		return CHECK(c, view->message_n >= 1) && CHECK_EQ(c, view->message[view->message_n], 0) && held;
	if (!CHECK_EQ(c, view->message_n, n))
		return false;
	held &= CHECK_BYTES(c, view->message, n, text, n);
	return CHECK_EQ(c, view->message[n], 0) && held;
}

bool errors_last_is(struct seam_case *c, int32_t domain, int32_t code, const char *text, size_t n)
{
	struct seam_errors_view view = { 0 };

	if (!CHECK_EQ(c, SEAM_OPS(c, errors)->last_error(&view), SEAM_OK))
		return false;
	return errors_view_is(c, &view, domain, code, text, n);
}

bool errors_last_is_none(struct seam_case *c)
{
	struct seam_errors_view view;

	return CHECK_EQ(c, SEAM_OPS(c, errors)->last_error(&view), SEAM_E_NOT_FOUND);
}

void errors_last_before(struct seam_case *c)
{
	CHECK_EQ(c, SEAM_OPS(c, errors)->fail(BEFORE_DOMAIN, BEFORE_CODE, before, sizeof before - 1), BEFORE_CODE);
}

bool errors_last_is_before(struct seam_case *c, const char *what)
{
	struct seam_errors_view view = { 0 };

	if (SEAM_OPS(c, errors)->last_error(&view) != SEAM_OK) {
		FAIL(c, "%s: the last error is gone", what);
		return false;
	}
	if (view.domain == BEFORE_DOMAIN && view.code == BEFORE_CODE && view.message_n == sizeof before - 1 &&
	    memcmp(view.message, before, sizeof before) == 0)
		return true;
	FAIL(c, "%s: the last error is not the earlier one any more: domain %d, code %d", what, (int)view.domain,
	     (int)view.code);
	return false;
}

bool errors_has_last(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	if (p->fail && p->last_error && p->last_error_clear)
		return true;
	seam_skip(c, "the peer does not offer the last error");
	return false;
}

bool errors_has_threads(struct seam_case *c)
{
	if (!(seam_traits(c) & SEAM_THREAD_BOUND))
		return true;
	seam_skip(c, "the peer's ops are called on one thread only");
	return false;
}

int errors_give(void *once)
{
	struct errors_once *o = once;

	o->calls++;
	return o->rc;
}
