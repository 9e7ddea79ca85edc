/*
 * vtable_by_peer: an object of functions, made by the peer and driven by the host.
 * Rule: callbacks.vtable_by_peer    Source: COM; GObject interfaces; cgo and Rust trait objects behind C tables
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>

static void works(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_object object[2] = { { NULL, NULL }, { NULL, NULL } };
	size_t before = 0, now = 0;
	int64_t *total = seam_out(c, sizeof *total);

	NEED(c, p->object_new && p->live);
	CHECK_EQ(c, p->object_new(1, NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->live(SEAM_LIVE_OBJECTS, &before), SEAM_OK);
	for (int i = 0; i < 2; i++) {
		const struct seam_methods *m;

		REQUIRE(CHECK_EQ(c, p->object_new(1000 * (i + 1), &object[i]), SEAM_OK));
		m = object[i].methods;
		REQUIRE(CHECK(c, m != NULL && m->size >= sizeof *m && m->add && m->total && m->destroy));
	}
	for (int i = 0; i < 2; i++) { /* add, total, and a reset if there is one, act on the object that is named */
		const struct seam_methods *m = object[i].methods;

		CHECK_EQ(c, m->add(object[i].self, -5000000000), SEAM_OK);
		CHECK_EQ(c, m->total(object[i].self, total), SEAM_OK);
		CHECK_EQ(c, *total, 1000 * (i + 1) - 5000000000);
		CHECK_EQ(c, m->total(object[i].self, NULL), SEAM_E_NULL);
		if (m->reset) {
			CHECK_EQ(c, m->reset(object[i].self), SEAM_OK);
			CHECK_EQ(c, m->total(object[i].self, total), SEAM_OK);
			CHECK_EQ(c, *total, 0);
		}
	}
	CHECK_EQ(c, p->live(SEAM_LIVE_OBJECTS, &now), SEAM_OK);
	CHECK_EQ(c, now, before + 2);
	for (int i = 0; i < 2; i++)
		object[i].methods->destroy(object[i].self);
	CHECK_EQ(c, p->live(SEAM_LIVE_OBJECTS, &now), SEAM_OK);
	CHECK_EQ(c, now, before);
	CHECK_EQ(c, p->live(SEAM_LIVE_OBJECTS, NULL), SEAM_E_NULL);
	CHECK_EQ(c, p->live(0, &now), SEAM_E_RANGE);
	CHECK_EQ(c, p->live(1000, &now), SEAM_E_RANGE);
}

SEAM_CASES(callbacks, vtable_by_peer) = {
	{ "works", SEAM_MUST, works, "the peer's objects work through their methods, each its own, and go away", 0 },
	SEAM_END
};
