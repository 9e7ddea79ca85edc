/* mutants_exact.c - corners of values: zero, NULL, the same again, and what a narrower number cuts off. */
#include "callbacks/planted.h"

#include "callbacks/rows.h"

static int unsub_u32(struct seam_bus *b, uint64_t id)
{
	return REAL->unsubscribe(b, (uint32_t)id);
}

static int fire_u32(struct seam_bus *b, uint64_t id, int64_t e, int *r)
{
	return REAL->fire(b, (uint32_t)id, e, r);
}

static int replace_u32(struct seam_bus *b, uint64_t id, seam_event_fn cb, void *u, seam_destroy_fn d)
{
	return REAL->replace(b, (uint32_t)id, cb, u, d);
}

static int fire_event_double(struct seam_bus *b, uint64_t id, int64_t e, int *r)
{
	volatile double x = (double)e;
	return REAL->fire(b, id, x >= 9.2e18 ? INT64_MAX : (int64_t)x, r);
}

static int with_bigger_refused(struct seam_bus *b, const struct seam_subscription *s, uint64_t *id)
{
	return s && s->size > sizeof *s ? SEAM_E_VERSION : REAL->subscribe_with(b, s, id);
}

static int watch_destroys_refused(struct seam_bus *b, const struct seam_watch *w)
{
	int rc = REAL->bus_watch(b, w);
	if (rc == SEAM_E_VERSION && w->destroy)
		w->destroy(w->userdata);
	return rc;
}

static double echo_f64(double v, int fail)
{
	if (fail) {
		REAL->raise(SEAM_RAISE_TEXT, "x");
		return 0;
	}
	volatile double z = v + 0.0;
	return z;
}

static int echoes_negative_zero(struct seam_echoes *f)
{
	int rc = REAL->echoes(f);
	if (!rc)
		f->f64 = echo_f64;
	return rc;
}

static uint64_t echo_u64(uint64_t v, int fail)
{
	if (fail) {
		REAL->raise(SEAM_RAISE_TEXT, "x");
		return 0;
	}
	volatile double d = (double)v;
	return (v >> 53) && d < 1.8e19 ? (uint64_t)d : v;
}

static int echoes_js(struct seam_echoes *f)
{
	int rc = REAL->echoes(f);
	if (!rc)
		f->u64 = echo_u64;
	return rc;
}

static bool echo_truth(bool v, int fail)
{
	if (fail == 1) {
		REAL->raise(SEAM_RAISE_TEXT, "x");
		return false;
	}
	return v;
}

static int echoes_fail_is_one(struct seam_echoes *f)
{
	int rc = REAL->echoes(f);
	if (!rc)
		f->truth = echo_truth;
	return rc;
}

static int work_empty_no_done(uint32_t n, seam_visit_fn v, seam_done_fn d, void *u, int where, struct seam_work **out)
{
	return REAL->work_start(n, v, d, u, n ? where : SEAM_DONE_THERE, out);
}

static int work_where_wide(uint32_t n, seam_visit_fn v, seam_done_fn d, void *u, int where, struct seam_work **out)
{
	return REAL->work_start(n, v, d, u, where & 0xff, out);
}

SEAM_MUTANTS(callbacks, exact) = {
	ROW("unsub_u32", "registered.later", "SEAM_E_NOT_FOUND", true, unsubscribe, unsub_u32),
	ROW("fire_u32", "registered.later", "SEAM_E_NOT_FOUND", true, fire, fire_u32),
	ROW("replace_u32", "registered.later", "SEAM_E_NOT_FOUND", true, replace, replace_u32),
	ROW("fire_event_double", "registered.later", "event[1]", true, fire, fire_event_double),
	ROW("with_bigger_refused", "priority.shorter", "SEAM_OK", true, subscribe_with, with_bigger_refused),
	ROW("watch_destroys_refused", "watch.refused", "story", true, bus_watch, watch_destroys_refused),
	ROW("echoes_negative_zero", "made.scalars", "-0.0", true, echoes, echoes_negative_zero),
	ROW("echoes_js", "made.scalars", "u64", true, echoes, echoes_js),
	ROW("echoes_fail_is_one", "made.failing", "truth", true, echoes, echoes_fail_is_one),
	ROW("work_empty_no_done", "work.nothing_to_do", "on_done", true, work_start, work_empty_no_done),
	ROW("work_where_wide", "work.refused", "SEAM_E_RANGE", true, work_start, work_where_wide),
	SEAM_NO_MORE_MUTANTS
};
