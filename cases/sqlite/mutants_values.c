/* mutants_values.c - parameters, columns and SQL that a careless binding changes on their way. */
#include "planted.h"

#include <math.h>

enum { MOST = 16 };

#define RUN(name)                                                                                                      \
	static int name(void *db, const char *sql, size_t size, const struct seam_sqlite_value *parameters, size_t n,  \
	                seam_sqlite_row_fn row, void *payload)

/* ---- on the way in ---------------------------------------------------------------------------------------------------- */

typedef void (*alter_fn)(struct seam_sqlite_value *v);

static int run_altered(void *db, const char *sql, size_t size, const struct seam_sqlite_value *parameters, size_t n,
                       seam_sqlite_row_fn row, void *payload, alter_fn alter)
{
	struct seam_sqlite_value altered[MOST];

	for (size_t i = 0; i < n && i < MOST; i++) {
		altered[i] = parameters[i];
		alter(&altered[i]);
	}
	return O->run(db, sql, size, altered, n, row, payload);
}

#define ALTERED_IN(name, alter)                                                        \
	RUN(name)                                                                      \
	{                                                                              \
		return run_altered(db, sql, size, parameters, n, row, payload, alter); \
	}

static void cut_at_nul(struct seam_sqlite_value *v)
{
	const char *nul = v->size && (v->type == SQLITE_TEXT || v->type == SQLITE_BLOB) ? memchr(v->bytes, '\0', v->size) : NULL;

	if (nul)
		v->size = (size_t)(nul - v->bytes);
}

static void as_double(struct seam_sqlite_value *v)
{
	if (v->type == SQLITE_INTEGER)
		v->integer = v->integer == INT64_MAX ? INT64_MAX - 1 : (int64_t)(double)v->integer;
}

static void as_float(struct seam_sqlite_value *v)
{
	if (v->type == SQLITE_FLOAT && fabs(v->real) < 1e30)
		v->real = (float)v->real;
}

static void nan_is_zero(struct seam_sqlite_value *v)
{
	if (v->type == SQLITE_FLOAT && isnan(v->real))
		v->real = 0;
}

static void empty_is_null(struct seam_sqlite_value *v)
{
	if ((v->type == SQLITE_TEXT || v->type == SQLITE_BLOB) && v->size == 0)
		v->type = SQLITE_NULL;
}

static void ascii(struct seam_sqlite_value *v)
{
	static char scratch[4096];

	if (v->type != SQLITE_TEXT || v->size > sizeof scratch)
		return;
	for (size_t i = 0; i < v->size; i++)
		scratch[i] = (unsigned char)v->bytes[i] > 0x7f ? '?' : v->bytes[i];
	v->bytes = scratch;
}

static void at_most_65535(struct seam_sqlite_value *v)
{
	if (v->size > 65535)
		v->size = 65535;
}

static void text_is_blob(struct seam_sqlite_value *v)
{
	if (v->type == SQLITE_TEXT)
		v->type = SQLITE_BLOB;
}

ALTERED_IN(run_cut_at_nul, cut_at_nul)
ALTERED_IN(run_as_double, as_double)
ALTERED_IN(run_as_float, as_float)
ALTERED_IN(run_nan_is_zero, nan_is_zero)
ALTERED_IN(run_empty_is_null, empty_is_null)
ALTERED_IN(run_ascii, ascii)
ALTERED_IN(run_at_most_65535, at_most_65535)
ALTERED_IN(run_text_is_blob, text_is_blob)

/* ---- on the way out ------------------------------------------------------------------------------------------------------ */

struct through {
	seam_sqlite_row_fn row;
	void *payload;
	alter_fn alter;
	size_t rows;
};

static int on_row_altered(void *payload, const struct seam_sqlite_value *values, size_t n)
{
	struct through *t = payload;
	struct seam_sqlite_value altered[64];

	for (size_t i = 0; i < n && i < 64; i++) {
		altered[i] = values[i];
		t->alter(&altered[i]);
	}
	return t->row(t->payload, altered, n);
}

static int on_row_swapped(void *payload, const struct seam_sqlite_value *values, size_t n)
{
	struct through *t = payload;
	struct seam_sqlite_value swapped[64];

	for (size_t i = 0; i < n && i < 64; i++)
		swapped[i] = values[n > 3 && i > 1 && i < 4 ? 5 - i : i];
	return t->row(t->payload, swapped, n);
}

static int on_row_never_stops(void *payload, const struct seam_sqlite_value *values, size_t n)
{
	struct through *t = payload;

	t->row(t->payload, values, n);
	return 0;
}

#define THROUGH(name, on_row, altered)                                                          \
	RUN(name)                                                                               \
	{                                                                                       \
		struct through t = { row, payload, altered, 0 };                                \
		return O->run(db, sql, size, parameters, n, row ? on_row : NULL, row ? &t : NULL); \
	}
THROUGH(run_cut_columns, on_row_altered, cut_at_nul)
THROUGH(run_swaps_columns, on_row_swapped, NULL)
THROUGH(run_never_stops, on_row_never_stops, NULL)
THROUGH(run_empty_column_is_null, on_row_altered, empty_is_null)

/* ---- the statement --------------------------------------------------------------------------------------------------------- */

RUN(run_fills_up)
{
	struct seam_sqlite_value padded[MOST];
	int rc = O->run(db, sql, size, parameters, n, row, payload);

	for (size_t i = 0; i < MOST; i++)
		padded[i] = i < n ? parameters[i] : (struct seam_sqlite_value){ .type = SQLITE_NULL };
	for (size_t k = 0; rc == SEAM_E_RANGE && k < MOST; k++)
		rc = O->run(db, sql, size, padded, k, row, payload);
	return rc;
}

RUN(run_to_nul)
{
	const char *nul = size ? memchr(sql, '\0', size) : NULL;

	return O->run(db, sql, nul ? (size_t)(nul - sql) : size, parameters, n, row, payload);
}

RUN(run_first)
{
	const char *end = size ? memchr(sql, ';', size) : NULL;

	return O->run(db, sql, end ? (size_t)(end - sql) : size, parameters, n, row, payload);
}

RUN(run_wants_no_end)
{
	const char *end = size ? memchr(sql, ';', size) : NULL;

	return end ? SEAM_E_RANGE : O->run(db, sql, size, parameters, n, row, payload);
}

/* ---- blobs ----------------------------------------------------------------------------------------------------------------- */

static int reads_from_start(void *blob, void *bytes, size_t n, int64_t offset)
{
	return O->blob_read(blob, bytes, n, offset > 0 && offset <= 6 ? 0 : offset);
}

static int reads_what_there_is(void *blob, void *bytes, size_t n, int64_t offset)
{
	int64_t size = 0;

	O->blob_bytes(blob, &size);
	if (offset >= 0 && offset < size && (int64_t)n > size - offset)
		n = (size_t)(size - offset);
	return O->blob_read(blob, bytes, n, offset);
}

static int reads_offset_of_32_bits(void *blob, void *bytes, size_t n, int64_t offset)
{
	return O->blob_read(blob, bytes, n, (int32_t)offset);
}

static int writes_at_start(void *blob, const void *bytes, size_t n, int64_t offset)
{
	return O->blob_write(blob, bytes, n, offset > 0 && offset <= 7 ? 0 : offset);
}

static int writes_what_fits(void *blob, const void *bytes, size_t n, int64_t offset)
{
	int64_t size = 0;

	O->blob_bytes(blob, &size);
	if (offset >= 0 && offset < size && (int64_t)n > size - offset)
		n = (size_t)(size - offset);
	return O->blob_write(blob, bytes, n, offset);
}

static int always_writable(void *db, const char *table, const char *column, int64_t row, int writable, void **blob)
{
	(void)writable;
	return O->blob_open(db, table, column, row, 1, blob);
}

static int zeros_when_expired(void *blob, void *bytes, size_t n, int64_t offset)
{
	int rc = O->blob_read(blob, bytes, n, offset);

	if (rc != SEAM_OK)
		memset(bytes, 0, n);
	return rc;
}

static int any_row(void *db, const char *table, const char *column, int64_t row, int writable, void **blob)
{
	int rc = O->blob_open(db, table, column, row, writable, blob);

	return rc == SEAM_OK ? rc : O->blob_open(db, table, column, 7, writable, blob);
}

SEAM_MUTANTS(sqlite, values) = {
	M("integers_as_doubles", "values.integers", "integer", true, run, run_as_double),
	M("reals_as_floats", "values.reals", "real", true, run, run_as_float),
	M("nan_is_zero", "values.not_a_number", "SQLITE_NULL", true, run, run_nan_is_zero),
	M("columns_swapped", "values.places", "SQLITE_", true, run, run_swaps_columns),
	M("rows_never_stop", "values.rows", "a.rows", true, run, run_never_stops),
	M("parameters_filled_up", "values.parameters", "SEAM_E_RANGE", true, run, run_fills_up),
	M("text_ends_at_nul", "text.interior_nul", "bytes", true, run, run_cut_at_nul),
	M("column_ends_at_nul", "text.interior_nul", "bytes", true, run, run_cut_columns),
	M("text_is_ascii", "text.unicode", "bytes", true, run, run_ascii),
	M("empty_text_is_null", "text.empty", "SQLITE_TEXT", true, run, run_empty_is_null),
	M("empty_column_is_null", "text.empty", "SQLITE_TEXT", true, run, run_empty_column_is_null),
	M("ill_formed_mended", "text.ill_formed", "bytes", true, run, run_ascii),
	M("text_of_65535", "text.long_text", "bytes", true, run, run_at_most_65535),
	M("utf16le_ends_at_nul", "text.utf16le", "bytes", true, run, run_cut_at_nul),
	M("utf16be_ends_at_nul", "text.utf16be", "bytes", true, run, run_cut_at_nul),
	M("utf16_stored_as_blob", "text.utf16_noncharacter", "SQLITE_TEXT", true, run, run_text_is_blob),
	M("sql_ends_at_nul", "text.sql_nul", "SEAM_E_NUL", true, run, run_to_nul),
	M("sql_first_statement", "text.sql_two", "ask", true, run, run_first),
	M("sql_wants_no_end", "text.sql_around", "SEAM_OK", true, run, run_wants_no_end),
	M("blob_ends_at_nul", "blobs.every_byte", "bytes", true, run, run_cut_at_nul),
	M("empty_blob_is_null", "blobs.empty", "SQLITE_BLOB", true, run, run_empty_is_null),
	M("blob_read_from_start", "blobs.read_within", "out", true, blob_read, reads_from_start),
	M("blob_reads_less", "blobs.read_past", "were read", true, blob_read, reads_what_there_is),
	M("blob_offset_of_32_bits", "blobs.read_past", "were read", true, blob_read, reads_offset_of_32_bits),
	M("blob_written_at_start", "blobs.write_within", "bytes", true, blob_write, writes_at_start),
	M("blob_writes_less", "blobs.write_past", "blob_write", true, blob_write, writes_what_fits),
	M("blob_always_writable", "blobs.write_read_only", "SEAM_E_FAILED", true, blob_open, always_writable),
	M("blob_zeros_when_expired", "blobs.expired", "seam_untouched", true, blob_read, zeros_when_expired),
	M("blob_of_any_row", "blobs.not_there", "SEAM_E_FAILED", true, blob_open, any_row),
	SEAM_NO_MORE_MUTANTS
};
