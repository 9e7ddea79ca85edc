/* working.c - see working.h. */
#include "callbacks/working.h"

#include <seam/case.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char here; /* its address names the thread */

static void try_waiting(struct callbacks_working *w)
{
	w->refused += w->p->work_wait(w->work) == SEAM_E_STATE;
	w->refused += w->p->work_free(w->work) == SEAM_E_STATE;
}

static int nothing(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	(void)index, (void)value, (void)fraction, (void)name;
	++*(unsigned *)userdata;
	return 0;
}

static void use_peer(struct callbacks_working *w)
{
	unsigned calls = 0;
	size_t length = 0;
	int result = 1;

	w->wrong += w->p->each(3, nothing, &calls, &result) != SEAM_OK || calls != 3 || result != 0;
	if (w->p->last_message)
		w->p->last_message(NULL, 0, &length);
}

int callbacks_on_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct callbacks_working *w = userdata;
	char expected[32];

	snprintf(expected, sizeof expected, "item %u", (unsigned)index);
	w->after_done += w->dones;
	w->wrong += index != w->visits || value != SEAM_VISIT_VALUE(index) || fraction != index + 0.5 ||
	            strcmp(name, expected) != 0;
	w->wrong += w->on_visit && w->on_visit != &here;
	w->on_visit = &here;
	w->visits++;
	if (w->use_peer)
		use_peer(w);
	if (w->wait_inside)
		try_waiting(w);
	if (w->go && w->visits == 2) {
		seam_gate_open(w->inside);
		seam_gate_wait(w->go);
	}
	if (w->visits == w->cancel_at)
		w->wrong += w->p->work_cancel(w->work) != SEAM_OK;
	return w->visits == w->stop_at ? w->stop : 0;
}

void callbacks_on_done(int status, uint32_t visited, int result, void *userdata)
{
	struct callbacks_working *w = userdata;

	w->dones++;
	w->status = status;
	w->visited = visited;
	w->result = result;
	w->on_done = &here;
	if (w->use_peer)
		use_peer(w);
	if (w->wait_inside)
		try_waiting(w);
}

bool callbacks_work_prepare(struct seam_case *c, struct callbacks_working *w)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);

	*w = (struct callbacks_working){ .p = p, .on_host = &here };
	if (p->work_start && p->work_cancel && p->work_wait && p->work_free && p->each)
		return true;
	seam_skip(c, "the peer does not offer works");
	return false;
}

bool callbacks_work_go(struct seam_case *c, struct callbacks_working *w, uint32_t count, int where)
{
	int rc = w->p->work_start(count, callbacks_on_visit, callbacks_on_done, w, where, &w->work);

	if (rc != SEAM_E_UNSUPPORTED)
		return CHECK_EQ(c, rc, SEAM_OK) && CHECK(c, w->work != NULL);
	seam_skip(c, "the peer has no threads of its own");
	return false;
}

bool callbacks_work_begin(struct seam_case *c, struct callbacks_working *w, uint32_t count, int where)
{
	return callbacks_work_prepare(c, w) && callbacks_work_go(c, w, count, where);
}

void callbacks_work_check(struct seam_case *c, const struct callbacks_working *w, int status, uint32_t visited,
                          int result)
{
	CHECK_EQ(c, w->dones, 1u);
	CHECK_EQ(c, w->visits, visited);
	CHECK_EQ(c, w->visited, visited);
	CHECK_EQ(c, w->status, status);
	CHECK_EQ(c, w->result, result);
	CHECK_EQ(c, w->after_done, 0u);
}
