/*
 * errors: why an op failed: code, extended code and text, until the next op.
 * Rule: sqlite.errors    Source: sqlite.org/c3ref/errcode.html, sqlite.org/rescode.html
 */
#include "database.h"

#include <stdio.h>

static struct answer a;

/* A statement that must fail, with this code and text. */
static void fails(struct seam_case *c, void *db, const char *sql, int code, const char *text)
{
	OPS(c, s);
	struct seam_sqlite_failure f = { 0 };
	CHECK_EQ(c, ask(c, db, sql, NULL), SEAM_E_FAILED);
	if (!CHECK_EQ(c, s->failure(db, &f), SEAM_OK))
		return;
	CHECK_EQ(c, f.code, code & 0xff);
	CHECK_EQ(c, f.extended, code);
	CHECK_BYTES(c, f.message, f.size, text, strlen(text));
}

#define FAILURE(c, s, db)                                                                                              \
	OPS(c, s);                                                                                                     \
	NEED(c, s->failure);                                                                                           \
	OPEN(c, s, db)

static void text(struct seam_case *c)
{
	FAILURE(c, s, db);
	fails(c, db, "SELEC 1", SQLITE_ERROR, "near \"SELEC\": syntax error");
	fails(c, db, "SELECT * FROM \"caf\xc3\xa9 \xf0\x9f\x8e\x89 %s\"", SQLITE_ERROR, "no such table: caf\xc3\xa9 \xf0\x9f\x8e\x89 %s");
	fails(c, db, "SELECT abs(-9223372036854775808)", SQLITE_ERROR, "integer overflow");
	CLOSE(c, s, db);
}

static void constraints(struct seam_case *c)
{
	FAILURE(c, s, db);
	if (does(c, db, "PRAGMA foreign_keys = on", "CREATE TABLE p(i INTEGER PRIMARY KEY)",
	         "CREATE TABLE t(u UNIQUE, n NOT NULL DEFAULT 0, c CHECK (c > 0), f REFERENCES p)", "INSERT INTO p VALUES (1)",
	         "INSERT INTO t VALUES (1, 1, 1, 1)", NULL)) {
		fails(c, db, "INSERT INTO t(u) VALUES (1)", SQLITE_CONSTRAINT_UNIQUE, "UNIQUE constraint failed: t.u");
		fails(c, db, "INSERT INTO t(n) VALUES (NULL)", SQLITE_CONSTRAINT_NOTNULL, "NOT NULL constraint failed: t.n");
		fails(c, db, "INSERT INTO t(c) VALUES (-1)", SQLITE_CONSTRAINT_CHECK, "CHECK constraint failed: c > 0");
		fails(c, db, "INSERT INTO t(f) VALUES (9)", SQLITE_CONSTRAINT_FOREIGNKEY, "FOREIGN KEY constraint failed");
		fails(c, db, "INSERT INTO p VALUES (1)", SQLITE_CONSTRAINT_PRIMARYKEY, "UNIQUE constraint failed: p.i");
		fails(c, db, "INSERT INTO p VALUES ('x')", SQLITE_MISMATCH, "datatype mismatch");
		CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t"), 1);
	}
	CLOSE(c, s, db);
}

static void locked(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->failure);
	NEED(c, s->open);
	NEED(c, s->run);
	char path[4200];
	void *holder = NULL, *db = NULL;
	snprintf(path, sizeof path, "%s/locked.db", seam_folder(c));
	REQUIRE(CHECK_EQ(c, s->open(path, &holder), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->open(path, &db), SEAM_OK));
	REQUIRE(does(c, holder, "CREATE TABLE t(x)", SEAM_STIMULUS(c) ? "BEGIN EXCLUSIVE" : "SELECT 1", NULL));
	fails(c, db, "INSERT INTO t VALUES (1)", SQLITE_BUSY, "database is locked");
	REQUIRE(does(c, holder, "ROLLBACK", NULL));
	REQUIRE(does(c, db, "INSERT INTO t VALUES (1)", "PRAGMA query_only = on", NULL));
	fails(c, db, "INSERT INTO t VALUES (1)", SQLITE_READONLY, "attempt to write a readonly database");
	CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t"), 1);
	CLOSE(c, s, holder);
	CLOSE(c, s, db);
}

static void not_opened(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->open);
	NEED(c, s->failure);
	char path[4200];
	struct seam_sqlite_failure f = { 0 };
	void *db = NULL;
	snprintf(path, sizeof path, "%s/no such folder/x.db", seam_folder(c));
	CHECK_EQ(c, s->open(seam_in_string(c, path), &db), SEAM_E_FAILED);
	CHECK(c, db == NULL);
	if (CHECK_EQ(c, s->failure(NULL, &f), SEAM_OK)) {
		CHECK_EQ(c, f.code, SQLITE_CANTOPEN);
		CHECK(c, f.size > 0);
	}
}

/* The message is copied by whoever wants it beyond the next op; until then it stays as it is. */
static void lifetime(struct seam_case *c)
{
	FAILURE(c, s, db);
	struct seam_sqlite_failure f = { 0 }, again = { 0 };
	void *other = NULL;
	static const char expected[] = "no such column: nowhere";
	REQUIRE(CHECK_EQ(c, s->open(":memory:", &other), SEAM_OK));
	CHECK_EQ(c, ask(c, db, "SELECT nowhere", NULL), SEAM_E_FAILED);
	CHECK_EQ(c, s->failure(db, &f), SEAM_OK);
	/* Of another connection. */
	CHECK_EQ(c, ask(c, other, "SELECT elsewhere", NULL), SEAM_E_FAILED);
	CHECK_BYTES(c, f.message, f.size, expected, sizeof expected - 1);
	CHECK_EQ(c, s->failure(db, &again), SEAM_OK);
	CHECK_BYTES(c, again.message, again.size, expected, sizeof expected - 1);
	if (CHECK_EQ(c, s->failure(other, &again), SEAM_OK))
		CHECK_BYTES(c, again.message, again.size, "no such column: elsewhere", 25);
	CLOSE(c, s, other);
	CHECK_BYTES(c, f.message, f.size, expected, sizeof expected - 1);
	CLOSE(c, s, db);
}

static void over(struct seam_case *c)
{
	FAILURE(c, s, db);
	struct seam_sqlite_failure f = { 0 };
	CHECK_EQ(c, s->failure(db, &f), SEAM_E_NOT_FOUND);
	CHECK_EQ(c, ask(c, db, "SELECT nowhere", NULL), SEAM_E_FAILED);
	CHECK_EQ(c, s->failure(db, &f), SEAM_OK);
	CHECK_EQ(c, ask(c, db, "SELECT 1", &a), SEAM_OK);
	CHECK_EQ(c, s->failure(db, &f), SEAM_E_NOT_FOUND);
	CLOSE(c, s, db);
}

static void too_big(struct seam_case *c)
{
	FAILURE(c, s, db);
	fails(c, db, "SELECT zeroblob(2147483647)", SQLITE_TOOBIG, "string or blob too big");
	CHECK_EQ(c, number(c, db, "SELECT length(zeroblob(1000))"), 1000);
	CLOSE(c, s, db);
}

/* An error in the midst of rows comes after the rows before it. */
static void late(struct seam_case *c)
{
	FAILURE(c, s, db);
	CHECK_EQ(c, ask(c, db, "SELECT abs(column1) FROM (VALUES (1), (2), (-9223372036854775808), (4))", &a), SEAM_E_FAILED);
	failed_with(c, db, SQLITE_ERROR);
	CHECK_EQ(c, a.rows, 2);
	CHECK_EQ(c, ask(c, db, "BEGIN", NULL), SEAM_OK);
	CHECK_EQ(c, ask(c, db, "ROLLBACK", NULL), SEAM_OK);
	CLOSE(c, s, db);
}

SEAM_CASES(sqlite, errors) = {
	{ "text", SEAM_MUST, text, "code and text of a failure are SQLite's, in UTF-8", 0 },
	{ "constraints", SEAM_MUST, constraints, "the extended code tells which constraint failed", 0 },
	{ "locked", SEAM_MUST, locked, "SQLITE_BUSY and SQLITE_READONLY are told, and over with their reason", 0 },
	{ "not_opened", SEAM_MUST, not_opened, "a database that cannot be opened is told with its reason: SQLITE_CANTOPEN", 0 },
	{ "lifetime", SEAM_MUST, lifetime, "a message lives until the next op on its connection, and is that connection's", 0 },
	{ "over", SEAM_MUST, over, "a success is the end of a failure", 0 },
	{ "too_big", SEAM_MUST, too_big, "what is too big is refused as such: SQLITE_TOOBIG", 0 },
	{ "late", SEAM_MUST, late, "an error after some rows is told, after those rows", 0 },
	SEAM_END
};
