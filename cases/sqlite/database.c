/* database.c - asking, and counting. */
#include "database.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>

static int keep_row(void *payload, const struct seam_sqlite_value *values, size_t n)
{
	struct answer *a = payload;

	for (size_t i = 0; i < n && a->n < sizeof a->values / sizeof a->values[0]; i++) {
		struct seam_sqlite_value *v = &a->values[a->n++];

		*v = values[i];
		if (v->type != SQLITE_TEXT && v->type != SQLITE_BLOB)
			continue;
		if (v->size > sizeof a->bytes - a->used)
			v->size = sizeof a->bytes - a->used;
		if (v->size)
			memcpy(a->bytes + a->used, values[i].bytes, v->size);
		v->bytes = a->bytes + a->used;
		a->used += v->size;
	}
	return ++a->rows == a->stop_after ? 1 : 0;
}

int ask_with(struct seam_case *c, void *db, const char *sql, const struct seam_sqlite_value *parameters, size_t n, struct answer *a)
{
	const struct seam_sqlite *s = SEAM_OPS(c, sqlite);
	struct seam_sqlite_value guarded[16];
	const char *text = seam_in(c, sql, strlen(sql));
	int rc;

	if (a)
		a->rows = a->n = a->used = 0;
	for (size_t i = 0; i < n && i < 16; i++) {
		guarded[i] = parameters[i];
		if (guarded[i].bytes)
			guarded[i].bytes = seam_in(c, guarded[i].bytes, guarded[i].size);
	}
	rc = s->run(db, text, strlen(sql), guarded, n, a ? keep_row : NULL, a);
	for (size_t i = 0; i < n && i < 16; i++)
		if (guarded[i].bytes)
			seam_drop(c, guarded[i].bytes);
	seam_drop(c, text);
	return rc;
}

int ask(struct seam_case *c, void *db, const char *sql, struct answer *a)
{
	return ask_with(c, db, sql, NULL, 0, a);
}

bool does(struct seam_case *c, void *db, const char *sql, ...)
{
	va_list more;
	bool all = true;

	va_start(more, sql);
	for (; sql && all; sql = va_arg(more, const char *)) {
		int rc = ask(c, db, sql, NULL);

		if (rc != SEAM_OK) {
			FAIL(c, "%s: the peer returned %d", sql, rc);
			all = false;
		}
	}
	va_end(more);
	return all;
}

int64_t number(struct seam_case *c, void *db, const char *sql)
{
	static struct answer a;
	int rc = ask(c, db, sql, &a);

	if (rc == SEAM_OK && a.n == 1 && a.values[0].type == SQLITE_INTEGER)
		return a.values[0].integer;
	FAIL(c, "%s: the peer returned %d, with %zu values, and not one integer", sql, rc, a.n);
	return -1;
}

struct seam_sqlite_value integer_of(int64_t i)
{
	return (struct seam_sqlite_value){ .type = SQLITE_INTEGER, .integer = i };
}

struct seam_sqlite_value real_of(double d)
{
	return (struct seam_sqlite_value){ .type = SQLITE_FLOAT, .real = d };
}

struct seam_sqlite_value text_of(const char *bytes, size_t size)
{
	return (struct seam_sqlite_value){ .type = SQLITE_TEXT, .bytes = bytes, .size = size };
}

struct seam_sqlite_value blob_of(const char *bytes, size_t size)
{
	return (struct seam_sqlite_value){ .type = SQLITE_BLOB, .bytes = bytes, .size = size };
}

struct seam_sqlite_value null_of(void)
{
	return (struct seam_sqlite_value){ .type = SQLITE_NULL };
}

bool is_integer(struct seam_case *c, const struct seam_sqlite_value *v, int64_t i)
{
	return CHECK_EQ(c, v->type, SQLITE_INTEGER) && CHECK_EQ(c, v->integer, i);
}

bool is_text(struct seam_case *c, const struct seam_sqlite_value *v, const char *bytes, size_t size)
{
	return CHECK_EQ(c, v->type, SQLITE_TEXT) && CHECK_BYTES(c, v->bytes, v->size, bytes, size);
}

bool is_blob(struct seam_case *c, const struct seam_sqlite_value *v, const char *bytes, size_t size)
{
	return CHECK_EQ(c, v->type, SQLITE_BLOB) && CHECK_BYTES(c, v->bytes, v->size, bytes, size);
}

bool is_null(struct seam_case *c, const struct seam_sqlite_value *v)
{
	return CHECK_EQ(c, v->type, SQLITE_NULL);
}

bool failed_with(struct seam_case *c, void *db, int code)
{
	const struct seam_sqlite *s = SEAM_OPS(c, sqlite);
	struct seam_sqlite_failure f = { 0 };

	if (!s->failure)
		return true;
	if (!CHECK_EQ(c, s->failure(db, &f), SEAM_OK))
		return false;
	return (f.code == code && code < 256) || CHECK_EQ(c, f.extended, code);
}

/* ---- destructors ----------------------------------------------------------------------------------------------------- */

static const void *dead[4096];
static size_t n_dead;

void destroyed(void *payload)
{
	if (n_dead < sizeof dead / sizeof dead[0])
		dead[n_dead++] = payload;
}

size_t times_destroyed(const void *payload)
{
	size_t times = 0;

	for (size_t i = 0; i < n_dead; i++)
		times += dead[i] == payload;
	return times;
}

void destroyed_forget(void)
{
	n_dead = 0;
}

bool each_int(size_t i, int *value)
{
	if (i <= 600) {
		*value = (int)i - 300;
		return true;
	}
	i -= 601;
	if (i < 22 * 6) { /* 2^9 to 2^30, one less, one more, and the same below 0 */
		const int power = 1 << (9 + i / 6), near = power + (int)(i % 3) - 1;

		*value = i % 6 < 3 ? near : -near;
		return true;
	}
	i -= 22 * 6;
	*value = i == 0 ? INT_MAX : INT_MIN;
	return i < 2;
}
