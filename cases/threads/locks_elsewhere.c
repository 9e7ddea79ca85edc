/* locks_elsewhere.c - the other thread, and the handles that it uses. */
#include "threads/locks.h"

static void no_value(void *userdata, int64_t value)
{
	(void)userdata;
	(void)value;
}

/* Everything that takes a lock, and is not the one handle that lawfully is locked. */
static void other(struct seam_case *c, size_t i, void *argument)
{
	struct threads_locks *l = argument;
	const struct seam_threads *s = l->s;
	struct seam_thr_account *account = NULL;
	struct seam_thr_source *source = NULL;
	uint64_t id = 0;
	int64_t n = 0;

	(void)i;
	CHECK_EQ(c, s->account_create(1, NULL, NULL, &account), SEAM_OK);
	CHECK_EQ(c, s->account_add(l->second, 1, &n), SEAM_OK);
	CHECK_EQ(c, s->account_release(account), SEAM_OK);
	CHECK_EQ(c, s->account_retain(l->account), SEAM_OK);
	CHECK_EQ(c, s->account_release(l->account), SEAM_OK);
	CHECK_EQ(c, s->source_register(l->source, no_value, NULL, NULL, &id), SEAM_OK);
	CHECK_EQ(c, s->source_create(&source), SEAM_OK);
	CHECK_EQ(c, s->source_destroy(source), SEAM_OK);
	if (s->last_error_set) {
		CHECK_EQ(c, s->last_error_set(1, "another thread"), SEAM_OK);
		CHECK_EQ(c, s->thread_forget(), SEAM_OK);
		s->thread_states();
	}
	if (s->lib_add)
		CHECK_EQ(c, s->lib_add(1, &n), SEAM_OK);
	s->live();
}

void threads_call_elsewhere(struct threads_locks *l)
{
	if (l->runs++)
		return;
	l->other = seam_thread_start(l->c, other, l);
	if (!threads_ends(l->c, l->other, "another thread's call does not come back while a callback runs: a lock is held over it"))
		FAIL(l->c, "the callback was %s", l->from);
}

void threads_locks_run(struct seam_case *c, void (*op)(struct threads_locks *l), const char *from)
{
	struct threads_locks l = { .s = SEAM_OPS(c, threads), .c = c, .from = from };

	NEED(c, l.s->live && l.s->account_create && l.s->source_create);
	REQUIRE(threads_any(c));
	if (l.s->lib_init)
		CHECK_EQ(c, l.s->lib_init(NULL, NULL, NULL), SEAM_OK);
	REQUIRE(CHECK_EQ(c, l.s->account_create(0, NULL, NULL, &l.account), SEAM_OK));
	REQUIRE(CHECK_EQ(c, l.s->account_create(0, NULL, NULL, &l.second), SEAM_OK));
	REQUIRE(CHECK_EQ(c, l.s->source_create(&l.source), SEAM_OK));
	op(&l);
	CHECK_EQ(c, l.runs, 1u);
	seam_thread_join(c, l.other);
	CHECK_EQ(c, l.s->source_destroy(l.source), SEAM_OK);
	CHECK_EQ(c, l.s->account_release(l.second), SEAM_OK);
	CHECK_EQ(c, l.s->account_release(l.account), SEAM_OK);
	if (l.s->lib_init)
		CHECK_EQ(c, l.s->lib_shutdown(NULL), SEAM_OK);
}
