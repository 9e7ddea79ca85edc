/* live.c - all callees of a list alive at once: made first, then each called, then all released. */
#include "run.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LIVE = 16384 };

static struct live {
	struct seam_signature *sig;
	struct seam_slots slots;
	seam_fn callee;
	int rc; /* of the op callee */
} live[MOST_LIVE];

/* Makes callee number `i`, with slots of its own at the places where the call will have them. */
static void make_live(struct run *run, struct live *one, uint32_t function)
{
	struct call call;
	size_t size;
	void *args;

	*one = (struct live){ .sig = seam_signature_parse(run->sides->side[0]->functions[function].text, NULL),
		              .rc = -1 };
	if (!one->sig || !sides_lay_out(run->sides, one->sig))
		return;
	size = (one->sig->n_args + 1) * sizeof(void *);
	args = malloc(size);
	if (call_open(&call, one->sig, run->sides, function) == 0 && args) {
		one->slots = (struct seam_slots){ memcpy(args, call.seen.arg, size), call.seen.ret };
		one->rc = run->muted ? 0 : run->ops->callee(one->sig, &one->slots, &one->callee);
	}
	call_close(&call);
}

static void call_live(struct run *run, struct live *one, uint32_t function)
{
	struct call call = { .what = "it could not be made" };
	int rc = one->rc;

	if (!one->sig) {
		run_note(run, FAILED, run->sides->side[0]->functions[function].text, "cannot be parsed");
		return;
	}
	run_step(run, CALLING, one->sig->text);
	if (rc == 0 && (rc = call_open(&call, one->sig, run->sides, function)) == 0) {
		call.muted = run->muted;
		call.flip = run_is_due(run, run->at);
		call.flip_at = run->at;
		rc = run_rounds(run, &call, one->callee);
		run->flipped += call.flipped;
	}
	run_note(run, rc == 0 ? PASSED : rc == SEAM_E_UNSUPPORTED ? UNSUPPORTED : FAILED, one->sig->text, call.what);
	call_close(&call);
}

void run_live(struct run *run)
{
	uint32_t n = run->list->count < MOST_LIVE ? run->list->count : MOST_LIVE;

	run->way = C_CALLS_PEER;
	for (uint32_t i = 0; i < n; i++)
		make_live(run, &live[i], run->list->function[i]);
	for (run->at = 0; run->at < n; run->at++)
		call_live(run, &live[run->at], run->list->function[run->at]);
	for (uint32_t i = 0; i < n; i++) {
		if (live[i].sig && run->ops->release)
			run->ops->release(live[i].sig);
		free((void *)(uintptr_t)live[i].slots.arg);
		free(live[i].sig);
	}
}
