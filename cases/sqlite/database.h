/* database.h - what each case of this group begins with, how it asks, and how destructors are counted. */
#ifndef SEAM_SQLITE_DATABASE_H
#define SEAM_SQLITE_DATABASE_H

#include "sqlite/sqlite.h"
#include <seam/case.h>

#include <sqlite3.h>
#include <string.h>

/* After the case's NEEDs: the peer's ops as `s`, and an empty database as `db`. */
#define OPS(c, s) const struct seam_sqlite *s = SEAM_OPS(c, sqlite)
#define OPEN(c, s, db)                                                                                                 \
	NEED(c, s->open);                                                                                              \
	NEED(c, s->close);                                                                                             \
	NEED(c, s->run);                                                                                               \
	void *db = NULL;                                                                                               \
	REQUIRE(CHECK_EQ(c, s->open(seam_in_string(c, ":memory:"), &db), SEAM_OK));                                    \
	REQUIRE(CHECK(c, db != NULL))
#define CLOSE(c, s, db) CHECK_EQ(c, s->close(db), SEAM_OK)

/* What a statement answered: copies of the values of its rows, one after the other. */
struct answer {
	size_t rows, n; /* values */
	struct seam_sqlite_value values[1024];
	size_t used;
	char bytes[1 << 18];
	size_t stop_after; /* rows; 0: never */
};

/* One statement, its text and the bytes of its parameters without a terminator at the end of a page.  `a` may be NULL. */
int ask_with(struct seam_case *c, void *db, const char *sql, const struct seam_sqlite_value *parameters, size_t n, struct answer *a);
int ask(struct seam_case *c, void *db, const char *sql, struct answer *a);
/* Statements, each of which must succeed; the last text is NULL. */
bool does(struct seam_case *c, void *db, const char *sql, ...) __attribute__((sentinel));
/* The one value that a statement answers, which must be an integer; -1 and a failure when it is not. */
int64_t number(struct seam_case *c, void *db, const char *sql);

struct seam_sqlite_value integer_of(int64_t i);
struct seam_sqlite_value real_of(double d);
struct seam_sqlite_value text_of(const char *bytes, size_t size);
struct seam_sqlite_value blob_of(const char *bytes, size_t size);
struct seam_sqlite_value null_of(void);

bool is_integer(struct seam_case *c, const struct seam_sqlite_value *v, int64_t i);
bool is_text(struct seam_case *c, const struct seam_sqlite_value *v, const char *bytes, size_t size);
bool is_blob(struct seam_case *c, const struct seam_sqlite_value *v, const char *bytes, size_t size);
bool is_null(struct seam_case *c, const struct seam_sqlite_value *v);

/* The last op on `db` failed with this code of SQLite's, the primary one or the extended. */
bool failed_with(struct seam_case *c, void *db, int code);

/* The name of a function or collation, and its size, for the ops that register one. */
#define NAME(c, text) seam_in(c, text, sizeof text - 1), sizeof text - 1

/* A destructor that counts, by its payload. */
void destroyed(void *payload);
size_t times_destroyed(const void *payload);
void destroyed_forget(void); /* begins a case */

/* Numbers that a callback may return: each in -300 to 300, and about each power of two.  `i` from 0; false: no more. */
bool each_int(size_t i, int *value);

#endif
