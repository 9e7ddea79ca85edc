/*
 * close: an error while a thing is closed is reported, and the thing is closed all the same.
 * Rule: errors.close    Source: close(2) and fclose, whose errors destructors drop; BufWriter's Drop in Rust
 */
#include "errors/stage.h"

static struct seam_errors_shelf *shelf_with(struct seam_case *c, int mode, int32_t kind)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = NULL;

	if (!p->shelf_new || !p->shelf_put || !p->shelf_close || !errors_has_last(c))
		return NULL;
	CHECK_EQ(c, p->shelf_new(mode, 3, "close", &shelf), SEAM_OK);
	if (shelf)
		CHECK_EQ(c, p->shelf_put(shelf, 1, kind, -5), SEAM_OK);
	return shelf;
}

static void dirty(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	uint64_t live = p->live ? p->live() : 0;
	struct seam_errors_shelf *shelf =
		shelf_with(c, SEAM_SHELF_ONCE, SEAM_STIMULUS(c) ? SEAM_ITEM_DIRTY : SEAM_ITEM_PLAIN);

	if (!shelf)
		return;
	CHECK_EQ(c, p->shelf_put(shelf, 2, SEAM_ITEM_PLAIN, 1), SEAM_OK); /* and the last item is clean */
	CHECK_EQ(c, p->shelf_close(shelf), SEAM_E_FAILED);
	errors_last_is(c, SEAM_DOMAIN_SHELF, SEAM_E_FAILED, NULL, 0);
	p->last_error_clear();
	CHECK_EQ(c, seam_live(c).blocks, 0u);
	if (p->live)
		CHECK_EQ(c, p->live(), live);
}

static void clean(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = shelf_with(c, SEAM_SHELF_ONCE, SEAM_ITEM_BROKEN);

	if (!shelf)
		return;
	errors_last_before(c);
	CHECK_EQ(c, p->shelf_close(shelf), SEAM_OK);
	errors_last_is_before(c, "closing a clean shelf");
	CHECK_EQ(c, p->shelf_close(NULL), SEAM_OK);
	errors_last_is_before(c, "closing no shelf");
	p->last_error_clear();
}

static void replaced(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = shelf_with(c, SEAM_SHELF_OVER, SEAM_ITEM_DIRTY);

	if (!shelf)
		return;
	CHECK_EQ(c, p->shelf_put(shelf, 1, SEAM_ITEM_PLAIN, 1), SEAM_OK);
	CHECK_EQ(c, p->shelf_close(shelf), SEAM_OK);
}

SEAM_CASES(errors, close) = { { "dirty", SEAM_MUST, dirty, "closing that fails says so, and frees all the same", 0 },
	                      { "clean", SEAM_MUST, clean, "closing well, or nothing, is no failure", 0 },
	                      { "replaced", SEAM_MUST, replaced, "an item that is replaced is dirty no more", 0 },
	                      SEAM_END };
