/* mutants_handlers.c - answers that a careless binding cuts, inverts or forgets. */
#include "planted.h"

/* ---- exec ---------------------------------------------------------------------------------------------------------------- */

struct through {
	seam_sqlite_exec_fn row;
	void *payload;
};

static int row_null_is_empty(void *payload, int n, char **values, char **names)
{
	struct through *t = payload;
	char *texts[16];
	static char empty[] = "";

	for (int i = 0; i < n && i < 16; i++)
		texts[i] = values[i] ? values[i] : empty;
	return t->row(t->payload, n, texts, names);
}

static int row_low_byte(void *payload, int n, char **values, char **names)
{
	struct through *t = payload;

	return (signed char)t->row(t->payload, n, values, names);
}

static int row_positive(void *payload, int n, char **values, char **names)
{
	struct through *t = payload;

	return t->row(t->payload, n, values, names) > 0;
}

#define EXEC(name) static int name(void *db, const char *sql, seam_sqlite_exec_fn row, void *payload, char **message)
#define EXECUTED(name, on_row)                                                             \
	EXEC(name)                                                                         \
	{                                                                                  \
		struct through t = { row, payload };                                       \
		return O->exec(db, sql, row ? on_row : NULL, &t, message);                 \
	}
EXECUTED(exec_null_is_empty, row_null_is_empty)
EXECUTED(exec_low_byte, row_low_byte)
EXECUTED(exec_positive, row_positive)

EXEC(exec_cuts_message)
{
	int rc = O->exec(db, sql, row, payload, message);

	if (*message)
		(*message)[strlen(*message) / 2] = '\0';
	return rc;
}

EXEC(exec_not_again)
{
	static int depth;
	int rc = SEAM_E_STATE;

	if (depth++ == 0)
		rc = O->exec(db, sql, row, payload, message);
	depth--;
	return rc;
}

/* ---- handlers -------------------------------------------------------------------------------------------------------------- */

static struct {
	seam_sqlite_handler_fn handler;
	seam_sqlite_busy_fn busy;
	seam_sqlite_authorizer_fn authorizer;
	void *payload;
} kept;

static int low_byte(void *payload)
{
	return (signed char)kept.handler(payload);
}

static int negative_goes_on(void *payload)
{
	return kept.handler(payload) > 0;
}

#define HANDLER(name) static int name(void *db, const char *what, seam_sqlite_handler_fn handler, void *payload)

HANDLER(handler_low_byte)
{
	kept.handler = handler;
	return O->handler(db, what, handler ? low_byte : NULL, payload);
}

HANDLER(handler_negative_goes_on)
{
	kept.handler = handler;
	return O->handler(db, what, handler ? negative_goes_on : NULL, payload);
}

HANDLER(handler_stays)
{
	return handler ? O->handler(db, what, handler, payload) : SEAM_OK;
}

HANDLER(handler_first_payload)
{
	if (handler && !kept.payload)
		kept.payload = payload;
	return O->handler(db, what, handler, handler ? kept.payload : payload);
}

static int busy_low_byte(void *payload, int n)
{
	return (signed char)kept.busy(payload, n);
}

static int busy_handler(void *db, seam_sqlite_busy_fn busy, void *payload)
{
	kept.busy = busy;
	return O->busy(db, busy ? busy_low_byte : NULL, payload);
}

static int yes_or_no(void *payload, int action, const char *a, const char *b, const char *database, const char *within)
{
	return kept.authorizer(payload, action, a, b, database, within) ? SQLITE_DENY : SQLITE_OK;
}

static int only_denies(void *payload, int action, const char *a, const char *b, const char *database, const char *within)
{
	int answer = kept.authorizer(payload, action, a, b, database, within);

	return answer == SQLITE_DENY || answer == SQLITE_IGNORE ? answer : SQLITE_OK;
}

static int authorizer_yes_or_no(void *db, seam_sqlite_authorizer_fn authorizer, void *payload)
{
	kept.authorizer = authorizer;
	return O->authorizer(db, authorizer ? yes_or_no : NULL, payload);
}

static int authorizer_only_denies(void *db, seam_sqlite_authorizer_fn authorizer, void *payload)
{
	kept.authorizer = authorizer;
	return O->authorizer(db, authorizer ? only_denies : NULL, payload);
}

/* ---- a panic that is lost -------------------------------------------------------------------------------------------------- */

static int panic_lost(void *db, const char *what, const char *sql, size_t size)
{
	(void)db, (void)what, (void)sql, (void)size;
	return SEAM_OK;
}

SEAM_MUTANTS(sqlite, handlers) = {
	M("exec_null_is_empty", "exec.rows", "NULL,;", true, exec, exec_null_is_empty),
	M("exec_low_byte", "exec.stopped", "stopped at row 2 with", true, exec, exec_low_byte),
	M("exec_positive", "exec.stopped", "stopped at row 2 with -", true, exec, exec_positive),
	M("exec_cuts_message", "exec.message", "syntax error", true, exec, exec_cuts_message),
	M("exec_not_again", "exec.nested", "SEAM_OK", true, exec, exec_not_again),
	M("progress_low_byte", "handlers.progress_stopped", "-256 from", true, handler, handler_low_byte),
	M("progress_negative_goes_on", "handlers.progress_stopped", "-300 from", true, handler, handler_negative_goes_on),
	M("progress_stays", "handlers.progress_payload", "seen.calls", true, handler, handler_stays),
	M("progress_first_payload", "handlers.progress_payload", "seen.payload", true, handler, handler_first_payload),
	M("commit_negative_goes_on", "handlers.commit_refused", "from the hook", true, handler, handler_negative_goes_on),
	M("busy_low_byte", "handlers.busy", "seen.calls", true, busy, busy_handler),
	M("authorizer_yes_or_no", "handlers.authorizer", "SEAM_OK", true, authorizer, authorizer_yes_or_no),
	M("authorizer_only_denies", "handlers.authorizer_answers", "from the authorizer", true, authorizer, authorizer_only_denies),
	M("panic_in_function_lost", "panics.function", "rc < 0", true, panics, panic_lost),
	M("panic_in_step_lost", "panics.aggregate_step", "rc < 0", true, panics, panic_lost),
	M("panic_at_end_lost", "panics.aggregate_finish", "rc < 0", true, panics, panic_lost),
	M("panic_in_collation_lost", "panics.collation", "rc < 0", true, panics, panic_lost),
	M("panic_in_progress_lost", "panics.progress", "rc < 0", true, panics, panic_lost),
	M("panic_in_commit_lost", "panics.commit", "rc < 0", true, panics, panic_lost),
	M("panic_in_authorizer_lost", "panics.authorizer", "rc < 0", true, panics, panic_lost),
	SEAM_NO_MORE_MUTANTS
};
