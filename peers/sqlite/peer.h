/* peer.h - SQLite itself as a peer: the binding that C has, in one file a subject. */
#ifndef SEAM_PEERS_SQLITE_H
#define SEAM_PEERS_SQLITE_H

#include "sqlite/sqlite.h"

#include <sqlite3.h>

/* What the ops return for a result code of SQLite. */
int outcome(int code);
/* A value as SQLite has it; its bytes live as long as SQLite says.  Not 0: there was no memory for its text. */
int value_of(sqlite3_value *from, struct seam_sqlite_value *to);

/* connection.c */
int version(int32_t *number);
int config_malloc(const void *methods);
int shut_down(void);
int connect_to(const char *path, void **db);
int disconnect(void *db);
int disconnect_later(void *db);
int failure(void *db, struct seam_sqlite_failure *out);
int exec(void *db, const char *sql, seam_sqlite_exec_fn row, void *payload, char **message);
void exec_free(char *message);

/* statement.c */
int run(void *db, const char *sql, size_t size, const struct seam_sqlite_value *parameters, size_t n, seam_sqlite_row_fn row,
        void *payload);
int prepare(void *db, const char *sql, size_t size, void **statement);
int bind_text(void *statement, int i, const char *text, int n, seam_sqlite_destroy_fn destroy);
int bind_text16(void *statement, int i, const void *text, int n, seam_sqlite_destroy_fn destroy);
int bind_blob(void *statement, int i, const void *bytes, int n, seam_sqlite_destroy_fn destroy);
int step(void *statement, int *row);
const void *column_text(void *statement, int i);
const void *column_text16(void *statement, int i);
const void *column_blob(void *statement, int i);
int32_t column_bytes(void *statement, int i);
int32_t column_bytes16(void *statement, int i);
int reset(void *statement);
int unbind(void *statement);
int finalize(void *statement);

/* callbacks.c */
int handler(void *db, const char *what, seam_sqlite_handler_fn called, void *payload);
int busy(void *db, seam_sqlite_busy_fn called, void *payload);
int authorizer(void *db, seam_sqlite_authorizer_fn called, void *payload);
int function(void *db, const char *name, size_t size, int n_arguments, seam_sqlite_call_fn call, void *payload,
             seam_sqlite_destroy_fn destroy);
int aggregate(void *db, const char *name, size_t size, int n_arguments, seam_sqlite_step_fn step, seam_sqlite_finish_fn finish,
              void *payload, seam_sqlite_destroy_fn destroy);
int collation(void *db, const char *name, size_t size, seam_sqlite_compare_fn compare, void *payload,
              seam_sqlite_destroy_fn destroy);
int result(void *context, const struct seam_sqlite_value *value, seam_sqlite_destroy_fn destroy);
int aux_set(void *context, int argument, void *data, seam_sqlite_destroy_fn destroy);
void *aux_get(void *context, int argument);

/* blob.c */
int blob_open(void *db, const char *table, const char *column, int64_t row, int writable, void **blob);
int blob_bytes(void *blob, int64_t *size);
int blob_read(void *blob, void *bytes, size_t n, int64_t offset);
int blob_write(void *blob, const void *bytes, size_t n, int64_t offset);
void blob_close(void *blob);

#endif
