/* stage.h - what the cases of this group share: a shelf with one item of each kind, and looks at the last error. */
#ifndef SEAM_ERRORS_STAGE_H
#define SEAM_ERRORS_STAGE_H

#include "errors/errors.h"

#include <seam/case.h>

enum {
	KEY_FIRST = 10,  /* plain, its value is value_of(KEY_FIRST); so are 11, 12 and 14 */
	KEY_BROKEN = 13, /* the device's code is DEVICE_CODE                              */
	KEY_LAST = 14,
	KEY_MISSING = 20,
	KEY_BAD = -7,
	DEVICE_CODE = -70013
};
#define STAGE_ITEMS 5u

/* A shelf with the five items and room for three more; NULL after saying why there is none. */
struct seam_errors_shelf *errors_shelf(struct seam_case *c);
/* The value of a plain item of the shelf. */
int64_t errors_value(const struct seam_case *c, int32_t key);
/* Closes it, and lets go of the thread's last error. */
void errors_end(struct seam_case *c, struct seam_errors_shelf *shelf);
/* The shelf holds what errors_shelf put on it, and nothing else. */
bool errors_shelf_is_whole(struct seam_case *c, const struct seam_errors_shelf *shelf);

/* The last error is this one; text NULL: any message of at least one byte. */
bool errors_last_is(struct seam_case *c, int32_t domain, int32_t code, const char *text, size_t n);
bool errors_last_is_none(struct seam_case *c);
/* Makes the last error one that no op of the peer makes by itself, … */
void errors_last_before(struct seam_case *c);
/* … which it still is after `what`. */
bool errors_last_is_before(struct seam_case *c, const char *what);

/* Whether the peer offers the ops of the last error, and may be called on other threads; else the case is skipped. */
bool errors_has_last(struct seam_case *c);
bool errors_has_threads(struct seam_case *c);

/* What a view shows: domain, code and n bytes with a NUL behind them. */
bool errors_view_is(struct seam_case *c, const struct seam_errors_view *view, int32_t domain, int32_t code,
                    const char *text, size_t n);

/* A function of the host that counts its calls and returns `rc`. */
struct errors_once {
	int calls, rc;
};
int errors_give(void *once);

#endif
