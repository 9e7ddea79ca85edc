/*
 * registered: the destructor of what is registered is called once: when it is replaced, taken away, closed over, and refused.
 * Rule: sqlite.registered    Source: sqlite.org/c3ref/create_function.html: "also called if the call to sqlite3_create_function_v2()
 * fails"; sqlite.org/c3ref/create_collation.html: not by sqlite3_create_collation_v2(), which is why its caller has to
 */
#include "database.h"

#include <stdio.h>

static int answers(void *payload, void *context, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *result)
{
	(void)payload, (void)context, (void)arguments;
	*result = integer_of((int64_t)n);
	return 0;
}

static int steps(void *payload, void **state, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *error)
{
	(void)payload, (void)state, (void)arguments, (void)n, (void)error;
	return 0;
}

static int ends(void *payload, void **state, struct seam_sqlite_value *result)
{
	(void)payload, (void)state;
	*result = integer_of(1);
	return 0;
}

static int compares(void *payload, const char *x, size_t x_size, const char *y, size_t y_size)
{
	(void)payload, (void)x, (void)y;
	return (x_size > y_size) - (x_size < y_size);
}

/* What is registered: the three have their own lists and roads to the destructor. */
enum what { FUNCTION, AGGREGATE, COLLATION };

static int registers(struct seam_case *c, void *db, enum what what, const char *name, size_t size, int n, void *payload)
{
	OPS(c, s);
	name = seam_in(c, name, size);
	switch (what) {
	case FUNCTION: return s->function(db, name, size, n, answers, payload, destroyed);
	case AGGREGATE: return s->aggregate(db, name, size, n, steps, ends, payload, destroyed);
	default: return s->collation(db, name, size, compares, payload, destroyed);
	}
}

static int takes_away(struct seam_case *c, void *db, enum what what)
{
	OPS(c, s);
	switch (what) {
	case FUNCTION: return s->function(db, "f", 1, 1, NULL, NULL, NULL);
	case AGGREGATE: return s->aggregate(db, "f", 1, 1, NULL, NULL, NULL, NULL);
	default: return s->collation(db, "f", 1, NULL, NULL, NULL);
	}
}

#define OPEN_ALL(c, s, db)                                                                                             \
	OPS(c, s);                                                                                                     \
	NEED(c, s->function);                                                                                          \
	NEED(c, s->aggregate);                                                                                         \
	NEED(c, s->collation);                                                                                         \
	OPEN(c, s, db);                                                                                                \
	destroyed_forget()

static void on_close(struct seam_case *c)
{
	OPEN_ALL(c, s, db);
	int payload[3];
	for (enum what w = FUNCTION; w <= COLLATION; w++)
		CHECK_EQ(c, registers(c, db, w, w == AGGREGATE ? "g" : "f", 1, 1, &payload[w]), SEAM_OK);
	CHECK_EQ(c, number(c, db, "SELECT f(1) + g(1) + ('a' < 'b' COLLATE f)"), 2);
	for (enum what w = FUNCTION; w <= COLLATION; w++)
		CHECK_EQ(c, times_destroyed(&payload[w]), 0);
	CLOSE(c, s, db);
	for (enum what w = FUNCTION; w <= COLLATION; w++)
		CHECK_EQ(c, times_destroyed(&payload[w]), 1);
}

static void on_replace(struct seam_case *c)
{
	OPEN_ALL(c, s, db);
	char payload[3][4];
	for (enum what w = FUNCTION; w <= COLLATION; w++)
		for (int i = 0; i < 4; i++) {
			CHECK_EQ(c, registers(c, db, w, w == AGGREGATE ? "g" : "f", 1, 1, &payload[w][i]), SEAM_OK);
			for (int k = 0; k <= i; k++)
				CHECK_EQ(c, times_destroyed(&payload[w][k]), k < i);
		}
	CLOSE(c, s, db);
	for (enum what w = FUNCTION; w <= COLLATION; w++)
		for (int k = 0; k < 4; k++)
			CHECK_EQ(c, times_destroyed(&payload[w][k]), 1);
}

static void on_taking_away(struct seam_case *c)
{
	OPEN_ALL(c, s, db);
	int payload[3];
	for (enum what w = FUNCTION; w <= COLLATION; w++) {
		CHECK_EQ(c, registers(c, db, w, "f", 1, 1, &payload[w]), SEAM_OK);
		CHECK_EQ(c, takes_away(c, db, w), SEAM_OK);
		CHECK_EQ(c, times_destroyed(&payload[w]), 1);
	}
	CLOSE(c, s, db);
	for (enum what w = FUNCTION; w <= COLLATION; w++)
		CHECK_EQ(c, times_destroyed(&payload[w]), 1);
}

/* SQLite refuses it: a number of arguments that there cannot be, a name longer than 255 bytes. */
static void on_refusal(struct seam_case *c)
{
	static char longer[300];
	OPEN_ALL(c, s, db);
	char payload[2][2];
	memset(longer, 'x', sizeof longer);
	for (enum what w = FUNCTION; w <= AGGREGATE; w++) {
		CHECK_EQ(c, registers(c, db, w, "f", 1, -2, &payload[w][0]), SEAM_E_FAILED);
		CHECK_EQ(c, times_destroyed(&payload[w][0]), 1);
		CHECK_EQ(c, registers(c, db, w, longer, sizeof longer, 1, &payload[w][1]), SEAM_E_FAILED);
		CHECK_EQ(c, times_destroyed(&payload[w][1]), 1);
	}
	CLOSE(c, s, db);
	for (enum what w = FUNCTION; w <= AGGREGATE; w++)
		CHECK_EQ(c, times_destroyed(&payload[w][0]) + times_destroyed(&payload[w][1]), 2);
}

/* A name that C cannot carry: the binding refuses it before SQLite sees it, and has the payload still. */
static void on_nul(struct seam_case *c, enum what w)
{
	OPEN_ALL(c, s, db);
	int payload;
	CHECK_EQ(c, registers(c, db, w, SEAM_STIMULUS(c) ? "f\0g" : "f_g", 3, 1, &payload), SEAM_E_NUL);
	CHECK_EQ(c, times_destroyed(&payload), 1);
	CHECK(c, ask(c, db, w == COLLATION ? "SELECT 'a' < 'b' COLLATE f" : "SELECT f(1)", NULL) < 0);
	CLOSE(c, s, db);
	CHECK_EQ(c, times_destroyed(&payload), 1);
}

static void function_nul(struct seam_case *c)
{
	on_nul(c, FUNCTION);
}

static void aggregate_nul(struct seam_case *c)
{
	on_nul(c, AGGREGATE);
}

static void collation_nul(struct seam_case *c)
{
	on_nul(c, COLLATION);
}

/* A statement is under way: what it uses cannot be replaced (SQLITE_BUSY), and what was to take its place is destroyed. */
struct replacing {
	struct seam_case *c;
	void *db;
	int rc[3];
	char payload[3];
};

static int replaces(void *payload, const struct seam_sqlite_value *values, size_t n)
{
	struct replacing *r = payload;

	(void)values, (void)n;
	for (enum what w = FUNCTION; w <= COLLATION; w++)
		r->rc[w] = registers(r->c, r->db, w, w == AGGREGATE ? "g" : "f", 1, 1, &r->payload[w]);
	return 1;
}

static void under_way(struct seam_case *c)
{
	static const char sql[] = "SELECT f(column1), 'a' < 'b' COLLATE f FROM (VALUES (1), (2))";
	OPEN_ALL(c, s, db);
	struct replacing r = { .c = c, .db = db };
	char before[3];
	for (enum what w = FUNCTION; w <= COLLATION; w++)
		CHECK_EQ(c, registers(c, db, w, w == AGGREGATE ? "g" : "f", 1, 1, &before[w]), SEAM_OK);
	CHECK_EQ(c, s->run(db, seam_in(c, sql, sizeof sql - 1), sizeof sql - 1, NULL, 0, SEAM_STIMULUS(c) ? replaces : NULL, &r), SEAM_OK);
	for (enum what w = FUNCTION; w <= COLLATION; w++) {
		CHECK_EQ(c, r.rc[w], SEAM_E_FAILED);
		CHECK_EQ(c, times_destroyed(&r.payload[w]), 1);
		CHECK_EQ(c, times_destroyed(&before[w]), 0);
	}
	CHECK_EQ(c, number(c, db, "SELECT f(1)"), 1);
	CLOSE(c, s, db);
	for (enum what w = FUNCTION; w <= COLLATION; w++) {
		CHECK_EQ(c, times_destroyed(&before[w]), 1);
		CHECK_EQ(c, times_destroyed(&r.payload[w]), 1);
	}
}

/* One payload in two connections is destroyed by each. */
static void two_connections(struct seam_case *c)
{
	OPEN_ALL(c, s, db);
	void *other = NULL;
	int payload;
	REQUIRE(CHECK_EQ(c, s->open(":memory:", &other), SEAM_OK));
	CHECK_EQ(c, registers(c, db, FUNCTION, "f", 1, 1, &payload), SEAM_OK);
	CHECK_EQ(c, registers(c, other, FUNCTION, "f", 1, 1, &payload), SEAM_OK);
	CLOSE(c, s, other);
	CHECK_EQ(c, times_destroyed(&payload), 1);
	CHECK_EQ(c, number(c, db, "SELECT f(1)"), 1);
	CLOSE(c, s, db);
	CHECK_EQ(c, times_destroyed(&payload), 2);
}

SEAM_CASES(sqlite, registered) = {
	{ "on_close", SEAM_MUST, on_close, "closing calls each destructor once", 0 },
	{ "on_replace", SEAM_MUST, on_replace, "what is replaced is destroyed once, then and there", 0 },
	{ "on_taking_away", SEAM_MUST, on_taking_away, "what is taken away is destroyed once, then and there", 0 },
	{ "on_refusal", SEAM_MUST, on_refusal, "what SQLite refuses is destroyed once", 0 },
	{ "function_nul", SEAM_MUST, function_nul, "a function whose name holds a NUL is refused, and destroyed once", 0 },
	{ "aggregate_nul", SEAM_MUST, aggregate_nul, "an aggregate whose name holds a NUL is refused, and destroyed once", 0 },
	{ "collation_nul", SEAM_MUST, collation_nul, "a collation whose name holds a NUL is refused, and destroyed once", 0 },
	{ "under_way", SEAM_MUST, under_way, "while a statement is under way nothing is replaced; what was refused is destroyed once", 0 },
	{ "two_connections", SEAM_MUST, two_connections, "each connection calls the destructor for its own", 0 },
	SEAM_END
};
