/*
 * destructors: what is bound is kept, copied or destroyed as was asked, and destroyed once.
 * Rule: sqlite.destructors    Source: sqlite.org/c3ref/bind_blob.html: "called to dispose of the BLOB or string even if the call to the
 * bind API fails", sqlite.org/c3ref/c_static.html, sqlite.org/c3ref/clear_bindings.html, sqlite.org/c3ref/reset.html
 */
#include "statement.h"

static void transient(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_text);
	NEED(c, s->bind_blob);
	PREPARE(c, s, db, "SELECT ?1, ?2", st);
	char *text = seam_inout(c, "text", 5), *blob = seam_inout(c, "blob", 4);
	CHECK_EQ(c, s->bind_text(st, 1, text, 4, SQLITE_TRANSIENT), SEAM_OK);
	CHECK_EQ(c, s->bind_blob(st, 2, blob, 4, SQLITE_TRANSIENT), SEAM_OK);
	seam_rewrite(c, text);
	seam_rewrite(c, blob);
	seam_drop(c, text);
	seam_drop(c, blob);
	if (steps(c, s, st, 1)) {
		CHECK_STR(c, s->column_text(st, 0), "text");
		CHECK_BYTES(c, s->column_blob(st, 1), (size_t)s->column_bytes(st, 1), "blob", 4);
	}
	s->finalize(st);
	CLOSE(c, s, db);
}

/* Not copied: what the caller writes there before a step is what the step sees. */
static void kept_as_it_is(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_text);
	PREPARE(c, s, db, "SELECT ?1 || ''", st);
	char *text = seam_inout(c, "text", 5);
	CHECK_EQ(c, s->bind_text(st, 1, text, 4, SQLITE_STATIC), SEAM_OK);
	memcpy(text, "TEXT", 4);
	if (steps(c, s, st, 1))
		CHECK_STR(c, s->column_text(st, 0), "TEXT");
	s->finalize(st);
	CHECK_BYTES(c, text, 5, "TEXT", 5);
	CLOSE(c, s, db);
}

/* The three functions that bind what must be destroyed. */
enum kind { TEXT, TEXT16, BLOB };
static const char payloads[3][2][8] = { { "text", "other" }, { "t\0e\0", "o\0" }, { "bl\0b", "ot" } };

static int bind(struct seam_case *c, const struct seam_sqlite *s, void *st, enum kind kind, int i, const char **payload)
{
	static const int sizes[] = { 4, 4, 4 };
	*payload = seam_in(c, payloads[kind][0], 8);
	switch (kind) {
	case TEXT: return s->bind_text(st, i, *payload, sizes[kind], destroyed);
	case TEXT16: return s->bind_text16(st, i, *payload, sizes[kind], destroyed);
	default: return s->bind_blob(st, i, *payload, sizes[kind], destroyed);
	}
}

static void finalized(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_blob);
	for (enum kind kind = TEXT; kind <= BLOB; kind++) {
		const char *p;
		PREPARE(c, s, db, "SELECT ?1", st);
		destroyed_forget();
		CHECK_EQ(c, bind(c, s, st, kind, 1, &p), SEAM_OK);
		steps(c, s, st, 1);
		if (kind != TEXT16) /* which is finished with when UTF-8 has been made of it */
			CHECK_EQ(c, times_destroyed(p), 0);
		s->finalize(st);
		CHECK_EQ(c, times_destroyed(p), 1);
		CLOSE(c, s, db);
		CHECK_EQ(c, times_destroyed(p), 1);
	}
}

/* A reset keeps what is bound. */
static void after_reset(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_text);
	const char *p;
	PREPARE(c, s, db, "SELECT ?1", st);
	destroyed_forget();
	CHECK_EQ(c, bind(c, s, st, TEXT, 1, &p), SEAM_OK);
	for (int i = 0; i < 3; i++) {
		if (steps(c, s, st, 1))
			CHECK_STR(c, s->column_text(st, 0), "text");
		CHECK_EQ(c, s->reset(st), SEAM_OK);
		CHECK_EQ(c, times_destroyed(p), 0);
	}
	s->finalize(st);
	CHECK_EQ(c, times_destroyed(p), 1);
	CLOSE(c, s, db);
}

static void bound_again(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_blob);
	PREPARE(c, s, db, "SELECT ?1", st);
	destroyed_forget();
	const char *all[9];
	for (size_t i = 0; i < 9; i++) {
		CHECK_EQ(c, bind(c, s, st, (enum kind)(i % 3), 1, &all[i]), SEAM_OK);
		for (size_t k = 0; k < i; k++)
			CHECK_EQ(c, times_destroyed(all[k]), 1);
		if (i % 3 != TEXT16)
			CHECK_EQ(c, times_destroyed(all[i]), 0);
	}
	s->finalize(st);
	for (size_t k = 0; k < 9; k++)
		CHECK_EQ(c, times_destroyed(all[k]), 1);
	CLOSE(c, s, db);
}

static void unbound(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->unbind);
	PREPARE(c, s, db, "SELECT ?1, ?2, ?3", st);
	destroyed_forget();
	const char *all[3];
	for (int i = 0; i < 3; i++)
		CHECK_EQ(c, bind(c, s, st, (enum kind)i, i + 1, &all[i]), SEAM_OK);
	CHECK_EQ(c, s->unbind(st), SEAM_OK);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(c, times_destroyed(all[i]), 1);
	if (steps(c, s, st, 1))
		CHECK(c, s->column_text(st, 0) == NULL);
	s->finalize(st);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(c, times_destroyed(all[i]), 1);
	CLOSE(c, s, db);
}

/* There is no such parameter: the call fails, and what it was given is destroyed all the same. */
static void not_bound(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_blob);
	PREPARE(c, s, db, "SELECT ?1", st);
	destroyed_forget();
	for (enum kind kind = TEXT; kind <= BLOB; kind++) {
		const char *p;
		CHECK_EQ(c, bind(c, s, st, kind, 2, &p), SEAM_E_FAILED);
		CHECK_EQ(c, times_destroyed(p), 1);
		CHECK_EQ(c, bind(c, s, st, kind, 0, &p), SEAM_E_FAILED);
		CHECK_EQ(c, times_destroyed(p), 1);
	}
	s->finalize(st);
	CLOSE(c, s, db);
}

/* Between a step and a reset nothing may be bound: SQLITE_MISUSE, what was bound stays, what was to be is destroyed. */
static void under_way(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_text);
	PREPARE(c, s, db, "SELECT ?1", st);
	const char *first, *second;
	destroyed_forget();
	CHECK_EQ(c, bind(c, s, st, TEXT, 1, &first), SEAM_OK);
	if (SEAM_STIMULUS(c))
		steps(c, s, st, 1);
	CHECK_EQ(c, bind(c, s, st, TEXT, 1, &second), SEAM_E_FAILED);
	CHECK_EQ(c, times_destroyed(first), 0);
	CHECK_EQ(c, times_destroyed(second), 1);
	CHECK_STR(c, s->column_text(st, 0), "text");
	s->finalize(st);
	CHECK_EQ(c, times_destroyed(first), 1);
	CHECK_EQ(c, times_destroyed(second), 1);
	CLOSE(c, s, db);
}

/* NULL is bound, and there is nothing to destroy. */
static void no_pointer(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_text);
	NEED(c, s->bind_blob);
	PREPARE(c, s, db, "SELECT ?1, ?2", st);
	destroyed_forget();
	CHECK_EQ(c, s->bind_text(st, 1, NULL, 4, destroyed), SEAM_OK);
	CHECK_EQ(c, s->bind_blob(st, 2, NULL, 4, destroyed), SEAM_OK);
	s->finalize(st);
	CHECK_EQ(c, times_destroyed(NULL), 0);
	CLOSE(c, s, db);
}

/* The documented exception from `not_bound`. */
static void not_bound_exception(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->bind_text);
	PREPARE(c, s, db, "SELECT ?1", st);
	const char *text = seam_in_string(c, "text");
	destroyed_forget();
	CHECK_EQ(c, s->bind_text(st, 2, NULL, 4, destroyed), SEAM_E_FAILED);
	CHECK_EQ(c, times_destroyed(NULL), 0);
	CHECK_EQ(c, s->bind_text(st, 2, text, -1, destroyed), SEAM_E_FAILED);
	CHECK_EQ(c, times_destroyed(text), 0);
	s->finalize(st);
	CLOSE(c, s, db);
}

SEAM_CASES(sqlite, destructors) = {
	{ "transient", SEAM_MUST, transient, "SQLITE_TRANSIENT: a copy is made before the call returns", 0 },
	{ "kept_as_it_is", SEAM_MUST, kept_as_it_is, "SQLITE_STATIC: no copy is made, and nothing is written", 0 },
	{ "finalized", SEAM_MUST, finalized, "a destructor is called once when the statement goes", 0 },
	{ "after_reset", SEAM_MUST, after_reset, "a reset calls no destructor: the value is still bound", 0 },
	{ "bound_again", SEAM_MUST, bound_again, "a value that takes another's place has that one's destructor called once", 0 },
	{ "unbound", SEAM_MUST, unbound, "cleared bindings have their destructors called once", 0 },
	{ "not_bound", SEAM_MUST, not_bound, "a bind that fails calls the destructor once", 0 },
	{ "under_way", SEAM_MUST, under_way, "a bind while the statement is under way fails and calls the destructor once", 0 },
	{ "no_pointer", SEAM_MUST, no_pointer, "for a NULL pointer no destructor is called", 0 },
	{ "not_bound_exception", SEAM_SHOULD, not_bound_exception,
	  "a bind that fails calls no destructor for a NULL pointer, nor where the length is negative", 0 },
	SEAM_END
};
