/* planted.h - what the planted bugs of this group share. */
#ifndef SEAM_ERRORS_PLANTED_H
#define SEAM_ERRORS_PLANTED_H

#include "errors/errors.h"

#include <seam/case.h>
#include <string.h>

#define REAL seam_original(errors)

/* A row: a bug in `op` that the case claims in plain, by a check whose message holds `because`; no checker sees it. */
#define SILENT(name, rule, because, op)                                                                                \
	{ #name, "errors." rule, "plain", "fail", because, true, SEAM_OP(errors, op, name), 0 }
/* The same for one that a checker sees too, or alone. */
#define SEEN_BY(flavour, outcome, name, rule, because, op)                                                             \
	{ #name, "errors." rule, flavour, outcome, because, false, SEAM_OP(errors, op, name), 0 }

typedef struct seam_errors_shelf shelf_t;
typedef struct seam_errors_error error_t;

/* Sets the last error aside, and back. */
struct kept {
	struct seam_errors_view view;
	char text[512];
	bool any;
};

static inline struct kept keep(void)
{
	struct kept k = { .any = false };

	k.any = REAL->last_error(&k.view) == SEAM_OK;
	if (k.any)
		memcpy(k.text, k.view.message, k.view.message_n < sizeof k.text ? k.view.message_n : sizeof k.text);
	return k;
}

static inline void put_back(const struct kept *k)
{
	REAL->last_error_clear();
	if (k->any)
		REAL->fail(k->view.domain, k->view.code, k->text, k->view.message_n);
}

#endif
