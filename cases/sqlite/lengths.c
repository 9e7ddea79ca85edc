/*
 * lengths: how long a text is: by its terminator or by its count, in bytes of the encoding that was asked for.
 * Rule: sqlite.lengths    Source: sqlite.org/c3ref/bind_blob.html, sqlite.org/c3ref/column_blob.html
 */
#include "statement.h"

static void by_terminator(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_text);
	PREPARE(c, s, db, "SELECT ?1, length(CAST(?1 AS BLOB))", st);
	CHECK_EQ(c, s->bind_text(st, 1, seam_in(c, "four\0more", 5), -1, SQLITE_TRANSIENT), SEAM_OK);
	if (steps(c, s, st, 1)) {
		CHECK_STR(c, s->column_text(st, 0), "four");
		CHECK_EQ(c, s->column_bytes(st, 0), 4);
		CHECK_STR(c, s->column_text(st, 1), "4");
	}
	s->finalize(st);
	CLOSE(c, s, db);
}

static void by_count(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_text);
	PREPARE(c, s, db, "SELECT ?1, CAST(?1 AS BLOB)", st);
	CHECK_EQ(c, s->bind_text(st, 1, seam_in(c, "a\0b\0", 4), 4, SQLITE_TRANSIENT), SEAM_OK);
	if (steps(c, s, st, 1)) {
		const void *text = s->column_text(st, 0);
		CHECK_BYTES(c, text, (size_t)s->column_bytes(st, 0), "a\0b\0", 4);
		CHECK_BYTES(c, s->column_blob(st, 1), (size_t)s->column_bytes(st, 1), "a\0b\0", 4);
	}
	s->finalize(st);
	CLOSE(c, s, db);
}

/* The count ends it, whatever stands behind: a page that cannot be touched. */
static void part(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_text);
	PREPARE(c, s, db, "SELECT ?1", st);
	CHECK_EQ(c, s->bind_text(st, 1, seam_in(c, "abcdef", 6), 3, SQLITE_TRANSIENT), SEAM_OK);
	if (steps(c, s, st, 1))
		CHECK_STR(c, s->column_text(st, 0), "abc");
	s->reset(st);
	CHECK_EQ(c, s->bind_text(st, 1, seam_in(c, "abc", 3), 0, SQLITE_TRANSIENT), SEAM_OK);
	if (steps(c, s, st, 1)) {
		CHECK_STR(c, s->column_text(st, 0), "");
		CHECK_EQ(c, s->column_bytes(st, 0), 0);
	}
	s->finalize(st);
	CLOSE(c, s, db);
}

static void no_pointer(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_text);
	NEED(c, s->bind_blob);
	PREPARE(c, s, db, "SELECT ?1 IS NULL, ?2 IS NULL, ?3 IS NULL", st);
	CHECK_EQ(c, s->bind_text(st, 1, NULL, 5, SQLITE_TRANSIENT), SEAM_OK);
	CHECK_EQ(c, s->bind_blob(st, 2, NULL, 0, SQLITE_TRANSIENT), SEAM_OK);
	CHECK_EQ(c, s->bind_blob(st, 3, seam_in(c, "", 0), 0, SQLITE_TRANSIENT), SEAM_OK);
	if (steps(c, s, st, 1)) {
		CHECK_STR(c, s->column_text(st, 0), "1");
		CHECK_STR(c, s->column_text(st, 1), "1");
		CHECK_STR(c, s->column_text(st, 2), "0");
	}
	s->finalize(st);
	CLOSE(c, s, db);
}

/* column_bytes() before column_text() makes UTF-8 of it itself. */
static void bytes_first(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->column_bytes);
	PREPARE(c, s, db, "SELECT 'h\xc3\xa9\xf0\x9f\x8e\x89', 12345, x'0102', NULL", st);
	if (steps(c, s, st, 1)) {
		CHECK_EQ(c, s->column_bytes(st, 0), 7);
		CHECK_STR(c, s->column_text(st, 0), "h\xc3\xa9\xf0\x9f\x8e\x89");
		CHECK_EQ(c, s->column_bytes(st, 1), 5);
		CHECK_STR(c, s->column_text(st, 1), "12345");
		CHECK_EQ(c, s->column_bytes(st, 2), 2);
		CHECK_EQ(c, s->column_bytes(st, 3), 0);
		CHECK(c, s->column_text(st, 3) == NULL);
	}
	s->finalize(st);
	CLOSE(c, s, db);
}

/* Asked for in one encoding after the other, each count is that of its own. */
static void bytes16(struct seam_case *c)
{
	static const uint16_t units[] = { 'h', 0xe9, 0xd83c, 0xdf89, 0 };
	OPS(c, s);
	NEED(c, s->column_bytes16);
	NEED(c, s->column_text16);
	PREPARE(c, s, db, "SELECT 'h\xc3\xa9\xf0\x9f\x8e\x89'", st);
	if (steps(c, s, st, 1)) {
		CHECK_EQ(c, s->column_bytes16(st, 0), 8);
		CHECK_BYTES(c, s->column_text16(st, 0), 10, units, 10);
		CHECK_EQ(c, s->column_bytes(st, 0), 7);
		CHECK_STR(c, s->column_text(st, 0), "h\xc3\xa9\xf0\x9f\x8e\x89");
		CHECK_EQ(c, s->column_bytes16(st, 0), 8);
	}
	s->finalize(st);
	CLOSE(c, s, db);
}

static void text16(struct seam_case *c)
{
	static const uint16_t units[] = { 'a', 0, 0x20ac, 0xd83c, 0xdf89, 0, 'z' };
	OPS(c, s);
	NEED(c, s->bind_text16);
	PREPARE(c, s, db, "SELECT ?1", st);
	/* By its count, a NUL in it. */
	CHECK_EQ(c, s->bind_text16(st, 1, seam_in(c, (const char *)units, 10), 10, SQLITE_TRANSIENT), SEAM_OK);
	if (steps(c, s, st, 1)) {
		CHECK_EQ(c, s->column_bytes(st, 0), 9);
		CHECK_BYTES(c, s->column_text(st, 0), 10, "a\0\xe2\x82\xac\xf0\x9f\x8e\x89", 10);
	}
	s->reset(st);
	/* By its terminator, of two bytes. */
	CHECK_EQ(c, s->bind_text16(st, 1, seam_in(c, (const char *)(units + 2), 8), -1, SQLITE_TRANSIENT), SEAM_OK);
	if (steps(c, s, st, 1))
		CHECK_STR(c, s->column_text(st, 0), "\xe2\x82\xac\xf0\x9f\x8e\x89");
	s->finalize(st);
	CLOSE(c, s, db);
}

static void out_of_range(struct seam_case *c)
{
	static const int places[] = { 0, 3, -1, 32767, 1 << 30 };
	OPS(c, s);
	NEED(c, s->bind_text);
	PREPARE(c, s, db, "SELECT ?1, ?2", st);
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
		if (CHECK_EQ(c, s->bind_text(st, places[i], "text", 4, SQLITE_STATIC), SEAM_E_FAILED))
			failed_with(c, db, SQLITE_RANGE);
	s->finalize(st);
	CLOSE(c, s, db);
}

SEAM_CASES(sqlite, lengths) = {
	{ "by_terminator", SEAM_MUST, by_terminator, "text bound with n = -1 ends at its terminator", 0 },
	{ "by_count", SEAM_MUST, by_count, "text bound by its count holds its NULs, the last one too", 0 },
	{ "part", SEAM_MUST, part, "nothing behind the count is read or kept", 0 },
	{ "no_pointer", SEAM_MUST, no_pointer, "a NULL pointer is a NULL, whatever the count; a pointer with the count 0 is not", 0 },
	{ "bytes_first", SEAM_MUST, bytes_first, "column_bytes() before column_text() is the length of the UTF-8", 0 },
	{ "bytes16", SEAM_MUST, bytes16, "column_bytes16() is the length in UTF-16, and column_bytes() again that in UTF-8", 0 },
	{ "text16", SEAM_MUST, text16, "UTF-16 is bound by bytes, or to its terminator", 0 },
	{ "out_of_range", SEAM_MUST, out_of_range, "a parameter that is not there is SQLITE_RANGE", 0 },
	SEAM_END
};
