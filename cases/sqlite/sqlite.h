/*
 * sqlite.h - group `sqlite`: what a binding of SQLite offers.
 *
 * The peer is a binding: SQLite seen through C, or through another language's wrapper of it.  The cases know SQLite by its
 * documentation and its header's constants; they link none, so that a peer may carry one of its own.
 *
 * For every op, unless it says otherwise:
 *
 *   returns    SEAM_OK, or a negative enum seam_error: SEAM_E_MEMORY for SQLITE_NOMEM, SEAM_E_FAILED when SQLite refused for
 *              another reason: failure() then tells more.  The binding's own refusals have the codes that the op names
 *   out        out-parameters are written on success only
 *   pointers   none may be NULL but payloads; `out` ones point to room of their type
 *   text       UTF-8, a pointer and a size, no terminator promised, NULs possible.  A peer with SEAM_UTF8_ONLY returns
 *              SEAM_E_ENCODING for what is not UTF-8; one with SEAM_LOSSY has U+FFFD in its place
 *   names      of functions and collations: text; one that holds a NUL is SEAM_E_NUL
 *   payloads   are handed to the callback as they came, NULL too
 *   destroy    is called once with the payload when SQLite will never use it again, also when the op fails (even for SEAM_E_NUL,
 *              and where SQLite itself would leave that to its caller); never twice.  It may be NULL
 *   threads    any thread, but a connection and what was taken from it by one thread at a time
 *
 * Rules: cases/sqlite, each with the page of SQLite's documentation that it is from.
 */
#ifndef SEAM_SQLITE_H
#define SEAM_SQLITE_H

#include <seam/seam.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A value.  Its bytes are the maker's: they live during the call that they are given to, or given by. */
struct seam_sqlite_value {
	int32_t type;      /* SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB, SQLITE_NULL: 1 to 5 */
	int64_t integer;   /* of SQLITE_INTEGER                                                           */
	double real;       /* of SQLITE_FLOAT                                                             */
	const char *bytes; /* of SQLITE_TEXT, as UTF-8, and of SQLITE_BLOB; of size 0 it may be anything  */
	size_t size;
};

/* Why the last op on a connection failed. */
struct seam_sqlite_failure {
	int32_t code;        /* SQLITE_BUSY …; 0: the binding's own code refused */
	int32_t extended;    /* SQLITE_CONSTRAINT_UNIQUE …                       */
	const char *message; /* lives until the next op on the connection        */
	size_t size;
};

typedef void (*seam_sqlite_destroy_fn)(void *payload);
/* One row; a number that is not 0 stops. */
typedef int (*seam_sqlite_row_fn)(void *payload, const struct seam_sqlite_value *values, size_t n);
/* sqlite3_exec()'s own: a column that is NULL is a NULL pointer. */
typedef int (*seam_sqlite_exec_fn)(void *payload, int n, char **values, char **names);
typedef int (*seam_sqlite_handler_fn)(void *payload);
/* `n` is how often it has been called for this lock. */
typedef int (*seam_sqlite_busy_fn)(void *payload, int n);
/* Returns SQLITE_OK, SQLITE_DENY, SQLITE_IGNORE, or what is none of them; the texts may be NULL. */
typedef int (*seam_sqlite_authorizer_fn)(void *payload, int action, const char *a, const char *b, const char *database,
                                         const char *within);
/* `result` comes as NULL, and is the function's when 0 is returned.  Another number is an error, whose text are its bytes.
 * Its bytes live until the callback is called again.  `context` is for the ops of the running call. */
typedef int (*seam_sqlite_call_fn)(void *payload, void *context, const struct seam_sqlite_value *arguments, size_t n,
                                   struct seam_sqlite_value *result);
/* `*state` is NULL at a group's first row, and then what the callback left there. */
typedef int (*seam_sqlite_step_fn)(void *payload, void **state, const struct seam_sqlite_value *arguments, size_t n,
                                   struct seam_sqlite_value *error);
typedef int (*seam_sqlite_finish_fn)(void *payload, void **state, struct seam_sqlite_value *result);
/* Less than, equal to or greater than 0. */
typedef int (*seam_sqlite_compare_fn)(void *payload, const char *a, size_t a_size, const char *b, size_t b_size);

struct seam_sqlite {
	/* ---- the library -------------------------------------------------------------------------------------------- */

	/* sqlite3_libversion_number() of the SQLite that runs: 3040001.  Needs and starts nothing. */
	int (*version)(int32_t *number);
	/* SQLITE_CONFIG_MALLOC: `methods` is a `const sqlite3_mem_methods *`, which lives as long as the process.  Lookaside memory is
	 * switched off with it (SQLITE_CONFIG_LOOKASIDE), so that each request is seen.  The first op of its process but version().
	 * Rule: memory. */
	int (*config_malloc)(const void *methods);
	/* sqlite3_shutdown(): after all connections have been closed. */
	int (*shutdown)(void);

	/* ---- a connection ---------------------------------------------------------------------------------------------- */

	/* Opens a database by its path (text without NUL, terminated), ":memory:" being none.  It is in autocommit mode, and never
	 * waits for a lock.  `*db` is given to close() once. */
	int (*open)(const char *path, void **db);
	/* sqlite3_close(): SEAM_E_STATE while statements or blobs of it are open, and all is as it was.  NULL: nothing happens. */
	int (*close)(void *db);
	/* sqlite3_close_v2(): what is open stays usable, and the connection goes with the last of it.  Rule: life. */
	int (*close_v2)(void *db);
	/* Why the last op on `db` failed; of NULL: the last open() of this thread that failed.  SEAM_E_NOT_FOUND: it did not. */
	int (*failure)(void *db, struct seam_sqlite_failure *out);

	/*
	 * Runs one statement with `n` parameters and hands each row to `row`, which may be NULL.  Nothing is run, and a negative code
	 * comes back, when there is more than one statement, when SQL holds a NUL (SEAM_E_NUL), and when the statement has not `n`
	 * parameters (SEAM_E_RANGE).  Stopped by `row`: SEAM_OK, the rest is not run.
	 */
	int (*run)(void *db, const char *sql, size_t size, const struct seam_sqlite_value *parameters, size_t n,
	           seam_sqlite_row_fn row, void *payload);

	/* sqlite3_exec() of a terminated text: any number of statements.  `*message` is NULL, or SQLite's text of the failure, which
	 * the caller gives to exec_free(); it is written always.  Rule: exec. */
	int (*exec)(void *db, const char *sql, seam_sqlite_exec_fn row, void *payload, char **message);
	void (*exec_free)(char *message); /* NULL: nothing happens */

	/* ---- a statement, as SQLite has it: for bindings that are C ------------------------------------------------------- */

	int (*prepare)(void *db, const char *sql, size_t size, void **statement);
	/* sqlite3_bind_text(), _text16(), _blob(): `destroy` may be SQLITE_STATIC and SQLITE_TRANSIENT too; sizes in bytes.  Parameters
	 * count from 1.  Rules: lengths, destructors. */
	int (*bind_text)(void *statement, int i, const char *text, int n, seam_sqlite_destroy_fn destroy);
	int (*bind_text16)(void *statement, int i, const void *text, int n, seam_sqlite_destroy_fn destroy);
	int (*bind_blob)(void *statement, int i, const void *bytes, int n, seam_sqlite_destroy_fn destroy);
	/* `*row`: 1 when there is a row, 0 at the end. */
	int (*step)(void *statement, int *row);
	/* sqlite3_column_text() … of columns from 0: the pointer lives until the next step(), reset() or finalize(), or until the column
	 * is asked for in another encoding. */
	const void *(*column_text)(void *statement, int i);
	const void *(*column_text16)(void *statement, int i);
	const void *(*column_blob)(void *statement, int i);
	int32_t (*column_bytes)(void *statement, int i);
	int32_t (*column_bytes16)(void *statement, int i);
	int (*reset)(void *statement);  /* what the last step() failed with, if it did */
	int (*unbind)(void *statement); /* sqlite3_clear_bindings()                    */
	int (*finalize)(void *statement); /* as reset().  NULL: nothing happens        */

	/* ---- callbacks: NULL in place of one takes it away ------------------------------------------------------------- */

	/*
	 * Registers a handler by SQLite's word for it, in place of the one before; the number that it returns is handed on, by a binding
	 * whose handlers answer yes or no as (n != 0).  SEAM_E_NOT_FOUND: the binding lacks it.
	 *
	 *   progress    sqlite3_progress_handler(), each instruction
	 *   commit      sqlite3_commit_hook()
	 */
	int (*handler)(void *db, const char *what, seam_sqlite_handler_fn handler, void *payload);
	/* sqlite3_busy_handler(). */
	int (*busy)(void *db, seam_sqlite_busy_fn busy, void *payload);
	/* sqlite3_set_authorizer().  A binding that has but the three answers gives SQLITE_DENY for others. */
	int (*authorizer)(void *db, seam_sqlite_authorizer_fn authorizer, void *payload);
	/* sqlite3_create_function_v2(), of UTF-8.  Without a callback: `destroy` is not called. */
	int (*function)(void *db, const char *name, size_t size, int n_arguments, seam_sqlite_call_fn call, void *payload,
	                seam_sqlite_destroy_fn destroy);
	/* The same for an aggregate. */
	int (*aggregate)(void *db, const char *name, size_t size, int n_arguments, seam_sqlite_step_fn step,
	                 seam_sqlite_finish_fn finish, void *payload, seam_sqlite_destroy_fn destroy);
	/* sqlite3_create_collation_v2(), of UTF-8.  The strings' pointers live during the call. */
	int (*collation)(void *db, const char *name, size_t size, seam_sqlite_compare_fn compare, void *payload,
	                 seam_sqlite_destroy_fn destroy);

	/* Within a function's call: its result is text or a blob that SQLite keeps until `destroy`, as by sqlite3_result_text() and
	 * _blob(); the call then leaves `result` with the type 0.  Rule: results. */
	int (*result)(void *context, const struct seam_sqlite_value *value, seam_sqlite_destroy_fn destroy);
	/* sqlite3_set_auxdata() and sqlite3_get_auxdata(), of arguments from 0. */
	int (*aux_set)(void *context, int argument, void *data, seam_sqlite_destroy_fn destroy);
	void *(*aux_get)(void *context, int argument);

	/*
	 * Runs one statement without parameters while a callback of the peer's own code is registered, which panics, throws or raises each
	 * time it is called; takes it away.  SEAM_OK: the statement succeeded.  SEAM_E_NOT_FOUND: the binding lacks this callback.  NULL in
	 * languages that have nothing of the kind.  `what` and what the callback is: function, aggregate_step and aggregate_finish
	 * `panics(x)`; collation `panics`; progress, commit and authorizer.  Rule: panics.
	 */
	int (*panics)(void *db, const char *what, const char *sql, size_t size);

	/* ---- incremental I/O: sqlite3_blob_open() in the database `main` ------------------------------------------------- */

	int (*blob_open)(void *db, const char *table, const char *column, int64_t row, int writable, void **blob);
	int (*blob_bytes)(void *blob, int64_t *size);
	/* Exactly n bytes; SEAM_E_RANGE or SEAM_E_FAILED, and nothing is moved, when they do not lie within the blob. */
	int (*blob_read)(void *blob, void *bytes, size_t n, int64_t offset);
	int (*blob_write)(void *blob, const void *bytes, size_t n, int64_t offset);
	void (*blob_close)(void *blob); /* NULL: nothing happens */
};

#ifdef __cplusplus
}
#endif
#endif
