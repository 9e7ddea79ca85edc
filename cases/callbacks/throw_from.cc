/*
 * throw_from.cc - the C++ side of throw.c: where exceptions start and where they are caught.
 */
#include "callbacks/throw.h"

namespace {

struct Thrown {
	callbacks_throw *by;
	int number;
};

void throw_now(callbacks_throw *t)
{
	if (t->stimulus)
		throw Thrown{ t, 1729 };
}

/* The shield stops the exception before a frame of the peer is reached, and turns it into a number. */
int leave(callbacks_throw *t)
{
	if (!t->shielded) {
		throw_now(t);
		return 0;
	}
	try {
		throw_now(t);
		return 0;
	} catch (const Thrown &thrown) {
		t->caught += thrown.by == t && thrown.number == 1729;
		return t->code;
	}
}

extern "C" int throwing_visit(uint32_t index, uint64_t, double, const char *, void *userdata)
{
	callbacks_throw *t = static_cast<callbacks_throw *>(userdata);

	t->calls++;
	return index == 1 ? leave(t) : 0;
}

extern "C" int throwing_compare(int64_t a, int64_t b, void *userdata)
{
	callbacks_throw *t = static_cast<callbacks_throw *>(userdata);

	if (++t->calls == 5 && leave(t) == t->code)
		return t->code;
	return (a > b) - (a < b);
}

void call(callbacks_throw *t, int op)
{
	uint32_t called = 0;

	switch (op) {
	case CALLBACKS_EACH:
		t->rc = t->p->each(4, throwing_visit, t, &t->result);
		break;
	case CALLBACKS_WALK:
		t->rc = t->p->walk(4, throwing_visit, t);
		break;
	case CALLBACKS_SORT:
		t->rc = t->p->sort(t->items, 8, throwing_compare, t);
		break;
	case CALLBACKS_FIRE:
		t->rc = t->p->fire(t->bus, t->id, 1, &t->result);
		break;
	case CALLBACKS_FIRE_ALL:
		t->rc = t->p->fire_all(t->bus, 1, &called, &t->result);
		break;
	}
}

} // namespace

int callbacks_throwing_event(uint64_t, int64_t event, void *userdata)
{
	callbacks_throw *t = static_cast<callbacks_throw *>(userdata);

	t->calls++;
	return event == 9 ? 5 : leave(t);
}

int callbacks_throw_over(callbacks_throw *t, int op)
{
	t->rc = 1;
	try {
		call(t, op);
		return CALLBACKS_RETURNED;
	} catch (const Thrown &thrown) {
		return thrown.by == t && thrown.number == 1729 ? CALLBACKS_CAUGHT : CALLBACKS_GARBLED;
	} catch (...) {
		return CALLBACKS_GARBLED;
	}
}
