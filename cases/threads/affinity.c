/*
 * affinity: what is bound to a thread refuses every other one, and ends with its own.
 * Rule: threads.affinity    Source: pyo3's unsendable, napi_env, GTK, COM apartments; !Send values dropped elsewhere (RustSec)
 */
#include "threads/stage.h"

struct affinity {
	const struct seam_threads *s;
	struct seam_thr_pinned *pinned;
	threads_count released;
	int add_rc, destroy_rc;
	uint64_t live;
};

static _Thread_local bool owner;
static threads_count elsewhere;

static void gone(void *userdata)
{
	threads_more(&((struct affinity *)userdata)->released);
	if (!owner)
		threads_more(&elsewhere);
}

static void uses(struct seam_case *c, size_t i, void *argument)
{
	struct affinity *a = argument;
	int64_t value = 99;

	(void)i;
	if (!SEAM_STIMULUS(c)) /* the point is the other thread */
		return;
	a->add_rc = a->s->pinned_add(a->pinned, 1, &value);
	CHECK_EQ(c, value, 99);
	a->destroy_rc = a->s->pinned_destroy(a->pinned);
}

static void refused(struct seam_case *c)
{
	struct affinity a = { .s = SEAM_OPS(c, threads), .add_rc = 99, .destroy_rc = 99 };
	int64_t value = 0;

	NEED(c, a.s->pinned_create);
	owner = true;
	a.live = a.s->live();
	REQUIRE(CHECK_EQ(c, a.s->pinned_create(40, &a, gone, &a.pinned), SEAM_OK));
	CHECK_EQ(c, a.s->live(), a.live + 1);
	for (int i = 1; i <= 3; i++) { /* threads whose numbers and stacks are used again */
		seam_thread_join(c, seam_thread_start(c, uses, &a));
		CHECK_EQ(c, a.add_rc, SEAM_E_STATE);
		REQUIRE(CHECK_EQ(c, a.destroy_rc, SEAM_E_STATE));
		CHECK_EQ(c, threads_read(&a.released), 0u);
		REQUIRE(CHECK_EQ(c, a.s->pinned_add(a.pinned, 1, &value), SEAM_OK));
		CHECK_EQ(c, value, 40 + i);
	}
	CHECK_EQ(c, a.s->pinned_destroy(a.pinned), SEAM_OK);
	CHECK_EQ(c, threads_read(&a.released), 1u);
	CHECK_EQ(c, threads_read(&elsewhere), 0u);
	CHECK_EQ(c, a.s->live(), a.live);
}

static void leaves(struct seam_case *c, size_t i, void *argument)
{
	struct affinity *a = argument;
	struct seam_thr_pinned *pinned[3] = { NULL, NULL, NULL };
	int64_t value = 0;

	(void)i;
	owner = true;
	for (int k = 0; k < 3; k++)
		REQUIRE(CHECK_EQ(c, a->s->pinned_create(k, a, gone, &pinned[k]), SEAM_OK));
	CHECK_EQ(c, a->s->pinned_add(pinned[0], INT64_MAX, &value), SEAM_OK);
	CHECK_EQ(c, a->s->pinned_add(pinned[0], 1, &value), SEAM_OK);
	CHECK_EQ(c, value, INT64_MIN);
	CHECK_EQ(c, a->s->pinned_destroy(pinned[1]), SEAM_OK);
	CHECK_EQ(c, a->s->live(), a->live + 2);
}

static void ends(struct seam_case *c)
{
	struct affinity a = { .s = SEAM_OPS(c, threads) };

	NEED(c, a.s->pinned_create);
	REQUIRE(threads_any(c));
	a.live = a.s->live();
	for (unsigned n = 1; n <= 3; n++) {
		seam_thread_join(c, seam_thread_start(c, leaves, &a));
		CHECK_EQ(c, threads_read(&a.released), 3 * n);
		CHECK_EQ(c, a.s->live(), a.live);
	}
	CHECK_EQ(c, threads_read(&elsewhere), 0u);
}

static void bound_ops(struct seam_case *c, size_t i, void *argument)
{
	const struct seam_threads *s = argument;
	struct seam_thr_account *account = NULL;
	struct seam_thr_source *source = NULL;
	struct seam_thr_box *box = NULL;
	int64_t n = 0;

	(void)i;
	if (!SEAM_STIMULUS(c)) {
		FAIL(c, "no op was called on another thread");
		return;
	}
	if (s->account_create)
		CHECK_EQ(c, s->account_create(1, NULL, NULL, &account), SEAM_E_STATE);
	if (s->source_create)
		CHECK_EQ(c, s->source_create(&source), SEAM_E_STATE);
	if (s->box_create)
		CHECK_EQ(c, s->box_create(&box), SEAM_E_STATE);
	if (s->lib_init)
		CHECK_EQ(c, s->lib_init(NULL, NULL, NULL), SEAM_E_STATE);
	if (s->lib_add)
		CHECK_EQ(c, s->lib_add(1, &n), SEAM_E_STATE);
	if (s->last_error_set)
		CHECK_EQ(c, s->last_error_set(1, "no"), SEAM_E_STATE);
	CHECK(c, !account && !source && !box);
}

static void bound(struct seam_case *c)
{
	seam_thread_join(c, seam_thread_start(c, bound_ops, (void *)(uintptr_t)SEAM_OPS(c, threads)));
}

SEAM_CASES(threads, affinity) = {
	{ "refused", SEAM_MUST, refused, "a pinned handle refuses use and end on another thread, whichever that is, and goes on working on its own", 0 },
	{ "ends", SEAM_MUST, ends, "what is pinned to a thread ends with it, on it", 0 },
	{ "bound", SEAM_MUST, bound, "a peer that is bound to one thread refuses every other one", SEAM_NEEDS(SEAM_THREAD_BOUND) },
	SEAM_END
};
