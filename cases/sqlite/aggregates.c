/*
 * aggregates: each group has a state of its own, its rows in order, and one end.
 * Rule: sqlite.aggregates    Source: sqlite.org/c3ref/create_function.html, sqlite.org/c3ref/aggregate_context.html,
 * sqlite.org/appfunc.html#aggregate_functions
 */
#include "database.h"

#include <stdlib.h>

static struct answer a;

/* The state of a group: counted while it lives. */
struct state {
	int64_t digits;
};

struct counted {
	int begun, steps, ended, fails_at, live;
	const void *payload;
};
static struct counted seen;

static int adds(void *payload, void **state, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *error)
{
	struct state *s = *state;

	seen.payload = payload;
	if (!s) {
		s = *state = calloc(1, sizeof *s);
		if (!s)
			return 1;
		seen.begun++;
		seen.live++;
	}
	s->digits = s->digits * 10 + (n ? arguments[0].integer : 0);
	if (++seen.steps == seen.fails_at) {
		*error = text_of("enough", 6);
		return 1;
	}
	return 0;
}

static int ends(void *payload, void **state, struct seam_sqlite_value *result)
{
	struct state *s = *state;

	seen.payload = payload;
	seen.ended++;
	*result = integer_of(s ? s->digits : -1);
	seen.live -= s != NULL;
	free(s);
	*state = NULL;
	return 0;
}

#define AGGREGATE(c, s, db, payload)                                                                                   \
	OPS(c, s);                                                                                                     \
	NEED(c, s->aggregate);                                                                                         \
	OPEN(c, s, db);                                                                                                \
	seen = (struct counted){ 0 };                                                                                  \
	REQUIRE(CHECK_EQ(c, s->aggregate(db, NAME(c, "digits"), 1, adds, ends, payload, NULL), SEAM_OK))

static void order(struct seam_case *c)
{
	AGGREGATE(c, s, db, NULL);
	CHECK_EQ(c, number(c, db, "SELECT digits(column1) FROM (VALUES (3), (1), (4), (1), (5))"), 31415);
	CHECK_EQ(c, seen.begun, 1);
	CHECK_EQ(c, seen.steps, 5);
	CHECK_EQ(c, seen.ended, 1);
	CLOSE(c, s, db);
}

static void groups(struct seam_case *c)
{
	AGGREGATE(c, s, db, NULL);
	CHECK_EQ(c, ask(c, db,
	                "SELECT digits(column2), digits(column1) FROM (VALUES (1, 2), (2, 3), (1, 4), (2, 5), (3, 6)) GROUP BY column1", &a),
	         SEAM_OK);
	static const int64_t expected[] = { 24, 11, 35, 22, 6, 3 };
	if (CHECK_EQ(c, a.n, 6))
		for (size_t i = 0; i < 6; i++)
			is_integer(c, &a.values[i], expected[i]);
	CHECK_EQ(c, seen.begun, 6);
	CHECK_EQ(c, seen.ended, 6);
	CHECK_EQ(c, seen.live, 0);
	CLOSE(c, s, db);
}

/* No row: the end is called all the same, without a state. */
static void no_rows(struct seam_case *c)
{
	AGGREGATE(c, s, db, NULL);
	CHECK_EQ(c, ask(c, db, "SELECT digits(1) WHERE 0", &a), SEAM_OK);
	CHECK_EQ(c, seen.steps, 0);
	CHECK_EQ(c, seen.ended, 1);
	if (CHECK_EQ(c, a.n, 1))
		is_integer(c, &a.values[0], -1);
	CLOSE(c, s, db);
}

static void payload(struct seam_case *c)
{
	void *const tag = (void *)(uintptr_t)seam_tag(c, 1);
	AGGREGATE(c, s, db, tag);
	CHECK_EQ(c, number(c, db, "SELECT digits(7)"), 7);
	CHECK_EQ(c, seen.payload, (const void *)tag);
	REQUIRE(CHECK_EQ(c, s->aggregate(db, NAME(c, "digits"), 1, adds, ends, NULL, NULL), SEAM_OK));
	CHECK_EQ(c, number(c, db, "SELECT digits(7)"), 7);
	CHECK_EQ(c, seen.payload, NULL);
	CLOSE(c, s, db);
}

/* An error in a step: the statement fails, and the end comes, so that the state is not lost. */
static void error(struct seam_case *c)
{
	AGGREGATE(c, s, db, NULL);
	seen.fails_at = SEAM_STIMULUS(c) ? 3 : 0;
	CHECK_EQ(c, ask(c, db, "SELECT digits(column1) FROM (VALUES (1), (2), (3), (4), (5))", &a), SEAM_E_FAILED);
	failed_with(c, db, SQLITE_ERROR);
	CHECK_EQ(c, seen.steps, 3);
	CHECK_EQ(c, seen.ended, 1);
	CHECK_EQ(c, seen.live, 0);
	CHECK_EQ(c, a.rows, 0);
	CLOSE(c, s, db);
}

static int refuses(void *unused, void **state, struct seam_sqlite_value *result)
{
	ends(unused, state, result);
	*result = text_of("no end", 6);
	return 1;
}

static void error_at_end(struct seam_case *c)
{
	AGGREGATE(c, s, db, NULL);
	REQUIRE(CHECK_EQ(c, s->aggregate(db, NAME(c, "digits"), 1, adds, SEAM_STIMULUS(c) ? refuses : ends, NULL, NULL), SEAM_OK));
	CHECK_EQ(c, ask(c, db, "SELECT digits(1)", &a), SEAM_E_FAILED);
	CHECK_EQ(c, seen.ended, 1);
	CHECK_EQ(c, seen.live, 0);
	CLOSE(c, s, db);
}

/* The caller wants no more rows while groups are still to come. */
static void stopped(struct seam_case *c)
{
	AGGREGATE(c, s, db, NULL);
	a.stop_after = 1;
	CHECK_EQ(c, ask(c, db, "SELECT digits(column2) FROM (VALUES (1, 2), (2, 3), (1, 4)) GROUP BY column1", &a), SEAM_OK);
	a.stop_after = 0;
	CHECK_EQ(c, a.rows, 1);
	CHECK_EQ(c, seen.begun, seen.ended);
	CHECK_EQ(c, seen.live, 0);
	CLOSE(c, s, db);
}

SEAM_CASES(sqlite, aggregates) = {
	{ "order", SEAM_MUST, order, "steps come in the rows' order, and one end after them", 0 },
	{ "groups", SEAM_MUST, groups, "each group, and each use in a statement, has its own state", 0 },
	{ "no_rows", SEAM_MUST, no_rows, "without a row the end is called once, and its result is the answer", 0 },
	{ "payload", SEAM_MUST, payload, "steps and end have the payload, NULL too", 0 },
	{ "error", SEAM_MUST, error, "an error in a step ends the statement; the end is called once", 0 },
	{ "error_at_end", SEAM_MUST, error_at_end, "an error at the end fails the statement", 0 },
	{ "stopped", SEAM_MUST, stopped, "a statement that is stopped between groups loses no state", 0 },
	SEAM_END
};
