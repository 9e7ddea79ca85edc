/*
 * collations: two texts by their lengths, and a sign.
 * Rule: sqlite.collations    Source: sqlite.org/c3ref/create_collation.html
 */
#include "database.h"

#include <limits.h>
#include <stdio.h>

static struct answer a;

struct compared {
	struct seam_case *c;
	const void *payload;
	size_t calls;
	char texts[64][16];
	size_t sizes[64];
	int scale; /* what the sign is multiplied by; 0: by its place in an int */
};
static struct compared seen;

static void note(const char *bytes, size_t size)
{
	if (seen.calls < 64) {
		seen.sizes[seen.calls] = size;
		if (size)
			memcpy(seen.texts[seen.calls], bytes, size < 16 ? size : 16);
		seen.calls++;
	}
}

/* Backwards: by bytes, the greater first. */
static int backwards(void *payload, const char *x, size_t x_size, const char *y, size_t y_size)
{
	size_t n = x_size < y_size ? x_size : y_size;
	int order = n ? memcmp(y, x, n) : 0;

	seen.payload = payload;
	note(x, x_size);
	note(y, y_size);
	if (order == 0)
		order = (y_size > x_size) - (y_size < x_size);
	order = (order > 0) - (order < 0);
	return seen.scale ? order * seen.scale : order > 0 ? INT_MAX : order < 0 ? INT_MIN : 0;
}

#define COLLATION(c, s, db, payload)                                                                                   \
	OPS(c, s);                                                                                                     \
	NEED(c, s->collation);                                                                                         \
	OPEN(c, s, db);                                                                                                \
	seen = (struct compared){ .c = c, .scale = 1 };                                                                \
	REQUIRE(CHECK_EQ(c, s->collation(db, NAME(c, "backwards"), backwards, payload, NULL), SEAM_OK))

static void sorted(struct seam_case *c, void *db)
{
	static const char *const expected[] = { "d", "cc", "c", "b", "" };
	CHECK_EQ(c, ask(c, db, "SELECT column1 FROM (VALUES ('b'), ('cc'), (''), ('d'), ('c')) ORDER BY column1 COLLATE backwards", &a),
	         SEAM_OK);
	CHECK_EQ(c, a.n, 5);
	for (size_t i = 0; i < a.n; i++)
		is_text(c, &a.values[i], expected[i], strlen(expected[i]));
}

static void order(struct seam_case *c)
{
	COLLATION(c, s, db, NULL);
	sorted(c, db);
	CHECK_EQ(c, number(c, db, "SELECT 'x' < 'b' COLLATE backwards"), 1);
	CHECK_EQ(c, number(c, db, "SELECT 'b' = 'b' COLLATE backwards"), 1);
	CHECK_EQ(c, number(c, db, "SELECT 'b' < 'x' COLLATE backwards"), 0);
	CLOSE(c, s, db);
}

/* Any number of the sign will do. */
static void signs(struct seam_case *c)
{
	static const int scales[] = { 256, 0, 65536, 1 << 30, 2 };
	COLLATION(c, s, db, NULL);
	for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
		seen.scale = scales[i];
		sorted(c, db);
	}
	CLOSE(c, s, db);
}

static void lengths(struct seam_case *c)
{
	COLLATION(c, s, db, NULL);
	const struct seam_sqlite_value in[] = { text_of("a\0b", 3), text_of("a\0c", 3), text_of("", 0), text_of("\xf0\x9f\x8e\x89", 4) };
	CHECK_EQ(c, ask_with(c, db, "SELECT ?1 < ?2 COLLATE backwards, ?3 < ?4 COLLATE backwards", in, 4, &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 2)) {
		is_integer(c, &a.values[0], 0);
		is_integer(c, &a.values[1], 0);
	}
	if (CHECK_EQ(c, seen.calls, 4)) {
		CHECK_BYTES(c, seen.texts[0], seen.sizes[0], "a\0b", 3);
		CHECK_BYTES(c, seen.texts[1], seen.sizes[1], "a\0c", 3);
		CHECK_EQ(c, seen.sizes[2], 0);
		CHECK_BYTES(c, seen.texts[3], seen.sizes[3], "\xf0\x9f\x8e\x89", 4);
	}
	CLOSE(c, s, db);
}

static void payload(struct seam_case *c)
{
	void *const tag = (void *)(uintptr_t)seam_tag(c, 1);
	COLLATION(c, s, db, tag);
	CHECK_EQ(c, number(c, db, "SELECT 'b' = 'b' COLLATE backwards"), 1);
	CHECK_EQ(c, seen.payload, (const void *)tag);
	REQUIRE(CHECK_EQ(c, s->collation(db, NAME(c, "other"), backwards, NULL, NULL), SEAM_OK));
	CHECK_EQ(c, number(c, db, "SELECT 'b' = 'b' COLLATE other"), 1);
	CHECK_EQ(c, seen.payload, NULL);
	CHECK_EQ(c, number(c, db, "SELECT 'b' = 'b' COLLATE backwards"), 1);
	CHECK_EQ(c, seen.payload, (const void *)tag);
	CLOSE(c, s, db);
}

static void taken_away(struct seam_case *c)
{
	COLLATION(c, s, db, NULL);
	CHECK_EQ(c, number(c, db, "SELECT 'b' = 'b' COLLATE backwards"), 1);
	CHECK_EQ(c, s->collation(db, NAME(c, "backwards"), NULL, NULL, NULL), SEAM_OK);
	CHECK_EQ(c, ask(c, db, "SELECT 'b' = 'b' COLLATE backwards", &a), SEAM_E_FAILED);
	failed_with(c, db, SQLITE_ERROR);
	CHECK_EQ(c, seen.calls, 2);
	CLOSE(c, s, db);
}

/* An index is sorted by it: what was stored is found again. */
static void index_of(struct seam_case *c)
{
	COLLATION(c, s, db, NULL);
	if (does(c, db, "CREATE TABLE t(x TEXT COLLATE backwards UNIQUE)", NULL)) {
		for (int i = 0; i < 30; i++) {
			char sql[64];
			snprintf(sql, sizeof sql, "INSERT INTO t VALUES ('%d')", i * 7 % 30);
			does(c, db, sql, NULL);
		}
		CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t WHERE x > '20'"), 13); /* "10" to "19", and "0", "1", "2" */
		CHECK_EQ(c, ask(c, db, "INSERT INTO t VALUES ('12')", NULL), SEAM_E_FAILED);
		failed_with(c, db, SQLITE_CONSTRAINT_UNIQUE);
		CHECK_EQ(c, ask(c, db, "PRAGMA integrity_check", &a), SEAM_OK);
		if (CHECK_EQ(c, a.n, 1))
			is_text(c, &a.values[0], "ok", 2);
	}
	CLOSE(c, s, db);
}

SEAM_CASES(sqlite, collations) = {
	{ "order", SEAM_MUST, order, "the order is the collation's", 0 },
	{ "signs", SEAM_MUST, signs, "of the number that a collation returns the sign counts, all of the int", 0 },
	{ "lengths", SEAM_MUST, lengths, "texts come by their lengths, with their NULs, and in their places", 0 },
	{ "payload", SEAM_MUST, payload, "each collation has its own payload, NULL too", 0 },
	{ "taken_away", SEAM_MUST, taken_away, "a collation that is taken away is no more called", 0 },
	{ "index_of", SEAM_MUST, index_of, "an index that is sorted by a collation finds what is in it", 0 },
	SEAM_END
};
