/* mutants_statements.c - what is bound by another length, or destroyed never, early, or twice. */
#include "planted.h"

#include <stdlib.h>

/* ---- lengths --------------------------------------------------------------------------------------------------------- */

#define BIND_TEXT(name) static int name(void *st, int i, const char *text, int n, seam_sqlite_destroy_fn destroy)

BIND_TEXT(terminator_counts)
{
	return O->bind_text(st, i, text, n < 0 ? (int)strlen(text) + 1 : n, destroy);
}

BIND_TEXT(count_to_nul)
{
	const char *nul = n > 0 && text ? memchr(text, '\0', (size_t)n) : NULL;

	return O->bind_text(st, i, text, nul ? (int)(nul - text) : n, destroy);
}

BIND_TEXT(nothing_is_null)
{
	return O->bind_text(st, i, n == 0 ? NULL : text, n, destroy);
}

BIND_TEXT(count_and_one)
{
	return O->bind_text(st, i, text, n > 0 ? n + 1 : n, destroy);
}

BIND_TEXT(null_is_empty)
{
	return O->bind_text(st, i, text ? text : "", text ? n : 0, destroy);
}

BIND_TEXT(out_of_range_is_fine)
{
	O->bind_text(st, i, text, n, destroy);
	return SEAM_OK;
}

static int32_t characters(void *st, int i)
{
	const unsigned char *text = O->column_text(st, i);
	int32_t n = 0;

	for (; text && *text; text++)
		n += (*text & 0xc0) != 0x80;
	return n;
}

static int32_t units16(void *st, int i)
{
	return O->column_bytes16(st, i) / 2;
}

static int bytes_for_units(void *st, int i, const void *text, int n, seam_sqlite_destroy_fn destroy)
{
	return O->bind_text16(st, i, text, n > 0 ? n / 2 : n, destroy);
}

/* ---- destructors -------------------------------------------------------------------------------------------------------- */

BIND_TEXT(always_static)
{
	return O->bind_text(st, i, text, n, destroy == SQLITE_TRANSIENT ? SQLITE_STATIC : destroy);
}

BIND_TEXT(always_copied)
{
	return O->bind_text(st, i, text, n, destroy == SQLITE_STATIC ? SQLITE_TRANSIENT : destroy);
}

BIND_TEXT(destroyed_never)
{
	return O->bind_text(st, i, text, n, destroy == SQLITE_TRANSIENT ? destroy : SQLITE_STATIC);
}

static int destroyed_twice(void *st, int i, const void *bytes, int n, seam_sqlite_destroy_fn destroy)
{
	int rc = O->bind_blob(st, i, bytes, n, SQLITE_TRANSIENT);

	if (destroy && destroy != SQLITE_TRANSIENT && bytes) {
		destroy((void *)(uintptr_t)bytes);
		destroy((void *)(uintptr_t)bytes);
	}
	return rc;
}

static int reset_unbinds(void *st)
{
	int rc = O->reset(st);

	O->unbind(st);
	return rc;
}

static int unbind_forgotten(void *st)
{
	(void)st;
	return SEAM_OK;
}

/* The usual mistake: the failure is seen first, and who was to destroy is never told. */
static int refused_first(void *st, int i, const void *bytes, int n, seam_sqlite_destroy_fn destroy)
{
	if (i != 1)
		return SEAM_E_FAILED;
	return O->bind_blob(st, i, bytes, n, destroy);
}

BIND_TEXT(reset_first)
{
	O->reset(st);
	return O->bind_text(st, i, text, n, destroy);
}

BIND_TEXT(null_destroyed)
{
	int rc = O->bind_text(st, i, text, n, destroy);

	if (!text && destroy && destroy != SQLITE_TRANSIENT)
		destroy(NULL);
	return rc;
}

/* ---- results -------------------------------------------------------------------------------------------------------------- */

static int result_copied(void *context, const struct seam_sqlite_value *value, seam_sqlite_destroy_fn destroy)
{
	(void)destroy;
	return O->result(context, value, SQLITE_TRANSIENT);
}

static int result_destroyed_twice(void *context, const struct seam_sqlite_value *value, seam_sqlite_destroy_fn destroy)
{
	int rc = O->result(context, value, SQLITE_TRANSIENT);

	destroy((void *)(uintptr_t)value->bytes);
	destroy((void *)(uintptr_t)value->bytes);
	return rc;
}

static int result_counts_once(void *context, const struct seam_sqlite_value *value, seam_sqlite_destroy_fn destroy)
{
	static void *last;
	static int times;

	times = context == last ? times + 1 : 1;
	last = context;
	return times % 2 ? O->result(context, value, destroy) : SEAM_OK;
}

static int aux_lost(void *context, int argument, void *data, seam_sqlite_destroy_fn destroy)
{
	(void)context, (void)argument;
	destroy(data);
	return SEAM_OK;
}

static int aux_of_the_first(void *context, int argument, void *data, seam_sqlite_destroy_fn destroy)
{
	(void)argument;
	return O->aux_set(context, 0, data, destroy);
}

static int aux_kept(void *context, int argument, void *data, seam_sqlite_destroy_fn destroy)
{
	return O->aux_get(context, argument) ? SEAM_OK : O->aux_set(context, argument, data, destroy);
}

SEAM_MUTANTS(sqlite, statements) = {
	M("terminator_counts", "lengths.by_terminator", "column_bytes", true, bind_text, terminator_counts),
	M("count_to_nul", "lengths.by_count", "text", true, bind_text, count_to_nul),
	M("nothing_is_null", "lengths.part", "column_text(st, 0)", true, bind_text, nothing_is_null),
	M("count_and_one", "lengths.part", "column_text(st, 0)", true, bind_text, count_and_one),
	M("null_is_empty", "lengths.no_pointer", "column_text(st, 0)", true, bind_text, null_is_empty),
	M("bytes_are_characters", "lengths.bytes_first", "7", true, column_bytes, characters),
	M("bytes16_are_units", "lengths.bytes16", "8", true, column_bytes16, units16),
	M("text16_by_units", "lengths.text16", "9", true, bind_text16, bytes_for_units),
	M("out_of_range_is_fine", "lengths.out_of_range", "SEAM_E_FAILED", true, bind_text, out_of_range_is_fine),
	IN("plain", "crash", "always_static", "destructors.transient", "SIG", bind_text, always_static),
	M("always_copied", "destructors.kept_as_it_is", "TEXT", true, bind_text, always_copied),
	M("destroyed_never", "destructors.finalized", "times_destroyed", true, bind_text, destroyed_never),
	M("reset_unbinds", "destructors.after_reset", "times_destroyed", true, reset, reset_unbinds),
	M("destroyed_twice", "destructors.bound_again", "times_destroyed", true, bind_blob, destroyed_twice),
	M("unbind_forgotten", "destructors.unbound", "times_destroyed", true, unbind, unbind_forgotten),
	M("refused_first", "destructors.not_bound", "times_destroyed", true, bind_blob, refused_first),
	M("reset_first", "destructors.under_way", "SEAM_E_FAILED", true, bind_text, reset_first),
	M("null_destroyed", "destructors.no_pointer", "times_destroyed", true, bind_text, null_destroyed),
	M("out_of_range_is_fine_for_text", "destructors.not_bound_exception", "SEAM_E_FAILED", true, bind_text, out_of_range_is_fine),
	M("result_copied", "results.text", "times_destroyed", true, result, result_copied),
	M("result_destroyed_twice", "results.blob", "times_destroyed", true, result, result_destroyed_twice),
	M("result_counts_once", "results.twice", "times_destroyed", true, result, result_counts_once),
	M("result_copied_before_error", "results.error_after", "times_destroyed", true, result, result_copied),
	M("aux_lost", "results.aux_once", "k.found", true, aux_set, aux_lost),
	M("aux_of_the_first", "results.aux_apart", "times_destroyed", true, aux_set, aux_of_the_first),
	M("aux_kept", "results.aux_replaced", "times_destroyed", true, aux_set, aux_kept),
	SEAM_NO_MORE_MUTANTS
};
