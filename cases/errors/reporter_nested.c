/*
 * reporter_nested: reports within reports: each call comes back with its own error.
 * Rule: errors.reporter_nested    Source: as reporter; one saved error per process or thread, where a stack is wanted
 */
#include "errors/stage.h"

#include <stdio.h>
#include <string.h>

struct level {
	struct seam_case *c;
	struct seam_errors_shelf *shelf;
	int depth, most;
};

static void go(struct level *l);

static int deeper(void *userdata, const struct seam_errors_view *error)
{
	struct level *l = userdata;
	char key[16];

	snprintf(key, sizeof key, "%d", 1000 + l->depth);
	CHECK(l->c, strstr(error->message, key) != NULL);
	if (l->depth < l->most) {
		struct level next = { l->c, l->shelf, l->depth + 1, l->most };

		go(&next);
	}
	CHECK(l->c, strstr(error->message, key) != NULL); /* still this level's */
	return SEAM_E_FAILED;
}

static void go(struct level *l)
{
	const struct seam_errors *p = SEAM_OPS(l->c, errors);
	struct seam_errors_view view = { 0 };
	char key[16];
	int64_t value = 0;

	snprintf(key, sizeof key, "%d", 1000 + l->depth);
	CHECK_EQ(l->c, p->attempt(l->shelf, 1000 + l->depth, &value, deeper, l), SEAM_E_NOT_FOUND);
	if (CHECK_EQ(l->c, p->last_error(&view), SEAM_OK) && !strstr(view.message, key))
		FAIL(l->c, "behind the report of level %d, the last error is \"%s\"", l->depth, view.message);
}

static void levels(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const int most[] = { 0, 1, 2, 50 };
	struct level l = { c, NULL, 0, 0 };

	if (!errors_has_last(c) || !(l.shelf = errors_shelf(c)))
		return;
	NEED(c, p->attempt);
	for (size_t i = 0; i < sizeof most / sizeof most[0]; i++) {
		l.most = most[i];
		go(&l);
	}
	errors_end(c, l.shelf);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

SEAM_CASES(errors, reporter_nested) = { { "levels", SEAM_MUST, levels,
	                                  "each of fifty reports within each other comes back with its own error", 0 },
	                                SEAM_END };
