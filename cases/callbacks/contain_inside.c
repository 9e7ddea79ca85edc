/*
 * contain_inside: a panic that is contained inside a comparator, event or destructor leaves the op around alone.
 * Rule: callbacks.contain_inside    Source: as contain_nested; sort_by and Drop in Rust; std::sort
 */
#include "callbacks/contain.h"

#include <seam/case.h>

struct inside {
	const struct seam_callbacks *p;
	unsigned destroyed;
	int rc;
	bool stimulus;
};

static bool begin(struct seam_case *c, struct inside *n)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);

	if (!callbacks_can_contain(c))
		return false;
	if (!p->sort || !p->bus_new || !p->bus_free || !p->subscribe || !p->fire) {
		seam_skip(c, "the peer does not offer all the ops inside which a panic is tried");
		return false;
	}
	*n = (struct inside){ .p = p, .stimulus = SEAM_STIMULUS(c) };
	return true;
}

static int raise(struct inside *n, const char *text)
{
	return n->stimulus ? n->p->raise(SEAM_RAISE_TEXT, text) : 12345;
}

static int raising_compare(int64_t a, int64_t b, void *userdata)
{
	struct inside *n = userdata;

	n->rc = raise(n, "inside a comparator");
	return (a > b) - (a < b);
}

static void in_comparator(struct seam_case *c)
{
	int64_t items[6] = { 3, 1, 2, 6, 5, 4 };
	struct inside n;

	REQUIRE(begin(c, &n));
	CHECK_EQ(c, n.p->sort(items, 6, raising_compare, &n), SEAM_OK);
	CHECK_EQ(c, n.rc, SEAM_E_PANIC);
	for (int64_t i = 0; i < 6; i++)
		CHECK_EQ(c, items[i], i + 1);
}

static int raising_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id, (void)event;
	return raise(userdata, "inside an event");
}

static void raising_destroy(void *userdata)
{
	struct inside *n = userdata;

	n->destroyed++;
	n->rc = raise(n, "inside a userdata's destructor");
}

static void in_subscription(struct seam_case *c)
{
	struct seam_bus *bus = NULL;
	struct inside n;
	uint64_t id = 0;
	int result = 1;

	REQUIRE(begin(c, &n));
	REQUIRE(CHECK_EQ(c, n.p->bus_new(&bus), SEAM_OK));
	for (int i = 0; i < 3; i++)
		CHECK_EQ(c, n.p->subscribe(bus, raising_event, &n, raising_destroy, &id), SEAM_OK);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(c, n.p->fire(bus, id, 1, &result), SEAM_OK);
		CHECK_EQ(c, result, SEAM_E_PANIC);
	}
	if (n.p->lock_probe)
		CHECK_EQ(c, n.p->lock_probe(bus), SEAM_OK);
	CHECK_EQ(c, n.p->bus_free(bus), SEAM_OK); /* each destructor fails inside, and all are called */
	CHECK_EQ(c, n.destroyed, 3u);
	CHECK_EQ(c, n.rc, SEAM_E_PANIC);
	callbacks_check_message(c, "inside a userdata's destructor");
}

SEAM_CASES(callbacks, contain_inside) = {
	{ "in_comparator", SEAM_MUST, in_comparator,
	  "a panic contained inside a comparator does not disturb the sort", 0 },
	{ "in_subscription", SEAM_MUST, in_subscription,
	  "nor one inside an event or a userdata's destructor the bus", 0 },
	SEAM_END
};
