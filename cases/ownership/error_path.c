/*
 * error_path: whichever request for memory fails, the op says so and nothing has happened.
 * Rule: ownership.error_path    Source: SQLite's OOM tests; RS-2020-0166 (freed twice on the way out)
 */
#include "ownership/blocks.h"

enum { MOST_REQUESTS = 64, ENTRIES = 5 };
static const char *const texts[ENTRIES + 1] = { "the first", "", "third", "4", "number five", "one more" };

/* Makes the k-th request from here on fail, and counts in *requests those that are made. */
static void start(struct seam_case *c, bool stimulus, size_t k, size_t *requests)
{
	*requests = seam_requests(c);
	if (stimulus)
		seam_fail_request(c, k);
}

/* Ends what start() began: whether the k-th request was made, and so failed. */
static bool failed(struct seam_case *c, bool stimulus, size_t k, size_t *requests)
{
	seam_fail_request(c, 0);
	*requests = seam_requests(c) - *requests;
	return stimulus && *requests >= k;
}

static struct seam_own_list *list_of(struct seam_case *c, size_t count)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_list *list = NULL;

	if (!CHECK_EQ(c, s->list_create(&list), SEAM_OK))
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (!CHECK_EQ(c, s->list_push(list, texts[i], strlen(texts[i])), SEAM_OK))
			return NULL;
	return list;
}

/* Success in spite of a failed request (a second try) is lawful, when it is a whole one. */
static void push(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	bool stimulus = SEAM_STIMULUS(c);
	size_t hits = 0, requests;

	NEED(c, s->list_push);
	for (size_t count = 0; count <= ENTRIES; count++)
		for (size_t k = 1; k <= MOST_REQUESTS; k++) {
			struct seam_own_list *list = list_of(c, count);
			const char *in = texts[count];
			bool hit;
			int rc;

			REQUIRE(list);
			start(c, stimulus, k, &requests);
			rc = s->list_push(list, in, strlen(in));
			hit = failed(c, stimulus, k, &requests);
			hits += hit;
			if (!hit || rc != SEAM_E_MEMORY)
				REQUIRE(CHECK_EQ(c, rc, SEAM_OK));
			REQUIRE(list_holds(c, list, texts, rc ? count : count + 1));
			if (rc) {
				REQUIRE(CHECK_EQ(c, s->list_push(list, in, strlen(in)), SEAM_OK));
				REQUIRE(list_holds(c, list, texts, count + 1));
			}
			s->list_destroy(list);
			REQUIRE(CHECK_EQ(c, seam_live(c).blocks, 0));
			if (requests < k)
				break;
		}
	CHECK(c, hits > 0);
}

static void clone(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_list *list, **out = seam_out(c, sizeof *out);
	bool stimulus = SEAM_STIMULUS(c);
	size_t hits = 0, requests;

	NEED(c, s->list_clone);
	REQUIRE((list = list_of(c, ENTRIES)));
	for (size_t k = 1; k <= MOST_REQUESTS; k++) {
		size_t blocks = seam_live(c).blocks;
		uint64_t live = s->live ? s->live() : 0;
		bool hit;
		int rc;

		memset(out, seam_poison(c), sizeof *out);
		start(c, stimulus, k, &requests);
		rc = s->list_clone(list, out);
		hit = failed(c, stimulus, k, &requests);
		hits += hit;
		if (hit && rc == SEAM_E_MEMORY) {
			REQUIRE(unwritten(c, out, sizeof *out, "list_clone"));
		} else {
			REQUIRE(CHECK_EQ(c, rc, SEAM_OK));
			REQUIRE(list_holds(c, *out, texts, ENTRIES));
			s->list_destroy(*out);
		}
		REQUIRE(CHECK_EQ(c, seam_live(c).blocks, blocks));
		if (s->live)
			CHECK_EQ(c, s->live(), live);
		REQUIRE(list_holds(c, list, texts, ENTRIES));
		if (requests < k)
			break;
	}
	CHECK(c, hits > 0);
	s->list_destroy(list);
}

static void create(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_list **out = seam_out(c, sizeof *out);
	bool stimulus = SEAM_STIMULUS(c);
	size_t hits = 0, requests;

	NEED(c, s->list_create);
	for (size_t k = 1; k <= MOST_REQUESTS; k++) {
		uint64_t live = s->live ? s->live() : 0;
		bool hit;
		int rc;

		memset(out, seam_poison(c), sizeof *out);
		start(c, stimulus, k, &requests);
		rc = s->list_create(out);
		hit = failed(c, stimulus, k, &requests);
		hits += hit;
		if (hit && rc == SEAM_E_MEMORY) {
			REQUIRE(unwritten(c, out, sizeof *out, "list_create"));
		} else {
			REQUIRE(CHECK_EQ(c, rc, SEAM_OK));
			REQUIRE(list_holds(c, *out, texts, 0));
			s->list_destroy(*out);
		}
		REQUIRE(CHECK_EQ(c, seam_live(c).blocks, 0));
		if (s->live)
			REQUIRE(CHECK_EQ(c, s->live(), live));
		if (requests < k)
			break;
	}
	CHECK(c, hits > 0);
}

SEAM_CASES(ownership, error_path) = {
	{ "push", SEAM_MUST, push, "list_push whose k-th request fails is SEAM_E_MEMORY; the list is as it was, usable", 0 },
	{ "clone", SEAM_MUST, clone, "list_clone whose k-th request fails leaves nothing, and *out as it was", 0 },
	{ "create", SEAM_MUST, create, "list_create whose k-th request fails leaves nothing, and *out as it was", 0 },
	SEAM_END
};
