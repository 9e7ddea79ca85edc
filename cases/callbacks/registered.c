/*
 * registered: a stored callback is called later, in its turn, and never after its end.
 * Rule: callbacks.registered    Source: koffi, callback after unregister; libuv uv_close; FFI guide 7
 */
#include "callbacks/registered.h"

#include <seam/case.h>

struct callbacks_log callbacks_log;
int callbacks_tags[8] = { 0, 1, 2, 3, 4, 5, 6, 7 };

int callbacks_on_event(uint64_t id, int64_t event, void *userdata)
{
	if (callbacks_log.n < 32) {
		callbacks_log.who[callbacks_log.n] = *(int *)userdata;
		callbacks_log.id[callbacks_log.n] = id;
		callbacks_log.event[callbacks_log.n] = event;
	}
	callbacks_log.n++;
	return 0;
}

bool callbacks_open_bus(struct seam_case *c, const struct seam_callbacks *p, struct seam_bus **bus, uint64_t *ids,
			int n)
{
	bool ok;

	if (!p->bus_new || !p->bus_free || !p->subscribe || !p->unsubscribe || !p->replace || !p->fire ||
	    !p->fire_all) {
		seam_skip(c, "the peer does not offer a bus");
		return false;
	}
	callbacks_log = (struct callbacks_log){ 0, { 0 }, { 0 }, { 0 } };
	ok = CHECK_EQ(c, p->bus_new(bus), SEAM_OK);
	for (int i = 0; i < n && ok; i++) {
		ids[i] = 0;
		ok = CHECK_EQ(c, p->subscribe(*bus, callbacks_on_event, &callbacks_tags[i], NULL, &ids[i]), SEAM_OK);
	}
	return ok;
}

void callbacks_check_all(struct seam_case *c, const struct seam_callbacks *p, struct seam_bus *bus, const int *who,
			 unsigned n)
{
	uint32_t called = 999;
	int result = 999;

	callbacks_log.n = 0;
	if (!CHECK_EQ(c, p->fire_all(bus, 5, &called, &result), SEAM_OK))
		return;
	CHECK_EQ(c, called, n);
	CHECK_EQ(c, result, 0);
	if (CHECK_EQ(c, callbacks_log.n, n))
		CHECK_BYTES(c, callbacks_log.who, n * sizeof *who, who, n * sizeof *who);
}

static void later(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t ids[2];
	int result = 1;

	REQUIRE(callbacks_open_bus(c, p, &bus, ids, 2));
	CHECK_EQ(c, callbacks_log.n, 0u); /* subscribing calls nothing */
	CHECK_EQ(c, p->fire(bus, ids[1], -5000000000, &result), SEAM_OK);
	CHECK_EQ(c, result, 0);
	/* ids are compared whole */
	CHECK_EQ(c, p->fire(bus, ids[1] ^ UINT64_C(1) << 32, 1, &result), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, p->unsubscribe(bus, ids[1] ^ UINT64_C(1) << 32), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, p->replace(bus, ids[1] ^ UINT64_C(1) << 32, callbacks_on_event, &callbacks_tags[5], NULL), SEAM_E_NOT_FOUND);
	if (CHECK_EQ(c, callbacks_log.n, 1u)) {
		CHECK_EQ(c, callbacks_log.who[0], 1);
		CHECK_EQ(c, callbacks_log.id[0], ids[1]);
		CHECK_EQ(c, callbacks_log.event[0], -5000000000);
	}
	/* an event that no double holds */
	CHECK_EQ(c, p->fire(bus, ids[1], 9007199254740993, &result), SEAM_OK);
	if (CHECK_EQ(c, callbacks_log.n, 2u))
		CHECK_EQ(c, callbacks_log.event[1], 9007199254740993);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, callbacks_log.n, 2u);
}

static void in_order(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t ids[6];

	REQUIRE(callbacks_open_bus(c, p, &bus, ids, 6));
	callbacks_check_all(c, p, bus, (const int[]){ 0, 1, 2, 3, 4, 5 }, 6);
	for (int i = 0; i < 6; i++)
		CHECK_EQ(c, callbacks_log.id[i], ids[i]);
	CHECK_EQ(c, p->unsubscribe(bus, ids[2]), SEAM_OK);
	CHECK_EQ(c, p->subscribe(bus, callbacks_on_event, &callbacks_tags[6], NULL, &ids[2]), SEAM_OK);
	callbacks_check_all(c, p, bus, (const int[]){ 0, 1, 3, 4, 5, 6 }, 6); /* a new one comes last */
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
}

static void not_after_unsubscribe(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t ids[3];
	int *result = seam_out(c, sizeof *result);

	REQUIRE(callbacks_open_bus(c, p, &bus, ids, 3));
	CHECK_EQ(c, p->unsubscribe(bus, ids[1]), SEAM_OK);
	CHECK_EQ(c, p->fire(bus, ids[1], 1, result), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, seam_untouched(c, result, sizeof *result), sizeof *result);
	CHECK_EQ(c, callbacks_log.n, 0u);
	callbacks_check_all(c, p, bus, (const int[]){ 0, 2 }, 2);
	CHECK_EQ(c, p->unsubscribe(bus, ids[1]), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, p->replace(bus, ids[1], callbacks_on_event, &callbacks_tags[5], NULL), SEAM_E_NOT_FOUND);
	callbacks_check_all(c, p, bus, (const int[]){ 0, 2 }, 2);
	CHECK_EQ(c, p->bus_free(bus), SEAM_OK);
	CHECK_EQ(c, callbacks_log.n, 2u);
}

SEAM_CASES(callbacks, registered) = {
	{ "later", SEAM_MUST, later, "a stored callback is called by fire alone, with id, event and userdata", 0 },
	{ "in_order", SEAM_MUST, in_order, "fire_all calls in the order of subscription", 0 },
	{ "not_after_unsubscribe", SEAM_MUST, not_after_unsubscribe, "an ended subscription is never called again", 0 },
	SEAM_END
};
