/* connection.c - the library, a connection, and why it failed. */
#include "peer.h"

#include <stdio.h>
#include <string.h>

/* A connection that could not be opened is gone before anybody can ask it. */
static _Thread_local struct {
	int code, extended;
	char message[256];
} not_opened;

int outcome(int code)
{
	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE: return SEAM_OK;
	case SQLITE_NOMEM: return SEAM_E_MEMORY;
	default: return SEAM_E_FAILED;
	}
}

int version(int32_t *number)
{
	*number = sqlite3_libversion_number();
	return SEAM_OK;
}

int config_malloc(const void *methods)
{
	int rc = sqlite3_config(SQLITE_CONFIG_MALLOC, methods);

	return outcome(rc ? rc : sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0));
}

int shut_down(void)
{
	return outcome(sqlite3_shutdown());
}

int connect_to(const char *path, void **db)
{
	sqlite3 *made;
	int rc = sqlite3_open(path, &made);

	if (rc) {
		not_opened.code = rc & 0xff;
		not_opened.extended = sqlite3_extended_errcode(made);
		snprintf(not_opened.message, sizeof not_opened.message, "%s", sqlite3_errmsg(made));
		sqlite3_close(made); /* it is there also when the opening failed, but for want of memory */
		return outcome(rc);
	}
	*db = made;
	return SEAM_OK;
}

int disconnect(void *db)
{
	int rc = sqlite3_close(db);

	return rc == SQLITE_BUSY ? SEAM_E_STATE : outcome(rc);
}

int disconnect_later(void *db)
{
	return outcome(sqlite3_close_v2(db));
}

int failure(void *db, struct seam_sqlite_failure *out)
{
	int code = db ? sqlite3_errcode(db) & 0xff : not_opened.code;

	if (outcome(code) == SEAM_OK)
		return SEAM_E_NOT_FOUND;
	out->code = code;
	out->extended = db ? sqlite3_extended_errcode(db) : not_opened.extended;
	out->message = db ? sqlite3_errmsg(db) : not_opened.message;
	out->size = strlen(out->message);
	return SEAM_OK;
}

int exec(void *db, const char *sql, seam_sqlite_exec_fn row, void *payload, char **message)
{
	return outcome(sqlite3_exec(db, sql, row, payload, message));
}

void exec_free(char *message)
{
	sqlite3_free(message);
}
