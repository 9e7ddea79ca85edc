/*
 * null: a pointer that is NULL is refused, and ending nothing is nothing.
 * Rule: threads.null    Source: FFI guide; free(NULL)
 */
#include "threads/stage.h"

/* A function of each type that must not be called. */
static threads_count called;

static int64_t on_update(void *userdata, int64_t balance)
{
	(void)userdata;
	threads_more(&called);
	return balance;
}

static void on_text(void *userdata, const char *text)
{
	(void)userdata;
	(void)text;
	threads_more(&called);
}

static void on_value(void *userdata, int64_t value)
{
	(void)userdata;
	(void)value;
	threads_more(&called);
}

static void on_call(void *userdata)
{
	(void)userdata;
	threads_more(&called);
}

#define REFUSED(call) CHECK_EQ(c, s->call, SEAM_E_NULL)

static void account(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct seam_thr_account *a = NULL;
	int64_t n = 99;
	uint64_t u = 99;

	NEED(c, s->account_create);
	REFUSED(account_create(1, NULL, on_call, NULL));
	REFUSED(account_retain(NULL));
	REFUSED(account_references(NULL, &u));
	REFUSED(account_get(NULL, &n));
	REFUSED(account_add(NULL, 1, &n));
	REFUSED(account_update(NULL, on_update, NULL));
	REFUSED(account_describe(NULL, on_text, NULL));
	REFUSED(account_close(NULL));
	CHECK_EQ(c, s->account_release(NULL), SEAM_OK);
	REQUIRE(CHECK_EQ(c, s->account_create(1, NULL, NULL, &a), SEAM_OK));
	REFUSED(account_references(a, NULL));
	REFUSED(account_get(a, NULL));
	REFUSED(account_add(a, 1, NULL));
	REFUSED(account_update(a, NULL, NULL));
	REFUSED(account_transfer(NULL, a, 0));
	REFUSED(account_transfer(a, NULL, 0));
	REFUSED(account_describe(a, NULL, NULL));
	CHECK_EQ(c, s->account_get(a, &n), SEAM_OK); /* not locked, not changed */
	CHECK_EQ(c, n, 1);
	CHECK_EQ(c, u, 99u);
	CHECK_EQ(c, s->account_release(a), SEAM_OK);
}

static void source_and_worker(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct seam_thr_source *source = NULL;
	struct seam_thr_worker *worker = NULL;
	uint64_t id = 99;

	NEED(c, s->source_create && s->worker_start);
	REFUSED(source_create(NULL));
	REFUSED(source_register(NULL, on_value, NULL, on_call, &id));
	REFUSED(source_unregister(NULL, 1));
	REFUSED(source_fire(NULL, 1));
	CHECK_EQ(c, s->source_destroy(NULL), SEAM_OK);
	REQUIRE(CHECK_EQ(c, s->source_create(&source), SEAM_OK));
	REFUSED(source_register(source, NULL, NULL, on_call, &id));
	REFUSED(source_register(source, on_value, NULL, on_call, NULL));
	CHECK_EQ(c, s->source_fire(source, 1), SEAM_OK);
	CHECK_EQ(c, s->source_destroy(source), SEAM_OK);
	REFUSED(worker_start(NULL, NULL, on_call, &worker));
	REFUSED(worker_start(on_value, NULL, on_call, NULL));
	REFUSED(worker_post(NULL, 1));
	REFUSED(worker_stop(NULL));
	CHECK_EQ(c, s->worker_destroy(NULL), SEAM_OK);
	CHECK_EQ(c, id, 99u);
	CHECK_EQ(c, worker, NULL);
	CHECK_EQ(c, threads_read(&called), 0u);
}

SEAM_CASES(threads, null) = {
	{ "account", SEAM_MUST, account, "NULL is refused by each op of accounts, and release takes it", 0 },
	{ "source_and_worker", SEAM_MUST, source_and_worker, "NULL is refused by each op of sources and workers, and destroy takes it", 0 },
	SEAM_END
};
