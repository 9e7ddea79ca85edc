/*
 * life: a connection ends when it is closed, and not before what was taken from it, unless that was asked for.
 * Rule: sqlite.life    Source: sqlite.org/c3ref/close.html, sqlite.org/c3ref/finalize.html
 */
#include "statement.h"

#include <stdio.h>

static void open_statement(struct seam_case *c)
{
	OPS(c, s);
	PREPARE(c, s, db, "VALUES (1), (2)", st);
	steps(c, s, st, 1);
	REQUIRE(CHECK_EQ(c, s->close(db), SEAM_E_STATE));
	/* Nothing has changed. */
	steps(c, s, st, 1);
	CHECK_STR(c, s->column_text(st, 0), "2");
	CHECK_EQ(c, number(c, db, "SELECT 1"), 1);
	CHECK_EQ(c, s->finalize(st), SEAM_OK);
	CLOSE(c, s, db);
}

static void open_blob(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->blob_open);
	NEED(c, s->prepare); /* a binding without statements closes blobs with their connection */
	OPEN(c, s, db);
	void *blob = NULL;
	unsigned char byte = 0;
	REQUIRE(does(c, db, "CREATE TABLE t(x)", "INSERT INTO t VALUES (x'42')", NULL));
	REQUIRE(CHECK_EQ(c, s->blob_open(db, "t", "x", 1, 0, &blob), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->close(db), SEAM_E_STATE));
	CHECK_EQ(c, s->blob_read(blob, &byte, 1, 0), SEAM_OK);
	CHECK_EQ(c, byte, 0x42);
	s->blob_close(blob);
	CLOSE(c, s, db);
}

static int one(void *payload, void *context, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *result)
{
	(void)payload, (void)context, (void)arguments, (void)n;
	*result = (struct seam_sqlite_value){ .type = SQLITE_INTEGER, .integer = 1 };
	return 0;
}

/* sqlite3_close_v2(): the connection is a zombie until its last statement goes, and its destructors are called then. */
static void zombie(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->close_v2);
	NEED(c, s->function);
	PREPARE(c, s, db, "VALUES (1), (2)", st);
	int payload;
	destroyed_forget();
	CHECK_EQ(c, s->function(db, NAME(c, "one"), 0, one, &payload, destroyed), SEAM_OK);
	steps(c, s, st, 1);
	CHECK_EQ(c, s->close_v2(db), SEAM_OK);
	CHECK_EQ(c, times_destroyed(&payload), 0);
	steps(c, s, st, 1);
	CHECK_STR(c, s->column_text(st, 0), "2");
	steps(c, s, st, 0);
	CHECK_EQ(c, s->finalize(st), SEAM_OK);
	CHECK_EQ(c, times_destroyed(&payload), 1);
}

static void nothing(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->close);
	NEED(c, s->finalize);
	NEED(c, s->close_v2);
	CHECK_EQ(c, s->close(NULL), SEAM_OK);
	CHECK_EQ(c, s->close_v2(NULL), SEAM_OK);
	CHECK_EQ(c, s->finalize(NULL), SEAM_OK);
}

/* A statement that failed: finalize tells it once more, and it is gone all the same. */
static void failed_statement(struct seam_case *c)
{
	OPS(c, s);
	PREPARE(c, s, db, "SELECT abs(-9223372036854775808)", st);
	int row = 7;
	CHECK_EQ(c, s->step(st, &row), SEAM_E_FAILED);
	CHECK_EQ(c, row, 7);
	CHECK_EQ(c, s->reset(st), SEAM_E_FAILED);
	CHECK_EQ(c, s->reset(st), SEAM_OK);
	CHECK_EQ(c, s->step(st, &row), SEAM_E_FAILED);
	CHECK_EQ(c, s->finalize(st), SEAM_E_FAILED);
	CLOSE(c, s, db);
}

/* A file keeps what was committed, and what was not is gone. */
static void file(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->open);
	NEED(c, s->close);
	NEED(c, s->run);
	char path[4200];
	void *db = NULL;
	strcpy(path, seam_folder(c));
	strcat(path, "/caf\xc3\xa9 100%25?.db");
	REQUIRE(CHECK_EQ(c, s->open(seam_in_string(c, path), &db), SEAM_OK));
	does(c, db, "CREATE TABLE t(x)", "INSERT INTO t VALUES (1)", "BEGIN", "INSERT INTO t VALUES (2)", NULL);
	CLOSE(c, s, db);
	CHECK(c, seam_file_mode(c, path) >= 0);
	REQUIRE(CHECK_EQ(c, s->open(seam_in_string(c, path), &db), SEAM_OK));
	CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t"), 1);
	CLOSE(c, s, db);
}

static void version(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->version);
	OPEN(c, s, db);
	static struct answer a;
	char text[32];
	int32_t number = 0;
	CHECK_EQ(c, s->version(&number), SEAM_OK);
	const int n = snprintf(text, sizeof text, "%d.%d.%d", number / 1000000, number / 1000 % 1000, number % 1000);
	CHECK_EQ(c, ask(c, db, "SELECT sqlite_version()", &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 1))
		is_text(c, &a.values[0], text, (size_t)n);
	CLOSE(c, s, db);
}

static void many(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->open);
	NEED(c, s->close);
	NEED(c, s->run);
	void *all[50];
	for (int i = 0; i < 50; i++) {
		REQUIRE(CHECK_EQ(c, s->open(":memory:", &all[i]), SEAM_OK));
		does(c, all[i], "CREATE TABLE t(x)", i % 2 ? "INSERT INTO t VALUES (1)" : "SELECT 1", NULL);
	}
	for (int i = 0; i < 50; i++) {
		CHECK_EQ(c, number(c, all[i], "SELECT count(*) FROM t"), i % 2);
		CLOSE(c, s, all[i]);
	}
}

SEAM_CASES(sqlite, life) = {
	{ "open_statement", SEAM_MUST, open_statement, "a connection with a statement is not closed, and works on", 0 },
	{ "open_blob", SEAM_MUST, open_blob, "a connection with a blob is not closed, and works on", 0 },
	{ "zombie", SEAM_MUST, zombie, "closed by sqlite3_close_v2(), a connection lives until its last statement goes", 0 },
	{ "nothing", SEAM_MUST, nothing, "closing or finalizing NULL does nothing", 0 },
	{ "failed_statement", SEAM_MUST, failed_statement, "reset and finalize tell the failure of the last step, and do their work", 0 },
	{ "file", SEAM_MUST, file, "a database in a file, by any name, keeps what was committed", 0 },
	{ "version", SEAM_MUST, version, "the version that the binding tells is that of the SQLite that runs", 0 },
	{ "many", SEAM_MUST, many, "databases in memory are apart", SEAM_ONCE },
	SEAM_END
};
