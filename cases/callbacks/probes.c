/* probes.c - what is looked at after each pass of each case of this group. */
#include "callbacks/callbacks.h"

#include <seam/case.h>

/* Buses, subscriptions, closures, objects and works; kinds that a peer does not know count for nothing. */
static uint64_t live(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	uint64_t all = 0;

	for (int kind = SEAM_LIVE_BUSES; p->live && kind <= SEAM_LIVE_WORKS; kind++) {
		size_t count = 0;

		if (p->live(kind, &count) == SEAM_OK)
			all += count;
	}
	return all;
}

static int quiet_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id, (void)event, (void)userdata;
	return 0;
}

static void touch(struct seam_case *c)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	seam_closure_fn fn = NULL;
	void *context = NULL;
	uint64_t id = 0;
	int64_t sum = 0;
	size_t length = 0;
	int result = 0;

	if (p->bus_new && p->bus_free && p->subscribe && p->fire && p->bus_new(&bus) == SEAM_OK) {
		p->subscribe(bus, quiet_event, NULL, NULL, &id);
		p->fire(bus, id, 0, &result);
		p->bus_free(bus);
	}
	if (p->closure_new && p->closure_free && p->closure_new(1, &fn, &context) == SEAM_OK) {
		fn(context, 1, &sum);
		p->closure_free(fn, context);
	}
	if (p->last_message)
		p->last_message(NULL, 0, &length);
	if (p->lock_probe)
		p->lock_probe(NULL);
}

/* `ask` may have called before it needs memory for the answer. */
static const size_t not_repeated[] = { SEAM_OP_AT(callbacks, ask), SEAM_NO_MORE_OPS };

SEAM_PROBES(callbacks) = { .live = live, .touch = touch, .not_repeated = not_repeated };
