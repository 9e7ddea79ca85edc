/*
 * values: a value goes in as a parameter and comes out as a column, and is the same, of the same type, in its place.
 * Rule: sqlite.values    Source: sqlite.org/c3ref/bind_blob.html, sqlite.org/c3ref/column_blob.html, sqlite.org/floatingpoint.html
 */
#include "database.h"

#include <float.h>
#include <math.h>

static struct answer a;

static void integers(struct seam_case *c)
{
	static const int64_t all[] = { 0, 1, -1, 127, 128, -129, INT32_MAX, (int64_t)INT32_MAX + 1, INT32_MIN, INT64_MAX, INT64_MIN };
	OPS(c, s);
	OPEN(c, s, db);
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		const struct seam_sqlite_value in = integer_of(all[i]);
		CHECK_EQ(c, ask_with(c, db, "SELECT ?1, typeof(?1)", &in, 1, &a), SEAM_OK);
		if (CHECK_EQ(c, a.n, 2)) {
			is_integer(c, &a.values[0], all[i]);
			is_text(c, &a.values[1], "integer", 7);
		}
	}
	CLOSE(c, s, db);
}

static void reals(struct seam_case *c)
{
	static const double all[] = { 0.5, -0.1, 1e300, DBL_MAX, DBL_MIN, 5e-324, 9007199254740993.0, INFINITY, -INFINITY, 3.0 };
	OPS(c, s);
	OPEN(c, s, db);
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		const struct seam_sqlite_value in = real_of(all[i]);
		CHECK_EQ(c, ask_with(c, db, "SELECT ?1, typeof(?1)", &in, 1, &a), SEAM_OK);
		if (CHECK_EQ(c, a.n, 2)) {
			CHECK_EQ(c, a.values[0].type, SQLITE_FLOAT);
			CHECK_EQ(c, a.values[0].real, all[i]);
			is_text(c, &a.values[1], "real", 4);
		}
	}
	CLOSE(c, s, db);
}

static void not_a_number(struct seam_case *c)
{
	OPS(c, s);
	OPEN(c, s, db);
	const struct seam_sqlite_value in = real_of(NAN);
	CHECK_EQ(c, ask_with(c, db, "SELECT ?1", &in, 1, &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 1))
		is_null(c, &a.values[0]);
	CLOSE(c, s, db);
}

/* The five types side by side, each in its place, in both directions. */
static void places(struct seam_case *c)
{
	OPS(c, s);
	OPEN(c, s, db);
	const int64_t tag = (int64_t)seam_tag(c, 1);
	const struct seam_sqlite_value in[] = { blob_of("bl\0b", 4), null_of(), integer_of(tag), text_of("te\0xt", 5), real_of(0.25) };
	CHECK_EQ(c, ask_with(c, db, "SELECT ?5, ?4, ?3, ?2, ?1", in, 5, &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 5) && CHECK_EQ(c, a.rows, 1)) {
		CHECK_EQ(c, a.values[0].type, SQLITE_FLOAT);
		CHECK_EQ(c, a.values[0].real, 0.25);
		is_text(c, &a.values[1], "te\0xt", 5);
		is_integer(c, &a.values[2], tag);
		is_null(c, &a.values[3]);
		is_blob(c, &a.values[4], "bl\0b", 4);
	}
	CLOSE(c, s, db);
}

static void rows(struct seam_case *c)
{
	OPS(c, s);
	OPEN(c, s, db);
	a.stop_after = 3;
	CHECK_EQ(c, ask(c, db, "VALUES (10), (20), (30), (40)", &a), SEAM_OK);
	a.stop_after = 0;
	CHECK_EQ(c, a.rows, 3);
	for (size_t i = 0; i < a.n; i++)
		is_integer(c, &a.values[i], 10 * ((int64_t)i + 1));
	CHECK_EQ(c, ask(c, db, "VALUES (10), (20)", &a), SEAM_OK);
	CHECK_EQ(c, a.rows, 2);
	CHECK_EQ(c, ask(c, db, "SELECT 1 WHERE 0", &a), SEAM_OK);
	CHECK_EQ(c, a.rows, 0);
	/* The statement that was stopped is over: nothing holds the connection. */
	CLOSE(c, s, db);
}

static void parameters(struct seam_case *c)
{
	OPS(c, s);
	OPEN(c, s, db);
	const struct seam_sqlite_value in[] = { integer_of(1), integer_of(2), integer_of(3) };
	REQUIRE(does(c, db, "CREATE TABLE t(x, y)", NULL));
	CHECK_EQ(c, ask_with(c, db, "INSERT INTO t VALUES (?, ?)", in, 1, NULL), SEAM_E_RANGE);
	CHECK_EQ(c, ask_with(c, db, "INSERT INTO t VALUES (?, ?)", in, 3, NULL), SEAM_E_RANGE);
	CHECK_EQ(c, ask_with(c, db, "INSERT INTO t VALUES (1, 2)", in, 1, NULL), SEAM_E_RANGE);
	CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t"), 0);
	CLOSE(c, s, db);
}

SEAM_CASES(sqlite, values) = {
	{ "integers", SEAM_MUST, integers, "an integer of 64 bits is the same in and out", 0 },
	{ "reals", SEAM_MUST, reals, "a double is the same to the bit, and no integer", 0 },
	{ "not_a_number", SEAM_SHOULD, not_a_number, "a NaN is stored as NULL", 0 },
	{ "places", SEAM_MUST, places, "parameters and columns keep their places, types and bytes", 0 },
	{ "rows", SEAM_MUST, rows, "rows come once and in their order, until the caller stops", 0 },
	{ "parameters", SEAM_MUST, parameters, "a statement with too few or too many parameters is not run", 0 },
	SEAM_END
};
