/*
 * watch: a table of callbacks is copied, and put in the place of another as a whole.
 * Rule: callbacks.watch    Source: git_odb and curl option tables on the stack; sqlite3_update_hook; JVMTI
 * SetEventCallbacks
 */
#include "callbacks/callbacks.h"

#include <seam/case.h>
#include <stdio.h>
#include <string.h>

static char story[64]; /* b, e, a, d and the number of the watch: "b1e0a1" */

struct watcher {
	int number;
	const struct seam_callbacks *p;
	struct seam_bus *bus;
	const struct seam_watch *next; /* what `before` puts in the place of this one … */
	bool off;                      /* … or whether it takes it away */
	uint32_t called;
	int result, rc;
	int64_t before, after;
};

static void note(char what, int number)
{
	size_t n = strlen(story);

	if (n + 3 <= sizeof story)
		snprintf(story + n, sizeof story - n, "%c%d", what, number % 10);
}

static void before(int64_t event, void *userdata)
{
	struct watcher *w = userdata;

	note('b', w->number);
	w->before = event;
	if (w->next || w->off)
		w->rc = w->p->bus_watch(w->bus, w->next);
	w->next = NULL;
}

static void after(int64_t event, uint32_t called, int result, void *userdata)
{
	struct watcher *w = userdata;

	note('a', w->number);
	w->after = event;
	w->called = called;
	w->result = result;
}

static void destroy(void *userdata)
{
	note('d', ((struct watcher *)userdata)->number);
}

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	(void)id, (void)event, (void)userdata;
	note('e', 0);
	return -1729;
}

static bool begin(struct seam_case *c, struct watcher *w, struct seam_watch *is)
{
	const struct seam_callbacks *p = SEAM_OPS(c, callbacks);
	struct seam_bus *bus = NULL;
	uint64_t id;

	memset(story, 0, sizeof story);
	if (!p->bus_watch || !p->bus_new || !p->bus_free || !p->subscribe || !p->fire_all) {
		seam_skip(c, "the peer does not offer bus_watch and a bus");
		return false;
	}
	if (!CHECK_EQ(c, p->bus_new(&bus), SEAM_OK) ||
	    !CHECK_EQ(c, p->subscribe(bus, on_event, NULL, NULL, &id), SEAM_OK))
		return false;
	for (int i = 0; i < 3; i++) {
		w[i] = (struct watcher){ .number = i + 1, .p = p, .bus = bus };
		is[i] = (struct seam_watch){ sizeof is[i], &w[i], before, after, destroy };
	}
	return true;
}

static void check(struct seam_case *c, struct watcher *w, const char *expected)
{
	uint32_t called = 0;
	int result = 0;

	memset(story, 0, sizeof story);
	CHECK_EQ(c, w->p->fire_all(w->bus, -5000000000, &called, &result), SEAM_OK);
	CHECK_STR(c, story, expected);
	CHECK_EQ(c, result, -1729);
}

static void copied(struct seam_case *c)
{
	struct seam_watch is[3], *given;
	struct watcher w[3];

	REQUIRE(begin(c, w, is));
	given = seam_inout(c, &is[0], sizeof is[0]);
	REQUIRE(CHECK_EQ(c, w->p->bus_watch(w->bus, given), SEAM_OK));
	*given = is[1]; /* the host uses its struct for something else */
	check(c, w, "b1e0a1");
	CHECK_EQ(c, w[0].before, -5000000000);
	CHECK_EQ(c, w[0].after, -5000000000);
	CHECK_EQ(c, w[0].called, 1u);
	CHECK_EQ(c, w[0].result, -1729);
	CHECK_EQ(c, w->p->bus_free(w->bus), SEAM_OK);
	CHECK_STR(c, story, "b1e0a1d1");
}

static void replaced(struct seam_case *c)
{
	struct seam_watch is[3];
	struct watcher w[3];

	REQUIRE(begin(c, w, is));
	is[1].after = NULL; /* nothing of the old one shows through */
	CHECK_EQ(c, w->p->bus_watch(w->bus, &is[0]), SEAM_OK);
	CHECK_EQ(c, w->p->bus_watch(w->bus, &is[1]), SEAM_OK);
	CHECK_STR(c, story, "d1");
	check(c, w, "b2e0");
	CHECK_EQ(c, w->p->bus_watch(w->bus, NULL), SEAM_OK);
	CHECK_STR(c, story, "b2e0d2");
	check(c, w, "e0");
	CHECK_EQ(c, w->p->bus_watch(w->bus, NULL), SEAM_OK);
	CHECK_EQ(c, w->p->bus_free(w->bus), SEAM_OK);
	CHECK_STR(c, story, "e0");
}

static void replaced_inside(struct seam_case *c)
{
	struct seam_watch is[3];
	struct watcher w[3];

	REQUIRE(begin(c, w, is));
	CHECK_EQ(c, w->p->bus_watch(w->bus, &is[0]), SEAM_OK);
	w[0].next = &is[1];
	check(c, w, "b1e0a1d1"); /* the one that it began with, to its end */
	CHECK_EQ(c, w[0].rc, SEAM_OK);
	check(c, w, "b2e0a2");
	w[1].off = true;
	check(c, w, "b2e0a2d2");
	check(c, w, "e0");
	CHECK_EQ(c, w->p->bus_free(w->bus), SEAM_OK);
}

static void refused(struct seam_case *c)
{
	struct seam_watch is[3];
	struct watcher w[3];

	REQUIRE(begin(c, w, is));
	CHECK_EQ(c, w->p->bus_watch(w->bus, &is[0]), SEAM_OK);
	memset(story, 0, sizeof story);
	is[1].size--;
	CHECK_EQ(c, w->p->bus_watch(w->bus, &is[1]), SEAM_E_VERSION);
	is[1].size += 2;
	CHECK_EQ(c, w->p->bus_watch(w->bus, &is[1]), SEAM_E_VERSION);
	CHECK_EQ(c, w->p->bus_watch(NULL, &is[0]), SEAM_E_NULL);
	CHECK_STR(c, story, ""); /* what was refused is the host's still */
	check(c, w, "b1e0a1"); /* the old one stays */
	CHECK_EQ(c, w->p->bus_free(w->bus), SEAM_OK);
}

SEAM_CASES(callbacks, watch) = {
	{ "copied", SEAM_MUST, copied, "a table of callbacks is copied: the host may use its struct again", 0 },
	{ "replaced", SEAM_MUST, replaced, "a table is replaced as a whole, and the old one released, once", 0 },
	{ "replaced_inside", SEAM_MUST, replaced_inside, "one that is replaced while in use is used to its end", 0 },
	{ "refused", SEAM_MUST, refused, "a table of another size is refused, and the old one stays", 0 },
	SEAM_END
};
