/*
 * init_fails: an init that fails has not happened.
 * Rule: threads.init_fails    Source: std::call_once after an exception; Once's poisoning; half-initialised libraries
 */
#include "threads/stage.h"

#define NEED_LIBRARY(c, s) NEED(c, (s)->lib_init && (s)->lib_shutdown && (s)->lib_add)

struct setup {
	const struct seam_threads *s;
	int calls, result;
};

static int set_up(void *userdata, int64_t *result)
{
	struct setup *setup = userdata;

	setup->calls++;
	(void)result;
	return setup->result;
}

static void fails_first(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct setup bad = { s, 0, 5 }, good = { s, 0, 0 };
	uint32_t count = 99;
	int64_t total = 99;

	NEED_LIBRARY(c, s);
	for (int i = 1; i <= 3; i++) {
		struct seam_live before = seam_live(c);

		bad.result = (const int[]){ 5, -1, 256 }[i - 1];
		CHECK_EQ(c, s->lib_init(set_up, &bad, &count), SEAM_E_FAILED);
		CHECK_EQ(c, bad.calls, i);
		CHECK_EQ(c, count, 99u);
		CHECK_EQ(c, seam_live(c).blocks, before.blocks);
		CHECK_EQ(c, s->lib_add(1, &total), SEAM_E_STATE);
		CHECK_EQ(c, s->lib_shutdown(&count), SEAM_E_STATE);
	}
	REQUIRE(CHECK_EQ(c, s->lib_init(set_up, &good, &count), SEAM_OK));
	CHECK_EQ(c, good.calls, 1);
	CHECK_EQ(c, count, 1u);
	CHECK_EQ(c, s->lib_init(set_up, &bad, &count), SEAM_OK); /* not the first: nothing is called that could fail */
	CHECK_EQ(c, s->lib_shutdown(NULL), SEAM_OK);
	CHECK_EQ(c, s->lib_shutdown(NULL), SEAM_OK);
}

static void no_memory(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct setup setup = { s, 0, 0 };
	struct seam_live before;
	uint32_t count = 99;

	NEED_LIBRARY(c, s);
	before = seam_live(c);
	for (size_t k = 1; k < 20; k++) {
		int rc;

		seam_fail_request(c, k);
		rc = s->lib_init(set_up, &setup, &count);
		seam_fail_request(c, 0);
		if (rc == SEAM_OK)
			break;
		CHECK_EQ(c, rc, SEAM_E_MEMORY);
		CHECK_EQ(c, setup.calls, 0);
		CHECK_EQ(c, count, 99u);
		CHECK_EQ(c, seam_live(c).blocks, before.blocks);
		CHECK_EQ(c, s->lib_shutdown(NULL), SEAM_E_STATE);
	}
	CHECK_EQ(c, count, 1u);
	CHECK_EQ(c, setup.calls, 1);
	CHECK_EQ(c, s->lib_shutdown(NULL), SEAM_OK);
}

SEAM_CASES(threads, init_fails) = {
	{ "fails_first", SEAM_MUST, fails_first, "an init that fails leaves nothing behind, and the next one can succeed", 0 },
	{ "no_memory", SEAM_MUST, no_memory, "an init without memory calls no setup and leaves nothing behind", 0 },
	SEAM_END
};
