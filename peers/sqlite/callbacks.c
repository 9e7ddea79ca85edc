/* callbacks.c - handlers, functions, aggregates, collations: what SQLite calls, and the payload that it hands on. */
#include "peer.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ARGUMENTS = 128 };

/* What SQLite keeps in place of a payload; kept() makes it, forget() is its destructor. */
struct registration {
	seam_sqlite_call_fn call;
	seam_sqlite_step_fn step;
	seam_sqlite_finish_fn finish;
	seam_sqlite_compare_fn compare;
	void *payload;
	seam_sqlite_destroy_fn destroy;
};

static void forget(void *registered)
{
	struct registration *r = registered;

	if (r->destroy)
		r->destroy(r->payload);
	free(r);
}

/* NULL when there is no memory; the payload is destroyed then. */
static struct registration *kept(struct registration from)
{
	struct registration *r = malloc(sizeof *r);

	if (r)
		*r = from;
	else if (from.destroy)
		from.destroy(from.payload);
	return r;
}

/* The name, terminated, in malloc's memory; or *rc says why there is none. */
static char *terminated(const char *name, size_t size, int *rc)
{
	char *copy = NULL;

	if (size && memchr(name, '\0', size))
		*rc = SEAM_E_NUL;
	else if (!(copy = malloc(size + 1)))
		*rc = SEAM_E_MEMORY;
	else if (size)
		memcpy(copy, name, size);
	if (copy)
		copy[size] = '\0';
	return copy;
}

/* ---- results ------------------------------------------------------------------------------------------------------- */

int result(void *context, const struct seam_sqlite_value *value, seam_sqlite_destroy_fn destroy)
{
	if (value->size > INT_MAX)
		return SEAM_E_RANGE;
	if (value->type == SQLITE_TEXT)
		sqlite3_result_text(context, value->bytes, (int)value->size, destroy);
	else if (value->type == SQLITE_BLOB)
		sqlite3_result_blob(context, value->bytes, (int)value->size, destroy);
	else
		return SEAM_E_RANGE;
	return SEAM_OK;
}

static void copy_result(sqlite3_context *context, const struct seam_sqlite_value *value)
{
	switch (value->type) {
	case 0: break; /* result() has set it */
	case SQLITE_INTEGER: sqlite3_result_int64(context, value->integer); break;
	case SQLITE_FLOAT: sqlite3_result_double(context, value->real); break;
	case SQLITE_TEXT:
		sqlite3_result_text64(context, value->size ? value->bytes : "", value->size, SQLITE_TRANSIENT, SQLITE_UTF8);
		break;
	case SQLITE_BLOB: sqlite3_result_blob64(context, value->size ? value->bytes : "", value->size, SQLITE_TRANSIENT); break;
	default: sqlite3_result_null(context);
	}
}

static void fail(sqlite3_context *context, const struct seam_sqlite_value *error)
{
	sqlite3_result_error(context, error->size ? error->bytes : "", (int)error->size);
}

/* Not 0: the call has failed already. */
static int arguments_of(sqlite3_context *context, int n, sqlite3_value **from, struct seam_sqlite_value *to)
{
	if (n > MOST_ARGUMENTS) {
		sqlite3_result_error_toobig(context);
		return 1;
	}
	for (int i = 0; i < n; i++)
		if (value_of(from[i], &to[i])) {
			sqlite3_result_error_nomem(context);
			return 1;
		}
	return 0;
}

static void on_call(sqlite3_context *context, int n, sqlite3_value **values)
{
	struct registration *r = sqlite3_user_data(context);
	struct seam_sqlite_value arguments[MOST_ARGUMENTS], answer = { .type = SQLITE_NULL };

	if (arguments_of(context, n, values, arguments))
		return;
	if (r->call(r->payload, context, arguments, (size_t)n, &answer))
		fail(context, &answer);
	else
		copy_result(context, &answer);
}

static void on_step(sqlite3_context *context, int n, sqlite3_value **values)
{
	struct registration *r = sqlite3_user_data(context);
	struct seam_sqlite_value arguments[MOST_ARGUMENTS], error = { .type = SQLITE_NULL };
	void **state = sqlite3_aggregate_context(context, sizeof *state);

	if (!state)
		sqlite3_result_error_nomem(context);
	else if (!arguments_of(context, n, values, arguments) && r->step(r->payload, state, arguments, (size_t)n, &error))
		fail(context, &error);
}

static void on_finish(sqlite3_context *context)
{
	struct registration *r = sqlite3_user_data(context);
	struct seam_sqlite_value answer = { .type = SQLITE_NULL };
	void *none = NULL, **state = sqlite3_aggregate_context(context, 0);

	if (r->finish(r->payload, state ? state : &none, &answer))
		fail(context, &answer);
	else
		copy_result(context, &answer);
}

static int on_compare(void *registered, int a_size, const void *a, int b_size, const void *b)
{
	struct registration *r = registered;

	return r->compare(r->payload, a, (size_t)a_size, b, (size_t)b_size);
}

/* ---- registration ---------------------------------------------------------------------------------------------------- */

int function(void *db, const char *name, size_t size, int n_arguments, seam_sqlite_call_fn call, void *payload,
             seam_sqlite_destroy_fn destroy)
{
	int rc = SEAM_OK;
	char *text = terminated(name, size, &rc);
	struct registration *r = NULL;

	if (call && !(r = kept((struct registration){ .call = call, .payload = payload, .destroy = destroy })))
		rc = SEAM_E_MEMORY;
	/* SQLite calls the destructor also when this fails. */
	if (rc == SEAM_OK)
		rc = outcome(sqlite3_create_function_v2(db, text, n_arguments, SQLITE_UTF8, r, call ? on_call : NULL, NULL, NULL,
		                                        r ? forget : NULL));
	else if (r)
		forget(r);
	free(text);
	return rc;
}

int aggregate(void *db, const char *name, size_t size, int n_arguments, seam_sqlite_step_fn step_called,
              seam_sqlite_finish_fn finish, void *payload, seam_sqlite_destroy_fn destroy)
{
	const struct registration from = { .step = step_called, .finish = finish, .payload = payload, .destroy = destroy };
	int rc = SEAM_OK;
	char *text = terminated(name, size, &rc);
	struct registration *r = NULL;

	if (step_called && !(r = kept(from)))
		rc = SEAM_E_MEMORY;
	if (rc == SEAM_OK)
		rc = outcome(sqlite3_create_function_v2(db, text, n_arguments, SQLITE_UTF8, r, NULL, r ? on_step : NULL,
		                                        r ? on_finish : NULL, r ? forget : NULL));
	else if (r)
		forget(r);
	free(text);
	return rc;
}

int collation(void *db, const char *name, size_t size, seam_sqlite_compare_fn compare, void *payload,
              seam_sqlite_destroy_fn destroy)
{
	int rc = SEAM_OK;
	char *text = terminated(name, size, &rc);
	struct registration *r = NULL;

	if (compare && !(r = kept((struct registration){ .compare = compare, .payload = payload, .destroy = destroy })))
		rc = SEAM_E_MEMORY;
	if (rc == SEAM_OK)
		rc = outcome(sqlite3_create_collation_v2(db, text, SQLITE_UTF8, r, r ? on_compare : NULL, r ? forget : NULL));
	/* Unlike a function's, the destructor is not called when this fails. */
	if (rc != SEAM_OK && r)
		forget(r);
	free(text);
	return rc;
}

int aux_set(void *context, int argument, void *data, seam_sqlite_destroy_fn destroy)
{
	sqlite3_set_auxdata(context, argument, data, destroy);
	return SEAM_OK;
}

void *aux_get(void *context, int argument)
{
	return sqlite3_get_auxdata(context, argument);
}

/* ---- handlers: SQLite's own types, and so the payload itself ---------------------------------------------------------- */

int handler(void *db, const char *what, seam_sqlite_handler_fn called, void *payload)
{
	if (strcmp(what, "progress") == 0)
		sqlite3_progress_handler(db, 1, called, payload);
	else if (strcmp(what, "commit") == 0)
		sqlite3_commit_hook(db, called, payload);
	else
		return SEAM_E_NOT_FOUND;
	return SEAM_OK;
}

int busy(void *db, seam_sqlite_busy_fn called, void *payload)
{
	return outcome(sqlite3_busy_handler(db, called, payload));
}

int authorizer(void *db, seam_sqlite_authorizer_fn called, void *payload)
{
	return outcome(sqlite3_set_authorizer(db, called, payload));
}
