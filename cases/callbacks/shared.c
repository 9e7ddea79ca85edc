/* shared.c - see shared.h. */
#include "callbacks/shared.h"

#include <seam/case.h>

int callbacks_shared_event(uint64_t id, int64_t event, void *userdata)
{
	struct callbacks_party *party = userdata;

	(void)id, (void)event;
	if (atomic_fetch_add(&party->called, 1) == 0 && party->go) {
		seam_gate_open(party->inside);
		seam_gate_wait(party->go);
	}
	atomic_fetch_add(&party->called_dead, atomic_load(&party->destroyed));
	return 0;
}

void callbacks_shared_destroy(void *userdata)
{
	atomic_fetch_add(&((struct callbacks_party *)userdata)->destroyed, 1);
}

bool callbacks_shared_open(struct seam_case *c, struct callbacks_shared *s, int kind, int n)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool ok;
	int rc;

	*s = (struct callbacks_shared){ .p = p };
	if (!p->bus_new_for || !p->bus_free || !p->subscribe || !p->unsubscribe || !p->replace || !p->fire ||
	    !p->fire_all || !p->lock_probe) {
		seam_skip(c, "the peer does not offer a bus for threads");
		return false;
	}
	rc = p->bus_new_for(kind, &s->bus);
	if (rc == SEAM_E_UNSUPPORTED) {
		seam_skip(c, "the peer has no bus of this kind");
		return false;
	}
	ok = CHECK_EQ(c, rc, SEAM_OK);
	for (int i = 0; i < 4; i++)
		s->of[i].shared = s;
	for (int i = 0; i < n && ok; i++)
		ok = CHECK_EQ(c,
		              p->subscribe(s->bus, callbacks_shared_event, &s->of[i], callbacks_shared_destroy,
		                           &s->id[i]),
		              SEAM_OK);
	return ok;
}

static void fire_all(struct seam_case *c, size_t index, void *argument)
{
	struct callbacks_shared *s = argument;

	(void)c, (void)index;
	s->fired = s->p->fire_all(s->bus, 1, &s->called, &s->value);
	seam_gate_open(s->of[0].inside); /* nobody shall wait for a callback that was never called */
}

void callbacks_shared_enter(struct seam_case *c, struct callbacks_shared *s)
{
	s->of[0].inside = seam_gate(c);
	s->of[0].go = seam_gate(c);
	s->thread = seam_thread_start(c, fire_all, s);
	if (s->thread)
		seam_gate_wait(s->of[0].inside);
}

void callbacks_shared_leave(struct seam_case *c, struct callbacks_shared *s)
{
	seam_gate_open(s->of[0].go);
	if (s->thread)
		seam_thread_join(c, s->thread);
	CHECK_EQ(c, s->fired, SEAM_OK);
}

void callbacks_shared_close(struct seam_case *c, struct callbacks_shared *s)
{
	CHECK_EQ(c, s->p->lock_probe(s->bus), SEAM_OK);
	CHECK_EQ(c, s->p->bus_free(s->bus), SEAM_OK);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(c, s->of[i].destroyed, s->id[i] ? 1u : 0u);
		CHECK_EQ(c, s->of[i].called_dead, 0u);
	}
}

static void nothing(struct seam_case *c, size_t index, void *argument)
{
	(void)c, (void)index, (void)argument;
}

void callbacks_shared_yield(struct seam_case *c)
{
	struct seam_thread *thread = seam_thread_start(c, nothing, NULL);

	seam_thread_join(c, thread);
}
