/* stage.c - see stage.h. */
#include "callbacks/stage.h"

#include <seam/case.h>

static int on_event(uint64_t id, int64_t event, void *userdata);

static void on_destroy(void *userdata)
{
	((struct actor *)userdata)->destroyed++;
}

/* The bus is closed: all that its ops say is SEAM_E_STATE. */
static void try_closed(struct callbacks_stage *s, uint64_t id)
{
	uint32_t called;
	uint64_t more;
	int result;

	s->open += s->p->bus_free(s->bus) != SEAM_E_STATE;
	s->open += s->p->subscribe(s->bus, on_event, &s->extra[0], on_destroy, &more) != SEAM_E_STATE;
	s->open += s->p->replace(s->bus, id, on_event, &s->extra[0], on_destroy) != SEAM_E_STATE;
	s->open += s->p->unsubscribe(s->bus, id) != SEAM_E_STATE;
	s->open += s->p->fire_all(s->bus, 3, &called, &result) != SEAM_E_STATE;
}

static void act(struct callbacks_stage *s, struct actor *a, uint64_t id)
{
	uint64_t next = s->ids[2];

	switch (a->deed) {
	case END_ITSELF:
		s->rc = s->p->unsubscribe(s->bus, id);
		break;
	case END_NEXT:
		s->rc = s->p->unsubscribe(s->bus, next);
		break;
	case ADD: /* many, so that a growing array moves */
		for (s->extras = 0; s->extras < 40 && s->rc <= SEAM_OK; s->extras++) {
			s->rc = s->p->subscribe(s->bus, on_event, &s->extra[s->extras], on_destroy,
			                        &s->extra_ids[s->extras]);
			if (s->rc)
				break;
		}
		break;
	case REPLACE_ITSELF:
		s->rc = s->p->replace(s->bus, id, on_event, &s->extra[0], on_destroy);
		break;
	case REPLACE_NEXT:
		s->rc = s->p->replace(s->bus, next, on_event, &s->extra[0], on_destroy);
		break;
	case FREE_BUS:
		s->rc = s->p->bus_free(s->bus);
		if (s->rc == SEAM_OK)
			try_closed(s, id);
		break;
	case NOTHING:
		break;
	}
}

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	struct actor *a = userdata;

	(void)event;
	a->called++;
	a->called_dead += a->destroyed;
	if (a->called == 1)
		act(a->stage, a, id);
	return 0;
}

bool callbacks_play(struct seam_case *c, struct callbacks_stage *s, enum callbacks_deed deed, uint32_t *called)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	bool ok;
	int result = 1;

	if (!p->bus_new || !p->bus_free || !p->subscribe || !p->unsubscribe || !p->replace || !p->fire_all) {
		seam_skip(c, "the peer does not offer a bus");
		return false;
	}
	*s = (struct callbacks_stage){ .p = p, .rc = 1 };
	ok = CHECK_EQ(c, p->bus_new(&s->bus), SEAM_OK);
	for (int i = 0; i < 40; i++)
		s->extra[i].stage = s;
	for (int i = 0; i < 3 && ok; i++) {
		s->actor[i].stage = s;
		ok = CHECK_EQ(c, p->subscribe(s->bus, on_event, &s->actor[i], on_destroy, &s->ids[i]), SEAM_OK);
	}
	if (!ok)
		return false;
	s->rc = 0;
	s->actor[1].deed = SEAM_STIMULUS(c) ? deed : NOTHING;
	ok = CHECK_EQ(c, p->fire_all(s->bus, 1, called, &result), SEAM_OK);
	CHECK_EQ(c, result, 0);
	CHECK_EQ(c, s->actor[0].called, 1u);
	CHECK_EQ(c, s->actor[1].called, 1u);
	CHECK_EQ(c, s->actor[0].called_dead + s->actor[1].called_dead + s->actor[2].called_dead, 0u);
	return ok;
}

void callbacks_finish(struct seam_case *c, struct callbacks_stage *s, uint32_t expected)
{
	uint32_t called = 999;
	int result;

	CHECK_EQ(c, s->p->fire_all(s->bus, 2, &called, &result), SEAM_OK);
	CHECK_EQ(c, called, expected);
	CHECK_EQ(c, s->p->bus_free(s->bus), SEAM_OK);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(c, s->actor[i].destroyed, 1u);
}
