/*
 * handlers: what SQLite asks before it goes on, and what each answer does.
 * Rule: sqlite.handlers    Source: sqlite.org/c3ref/progress_handler.html, sqlite.org/c3ref/commit_hook.html,
 * sqlite.org/c3ref/busy_handler.html, sqlite.org/c3ref/set_authorizer.html
 */
#include "database.h"

#include <stdio.h>

static struct answer a;

struct asked {
	const void *payload;
	size_t calls, stop_at; /* call, from 1 */
	int value;
};
static struct asked seen;

static int answers(void *payload)
{
	seen.payload = payload;
	return ++seen.calls >= seen.stop_at ? seen.value : 0;
}

#define COUNT "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) SELECT count(*) FROM n"

/* Offers `what`, or skips. */
#define HANDLER(c, s, db, what, payload)                                                                               \
	OPS(c, s);                                                                                                     \
	NEED(c, s->handler);                                                                                           \
	OPEN(c, s, db);                                                                                                \
	seen = (struct asked){ .stop_at = 1 };                                                                         \
	if (s->handler(db, what, answers, payload) == SEAM_E_NOT_FOUND) {                                              \
		CLOSE(c, s, db);                                                                                       \
		seam_skip(c, "the peer does not offer the handler %s", what);                                          \
		return;                                                                                                \
	}

static void progress_stopped(struct seam_case *c)
{
	HANDLER(c, s, db, "progress", NULL);
	int value;
	for (size_t i = 0; each_int(i, &value); i++) {
		seen = (struct asked){ .stop_at = 5, .value = SEAM_STIMULUS(c) ? value : 0 };
		int rc = ask(c, db, value ? COUNT : "VALUES (1), (2), (3)", &a);
		if (rc != (value ? SEAM_E_FAILED : SEAM_OK) || (value && seen.calls != 5)) {
			FAIL(c, "%d from the handler: the statement came to %d, after %zu calls", value, rc, seen.calls);
			break;
		}
		if (value && !failed_with(c, db, SQLITE_INTERRUPT))
			break;
	}
	CLOSE(c, s, db);
}

/* The handler belongs to the connection, and can be taken away; its payload is its own. */
static void progress_payload(struct seam_case *c)
{
	void *const first = (void *)(uintptr_t)seam_tag(c, 1), *const second = (void *)(uintptr_t)seam_tag(c, 2);
	HANDLER(c, s, db, "progress", first);
	CHECK_EQ(c, number(c, db, "SELECT 1"), 1);
	CHECK(c, seen.calls > 0);
	CHECK_EQ(c, seen.payload, (const void *)first);
	CHECK_EQ(c, s->handler(db, "progress", answers, second), SEAM_OK);
	CHECK_EQ(c, number(c, db, "SELECT 1"), 1);
	CHECK_EQ(c, seen.payload, (const void *)second);
	CHECK_EQ(c, s->handler(db, "progress", NULL, NULL), SEAM_OK);
	seen.calls = 0;
	CHECK_EQ(c, number(c, db, "SELECT 1"), 1);
	CHECK_EQ(c, seen.calls, 0);
	CLOSE(c, s, db);
}

static void commit_refused(struct seam_case *c)
{
	HANDLER(c, s, db, "commit", NULL);
	REQUIRE(does(c, db, "CREATE TABLE t(x)", NULL));
	int64_t rows = 0;
	int value;
	for (size_t i = 0; each_int(i, &value); i++) {
		seen = (struct asked){ .stop_at = 1, .value = SEAM_STIMULUS(c) ? value : 0 };
		int rc = ask(c, db, "INSERT INTO t VALUES (1)", NULL);
		if (rc != (value ? SEAM_E_FAILED : SEAM_OK) || seen.calls != 1) {
			FAIL(c, "%d from the hook: the statement came to %d, after %zu calls", value, rc, seen.calls);
			break;
		}
		if (value && !failed_with(c, db, SQLITE_CONSTRAINT_COMMITHOOK))
			break;
		rows += !value;
	}
	seen.value = 0;
	CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t"), rows);
	CLOSE(c, s, db);
}

/* ---- busy -------------------------------------------------------------------------------------------------------------- */

static int waits(void *payload, int n)
{
	int *most = payload;

	seen.calls++;
	if (n != (int)seen.calls - 1)
		seen.value = -1;
	return n < *most ? 256 : 0;
}

static void busy(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->busy);
	NEED(c, s->open);
	NEED(c, s->run);
	char path[4200];
	void *holder = NULL, *db = NULL;
	int most = 3;
	snprintf(path, sizeof path, "%s/busy.db", seam_folder(c));
	REQUIRE(CHECK_EQ(c, s->open(path, &holder), SEAM_OK));
	REQUIRE(CHECK_EQ(c, s->open(path, &db), SEAM_OK));
	seen = (struct asked){ 0 };
	CHECK_EQ(c, s->busy(db, waits, &most), SEAM_OK);
	REQUIRE(does(c, holder, "CREATE TABLE t(x)", SEAM_STIMULUS(c) ? "BEGIN EXCLUSIVE" : "SELECT 1", NULL));
	CHECK_EQ(c, ask(c, db, "SELECT count(*) FROM t", &a), SEAM_E_FAILED);
	failed_with(c, db, SQLITE_BUSY);
	CHECK_EQ(c, seen.calls, 4);
	CHECK_EQ(c, seen.value, 0);
	CHECK_EQ(c, s->busy(db, NULL, NULL), SEAM_OK);
	CHECK_EQ(c, ask(c, db, "SELECT count(*) FROM t", &a), SEAM_E_FAILED);
	CHECK_EQ(c, seen.calls, 4);
	CLOSE(c, s, holder);
	CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t"), 0);
	CLOSE(c, s, db);
}

/* ---- authorizer ---------------------------------------------------------------------------------------------------------- */

struct guard {
	const void *payload;
	int answer, calls;
	char column[16], table[16];
};
static struct guard guard;

/* Says what it says about the column `secret`, and yes to all else.  It is asked when a statement is compiled, which a binding may do
 * once for the same text: so each question is another text. */
static int authorizes(void *payload, int action, const char *x, const char *y, const char *database, const char *within)
{
	(void)within;
	if (action != SQLITE_READ || !y || strcmp(y, "secret"))
		return SQLITE_OK;
	guard.payload = payload;
	guard.calls++;
	snprintf(guard.table, sizeof guard.table, "%s.%s", database ? database : "?", x ? x : "?");
	snprintf(guard.column, sizeof guard.column, "%s", y);
	return guard.answer;
}

static void authorizer(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->authorizer);
	OPEN(c, s, db);
	void *const tag = (void *)(uintptr_t)seam_tag(c, 1);
	REQUIRE(does(c, db, "CREATE TABLE t(open, secret)", "INSERT INTO t VALUES (1, 2)", NULL));
	guard = (struct guard){ .answer = SQLITE_OK };
	CHECK_EQ(c, s->authorizer(db, authorizes, tag), SEAM_OK);
	CHECK_EQ(c, number(c, db, "SELECT secret FROM t"), 2);
	CHECK_EQ(c, guard.payload, (const void *)tag);
	CHECK_STR(c, guard.table, "main.t");
	guard.answer = SQLITE_IGNORE;
	CHECK_EQ(c, ask(c, db, "SELECT open, secret FROM t", &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 2)) {
		is_integer(c, &a.values[0], 1);
		is_null(c, &a.values[1]);
	}
	guard.answer = SQLITE_DENY;
	CHECK_EQ(c, ask(c, db, "SELECT secret, 1 FROM t", &a), SEAM_E_FAILED);
	failed_with(c, db, SQLITE_AUTH);
	CHECK_EQ(c, s->authorizer(db, NULL, NULL), SEAM_OK);
	guard.calls = 0;
	CHECK_EQ(c, number(c, db, "SELECT secret FROM t"), 2);
	CHECK_EQ(c, guard.calls, 0);
	CLOSE(c, s, db);
}

/* Any other answer refuses too, whatever SQLite calls it: nothing but SQLITE_OK lets the column be read. */
static void authorizer_answers(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->authorizer);
	OPEN(c, s, db);
	char sql[64];
	int answer;
	REQUIRE(does(c, db, "CREATE TABLE t(open, secret)", "INSERT INTO t VALUES (1, 2)", NULL));
	guard = (struct guard){ .answer = SQLITE_OK };
	CHECK_EQ(c, s->authorizer(db, authorizes, NULL), SEAM_OK);
	for (size_t i = 0; each_int(i, &answer); i++) {
		guard.answer = SEAM_STIMULUS(c) ? answer : SQLITE_OK;
		snprintf(sql, sizeof sql, "SELECT secret AS \"%d\" FROM t", answer);
		int rc = ask(c, db, sql, &a);
		if (answer == SQLITE_IGNORE ? rc != SEAM_OK || a.n != 1 || a.values[0].type != SQLITE_NULL
		                            : rc != (answer == SQLITE_OK ? SEAM_OK : SEAM_E_FAILED)) {
			FAIL(c, "%d from the authorizer: the statement came to %d", answer, rc);
			break;
		}
	}
	CLOSE(c, s, db);
}

SEAM_CASES(sqlite, handlers) = {
	{ "progress_stopped", SEAM_MUST, progress_stopped, "each number but 0 interrupts: SQLITE_INTERRUPT, at once", SEAM_ONCE },
	{ "progress_payload", SEAM_MUST, progress_payload, "a handler has its payload, and is no more called once it is replaced or taken away", 0 },
	{ "commit_refused", SEAM_MUST, commit_refused, "each number but 0 makes of a commit a rollback, which is told", SEAM_ONCE },
	{ "busy", SEAM_MUST, busy, "a busy handler is called with its count until it returns 0: then SQLITE_BUSY", 0 },
	{ "authorizer", SEAM_MUST, authorizer, "an authorizer is asked by name; it allows, hides and denies", 0 },
	{ "authorizer_answers", SEAM_MUST, authorizer_answers, "an answer that is none of the three allows nothing", SEAM_ONCE },
	SEAM_END
};
