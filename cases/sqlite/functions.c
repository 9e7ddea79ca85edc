/*
 * functions: a function that SQL calls has its arguments, its payload, and a result or an error.
 * Rule: sqlite.functions    Source: sqlite.org/c3ref/create_function.html, sqlite.org/c3ref/value_blob.html, sqlite.org/c3ref/result_blob.html
 */
#include "database.h"

#include <stdlib.h>

static struct answer a;

/* Registers a function without destructor, which must succeed. */
static bool registers(struct seam_case *c, void *db, const char *name, int n, seam_sqlite_call_fn call, void *payload)
{
	OPS(c, s);
	size_t size = strlen(name);
	return CHECK_EQ(c, s->function(db, seam_in(c, name, size), size, n, call, payload, NULL), SEAM_OK);
}

/* The first argument is the result. */
static int echoes(void *payload, void *context, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *result)
{
	(void)payload, (void)context;
	if (n)
		*result = arguments[0];
	return 0;
}

static void types(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->function);
	OPEN(c, s, db);
	const struct seam_sqlite_value in[] = { integer_of(INT64_MIN), real_of(-0.1), text_of("a\0\xf0\x9f\x8e\x89", 6),
		                                blob_of("\0\xff", 2),  null_of(),     text_of("", 0), blob_of("", 0) };
	registers(c, db, "echo", 1, echoes, NULL);
	CHECK_EQ(c, ask_with(c, db, "SELECT echo(?1), echo(?2), echo(?3), echo(?4), echo(?5), echo(?6), echo(?7)", in, 7, &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 7)) {
		is_integer(c, &a.values[0], INT64_MIN);
		CHECK_EQ(c, a.values[1].type, SQLITE_FLOAT);
		CHECK_EQ(c, a.values[1].real, -0.1);
		is_text(c, &a.values[2], "a\0\xf0\x9f\x8e\x89", 6);
		is_blob(c, &a.values[3], "\0\xff", 2);
		is_null(c, &a.values[4]);
		is_text(c, &a.values[5], "", 0);
		is_blob(c, &a.values[6], "", 0);
	}
	CLOSE(c, s, db);
}

/* Notes what it was called with: the payload, and how many arguments, as digits. */
struct called {
	const void *payload[8];
	size_t n;
	int64_t digits[8];
};
static struct called seen;

static int notes(void *payload, void *context, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *result)
{
	(void)context;
	if (seen.n < 8) {
		int64_t digits = 0;
		for (size_t i = 0; i < n; i++)
			digits = digits * 10 + arguments[i].integer;
		seen.digits[seen.n] = digits;
		seen.payload[seen.n++] = payload;
	}
	*result = integer_of((int64_t)n);
	return 0;
}

static void arguments(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->function);
	OPEN(c, s, db);
	seen.n = 0;
	registers(c, db, "any", -1, notes, NULL);
	CHECK_EQ(c, number(c, db, "SELECT any(1, 2, 3, 4, 5, 6, 7, 8, 9)"), 9);
	CHECK_EQ(c, number(c, db, "SELECT any()"), 0);
	CHECK_EQ(c, number(c, db, "SELECT any(9, 8, 7)"), 3);
	if (CHECK_EQ(c, seen.n, 3)) {
		CHECK_EQ(c, seen.digits[0], 123456789);
		CHECK_EQ(c, seen.digits[2], 987);
	}
	CLOSE(c, s, db);
}

static void payloads(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->function);
	OPEN(c, s, db);
	void *const first = (void *)(uintptr_t)seam_tag(c, 1), *const second = (void *)(uintptr_t)seam_tag(c, 2);
	seen.n = 0;
	registers(c, db, "first", 0, notes, first);
	registers(c, db, "second", 0, notes, second);
	registers(c, db, "none", 0, notes, NULL);
	CHECK_EQ(c, ask(c, db, "SELECT second(), none(), first()", &a), SEAM_OK);
	if (CHECK_EQ(c, seen.n, 3)) {
		CHECK_EQ(c, seen.payload[0], (const void *)second);
		CHECK_EQ(c, seen.payload[1], NULL);
		CHECK_EQ(c, seen.payload[2], (const void *)first);
	}
	CLOSE(c, s, db);
}

/* One name, by the number of its arguments; any number is for those that have none of their own. */
static void overloads(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->function);
	OPEN(c, s, db);
	int one, two, any;
	seen.n = 0;
	registers(c, db, "f", 1, notes, &one);
	registers(c, db, "f", 2, notes, &two);
	registers(c, db, "f", -1, notes, &any);
	CHECK_EQ(c, ask(c, db, "SELECT f(1, 2, 3), f(1, 2), f(1)", &a), SEAM_OK);
	if (CHECK_EQ(c, seen.n, 3)) {
		CHECK_EQ(c, seen.payload[0], (const void *)&any);
		CHECK_EQ(c, seen.payload[1], (const void *)&two);
		CHECK_EQ(c, seen.payload[2], (const void *)&one);
	}
	CLOSE(c, s, db);
}

/* Registered again, in the place of a function of SQLite's own, and taken away. */
static void replaced(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->function);
	OPEN(c, s, db);
	int before, after;
	seen.n = 0;
	registers(c, db, "abs", 1, notes, &before);
	registers(c, db, "abs", 1, notes, &after);
	CHECK_EQ(c, number(c, db, "SELECT abs(-5)"), 1);
	if (CHECK_EQ(c, seen.n, 1))
		CHECK_EQ(c, seen.payload[0], (const void *)&after);
	registers(c, db, "mine", 0, notes, &before);
	registers(c, db, "mine", 0, NULL, NULL);
	CHECK_EQ(c, ask(c, db, "SELECT mine()", &a), SEAM_E_FAILED);
	failed_with(c, db, SQLITE_ERROR);
	CHECK_EQ(c, seen.n, 1);
	CLOSE(c, s, db);
}

/* ---- errors ------------------------------------------------------------------------------------------------------------- */

#define COMPLAINT "caf\xc3\xa9 is closed: 100%s"

static int complains(void *payload, void *context, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *result)
{
	(void)payload, (void)context, (void)n;
	*result = text_of(COMPLAINT, sizeof COMPLAINT - 1);
	return arguments[0].integer == 3; /* a number like the others is a result */
}

static void error(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->function);
	OPEN(c, s, db);
	registers(c, db, "complains", 1, complains, NULL);
	CHECK_EQ(c, ask(c, db, SEAM_STIMULUS(c) ? "SELECT complains(column1) FROM (VALUES (1), (2), (3), (4))" : "VALUES (1), (2)", &a),
	         SEAM_E_FAILED);
	failed_with(c, db, SQLITE_ERROR);
	CHECK_EQ(c, a.rows, 2);
	CHECK_EQ(c, number(c, db, "SELECT 1"), 1);
	CLOSE(c, s, db);
}

static void error_text(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->function);
	NEED(c, s->failure);
	OPEN(c, s, db);
	struct seam_sqlite_failure f = { 0 };
	registers(c, db, "complains", 1, complains, NULL);
	CHECK_EQ(c, ask(c, db, "SELECT complains(3)", NULL), SEAM_E_FAILED);
	if (CHECK_EQ(c, s->failure(db, &f), SEAM_OK))
		CHECK_BYTES(c, f.message, f.size, COMPLAINT, sizeof COMPLAINT - 1);
	CLOSE(c, s, db);
}

/* ---- within a call ------------------------------------------------------------------------------------------------------- */

struct asking {
	struct seam_case *c;
	void *db;
	int depth;
};

static int asks(void *payload, void *context, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *result)
{
	struct asking *in = payload;
	const struct seam_sqlite_value inner = integer_of(arguments[0].integer - 1);
	struct answer *mine;

	(void)context, (void)n;
	*result = integer_of(0);
	if (arguments[0].integer <= 0 || !(mine = malloc(sizeof *mine)))
		return 0;
	in->depth++;
	mine->stop_after = 0;
	CHECK_EQ(in->c, ask_with(in->c, in->db, "SELECT asks(?1) + 1", &inner, 1, mine), SEAM_OK);
	if (CHECK_EQ(in->c, mine->n, 1))
		*result = integer_of(mine->values[0].integer);
	free(mine);
	return 0;
}

/* The function runs a statement on its own connection, which calls it again. */
static void again(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->function);
	OPEN(c, s, db);
	struct asking in = { .c = c, .db = db };
	registers(c, db, "asks", 1, asks, &in);
	CHECK_EQ(c, number(c, db, "SELECT asks(20)"), 20);
	CHECK_EQ(c, in.depth, 20);
	CLOSE(c, s, db);
}

/* Two connections have functions of one name. */
static void two_connections(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->function);
	OPEN(c, s, db);
	void *other = NULL;
	int mine, others;
	seen.n = 0;
	REQUIRE(CHECK_EQ(c, s->open(":memory:", &other), SEAM_OK));
	registers(c, db, "f", 0, notes, &mine);
	registers(c, other, "f", 0, notes, &others);
	CHECK_EQ(c, ask(c, db, "SELECT f()", &a), SEAM_OK);
	CHECK_EQ(c, ask(c, other, "SELECT f()", &a), SEAM_OK);
	CLOSE(c, s, other);
	CHECK_EQ(c, ask(c, db, "SELECT f()", &a), SEAM_OK);
	if (CHECK_EQ(c, seen.n, 3)) {
		CHECK_EQ(c, seen.payload[0], (const void *)&mine);
		CHECK_EQ(c, seen.payload[1], (const void *)&others);
		CHECK_EQ(c, seen.payload[2], (const void *)&mine);
	}
	CLOSE(c, s, db);
}

SEAM_CASES(sqlite, functions) = {
	{ "types", SEAM_MUST, types, "arguments and results of each type are carried, empty ones are no NULL", 0 },
	{ "arguments", SEAM_MUST, arguments, "all arguments come, in their order", 0 },
	{ "payloads", SEAM_MUST, payloads, "each function has its own payload, NULL too", 0 },
	{ "overloads", SEAM_MUST, overloads, "functions of one name are told apart by the number of arguments", 0 },
	{ "replaced", SEAM_MUST, replaced, "a function takes another's place, and one that is taken away is no more called", 0 },
	{ "error", SEAM_MUST, error, "a function's error ends the statement, and no other", 0 },
	{ "error_text", SEAM_MUST, error_text, "the text of a function's error is the connection's message", 0 },
	{ "again", SEAM_MUST, again, "a function may run statements, which call it again", 0 },
	{ "two_connections", SEAM_MUST, two_connections, "functions of two connections are apart", 0 },
	SEAM_END
};
