/*
 * results: what a function leaves with SQLite, and what it keeps beside a statement.
 * Rule: sqlite.results    Source: sqlite.org/c3ref/result_blob.html, sqlite.org/c3ref/get_auxdata.html
 */
#include "database.h"

static struct answer a;

struct giving {
	struct seam_case *c;
	const struct seam_sqlite *s;
	char *bytes[16];
	size_t given;
	int32_t type;
	int twice;  /* results a call     */
	int fails;  /* and then an error  */
};

static int gives(void *payload, void *context, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *result)
{
	struct giving *g = payload;

	(void)arguments, (void)n;
	for (int i = 0; i < g->twice && g->given < 16; i++) {
		struct seam_sqlite_value v = { .type = g->type, .size = 3 };

		g->bytes[g->given] = seam_inout(g->c, "x\0y", 4);
		v.bytes = g->bytes[g->given++];
		CHECK_EQ(g->c, g->s->result(context, &v, destroyed), SEAM_OK);
	}
	result->type = 0;
	if (g->fails)
		*result = text_of("no", 2);
	return g->fails;
}

/* Three rows of results, each of which is to be destroyed once. */
static void given(struct seam_case *c, int32_t type, int twice, int fails)
{
	OPS(c, s);
	NEED(c, s->result);
	NEED(c, s->function);
	OPEN(c, s, db);
	struct giving g = { .c = c, .s = s, .type = type, .twice = twice, .fails = fails };
	destroyed_forget();
	CHECK_EQ(c, s->function(db, NAME(c, "gives"), 0, gives, &g, NULL), SEAM_OK);
	CHECK_EQ(c, ask(c, db, "SELECT gives() FROM (VALUES (1), (2), (3))", &a), fails ? SEAM_E_FAILED : SEAM_OK);
	CHECK_EQ(c, a.n, fails ? 0 : 3);
	for (size_t i = 0; i < a.n; i++)
		(void)(type == SQLITE_TEXT ? is_text(c, &a.values[i], "x\0y", 3) : is_blob(c, &a.values[i], "x\0y", 3));
	CLOSE(c, s, db);
	CHECK_EQ(c, g.given, (size_t)twice * (fails ? 1 : 3));
	for (size_t i = 0; i < g.given; i++)
		CHECK_EQ(c, times_destroyed(g.bytes[i]), 1);
}

static void text(struct seam_case *c)
{
	given(c, SQLITE_TEXT, 1, 0);
}

static void blob(struct seam_case *c)
{
	given(c, SQLITE_BLOB, 1, 0);
}

static void twice(struct seam_case *c)
{
	given(c, SQLITE_TEXT, 2, 0);
}

static void error_after(struct seam_case *c)
{
	given(c, SQLITE_TEXT, 1, 1);
}

/* ---- auxiliary data ---------------------------------------------------------------------------------------------------- */

struct keeping {
	struct seam_case *c;
	const struct seam_sqlite *s;
	char things[8];
	int calls, found, per_call, at[8];
};

/* SQLite may forget what was set at any time, the next moment too; what it gives back is what was set last. */
static int keeps(void *payload, void *context, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *result)
{
	struct keeping *k = payload;

	(void)arguments, (void)n;
	k->calls++;
	for (int i = 0; i < k->per_call; i++) {
		void *before = k->s->aux_get(context, k->at[i]);
		bool set_in_this_call = false;

		for (int earlier = 0; earlier < i; earlier++)
			set_in_this_call = set_in_this_call || k->at[earlier] == k->at[i];
		k->found += before != NULL;
		if (before && !set_in_this_call)
			continue;
		CHECK_EQ(k->c, k->s->aux_set(context, k->at[i], &k->things[i], destroyed), SEAM_OK);
		void *after = k->s->aux_get(context, k->at[i]);
		CHECK(k->c, after == NULL || after == &k->things[i]);
	}
	*result = integer_of(k->calls);
	return 0;
}

static void keep(struct seam_case *c, struct keeping *k)
{
	OPS(c, s);
	NEED(c, s->aux_set);
	NEED(c, s->aux_get);
	NEED(c, s->function);
	OPEN(c, s, db);
	k->c = c;
	k->s = s;
	destroyed_forget();
	CHECK_EQ(c, s->function(db, NAME(c, "keeps"), 2, keeps, k, NULL), SEAM_OK);
	CHECK_EQ(c, ask(c, db, "SELECT keeps('constant', 'other') FROM (VALUES (1), (2), (3))", &a), SEAM_OK);
	CHECK_EQ(c, k->calls, 3);
	for (int i = 0; i < k->per_call; i++)
		CHECK_EQ(c, times_destroyed(&k->things[i]), 1); /* with the statement, at the latest */
	CLOSE(c, s, db);
	for (int i = 0; i < k->per_call; i++)
		CHECK_EQ(c, times_destroyed(&k->things[i]), 1);
}

/* A constant's data stays from row to row: it is what they are for. */
static void aux_once(struct seam_case *c)
{
	struct keeping k = { .per_call = 1, .at = { 0 } };
	keep(c, &k);
	CHECK_EQ(c, k.found, k.calls ? 2 : 0);
}

static void aux_apart(struct seam_case *c)
{
	struct keeping k = { .per_call = 2, .at = { 0, 1 } };
	keep(c, &k);
}

/* What takes the place of data that is there has those destroyed; in each of three calls. */
static void aux_replaced(struct seam_case *c)
{
	OPS(c, s);
	NEED(c, s->aux_set);
	NEED(c, s->function);
	OPEN(c, s, db);
	struct keeping k = { .c = c, .s = s, .per_call = 2, .at = { 0, 0 } };
	destroyed_forget();
	CHECK_EQ(c, s->function(db, NAME(c, "keeps"), 1, keeps, &k, NULL), SEAM_OK);
	CHECK_EQ(c, ask(c, db, "SELECT keeps('constant')", &a), SEAM_OK);
	CHECK_EQ(c, times_destroyed(&k.things[0]), 1);
	CHECK_EQ(c, times_destroyed(&k.things[1]), 1);
	CLOSE(c, s, db);
	CHECK_EQ(c, times_destroyed(&k.things[0]) + times_destroyed(&k.things[1]), 2);
}

SEAM_CASES(sqlite, results) = {
	{ "text", SEAM_MUST, text, "a result's text is read before it is destroyed, once", 0 },
	{ "blob", SEAM_MUST, blob, "a result's blob is read before it is destroyed, once", 0 },
	{ "twice", SEAM_MUST, twice, "of two results of a call the second counts, and each is destroyed once", 0 },
	{ "error_after", SEAM_MUST, error_after, "an error after a result takes its place, and the result is destroyed once", 0 },
	{ "aux_once", SEAM_MUST, aux_once, "data beside a constant argument stays from row to row, and is destroyed once", 0 },
	{ "aux_apart", SEAM_MUST, aux_apart, "data beside each argument is that argument's", 0 },
	{ "aux_replaced", SEAM_MUST, aux_replaced, "data that is replaced is destroyed once, and what replaced it too", 0 },
	SEAM_END
};
