/* mutants_functions.c - functions, aggregates and collations that a careless binding calls otherwise, or keeps. */
#include "planted.h"

#include <stdlib.h>

#define FUNCTION(name)                                                                                                 \
	static int name(void *db, const char *text, size_t size, int n, seam_sqlite_call_fn call, void *payload,       \
	                seam_sqlite_destroy_fn destroy)
#define AGGREGATE(name)                                                                                                \
	static int name(void *db, const char *text, size_t size, int n, seam_sqlite_step_fn step,                      \
	                seam_sqlite_finish_fn finish, void *payload, seam_sqlite_destroy_fn destroy)
#define COLLATION(name)                                                                                                \
	static int name(void *db, const char *text, size_t size, seam_sqlite_compare_fn compare, void *payload,        \
	                seam_sqlite_destroy_fn destroy)

/* What stands in the place of a registration's payload. */
struct wrapped {
	seam_sqlite_call_fn call;
	seam_sqlite_step_fn step;
	seam_sqlite_finish_fn finish;
	seam_sqlite_compare_fn compare;
	void *payload, *state;
	seam_sqlite_destroy_fn destroy;
	int depth;
};

static void unwrap(void *payload)
{
	struct wrapped *w = payload;

	if (w->destroy)
		w->destroy(w->payload);
	free(w);
}

static struct wrapped *wrap(struct wrapped from)
{
	struct wrapped *w = malloc(sizeof *w);

	if (!w)
		abort();
	*w = from;
	return w;
}

/* ---- calls -------------------------------------------------------------------------------------------------------------- */

#define CALL(name)                                                                                                     \
	static int name(void *payload, void *context, const struct seam_sqlite_value *arguments, size_t n,             \
	                struct seam_sqlite_value *result)
#define CALLED(name, through)                                                                                          \
	FUNCTION(name)                                                                                                 \
	{                                                                                                              \
		if (!call)                                                                                             \
			return O->function(db, text, size, n, call, payload, destroy);                                 \
		return O->function(db, text, size, n, through,                                                         \
		                   wrap((struct wrapped){ .call = call, .payload = payload, .destroy = destroy }), unwrap); \
	}

CALL(call_empty_is_null)
{
	struct wrapped *w = payload;
	int rc = w->call(w->payload, context, arguments, n, result);

	if (result->size == 0 && (result->type == SQLITE_TEXT || result->type == SQLITE_BLOB))
		result->type = SQLITE_NULL;
	return rc;
}
CALLED(function_empty_is_null, call_empty_is_null)

CALL(call_reversed)
{
	struct wrapped *w = payload;
	struct seam_sqlite_value reversed[16];

	for (size_t i = 0; i < n && i < 16; i++)
		reversed[i] = arguments[n - 1 - i];
	return w->call(w->payload, context, reversed, n, result);
}
CALLED(function_reversed, call_reversed)

CALL(call_error_is_null)
{
	struct wrapped *w = payload;

	if (w->call(w->payload, context, arguments, n, result))
		result->type = SQLITE_NULL;
	return 0;
}
CALLED(function_error_is_null, call_error_is_null)

CALL(call_error_ascii)
{
	struct wrapped *w = payload;
	static char text[256];
	int rc = w->call(w->payload, context, arguments, n, result);

	if (rc && result->size < sizeof text) {
		for (size_t i = 0; i < result->size; i++)
			text[i] = (unsigned char)result->bytes[i] > 0x7f ? '?' : result->bytes[i];
		result->bytes = text;
	}
	return rc;
}
CALLED(function_error_ascii, call_error_ascii)

CALL(call_not_again)
{
	struct wrapped *w = payload;
	int rc = 1;

	if (w->depth++ == 0)
		rc = w->call(w->payload, context, arguments, n, result);
	w->depth--;
	return rc;
}
CALLED(function_not_again, call_not_again)

FUNCTION(one_payload_for_all)
{
	static void *first;
	static void *of;

	if (db != of)
		of = db, first = payload;
	return O->function(db, text, size, n, call, call ? first : payload, destroy);
}

FUNCTION(first_payload_ever)
{
	static void *first;

	if (!first)
		first = payload;
	return O->function(db, text, size, n, call, call ? first : payload, destroy);
}

FUNCTION(any_arguments)
{
	(void)n;
	return O->function(db, text, size, -1, call, payload, destroy);
}

FUNCTION(not_taken_away)
{
	return call ? O->function(db, text, size, n, call, payload, destroy) : SEAM_OK;
}

/* ---- aggregates ----------------------------------------------------------------------------------------------------------- */

static int step_shared(void *payload, void **state, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *error)
{
	struct wrapped *w = payload;

	*state = NULL;
	return w->step(w->payload, &w->state, arguments, n, error);
}

static int finish_shared(void *payload, void **state, struct seam_sqlite_value *result)
{
	struct wrapped *w = payload;

	(void)state;
	return w->finish(w->payload, &w->state, result);
}

static int step_through(void *payload, void **state, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *error)
{
	struct wrapped *w = payload;

	return w->step(w->payload, state, arguments, n, error);
}

static int step_twice(void *payload, void **state, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *error)
{
	struct wrapped *w = payload;
	int rc = w->depth++ == 0 ? w->step(w->payload, state, arguments, n, error) : 0;

	return rc ? rc : w->step(w->payload, state, arguments, n, error);
}

static int step_never_fails(void *payload, void **state, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *error)
{
	step_through(payload, state, arguments, n, error);
	return 0;
}

static int finish_through(void *payload, void **state, struct seam_sqlite_value *result)
{
	struct wrapped *w = payload;

	return w->finish(w->payload, state, result);
}

static int finish_some(void *payload, void **state, struct seam_sqlite_value *result)
{
	return *state ? finish_through(payload, state, result) : 0;
}

static int finish_never_fails(void *payload, void **state, struct seam_sqlite_value *result)
{
	if (finish_through(payload, state, result))
		result->type = SQLITE_NULL;
	return 0;
}

#define AGGREGATED(name, stepped, finished)                                                                            \
	AGGREGATE(name)                                                                                                \
	{                                                                                                              \
		if (!step)                                                                                             \
			return O->aggregate(db, text, size, n, step, finish, payload, destroy);                        \
		return O->aggregate(db, text, size, n, stepped, finished,                                              \
		                    wrap((struct wrapped){                                                             \
					    .step = step, .finish = finish, .payload = payload, .destroy = destroy }), \
		                    unwrap);                                                                           \
	}
AGGREGATED(aggregate_shares, step_shared, finish_shared)
AGGREGATED(aggregate_twice, step_twice, finish_through)
AGGREGATED(aggregate_not_empty, step_through, finish_some)
AGGREGATED(aggregate_step_never_fails, step_never_fails, finish_through)
AGGREGATED(aggregate_end_never_fails, step_through, finish_never_fails)

AGGREGATE(aggregate_first_payload)
{
	static void *first;

	if (!first)
		first = payload;
	return O->aggregate(db, text, size, n, step, finish, first, destroy);
}

/* A group is begun before it is known that there is one, and never ended. */
AGGREGATE(aggregate_steps_ahead)
{
	void *lost = NULL;
	struct seam_sqlite_value digit = { .type = SQLITE_INTEGER }, error = { 0 };

	if (step)
		step(payload, &lost, &digit, 1, &error);
	return O->aggregate(db, text, size, n, step, finish, payload, destroy);
}

/* ---- collations ------------------------------------------------------------------------------------------------------------ */

#define COMPARE(name) static int name(void *payload, const char *a, size_t a_size, const char *b, size_t b_size)
#define COLLATED(name, through)                                                                                        \
	COLLATION(name)                                                                                                \
	{                                                                                                              \
		if (!compare)                                                                                          \
			return O->collation(db, text, size, compare, payload, destroy);                                \
		return O->collation(db, text, size, through,                                                           \
		                    wrap((struct wrapped){ .compare = compare, .payload = payload, .destroy = destroy }), unwrap); \
	}

COMPARE(compare_swapped)
{
	struct wrapped *w = payload;

	return w->compare(w->payload, b, b_size, a, a_size);
}
COLLATED(collation_swapped, compare_swapped)

COMPARE(compare_low_byte)
{
	struct wrapped *w = payload;

	return (signed char)w->compare(w->payload, a, a_size, b, b_size);
}
COLLATED(collation_low_byte, compare_low_byte)

COMPARE(compare_negated)
{
	struct wrapped *w = payload;
	unsigned order = (unsigned)w->compare(w->payload, b, b_size, a, a_size);

	return (int)(0 - order); /* of INT_MIN that is INT_MIN */
}
COLLATED(collation_negated, compare_negated)

COMPARE(compare_to_nul)
{
	struct wrapped *w = payload;
	const char *a_nul = a_size ? memchr(a, '\0', a_size) : NULL, *b_nul = b_size ? memchr(b, '\0', b_size) : NULL;

	return w->compare(w->payload, a, a_nul ? (size_t)(a_nul - a) : a_size, b, b_nul ? (size_t)(b_nul - b) : b_size);
}
COLLATED(collation_to_nul, compare_to_nul)

COMPARE(compare_yes_or_no)
{
	struct wrapped *w = payload;

	return w->compare(w->payload, a, a_size, b, b_size) != 0;
}
COLLATED(collation_yes_or_no, compare_yes_or_no)

COLLATION(collation_first_payload)
{
	static void *first;

	if (!first)
		first = payload;
	return O->collation(db, text, size, compare, compare ? first : payload, destroy);
}

COLLATION(collation_stays)
{
	return compare ? O->collation(db, text, size, compare, payload, destroy) : SEAM_OK;
}

/* ---- destructors ------------------------------------------------------------------------------------------------------------ */

FUNCTION(function_never_destroyed)
{
	(void)destroy;
	return O->function(db, text, size, n, call, payload, NULL);
}

FUNCTION(function_destroyed_at_once)
{
	int rc = O->function(db, text, size, n, call, payload, destroy);

	if (call && destroy && rc == SEAM_OK && size == 1 && n == 1 && *text == 'f')
		destroy(payload);
	return rc;
}

/* The destructor is called by SQLite, and then once more by who believes that a failure left it to him. */
FUNCTION(function_destroyed_twice)
{
	int rc = O->function(db, text, size, n, call, payload, destroy);

	if (rc != SEAM_OK && rc != SEAM_E_NUL && destroy)
		destroy(payload);
	return rc;
}

/* The payload is handed over before its name is looked at. */
FUNCTION(function_leaks_on_nul)
{
	return O->function(db, text, size, n, call, payload, size && memchr(text, '\0', size) ? NULL : destroy);
}

AGGREGATE(aggregate_leaks_on_nul)
{
	return O->aggregate(db, text, size, n, step, finish, payload, size && memchr(text, '\0', size) ? NULL : destroy);
}

COLLATION(collation_leaks_on_nul)
{
	return O->collation(db, text, size, compare, payload, size && memchr(text, '\0', size) ? NULL : destroy);
}

static seam_sqlite_destroy_fn withheld;

static void destroy_unless_withheld(void *payload)
{
	if (withheld)
		withheld(payload);
}

/* sqlite3_create_collation_v2() is taken for sqlite3_create_function_v2(): nobody destroys when it fails. */
COLLATION(collation_leaks_on_failure)
{
	int rc;

	if (!destroy)
		return O->collation(db, text, size, compare, payload, destroy);
	withheld = NULL;
	rc = O->collation(db, text, size, compare, payload, destroy_unless_withheld);
	withheld = destroy;
	return rc;
}

FUNCTION(function_destroyed_for_both)
{
	static void *last;
	int rc = O->function(db, text, size, n, call, payload, destroy && last == payload ? NULL : destroy);

	last = payload;
	return rc;
}

SEAM_MUTANTS(sqlite, functions) = {
	M("function_empty_is_null", "functions.types", "SQLITE_TEXT", true, function, function_empty_is_null),
	M("function_reversed", "functions.arguments", "seen.digits", true, function, function_reversed),
	M("one_payload_for_all", "functions.payloads", "seen.payload", true, function, one_payload_for_all),
	M("any_arguments", "functions.overloads", "seen.payload", true, function, any_arguments),
	M("function_not_taken_away", "functions.replaced", "SEAM_E_FAILED", true, function, not_taken_away),
	M("function_error_is_null", "functions.error", "SEAM_E_FAILED", true, function, function_error_is_null),
	M("function_error_ascii", "functions.error_text", "f.message", true, function, function_error_ascii),
	M("function_not_again", "functions.again", "SEAM_OK", true, function, function_not_again),
	M("first_payload_ever", "functions.two_connections", "seen.payload", true, function, first_payload_ever),
	M("aggregate_twice", "aggregates.order", "31415", true, aggregate, aggregate_twice),
	M("aggregate_shares", "aggregates.groups", "integer", true, aggregate, aggregate_shares),
	M("aggregate_not_empty", "aggregates.no_rows", "seen.ended", true, aggregate, aggregate_not_empty),
	M("aggregate_first_payload", "aggregates.payload", "seen.payload", true, aggregate, aggregate_first_payload),
	M("aggregate_step_never_fails", "aggregates.error", "SEAM_E_FAILED", true, aggregate, aggregate_step_never_fails),
	M("aggregate_end_never_fails", "aggregates.error_at_end", "SEAM_E_FAILED", true, aggregate, aggregate_end_never_fails),
	M("aggregate_steps_ahead", "aggregates.stopped", "seen.", true, aggregate, aggregate_steps_ahead),
	M("collation_swapped", "collations.order", "bytes", true, collation, collation_swapped),
	M("collation_low_byte", "collations.signs", "bytes", true, collation, collation_low_byte),
	M("collation_negated", "collations.signs", "bytes", true, collation, collation_negated),
	M("collation_to_nul", "collations.lengths", "seen.texts", true, collation, collation_to_nul),
	M("collation_first_payload", "collations.payload", "seen.payload", true, collation, collation_first_payload),
	M("collation_stays", "collations.taken_away", "SEAM_E_FAILED", true, collation, collation_stays),
	M("collation_yes_or_no", "collations.index_of", "t", true, collation, collation_yes_or_no),
	M("function_never_destroyed", "registered.on_close", "times_destroyed", true, function, function_never_destroyed),
	M("function_destroyed_at_once", "registered.on_replace", "times_destroyed", true, function, function_destroyed_at_once),
	M("function_stays_when_taken_away", "registered.on_taking_away", "times_destroyed", true, function, not_taken_away),
	M("function_destroyed_twice", "registered.on_refusal", "times_destroyed", true, function, function_destroyed_twice),
	M("function_leaks_on_nul", "registered.function_nul", "times_destroyed", true, function, function_leaks_on_nul),
	M("aggregate_leaks_on_nul", "registered.aggregate_nul", "times_destroyed", true, aggregate, aggregate_leaks_on_nul),
	M("collation_leaks_on_nul", "registered.collation_nul", "times_destroyed", true, collation, collation_leaks_on_nul),
	M("collation_leaks_on_failure", "registered.under_way", "times_destroyed", true, collation, collation_leaks_on_failure),
	M("function_destroyed_for_both", "registered.two_connections", "times_destroyed", true, function, function_destroyed_for_both),
	SEAM_NO_MORE_MUTANTS
};
