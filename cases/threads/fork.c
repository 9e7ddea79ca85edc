/*
 * fork: a child process has one thread, and no lock that another thread held; what it was given it can use.
 * Rule: threads.fork (advice)    Source: pthread_atfork; malloc and stdio after fork; PyOS_AfterFork_Child
 */
#include "threads/stage.h"

struct forked {
	const struct seam_threads *s;
	struct seam_thr_account *busy, *free;
	struct seam_thr_source *source;
	struct seam_gate *inside, *go;
	threads_count calls;
	uint32_t policy;
};

static int64_t stay(void *userdata, int64_t balance)
{
	struct forked *f = userdata;

	seam_gate_open(f->inside);
	seam_gate_wait(f->go);
	return balance;
}

static void updates(struct seam_case *c, size_t i, void *argument)
{
	struct forked *f = argument;

	(void)i;
	CHECK_EQ(c, f->s->account_update(f->busy, stay, f), SEAM_OK);
}

static void on_value(void *userdata, int64_t value)
{
	if (value == 8)
		threads_more(userdata);
}

static int five(void *userdata, int64_t *result)
{
	(void)userdata;
	*result = 5;
	return 0;
}

/* Each step that went wrong has a number, from 1 on. */
static int works(const struct forked *f, threads_count *calls)
{
	const struct seam_threads *s = f->s;
	struct seam_thr_account *account = NULL;
	struct seam_thr_source *source = NULL;
	struct seam_thr_once *once = NULL;
	const char *message = "";
	uint64_t id = 0, live = s->live();
	int64_t n = 0;
	int32_t code = 0;

	if (s->account_add(f->free, 2, &n) != SEAM_OK || n != 42)
		return 1;
	if (s->account_create(1, NULL, NULL, &account) != SEAM_OK || s->live() != live + 1 || s->account_release(account) != SEAM_OK)
		return 2;
	if (s->source_create(&source) != SEAM_OK || s->source_register(source, on_value, calls, NULL, &id) != SEAM_OK ||
	    s->source_fire(source, 8) != SEAM_OK || threads_read(calls) != 1 || s->source_destroy(source) != SEAM_OK)
		return 3;
	if (s->lib_add && (s->lib_add(1, &n) != SEAM_OK || n != 31 || s->lib_init(NULL, NULL, NULL) != SEAM_OK ||
			   s->lib_shutdown(NULL) != SEAM_OK))
		return 4;
	if (s->last_error && (s->last_error(&code, &message) != SEAM_OK || code != 77 ||
			      s->last_error_set(78, "the child's") != SEAM_OK || s->thread_forget() != SEAM_OK))
		return 5;
	if (s->once_create && (s->once_create(&once) != SEAM_OK || s->once_run(once, five, NULL, &n) != SEAM_OK || n != 5 ||
			       s->once_destroy(once) != SEAM_OK))
		return 6;
	return 0;
}

static int child(struct seam_case *c, void *argument)
{
	struct forked *f = argument;
	struct seam_thr_account *account = NULL;

	(void)c;
	if (f->policy == SEAM_THR_WORKS)
		return works(f, &f->calls);
	return f->s->account_create(1, NULL, NULL, &account) == SEAM_E_STATE ? 0 : 7;
}

static const char *const steps[] = {
	"", "account_add", "account_create and account_release", "a source", "the library", "the last error", "a once",
	"account_create, which is to be refused"
};

static void in_child(struct seam_case *c)
{
	struct forked f = { .s = SEAM_OPS(c, threads) };
	struct seam_thread *thread;
	int64_t n = 0;
	int rc;

	NEED(c, f.s->policy && f.s->live && f.s->account_create && f.s->source_create);
	f.policy = f.s->policy(SEAM_THR_FORK);
	if (f.policy == SEAM_THR_NEVER) {
		seam_skip(c, "the peer is not called in a child of fork");
		return;
	}
	REQUIRE(CHECK(c, f.policy == SEAM_THR_WORKS || f.policy == SEAM_THR_REFUSES));
	REQUIRE(threads_any(c));
	f.inside = seam_gate(c);
	f.go = seam_gate(c);
	REQUIRE(CHECK_EQ(c, f.s->account_create(0, NULL, NULL, &f.busy), SEAM_OK));
	REQUIRE(CHECK_EQ(c, f.s->account_create(40, NULL, NULL, &f.free), SEAM_OK));
	if (f.s->lib_init) {
		CHECK_EQ(c, f.s->lib_init(NULL, NULL, NULL), SEAM_OK);
		CHECK_EQ(c, f.s->lib_add(30, &n), SEAM_OK);
	}
	if (f.s->last_error_set)
		CHECK_EQ(c, f.s->last_error_set(77, "the parent's"), SEAM_OK);
	thread = seam_thread_start(c, updates, &f);
	seam_gate_wait(f.inside);
	rc = seam_fork(c, child, &f);
	seam_gate_open(f.go);
	seam_thread_join(c, thread);
	if (rc > 0)
		FAIL(c, "in the child of fork: %s (%d)", rc < 8 ? steps[rc] : "it was ended by a signal", rc);
	CHECK_EQ(c, f.s->account_add(f.free, 0, &n), SEAM_OK);
	CHECK_EQ(c, n, 40); /* the child's memory is its own */
	if (f.s->last_error_set)
		CHECK_EQ(c, f.s->thread_forget(), SEAM_OK);
	if (f.s->lib_init)
		CHECK_EQ(c, f.s->lib_shutdown(NULL), SEAM_OK);
	CHECK_EQ(c, f.s->account_release(f.busy), SEAM_OK);
	CHECK_EQ(c, f.s->account_release(f.free), SEAM_OK);
	if (rc < 0)
		seam_skip(c, "there is no fork here");
}

SEAM_CASES(threads, fork) = {
	{ "in_child", SEAM_SHOULD, in_child, "in the child of a fork the peer works, or refuses, as it says, whatever other threads were doing", 0 },
	SEAM_END
};
