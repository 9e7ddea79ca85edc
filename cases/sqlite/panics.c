/*
 * panics: the binding's own callback panics, throws or raises: it goes no further than the binding, and the statement has failed.
 * Rule: sqlite.panics    Source: sqlite.org/c3ref/result_blob.html (an error is told by sqlite3_result_error()), sqlite.org/c3ref/create_collation.html
 */
#include "database.h"

/* The statement fails, a second time too, and the connection works on. */
static void panics(struct seam_case *c, const char *what, const char *sql)
{
	OPS(c, s);
	NEED(c, s->panics);
	if (seam_traits(c) & SEAM_PANIC_ABORTS) {
		seam_skip(c, "a panic ends the peer's process");
		return;
	}
	OPEN(c, s, db);
	REQUIRE(does(c, db, "CREATE TABLE t(x)", "INSERT INTO t VALUES ('b'), ('a')", NULL));
	if (!SEAM_STIMULUS(c)) /* nothing of the statement calls it */
		sql = "SELECT 1", what = "function";
	int rc = s->panics(db, what, seam_in(c, sql, strlen(sql)), strlen(sql));
	if (rc == SEAM_E_NOT_FOUND) {
		CLOSE(c, s, db);
		seam_skip(c, "the peer does not offer the callback %s", what);
		return;
	}
	CHECK(c, rc < 0);
	CHECK(c, s->panics(db, what, seam_in(c, sql, strlen(sql)), strlen(sql)) < 0);
	CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t WHERE x >= 'a'"), 2);
	CHECK_EQ(c, number(c, db, "SELECT count(*) FROM sqlite_master"), 1);
	CLOSE(c, s, db);
}

static void function(struct seam_case *c)
{
	panics(c, "function", "SELECT panics(x) FROM t");
}

static void aggregate_step(struct seam_case *c)
{
	panics(c, "aggregate_step", "SELECT panics(x) FROM t");
}

static void aggregate_finish(struct seam_case *c)
{
	panics(c, "aggregate_finish", "SELECT panics(x) FROM t");
}

static void collation(struct seam_case *c)
{
	panics(c, "collation", "SELECT x FROM t ORDER BY x COLLATE panics");
}

static void progress(struct seam_case *c)
{
	panics(c, "progress", "SELECT count(*) FROM t");
}

static void commit(struct seam_case *c)
{
	panics(c, "commit", "CREATE TABLE committed(x)");
}

static void authorizer(struct seam_case *c)
{
	panics(c, "authorizer", "SELECT x FROM t");
}

SEAM_CASES(sqlite, panics) = {
	{ "function", SEAM_MUST, function, "a panic in a function is the statement's failure", 0 },
	{ "aggregate_step", SEAM_MUST, aggregate_step, "a panic in an aggregate's step is the statement's failure", 0 },
	{ "aggregate_finish", SEAM_MUST, aggregate_finish, "a panic at an aggregate's end is the statement's failure", 0 },
	{ "collation", SEAM_SHOULD, collation, "a panic in a collation is the statement's failure, and no order", 0 },
	{ "progress", SEAM_SHOULD, progress, "a panic in a progress handler stops the statement", 0 },
	{ "commit", SEAM_SHOULD, commit, "a panic in a commit hook commits nothing", 0 },
	{ "authorizer", SEAM_MUST, authorizer, "a panic in an authorizer allows nothing", 0 },
	SEAM_END
};
