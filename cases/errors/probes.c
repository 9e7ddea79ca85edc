/* probes.c - what is looked at after each pass of each case of this group. */
#include "errors/errors.h"

#include <seam/case.h>

static uint64_t live(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	return p->live ? p->live() : 0;
}

/* Its last error, its shelves and its objects, as another thread has them. */
static void touch(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = NULL;
	struct seam_errors_error *error = NULL;
	int64_t value;

	if (p->shelf_new && p->shelf_close && p->shelf_new(SEAM_SHELF_OVER, 2, "touch", &shelf) == SEAM_OK) {
		if (p->get)
			(void)p->get(shelf, 1, &value);
		(void)p->shelf_close(shelf);
	}
	if (p->error_new && p->error_free && p->error_new(1, -1, "touch", 5, NULL, &error) == SEAM_OK)
		p->error_free(error);
	if (p->code_name)
		(void)p->code_name(-1);
	if (p->last_error_clear)
		p->last_error_clear();
}

/* They tell that memory is out otherwise: their own code comes through, and the last error is set. */
static const size_t tell_otherwise[] = { SEAM_OP_AT(errors, shelf_close), SEAM_OP_AT(errors, shelf_put_all),
	                                 SEAM_OP_AT(errors, get),         SEAM_OP_AT(errors, get_error),
	                                 SEAM_OP_AT(errors, attempt),     SEAM_OP_AT(errors, fail),
	                                 SEAM_OP_AT(errors, panic),       SEAM_OP_AT(errors, scoped),
	                                 SEAM_OP_AT(errors, relay),       SEAM_OP_AT(errors, relay_errno),
	                                 SEAM_OP_AT(errors, retry),       SEAM_OP_AT(errors, transact),
	                                 SEAM_OP_AT(errors, run_all),     SEAM_NO_MORE_OPS };

SEAM_PROBES(errors) = { .live = live, .touch = touch, .not_repeated = tell_otherwise };
