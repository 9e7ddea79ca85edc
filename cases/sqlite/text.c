/*
 * text: UTF-8 by its length, in whatever encoding the database keeps it; SQL is text too.
 * Rule: sqlite.text    Source: sqlite.org/c3ref/bind_blob.html, sqlite.org/nulinstr.html, sqlite.org/pragma.html#pragma_encoding
 */
#include "database.h"

#include <stdio.h>

static struct answer a;

#define ASTRAL       "\xf0\x9f\x8e\x89 \xe2\x82\xac \xf4\x8f\xbf\xbf" /* U+1F389, U+20AC, U+10FFFF */
#define NONCHARACTER "\xef\xbf\xbe \xef\xbf\xbf"                          /* U+FFFE, U+FFFF */

static void comes_back(struct seam_case *c, void *db, const char *bytes, size_t size)
{
	const struct seam_sqlite_value in = text_of(bytes, size);
	CHECK_EQ(c, ask_with(c, db, "SELECT ?1, CAST(?1 AS BLOB)", &in, 1, &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 2)) {
		is_text(c, &a.values[0], bytes, size);
		is_blob(c, &a.values[1], bytes, size); /* what SQLite has in between */
	}
}

static void interior_nul(struct seam_case *c)
{
	OPS(c, s);
	OPEN(c, s, db);
	comes_back(c, db, "a\0b", 3);
	comes_back(c, db, "\0", 1);
	comes_back(c, db, "end\0", 4);
	comes_back(c, db, "\0\0two", 5);
	CLOSE(c, s, db);
}

static void unicode(struct seam_case *c)
{
	OPS(c, s);
	OPEN(c, s, db);
	comes_back(c, db, ASTRAL, sizeof ASTRAL - 1);
	comes_back(c, db, NONCHARACTER, sizeof NONCHARACTER - 1);
	comes_back(c, db, "\xef\xbb\xbf" "after a byte order mark", 26);
	CLOSE(c, s, db);
}

static void empty(struct seam_case *c)
{
	OPS(c, s);
	OPEN(c, s, db);
	const struct seam_sqlite_value in[] = { text_of("", 0), text_of(NULL, 0), null_of() };
	CHECK_EQ(c, ask_with(c, db, "SELECT ?1, ?2, ?3, ?1 IS NULL, ?2 IS NULL", in, 3, &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 5)) {
		is_text(c, &a.values[0], "", 0);
		is_text(c, &a.values[1], "", 0);
		is_null(c, &a.values[2]);
		is_integer(c, &a.values[3], 0);
		is_integer(c, &a.values[4], 0);
	}
	CLOSE(c, s, db);
}

static void ill_formed(struct seam_case *c)
{
	static const char bytes[] = "caf\xe9 \xc0\xaf";
	OPS(c, s);
	OPEN(c, s, db);
	const struct seam_sqlite_value in = text_of(bytes, 7);
	const uint64_t traits = seam_traits(c);
	int rc = ask_with(c, db, "SELECT CAST(?1 AS BLOB)", &in, 1, &a);
	if (traits & SEAM_UTF8_ONLY)
		CHECK_EQ(c, rc, SEAM_E_ENCODING);
	else if (CHECK_EQ(c, rc, SEAM_OK) && CHECK_EQ(c, a.n, 1) && !(traits & SEAM_LOSSY))
		is_blob(c, &a.values[0], bytes, 7);
	rc = ask(c, db, "SELECT CAST(x'636166e920c0af' AS TEXT)", &a);
	if (traits & SEAM_UTF8_ONLY)
		CHECK_EQ(c, rc, SEAM_E_ENCODING);
	else if (CHECK_EQ(c, rc, SEAM_OK) && CHECK_EQ(c, a.n, 1) && !(traits & SEAM_LOSSY))
		is_text(c, &a.values[0], bytes, 7);
	/* It was refused, and nothing else came of it. */
	comes_back(c, db, "after", 5);
	CLOSE(c, s, db);
}

/* Longer than a page, so that it lies on several of the database's. */
static void long_text(struct seam_case *c)
{
	static char bytes[100000];
	OPS(c, s);
	OPEN(c, s, db);
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i % 95 + 32);
	const struct seam_sqlite_value in = text_of(bytes, sizeof bytes);
	REQUIRE(does(c, db, "CREATE TABLE t(x)", NULL));
	CHECK_EQ(c, ask_with(c, db, "INSERT INTO t VALUES (?)", &in, 1, NULL), SEAM_OK);
	CHECK_EQ(c, ask(c, db, "SELECT x FROM t", &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 1))
		is_text(c, &a.values[0], bytes, sizeof bytes);
	CLOSE(c, s, db);
}

static void stored_as(struct seam_case *c, const char *pragma)
{
	static const struct {
		const char *bytes;
		size_t size;
	} all[] = { { "", 0 }, { "a\0b", 3 }, { "\0", 1 }, { ASTRAL, sizeof ASTRAL - 1 }, { "plain", 5 } };
	OPS(c, s);
	OPEN(c, s, db);
	if (does(c, db, pragma, "CREATE TABLE t(i INTEGER PRIMARY KEY, x TEXT)", NULL)) {
		for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
			const struct seam_sqlite_value in[] = { integer_of((int64_t)i), text_of(all[i].bytes, all[i].size) };
			CHECK_EQ(c, ask_with(c, db, "INSERT INTO t VALUES (?, ?)", in, 2, NULL), SEAM_OK);
		}
		CHECK_EQ(c, ask(c, db, "SELECT x FROM t ORDER BY i", &a), SEAM_OK);
		CHECK_EQ(c, a.n, 5);
		for (size_t i = 0; i < a.n && i < 5; i++)
			is_text(c, &a.values[i], all[i].bytes, all[i].size);
	}
	CLOSE(c, s, db);
}

static void utf16le(struct seam_case *c)
{
	stored_as(c, "PRAGMA encoding = 'UTF-16le'");
}

static void utf16be(struct seam_case *c)
{
	stored_as(c, "PRAGMA encoding = 'UTF-16be'");
}

static void utf16_noncharacter(struct seam_case *c)
{
	OPS(c, s);
	OPEN(c, s, db);
	const struct seam_sqlite_value in = text_of(NONCHARACTER, sizeof NONCHARACTER - 1);
	if (does(c, db, "PRAGMA encoding = 'UTF-16'", "CREATE TABLE t(x TEXT)", NULL)) {
		CHECK_EQ(c, ask_with(c, db, "INSERT INTO t VALUES (?)", &in, 1, NULL), SEAM_OK);
		CHECK_EQ(c, ask(c, db, "SELECT x FROM t", &a), SEAM_OK);
		if (CHECK_EQ(c, a.n, 1))
			is_text(c, &a.values[0], in.bytes, in.size);
	}
	CLOSE(c, s, db);
}

/* ---- SQL -------------------------------------------------------------------------------------------------------------- */

/* SQLite ends a statement at a NUL: half of the text would be run. */
static void sql_nul(struct seam_case *c)
{
	static const char inside[] = "INSERT INTO t VALUES (1)\0 WHERE 0", last[] = "INSERT INTO t VALUES (1)";
	OPS(c, s);
	OPEN(c, s, db);
	REQUIRE(does(c, db, "CREATE TABLE t(x)", NULL));
	CHECK_EQ(c, s->run(db, seam_in(c, inside, sizeof inside - 1), sizeof inside - 1, NULL, 0, NULL, NULL), SEAM_E_NUL);
	CHECK_EQ(c, s->run(db, seam_in(c, last, sizeof last), sizeof last, NULL, 0, NULL, NULL), SEAM_E_NUL);
	CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t"), 0);
	CLOSE(c, s, db);
}

static void sql_two(struct seam_case *c)
{
	OPS(c, s);
	OPEN(c, s, db);
	REQUIRE(does(c, db, "CREATE TABLE t(x)", NULL));
	CHECK(c, ask(c, db, "INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)", NULL) < 0);
	CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t"), 0);
	CLOSE(c, s, db);
}

static void sql_around(struct seam_case *c)
{
	OPS(c, s);
	OPEN(c, s, db);
	CHECK_EQ(c, ask(c, db, " -- before\n/* and */ SELECT 7 ; /* after */ -- it", &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 1))
		is_integer(c, &a.values[0], 7);
	CHECK_EQ(c, ask(c, db, "SELECT '\xf0\x9f\x8e\x89', \"\xc3\xa9\" FROM (SELECT 1 AS \"\xc3\xa9\")", &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 2))
		is_text(c, &a.values[0], "\xf0\x9f\x8e\x89", 4);
	CLOSE(c, s, db);
}

SEAM_CASES(sqlite, text) = {
	{ "interior_nul", SEAM_MUST, interior_nul, "text with a NUL is carried whole", 0 },
	{ "unicode", SEAM_MUST, unicode, "text beyond the basic plane, noncharacters and a byte order mark are carried as they are", 0 },
	{ "empty", SEAM_MUST, empty, "text without a byte is text, and no NULL", 0 },
	{ "ill_formed", SEAM_MUST, ill_formed, "what is not UTF-8 is carried, mended or refused, as the peer declares", 0 },
	{ "long_text", SEAM_MUST, long_text, "text that is longer than a page is carried whole", 0 },
	{ "utf16le", SEAM_MUST, utf16le, "a database in UTF-16le gives the same UTF-8 back", 0 },
	{ "utf16be", SEAM_MUST, utf16be, "a database in UTF-16be gives the same UTF-8 back", 0 },
	{ "utf16_noncharacter", SEAM_SHOULD, utf16_noncharacter, "a database in UTF-16 keeps U+FFFE and U+FFFF", 0 },
	{ "sql_nul", SEAM_MUST, sql_nul, "SQL that holds a NUL is refused, and not run as far as the NUL", 0 },
	{ "sql_two", SEAM_MUST, sql_two, "a second statement is not left out in silence: neither is run", 0 },
	{ "sql_around", SEAM_MUST, sql_around, "comments and blanks around a statement are no second one", 0 },
	SEAM_END
};
