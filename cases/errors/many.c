/*
 * many: more items, steps, tries, names and links than a fixed table or a byte can hold.
 * Rule: errors.many    Source: fixed undo tables; rings of static buffers (inet_ntoa's); walks with a bound; CWE-770
 */
#include "errors/stage.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 3000, TRIES = 70000, NAMES = 2500, LINKS = 12000 };

/* Up to the greatest limit: each item keeps its value while the shelf grows, and when all are put again at once. */
static void items(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_item *all = seam_out(c, SEAM_SHELF_LIMIT * sizeof *all);
	struct seam_errors_shelf *shelf = NULL;
	int64_t *values = seam_out(c, SEAM_SHELF_LIMIT * sizeof *values);
	size_t bad = 0;

	NEED(c, p->shelf_new);
	NEED(c, p->shelf_put);
	NEED(c, p->shelf_put_all);
	NEED(c, p->read);
	REQUIRE(CHECK_EQ(c, p->shelf_new(SEAM_SHELF_OVER, SEAM_SHELF_LIMIT, "full", &shelf), SEAM_OK));
	for (int round = 0; round < 3; round++) {
		for (uint32_t i = 0; i < SEAM_SHELF_LIMIT; i++) {
			int64_t value = (int64_t)seam_tag(c, i + (uint32_t)round * SEAM_SHELF_LIMIT);

			all[i] = (struct seam_errors_item){ value, (int32_t)i, SEAM_ITEM_PLAIN };
			if (!round)
				CHECK_EQ(c, p->shelf_put(shelf, (int32_t)i, SEAM_ITEM_PLAIN, value), SEAM_OK);
		}
		if (round)
			CHECK_EQ(c, p->shelf_put_all(shelf, all, SEAM_SHELF_LIMIT, &bad), SEAM_OK);
		CHECK_EQ(c, p->read(shelf, 0, values, SEAM_SHELF_LIMIT), SEAM_SHELF_LIMIT);
		for (uint32_t i = 0; i < SEAM_SHELF_LIMIT; i++)
			if (values[i] != all[i].value) {
				FAIL(c, "of %u items, item %u has another value", SEAM_SHELF_LIMIT, i);
				break;
			}
	}
	errors_end(c, shelf);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

struct counted {
	size_t done, undone, bad_at;
	bool in_order;
};

static int count_step(void *userdata, size_t index)
{
	struct counted *n = userdata;

	n->in_order = n->in_order && index == n->done;
	n->done++;
	return index >= n->bad_at ? 77 : 0;
}

static int count_undo(void *userdata, size_t index)
{
	struct counted *n = userdata;

	n->undone++;
	n->in_order = n->in_order && index == n->bad_at - n->undone;
	return 0;
}

static void steps(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct counted n = { 0, 0, STEPS, true };
	size_t at = 0, failed = 0;

	NEED(c, p->transact);
	CHECK_EQ(c, p->transact(STEPS + 5, count_step, count_undo, &n, &at), 77);
	CHECK_EQ(c, at, STEPS);
	CHECK_EQ(c, n.done, STEPS + 1);
	CHECK_EQ(c, n.undone, STEPS);
	CHECK(c, n.in_order);
	NEED(c, p->run_all);
	n = (struct counted){ 0, 0, 5, true };
	CHECK_EQ(c, p->run_all(STEPS, count_step, &n, &at, &failed), 77);
	CHECK_EQ(c, at, 5u);
	CHECK_EQ(c, failed, STEPS - 5);
}

static int interrupt(void *userdata)
{
	++*(uint32_t *)userdata;
	errno = EINTR;
	return -70;
}

/* Whatever negative number says that it was interrupted. */
static void tries(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	uint32_t calls = 0, told = 0;

	NEED(c, p->retry);
	CHECK_EQ(c, p->retry(interrupt, &calls, TRIES, &told), -70);
	CHECK_EQ(c, calls, TRIES);
	CHECK_EQ(c, told, TRIES);
}

/* Of numbers that are no codes, all looked at when the last has been asked for. */
static void names(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const char *text[NAMES];
	static char copy[NAMES][40];

	NEED(c, p->code_name);
	for (int i = 0; i < NAMES; i++) {
		text[i] = p->code_name(1000 + i);
		REQUIRE(CHECK(c, text[i] != NULL));
		strncpy(copy[i], text[i], sizeof copy[i] - 1);
	}
	for (int i = 0; i < NAMES; i++)
		if (strncmp(text[i], copy[i], sizeof copy[i] - 1) != 0) {
			FAIL(c, "the name \"%s\" has become \"%.40s\" by later calls", copy[i], text[i]);
			break;
		}
}

/* Longer than whoever bounds such a walk would think of. */
static void links(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_error *error = NULL, *next = NULL;

	NEED(c, p->error_new);
	NEED(c, p->error_free);
	for (int i = 0; i < LINKS; i++, error = next)
		if (p->error_new(1, -1, "x", 1, error, &next) != SEAM_OK) {
			FAIL(c, "link %d of the chain cannot be made", i);
			break;
		}
	p->error_free(error);
	CHECK_EQ(c, seam_live(c).blocks, 0u);
}

SEAM_CASES(errors, many) = {
	{ "items", SEAM_MUST, items, "a full shelf holds each item with its value", SEAM_ONCE },
	{ "steps", SEAM_MUST, steps, "all steps are taken, undone and counted, however many", 0 },
	{ "tries", SEAM_MUST, tries, "it is tried as often as was said, whichever failure was interrupted", 0 },
	{ "names", SEAM_MUST, names, "names stay, however many others are asked for", 0 },
	{ "links", SEAM_MUST, links, "a long chain of causes is freed whole", SEAM_ONCE },
	SEAM_END
};
