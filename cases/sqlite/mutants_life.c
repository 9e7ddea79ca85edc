/* mutants_life.c - failures that are told otherwise, connections that end early or never, memory that runs out. */
#include "faults.h"
#include "planted.h"

#include <stdio.h>

/* ---- errors ---------------------------------------------------------------------------------------------------------- */

#define FAILURE(name) static int name(void *db, struct seam_sqlite_failure *out)

FAILURE(failure_ascii)
{
	static char text[256];
	int rc = O->failure(db, out);

	if (rc != SEAM_OK || out->size >= sizeof text)
		return rc;
	for (size_t i = 0; i < out->size; i++)
		text[i] = (unsigned char)out->message[i] > 0x7f ? '?' : out->message[i];
	out->message = text;
	return rc;
}

FAILURE(failure_primary)
{
	int rc = O->failure(db, out);

	if (rc == SEAM_OK)
		out->extended = out->code;
	return rc;
}

FAILURE(failure_locked)
{
	int rc = O->failure(db, out);

	if (rc == SEAM_OK && out->code == SQLITE_BUSY)
		out->code = out->extended = SQLITE_LOCKED;
	return rc;
}

FAILURE(failure_of_open_lost)
{
	return db ? O->failure(db, out) : SEAM_E_NOT_FOUND;
}

FAILURE(failure_one_text)
{
	static char text[256];
	int rc = O->failure(db, out);

	if (rc == SEAM_OK) {
		snprintf(text, sizeof text, "%s", out->message);
		out->message = text;
	}
	return rc;
}

FAILURE(failure_never_over)
{
	static struct seam_sqlite_failure last;
	static bool failed;
	int rc = O->failure(db, out);

	if (rc == SEAM_OK)
		failed = true, last = *out;
	else if (failed)
		*out = last, rc = SEAM_OK;
	return rc;
}

FAILURE(failure_too_big_is_error)
{
	int rc = O->failure(db, out);

	if (rc == SEAM_OK && out->code == SQLITE_TOOBIG)
		out->code = out->extended = SQLITE_ERROR;
	return rc;
}

#define RUN(name)                                                                                                      \
	static int name(void *db, const char *sql, size_t size, const struct seam_sqlite_value *parameters, size_t n,  \
	                seam_sqlite_row_fn row, void *payload)

struct counted {
	seam_sqlite_row_fn row;
	void *payload;
	size_t rows;
};

static int counts(void *payload, const struct seam_sqlite_value *values, size_t n)
{
	struct counted *t = payload;

	t->rows++;
	return t->row(t->payload, values, n);
}

/* Rows have come, so it was a success. */
RUN(run_late_error_lost)
{
	struct counted t = { row, payload, 0 };
	int rc = O->run(db, sql, size, parameters, n, row ? counts : NULL, &t);

	return t.rows ? SEAM_OK : rc;
}

RUN(run_no_memory_is_failed)
{
	int rc = O->run(db, sql, size, parameters, n, row, payload);

	return rc == SEAM_E_MEMORY ? SEAM_E_RANGE : rc;
}

/* ---- life --------------------------------------------------------------------------------------------------------------- */

static int close_later(void *db)
{
	return O->close_v2(db);
}

static int close_at_once(void *db)
{
	return O->close(db);
}

static int close_never(void *db)
{
	(void)db;
	return SEAM_OK;
}

static int null_is_no_statement(void *st)
{
	return st ? O->finalize(st) : SEAM_E_NULL;
}

static int finalize_succeeds(void *st)
{
	O->finalize(st);
	return SEAM_OK;
}

static int always_in_memory(const char *path, void **db)
{
	(void)path;
	return O->open(":memory:", db);
}

static int opens_thirty(const char *path, void **db)
{
	static int opened;

	return ++opened > 30 ? SEAM_E_MEMORY : O->open(path, db);
}

static int opens_a_handle_always(const char *path, void **db)
{
	static char nothing;
	int rc = O->open(path, db);

	if (rc != SEAM_OK)
		*db = &nothing;
	return rc;
}


static int version_of_header(int32_t *number)
{
	*number = 3000000;
	return SEAM_OK;
}

static seam_sqlite_destroy_fn withheld;

static void destroy_unless_withheld(void *payload)
{
	if (withheld)
		withheld(payload);
}

static int collation_leaks(void *db, const char *text, size_t size, seam_sqlite_compare_fn compare, void *payload,
                           seam_sqlite_destroy_fn destroy)
{
	int rc;

	withheld = NULL;
	rc = O->collation(db, text, size, compare, payload, destroy ? destroy_unless_withheld : NULL);
	withheld = destroy;
	return rc;
}

static int handler_refused_stays(void *db, const char *what, seam_sqlite_handler_fn handler, void *payload)
{
	int rc = O->handler(db, what, handler, payload);

	return rc == SEAM_OK && handler ? SEAM_E_MEMORY : rc;
}

#define STARVED(name) M("no_memory_is_failed_" #name, "memory.starved_" #name, "fails: " #name, true, run, run_no_memory_is_failed)

SEAM_MUTANTS(sqlite, life) = {
	M("failure_ascii", "errors.text", "f.message", true, failure, failure_ascii),
	M("failure_primary", "errors.constraints", "f.extended", true, failure, failure_primary),
	M("failure_locked", "errors.locked", "f.code", true, failure, failure_locked),
	M("failure_of_open_lost", "errors.not_opened", "SEAM_OK", true, failure, failure_of_open_lost),
	M("failure_one_text", "errors.lifetime", "f.message", true, failure, failure_one_text),
	M("failure_never_over", "errors.over", "SEAM_E_NOT_FOUND", true, failure, failure_never_over),
	M("failure_too_big_is_error", "errors.too_big", "f.code", true, failure, failure_too_big_is_error),
	M("late_error_lost", "errors.late", "SEAM_E_FAILED", true, run, run_late_error_lost),
	M("close_later", "life.open_statement", "SEAM_E_STATE", true, close, close_later),
	M("close_later_with_blob", "life.open_blob", "SEAM_E_STATE", true, close, close_later),
	M("close_at_once", "life.zombie", "SEAM_OK", true, close_v2, close_at_once),
	M("null_is_no_statement", "life.nothing", "SEAM_OK", true, finalize, null_is_no_statement),
	M("finalize_succeeds", "life.failed_statement", "SEAM_E_FAILED", true, finalize, finalize_succeeds),
	M("always_in_memory", "life.file", "seam_file_mode", true, open, always_in_memory),
	M("opens_thirty", "life.many", "SEAM_OK", true, open, opens_thirty),
	M("version_of_header", "life.version", "bytes", true, version, version_of_header),
	M("close_never", "memory.returned", "blocks", false, close, close_never),
	M("opens_a_handle_always", "memory.opening", "db == NULL", true, open, opens_a_handle_always),
	M("collation_leaks", "memory.registering", "times_destroyed", true, collation, collation_leaks),
	M("handler_refused_stays", "memory.handler_refused", "was called 1 times", true, handler, handler_refused_stays),
	STARVED(select),
	STARVED(sort),
	STARVED(insert),
	STARVED(update),
	STARVED(delete),
	STARVED(schema),
	STARVED(index),
	STARVED(utf16),
	STARVED(function),
	STARVED(recursive),
	STARVED(vacuum),
	SEAM_NO_MORE_MUTANTS
};

/* ---- SQLite does what it should, and its binding leaves the thread or process changed ---------------------------------------- */

#define VERSION_LEAVES(name, fault)           \
	static int name(int32_t *number)      \
	{                                     \
		int rc = O->version(number);  \
                                              \
		fault;                        \
		return rc;                    \
	}
VERSION_LEAVES(spoils_a_register, fault_saved_register())
VERSION_LEAVES(changes_the_locale, fault_locale())
VERSION_LEAVES(keeps_a_block_for_ever, fault_keeps(24))

SEAM_MUTANTS_OF(sqlite, thunk) = {
	M("spoils_a_register", "life.version", "thunk: ", true, version, spoils_a_register),
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(sqlite, ambient) = {
	M("changes_the_locale", "life.version", "ambient: ", true, version, changes_the_locale),
	SEAM_NO_MORE_MUTANTS
};

SEAM_MUTANTS_OF(sqlite, growth) = {
	M("keeps_a_block_for_ever", "life.version", "growth: ", true, version, keeps_a_block_for_ever),
	SEAM_NO_MORE_MUTANTS
};
