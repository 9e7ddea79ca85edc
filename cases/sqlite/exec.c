/*
 * exec: sqlite3_exec() hands each row to its callback, and any number but 0 from it is SQLITE_ABORT.
 * Rule: sqlite.exec    Source: sqlite.org/c3ref/exec.html
 */
#include "database.h"

#include <stdio.h>

struct rows {
	struct seam_case *c;
	const struct seam_sqlite *s;
	void *db;
	size_t n, stop_at; /* row, from 1; 0: never */
	int value;
	char text[256]; /* "name=value," of each column, ";" of each row */
};

static int on_row(void *payload, int n, char **values, char **names)
{
	struct rows *r = payload;
	size_t used = strlen(r->text);

	for (int i = 0; i < n; i++)
		used += (size_t)snprintf(r->text + used, sizeof r->text - used, "%s=%s,", names[i], values && values[i] ? values[i] : "NULL");
	snprintf(r->text + used, sizeof r->text - used, ";");
	return ++r->n == r->stop_at ? r->value : 0;
}

static void rows(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->exec);
	OPEN(c, s, db);
	struct rows r = { .c = c };
	char *message = (char *)&r;
	CHECK_EQ(c, s->exec(db, seam_in_string(c, "SELECT 1 AS a, NULL AS b; CREATE TABLE t(x); SELECT 'x' AS y, '' AS z, 2.5 AS w"), on_row, &r,
	                    &message),
	         SEAM_OK);
	CHECK_EQ(c, message, NULL);
	CHECK_STR(c, r.text, "a=1,b=NULL,;y=x,z=,w=2.5,;");
	CHECK_EQ(c, s->exec(db, seam_in_string(c, "SELECT 1; SELECT 2"), NULL, &r, &message), SEAM_OK);
	CHECK_EQ(c, s->exec(db, seam_in_string(c, ""), on_row, &r, &message), SEAM_OK);
	CHECK_EQ(c, r.n, 2);
	s->exec_free(NULL);
	CLOSE(c, s, db);
}

static void stopped(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->exec);
	OPEN(c, s, db);
	const char *sql = seam_in_string(c, "VALUES (1), (2), (3); INSERT INTO t VALUES (1)");
	REQUIRE(does(c, db, "CREATE TABLE t(x)", NULL));
	int64_t done = 0;
	int value;
	for (size_t i = 0; each_int(i, &value); i++) {
		struct rows r = { .c = c, .stop_at = 2, .value = SEAM_STIMULUS(c) ? value : 0 };
		char *message = NULL;
		int rc = s->exec(db, sql, on_row, &r, &message);
		if (rc != (value ? SEAM_E_FAILED : SEAM_OK) || r.n != (value ? 2 : 3))
			FAIL(c, "stopped at row 2 with %d: the op returned %d, %zu rows came", value, rc, r.n);
		bool as_told = rc == SEAM_OK || failed_with(c, db, SQLITE_ABORT);
		s->exec_free(message);
		done += !value;
		if (!as_told || rc != (value ? SEAM_E_FAILED : SEAM_OK))
			break;
	}
	CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t"), done);
	CLOSE(c, s, db);
}

static void message(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->exec);
	NEED(c, s->exec_free);
	OPEN(c, s, db);
	char *first = NULL, *second = NULL;
	CHECK_EQ(c, s->exec(db, "SELECT 1; SELECT * FROM \"caf\xc3\xa9\"", NULL, NULL, &first), SEAM_E_FAILED);
	CHECK_EQ(c, s->exec(db, "not SQL", NULL, NULL, &second), SEAM_E_FAILED);
	/* Each is its caller's, whatever the connection does, and beyond its end. */
	CLOSE(c, s, db);
	CHECK_STR(c, first, "no such table: caf\xc3\xa9");
	CHECK_STR(c, second, "near \"not\": syntax error");
	s->exec_free(first);
	s->exec_free(second);
}

static int nests(void *payload, int n, char **values, char **names)
{
	struct rows *r = payload;
	char *none = NULL;

	(void)n, (void)values, (void)names;
	r->n++;
	if (r->stop_at-- > 1)
		CHECK_EQ(r->c, r->s->exec(r->db, "VALUES (1)", nests, r, &none), SEAM_OK);
	return 0;
}

static void nested(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->exec);
	OPEN(c, s, db);
	struct rows r = { .c = c, .s = s, .db = db, .stop_at = 20 };
	char *none = NULL;
	CHECK_EQ(c, s->exec(db, "VALUES (1)", nests, &r, &none), SEAM_OK);
	CHECK_EQ(c, r.n, 20);
	CLOSE(c, s, db);
}

SEAM_CASES(sqlite, exec) = {
	{ "rows", SEAM_MUST, rows, "rows of each statement come with names and texts, NULL as NULL", 0 },
	{ "stopped", SEAM_MUST, stopped, "each number but 0 stops: SQLITE_ABORT, and no later statement is run", SEAM_ONCE },
	{ "message", SEAM_MUST, message, "the message is the caller's, until it is given back", 0 },
	{ "nested", SEAM_MUST, nested, "a callback may execute on its own connection", 0 },
	SEAM_END
};
