/*
 * init: a library counts who initialised it, is set up by the first and gone with the last.
 * Rule: threads.init    Source: git_libgit2_init, curl_global_init, Py_Initialize/Py_Finalize
 */
#include "threads/stage.h"

#define NEED_LIBRARY(c, s) NEED(c, (s)->lib_init && (s)->lib_shutdown && (s)->lib_add)

struct setup {
	const struct seam_threads *s;
	int calls, result, results, refused;
};

static int set_up(void *userdata, int64_t *result)
{
	struct setup *setup = userdata;

	setup->calls++;
	setup->results += result != NULL;
	return setup->result;
}

static void counts(struct seam_case *c)
{
	static const uint32_t up[] = { 1, 2, 3 }, down[] = { 2, 1, 0 };
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct setup setup = { s, 0, 0, 0, 0 };
	uint32_t count;

	NEED_LIBRARY(c, s);
	for (int i = 0; i < 3; i++) {
		count = 99;
		REQUIRE(CHECK_EQ(c, s->lib_init(set_up, &setup, &count), SEAM_OK));
		CHECK_EQ(c, count, up[i]);
		CHECK_EQ(c, setup.calls, 1);
	}
	for (int i = 0; i < 3; i++) {
		count = 99;
		CHECK_EQ(c, s->lib_shutdown(&count), SEAM_OK);
		CHECK_EQ(c, count, down[i]);
	}
	CHECK_EQ(c, setup.results, 0); /* lib_init has no result to give */
}

static void refused(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	uint32_t count = 99;
	int64_t total = 99;

	NEED_LIBRARY(c, s);
	for (int round = 0; round < 2; round++) {
		CHECK_EQ(c, s->lib_add(1, &total), SEAM_E_STATE);
		CHECK_EQ(c, total, 99);
		CHECK_EQ(c, s->lib_shutdown(&count), SEAM_E_STATE);
		CHECK_EQ(c, s->lib_shutdown(NULL), SEAM_E_STATE);
		CHECK_EQ(c, count, 99u);
		REQUIRE(CHECK_EQ(c, s->lib_init(NULL, NULL, NULL), SEAM_OK));
		REQUIRE(CHECK_EQ(c, s->lib_init(NULL, NULL, &count), SEAM_OK));
		CHECK_EQ(c, count, 2u); /* what was refused has counted nothing */
		CHECK_EQ(c, s->lib_shutdown(NULL), SEAM_OK);
		CHECK_EQ(c, s->lib_add(1, &total), SEAM_OK); /* one user is left */
		CHECK_EQ(c, s->lib_shutdown(NULL), SEAM_OK);
		total = 99;
		count = 99;
	}
}

static void again(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct setup setup = { s, 0, 0, 0, 0 };
	uint32_t count = 0;
	int64_t total = 0;

	NEED_LIBRARY(c, s);
	for (int round = 1; round <= 4; round++) {
		REQUIRE(CHECK_EQ(c, s->lib_init(set_up, &setup, &count), SEAM_OK));
		CHECK_EQ(c, count, 1u);
		CHECK_EQ(c, setup.calls, round);
		CHECK_EQ(c, s->lib_add(7, &total), SEAM_OK);
		CHECK_EQ(c, total, 7); /* nothing is left of the round before */
		CHECK_EQ(c, s->lib_add(-8, &total), SEAM_OK);
		CHECK_EQ(c, total, -1);
		CHECK_EQ(c, s->lib_shutdown(&count), SEAM_OK);
		CHECK_EQ(c, count, 0u);
	}
}

static int from_within(void *userdata, int64_t *result)
{
	struct setup *setup = userdata;
	int64_t total = 99;

	(void)result;
	setup->calls++;
	setup->refused += setup->s->lib_init(from_within, setup, NULL) == SEAM_E_STATE;
	setup->refused += setup->s->lib_add(1, &total) == SEAM_E_STATE && total == 99;
	setup->refused += setup->s->lib_shutdown(NULL) == SEAM_E_STATE;
	return 0;
}

static void in_setup(struct seam_case *c)
{
	const struct seam_threads *s = SEAM_OPS(c, threads);
	struct setup setup = { s, 0, 0, 0, 0 };
	uint32_t count = 99;

	NEED_LIBRARY(c, s);
	REQUIRE(CHECK_EQ(c, s->lib_init(from_within, &setup, &count), SEAM_OK));
	CHECK_EQ(c, setup.calls, 1);
	CHECK_EQ(c, setup.refused, 3);
	CHECK_EQ(c, count, 1u);
	CHECK_EQ(c, s->lib_shutdown(NULL), SEAM_OK);
}

SEAM_CASES(threads, init) = {
	{ "counts", SEAM_MUST, counts, "each lib_init counts one user more and each lib_shutdown one less; the first sets up", 0 },
	{ "refused", SEAM_MUST, refused, "use before the first init and after the last shutdown is refused, and one shutdown too many", 0 },
	{ "again", SEAM_MUST, again, "after the last shutdown the library can be initialised again, from nothing", 0 },
	{ "in_setup", SEAM_MUST, in_setup, "the library's ops are refused within its setup, and do not deadlock", 0 },
	SEAM_END
};
