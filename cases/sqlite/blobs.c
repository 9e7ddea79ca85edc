/*
 * blobs: any byte, and none; a blob without a byte is no NULL.
 * Rule: sqlite.blobs    Source: sqlite.org/c3ref/bind_blob.html, sqlite.org/c3ref/blob_open.html, _read, _write
 */
#include "database.h"

static struct answer a;

static void every_byte(struct seam_case *c)
{
	static char bytes[256];
	OPS(c, s);
	OPEN(c, s, db);
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(255 - i);
	const struct seam_sqlite_value in = blob_of(bytes, sizeof bytes);
	CHECK_EQ(c, ask_with(c, db, "SELECT ?1, length(?1), typeof(?1)", &in, 1, &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 3)) {
		is_blob(c, &a.values[0], bytes, sizeof bytes);
		is_integer(c, &a.values[1], 256);
		is_text(c, &a.values[2], "blob", 4);
	}
	CLOSE(c, s, db);
}

static void empty(struct seam_case *c)
{
	OPS(c, s);
	OPEN(c, s, db);
	const struct seam_sqlite_value in[] = { blob_of("", 0), blob_of(NULL, 0), null_of() };
	REQUIRE(does(c, db, "CREATE TABLE t(i INTEGER PRIMARY KEY, x)", NULL));
	CHECK_EQ(c, ask_with(c, db, "INSERT INTO t(x) VALUES (?), (?), (?)", in, 3, NULL), SEAM_OK);
	CHECK_EQ(c, ask(c, db, "SELECT x FROM t ORDER BY i", &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 3)) {
		is_blob(c, &a.values[0], "", 0);
		is_blob(c, &a.values[1], "", 0);
		is_null(c, &a.values[2]);
	}
	CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t WHERE x IS NULL"), 1);
	CHECK_EQ(c, number(c, db, "SELECT count(*) FROM t WHERE x = x''"), 2);
	CLOSE(c, s, db);
}

/* ---- incremental ------------------------------------------------------------------------------------------------------ */

#define BLOB(c, s, db, writable, blob)                                                                                 \
	NEED(c, s->blob_open);                                                                                         \
	OPEN(c, s, db);                                                                                                \
	void *blob = NULL;                                                                                             \
	REQUIRE(does(c, db, "CREATE TABLE t(i INTEGER PRIMARY KEY, x)", "INSERT INTO t VALUES (7, x'00112233445566778899')",    \
	             NULL));                                                                                           \
	REQUIRE(CHECK_EQ(c, s->blob_open(db, seam_in_string(c, "t"), seam_in_string(c, "x"), 7, writable, &blob), SEAM_OK))

static void read_within(struct seam_case *c)
{
	OPS(c, s);
	BLOB(c, s, db, 0, blob);
	int64_t size = 0;
	unsigned char *out = seam_out(c, 4);
	CHECK_EQ(c, s->blob_bytes(blob, &size), SEAM_OK);
	CHECK_EQ(c, size, 10);
	CHECK_EQ(c, s->blob_read(blob, out, 4, 0), SEAM_OK);
	CHECK_BYTES(c, out, 4, "\x00\x11\x22\x33", 4);
	CHECK_EQ(c, s->blob_read(blob, out, 4, 6), SEAM_OK);
	CHECK_BYTES(c, out, 4, "\x66\x77\x88\x99", 4);
	s->blob_close(blob);
	s->blob_close(NULL);
	CLOSE(c, s, db);
}

static void read_past(struct seam_case *c)
{
	static const struct {
		size_t n;
		int64_t offset;
	} past[] = { { 4, 7 }, { 4, 10 }, { 4, 11 }, { 4, -1 }, { 11, 0 }, { 4, INT64_MAX }, { 4, INT64_MIN }, { 4, 0x100000000 } };
	OPS(c, s);
	BLOB(c, s, db, 0, blob);
	for (size_t i = 0; i < sizeof past / sizeof past[0]; i++) {
		void *out = seam_out(c, past[i].n);
		if (s->blob_read(blob, out, past[i].n, past[i].offset) >= 0)
			FAIL(c, "%zu bytes from %lld of 10 on were read", past[i].n, (long long)past[i].offset);
		CHECK_EQ(c, seam_untouched(c, out, past[i].n), past[i].n);
	}
	s->blob_close(blob);
	CLOSE(c, s, db);
}

static void write_within(struct seam_case *c)
{
	OPS(c, s);
	BLOB(c, s, db, 1, blob);
	CHECK_EQ(c, s->blob_write(blob, seam_in(c, "\0ab", 3), 3, 7), SEAM_OK);
	CHECK_EQ(c, s->blob_write(blob, seam_in(c, "\xff", 1), 1, 0), SEAM_OK);
	s->blob_close(blob);
	CHECK_EQ(c, ask(c, db, "SELECT x FROM t", &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 1))
		is_blob(c, &a.values[0], "\xff\x11\x22\x33\x44\x55\x66\0ab", 10);
	CLOSE(c, s, db);
}

static void write_past(struct seam_case *c)
{
	static const int64_t past[] = { 8, 10, -1, INT64_MAX, 0x100000000 };
	OPS(c, s);
	BLOB(c, s, db, 1, blob);
	for (size_t i = 0; i < sizeof past / sizeof past[0]; i++)
		CHECK(c, s->blob_write(blob, seam_in(c, "abc", 3), 3, past[i]) < 0);
	s->blob_close(blob);
	CHECK_EQ(c, ask(c, db, "SELECT x FROM t", &a), SEAM_OK);
	if (CHECK_EQ(c, a.n, 1))
		is_blob(c, &a.values[0], "\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99", 10);
	CLOSE(c, s, db);
}

static void write_read_only(struct seam_case *c)
{
	OPS(c, s);
	BLOB(c, s, db, 0, blob);
	CHECK_EQ(c, s->blob_write(blob, seam_in(c, "abc", 3), 3, 0), SEAM_E_FAILED);
	failed_with(c, db, SQLITE_READONLY);
	s->blob_close(blob);
	CHECK_EQ(c, number(c, db, "SELECT x = x'00112233445566778899' FROM t"), 1);
	CLOSE(c, s, db);
}

/* The row is changed otherwise: the handle has expired. */
static void expired(struct seam_case *c)
{
	OPS(c, s);
	BLOB(c, s, db, 1, blob);
	void *out = seam_out(c, 4);
	REQUIRE(does(c, db, SEAM_STIMULUS(c) ? "UPDATE t SET x = x'aabbccddeeff00112233'" : "SELECT 1", NULL));
	CHECK_EQ(c, s->blob_read(blob, out, 4, 0), SEAM_E_FAILED);
	failed_with(c, db, SQLITE_ABORT);
	CHECK_EQ(c, seam_untouched(c, out, 4), 4);
	CHECK(c, s->blob_write(blob, seam_in(c, "abc", 3), 3, 0) < 0);
	s->blob_close(blob);
	CHECK_EQ(c, number(c, db, "SELECT x = x'aabbccddeeff00112233' FROM t"), 1);
	CLOSE(c, s, db);
}

static void not_there(struct seam_case *c)
{
	OPS(c, s);
	BLOB(c, s, db, 0, blob);
	void *other = NULL;
	s->blob_close(blob);
	CHECK_EQ(c, s->blob_open(db, "t", "x", 8, 0, &other), SEAM_E_FAILED);
	CHECK_EQ(c, s->blob_open(db, "t", "no_such_column", 7, 0, &other), SEAM_E_FAILED);
	CHECK_EQ(c, s->blob_open(db, "no_such_table", "x", 7, 0, &other), SEAM_E_FAILED);
	CHECK_EQ(c, s->blob_open(db, "t", "i", 7, 0, &other), SEAM_E_FAILED); /* an integer */
	CHECK(c, other == NULL);
	CLOSE(c, s, db);
}

SEAM_CASES(sqlite, blobs) = {
	{ "every_byte", SEAM_MUST, every_byte, "a blob is carried byte by byte", 0 },
	{ "empty", SEAM_MUST, empty, "a blob without a byte is a blob, and no NULL", 0 },
	{ "read_within", SEAM_MUST, read_within, "a part of a blob is read from its place", 0 },
	{ "read_past", SEAM_MUST, read_past, "what does not lie within a blob is not read, and nothing is stored", 0 },
	{ "write_within", SEAM_MUST, write_within, "a part of a blob is written in its place, and no other", 0 },
	{ "write_past", SEAM_MUST, write_past, "what does not lie within a blob is not written", 0 },
	{ "write_read_only", SEAM_MUST, write_read_only, "a blob that is open for reading is not written: SQLITE_READONLY", 0 },
	{ "expired", SEAM_MUST, expired, "a blob whose row has been changed is expired: SQLITE_ABORT", 0 },
	{ "not_there", SEAM_MUST, not_there, "a blob that is not there is not opened", 0 },
	SEAM_END
};
