/* statement.c - a statement, whole or by its steps. */
#include "peer.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

int value_of(sqlite3_value *from, struct seam_sqlite_value *to)
{
	*to = (struct seam_sqlite_value){ .type = sqlite3_value_type(from) };
	switch (to->type) {
	case SQLITE_INTEGER: to->integer = sqlite3_value_int64(from); return 0;
	case SQLITE_FLOAT: to->real = sqlite3_value_double(from); return 0;
	case SQLITE_TEXT: to->bytes = (const char *)sqlite3_value_text(from); break;
	case SQLITE_BLOB: to->bytes = sqlite3_value_blob(from); break;
	default: return 0;
	}
	to->size = (size_t)sqlite3_value_bytes(from); /* after the text has been made: its encoding is what is counted */
	return to->type == SQLITE_TEXT && !to->bytes;
}

static int bind(sqlite3_stmt *statement, int i, const struct seam_sqlite_value *value)
{
	switch (value->type) {
	case SQLITE_INTEGER: return sqlite3_bind_int64(statement, i, value->integer);
	case SQLITE_FLOAT: return sqlite3_bind_double(statement, i, value->real);
	/* A NULL pointer would be a NULL, and is an empty text or blob here. */
	case SQLITE_TEXT:
		return sqlite3_bind_text64(statement, i, value->size ? value->bytes : "", value->size, SQLITE_TRANSIENT, SQLITE_UTF8);
	case SQLITE_BLOB:
		return sqlite3_bind_blob64(statement, i, value->size ? value->bytes : "", value->size, SQLITE_TRANSIENT);
	default: return sqlite3_bind_null(statement, i);
	}
}

/* Whether `rest` holds another statement, which is prepared to find out: it may be blanks and comments. */
static bool is_more(sqlite3 *db, const char *rest, size_t size)
{
	sqlite3_stmt *more = NULL;
	bool is = size && (sqlite3_prepare_v2(db, rest, (int)size, &more, NULL) != SQLITE_OK || more);

	sqlite3_finalize(more);
	return is;
}

static int rows(sqlite3_stmt *statement, seam_sqlite_row_fn row, void *payload)
{
	struct seam_sqlite_value values[64];
	int n = sqlite3_column_count(statement), rc;

	if (n > (int)(sizeof values / sizeof values[0]))
		return SQLITE_RANGE;
	while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
		for (int i = 0; i < n; i++)
			if (value_of(sqlite3_column_value(statement, i), &values[i]))
				return SQLITE_NOMEM;
		if (row && row(payload, values, (size_t)n))
			return SQLITE_OK;
	}
	return rc;
}

int run(void *db, const char *sql, size_t size, const struct seam_sqlite_value *parameters, size_t n, seam_sqlite_row_fn row,
        void *payload)
{
	sqlite3_stmt *statement = NULL;
	const char *rest = sql;
	int rc;

	if (size > INT_MAX)
		return SEAM_E_RANGE;
	if (size && memchr(sql, '\0', size))
		return SEAM_E_NUL;
	if ((rc = sqlite3_prepare_v2(db, size ? sql : "", (int)size, &statement, size ? &rest : NULL)) != SQLITE_OK)
		return outcome(rc);
	if ((size_t)sqlite3_bind_parameter_count(statement) != n || is_more(db, rest, size - (size_t)(rest - sql))) {
		sqlite3_finalize(statement);
		return SEAM_E_RANGE;
	}
	for (size_t i = 0; i < n && rc == SQLITE_OK; i++)
		rc = bind(statement, (int)i + 1, &parameters[i]);
	if (statement && rc == SQLITE_OK)
		rc = rows(statement, row, payload);
	sqlite3_finalize(statement);
	return outcome(rc);
}

int prepare(void *db, const char *sql, size_t size, void **statement)
{
	sqlite3_stmt *made;
	int rc = size > INT_MAX ? SQLITE_TOOBIG : sqlite3_prepare_v2(db, sql, (int)size, &made, NULL);

	if (rc == SQLITE_OK)
		*statement = made;
	return outcome(rc);
}

int bind_text(void *statement, int i, const char *text, int n, seam_sqlite_destroy_fn destroy)
{
	return outcome(sqlite3_bind_text(statement, i, text, n, destroy));
}

int bind_text16(void *statement, int i, const void *text, int n, seam_sqlite_destroy_fn destroy)
{
	return outcome(sqlite3_bind_text16(statement, i, text, n, destroy));
}

int bind_blob(void *statement, int i, const void *bytes, int n, seam_sqlite_destroy_fn destroy)
{
	return outcome(sqlite3_bind_blob(statement, i, bytes, n, destroy));
}

int step(void *statement, int *row)
{
	int rc = sqlite3_step(statement);

	if (outcome(rc) == SEAM_OK)
		*row = rc == SQLITE_ROW;
	return outcome(rc);
}

const void *column_text(void *statement, int i)
{
	return sqlite3_column_text(statement, i);
}

const void *column_text16(void *statement, int i)
{
	return sqlite3_column_text16(statement, i);
}

const void *column_blob(void *statement, int i)
{
	return sqlite3_column_blob(statement, i);
}

int32_t column_bytes(void *statement, int i)
{
	return sqlite3_column_bytes(statement, i);
}

int32_t column_bytes16(void *statement, int i)
{
	return sqlite3_column_bytes16(statement, i);
}

int reset(void *statement)
{
	return outcome(sqlite3_reset(statement));
}

int unbind(void *statement)
{
	return outcome(sqlite3_clear_bindings(statement));
}

int finalize(void *statement)
{
	return outcome(sqlite3_finalize(statement));
}
