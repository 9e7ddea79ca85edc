/*
 * memory: SQLite on the host's allocator: all of it comes back, and a request that fails is SQLITE_NOMEM and no more.
 * Rule: sqlite.memory    Source: sqlite.org/c3ref/mem_methods.html, sqlite.org/malloc.html: "SQLite is guaranteed to … recover
 * gracefully", sqlite.org/testing.html#out_of_memory_testing
 */
#include "database.h"

#include <stdlib.h>

/* ---- the host's allocator as sqlite3_mem_methods: each block remembers its size ------------------------------------------ */

struct head {
	_Alignas(16) size_t size;
};

static const struct seam_host *host;

static void *take(int size)
{
	struct head *h = host->alloc(host, sizeof *h + (size_t)size, 16);

	if (!h)
		return NULL;
	h->size = (size_t)size;
	return h + 1;
}

static void give_back(void *block)
{
	struct head *h = (struct head *)block - 1;

	host->free(host, h, sizeof *h + h->size, 16);
}

static void *take_again(void *block, int size)
{
	struct head *h = (struct head *)block - 1;

	h = host->realloc(host, h, sizeof *h + h->size, 16, sizeof *h + (size_t)size);
	if (!h)
		return NULL;
	h->size = (size_t)size;
	return h + 1;
}

static int size_of(void *block)
{
	return block ? (int)((struct head *)block - 1)->size : 0;
}

static int rounded(int size)
{
	return (size + 7) & ~7;
}

static int begin(void *unused)
{
	(void)unused;
	return SQLITE_OK;
}

static void end(void *unused)
{
	(void)unused;
}

static const sqlite3_mem_methods methods = { take, give_back, take_again, size_of, rounded, begin, end, NULL };

#define LENT(c, s)                                                                                                     \
	OPS(c, s);                                                                                                     \
	NEED(c, s->config_malloc);                                                                                     \
	NEED(c, s->shutdown);                                                                                          \
	NEED(c, s->open);                                                                                              \
	NEED(c, s->close);                                                                                             \
	NEED(c, s->run);                                                                                               \
	host = seam_case_host(c);                                                                                      \
	REQUIRE(CHECK_EQ(c, s->config_malloc(&methods), SEAM_OK))

/* ---- what is done with it -------------------------------------------------------------------------------------------------- */

static int doubles(void *payload, void *context, const struct seam_sqlite_value *arguments, size_t n, struct seam_sqlite_value *result)
{
	static char text[64];

	(void)payload, (void)context, (void)n;
	if (arguments[0].type == SQLITE_TEXT && arguments[0].size <= sizeof text / 2) {
		memcpy(text, arguments[0].bytes, arguments[0].size);
		memcpy(text + arguments[0].size, arguments[0].bytes, arguments[0].size);
		*result = text_of(text, 2 * arguments[0].size);
	} else {
		*result = integer_of(2 * arguments[0].integer);
	}
	return 0;
}

static int by_size(void *payload, const char *x, size_t x_size, const char *y, size_t y_size)
{
	(void)payload, (void)x, (void)y;
	return (x_size > y_size) - (x_size < y_size);
}

/* Some of these are long enough that SQLite needs pages, a sorter, UTF-16 and journals for them. */
static const struct work {
	const char *name, *pragma, *sql;
} works[] = {
	{ "select", "SELECT 1", "SELECT x, length(x) FROM t WHERE i BETWEEN 2 AND 7" },
	{ "sort", "SELECT 1", "SELECT x, count(*) FROM t GROUP BY substr(x, 3) ORDER BY x DESC LIMIT 5" },
	{ "insert", "SELECT 1", "INSERT INTO t(x, y) SELECT hex(x), randomblob(300) FROM t" },
	{ "update", "SELECT 1", "UPDATE t SET x = x || ' and more', y = zeroblob(2000) WHERE i % 3 = 0" },
	{ "delete", "SELECT 1", "DELETE FROM t WHERE x IN (SELECT x FROM t WHERE i % 2)" },
	{ "schema", "SELECT 1", "ALTER TABLE t ADD COLUMN z TEXT NOT NULL DEFAULT 'new'" },
	{ "index", "SELECT 1", "CREATE UNIQUE INDEX u ON t(x, y, i)" },
	{ "utf16", "PRAGMA encoding = 'UTF-16'", "INSERT INTO t(x) SELECT upper(x) || 'caf\xc3\xa9' FROM t" },
	{ "function", "SELECT 1", "SELECT doubles(x), doubles(i) FROM t ORDER BY x COLLATE by_size, i" },
	{ "recursive", "SELECT 1", "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 30) SELECT group_concat(i) FROM n" },
	{ "vacuum", "SELECT 1", "VACUUM" },
};

/* A database with something in it, as the works want it; NULL after a failure. */
static void *filled(struct seam_case *c, const struct seam_sqlite *s, const char *pragma)
{
	void *db = NULL;

	if (!CHECK_EQ(c, s->open(":memory:", &db), SEAM_OK))
		return NULL;
	if (s->function)
		CHECK_EQ(c, s->function(db, "doubles", 7, 1, doubles, NULL, NULL), SEAM_OK);
	if (s->collation)
		CHECK_EQ(c, s->collation(db, "by_size", 7, by_size, NULL, NULL), SEAM_OK);
	/* Small pages, few rows: what is freed is not lent again before the pass ends. */
	if (does(c, db, "PRAGMA page_size = 512", pragma, "CREATE TABLE t(i INTEGER PRIMARY KEY, x TEXT, y)", "CREATE INDEX tx ON t(x)",
	         "INSERT INTO t(x, y) VALUES ('row 1', zeroblob(10)), ('row 2', zeroblob(700)), ('row 3', NULL), ('row 4', 'text'),"
	         "('row 5', 5), ('row 6', zeroblob(600)), ('row 7', 7.5), ('row 8', zeroblob(0)), ('row 9', 'and more'), ('row 10', '')",
	         NULL))
		return db;
	s->close(db);
	return NULL;
}

/* What the database holds, in one number: it is as before, or as it should be after. */
static int64_t sum(struct seam_case *c, void *db)
{
	return number(c, db, "SELECT count(*) * 1000000 + sum(length(x)) * 1000 + coalesce(sum(length(y)), 0) + "
	                     "(SELECT count(*) FROM sqlite_master) + (SELECT count(*) FROM pragma_table_info('t')) FROM t");
}

static bool intact(struct seam_case *c, void *db)
{
	static struct answer a;
	return CHECK_EQ(c, ask(c, db, "PRAGMA integrity_check", &a), SEAM_OK) && CHECK_EQ(c, a.n, 1) && is_text(c, &a.values[0], "ok", 2);
}

static void returned(struct seam_case *c)
{
	LENT(c, s);
	size_t before = seam_requests(c), live = 0;
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < sizeof works / sizeof works[0]; i++) {
			void *db = filled(c, s, works[i].pragma);
			if (!db)
				return;
			does(c, db, works[i].sql, NULL);
			intact(c, db);
			CHECK(c, ask(c, db, "SELECT no such thing", NULL) < 0);
			CLOSE(c, s, db);
		}
		if (round == 0)
			live = seam_live(c).blocks;
		CHECK_EQ(c, seam_live(c).blocks, live);
	}
	CHECK(c, seam_requests(c) > before);
	CHECK_EQ(c, s->shutdown(), SEAM_OK);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

/* The k-th request of the work fails, and then no other; what came of it, and whether k was reached. */
static int starve(struct seam_case *c, void *db, const struct work *work, size_t k, int64_t before, int64_t after, bool *reached)
{
	static struct answer a;
	const size_t requests = seam_requests(c);
	a.stop_after = 0;
	seam_fail_request(c, SEAM_STIMULUS(c) ? k : 0);
	int rc = ask(c, db, work->sql, &a);
	seam_fail_request(c, 0);
	*reached = SEAM_STIMULUS(c) && seam_requests(c) - requests >= k;
	if (rc != SEAM_OK && rc != SEAM_E_MEMORY)
		FAIL(c, "request %zu fails: %s came to %d", k, work->name, rc);
	else if (rc == SEAM_E_MEMORY)
		failed_with(c, db, SQLITE_NOMEM);
	if (sum(c, db) != (rc == SEAM_OK ? after : before))
		FAIL(c, "request %zu fails: %s came to %d, and the database is neither as before nor as after", k, work->name, rc);
	return rc;
}

/* A statement, each of its requests failing once; at last none does.  A connection goes on after a failure: nothing has happened to
 * it.  Of failures that SQLite makes good, each has a connection of its own. */
static void starved(struct seam_case *c, const char *name)
{
	LENT(c, s);
	const struct work *work = works;
	while (strcmp(work->name, name))
		work++;
	void *db = filled(c, s, work->pragma);
	if (!db)
		return;
	const int64_t before = sum(c, db);
	does(c, db, work->sql, NULL);
	const int64_t after = sum(c, db);
	CLOSE(c, s, db);
	const size_t live = seam_live(c).blocks;
	size_t k = 0;
	bool reached = true;
	while (reached && k < 3000 && (db = filled(c, s, work->pragma))) {
		while (starve(c, db, work, ++k, before, after, &reached) == SEAM_E_MEMORY)
			;
		if (!intact(c, db))
			FAIL(c, "after request %zu has failed at last, or an earlier one, the database is corrupt", k);
		CLOSE(c, s, db);
		REQUIRE(CHECK_EQ(c, seam_live(c).blocks, live));
	}
	CHECK(c, k > 6 && !reached);
	seam_count(c, "requests", k - 1);
	CHECK_EQ(c, s->shutdown(), SEAM_OK);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

/* The opening itself: no connection, no memory kept, and the next one succeeds. */
static void opening(struct seam_case *c)
{
	LENT(c, s);
	void *db = NULL;
	REQUIRE(CHECK_EQ(c, s->open(":memory:", &db), SEAM_OK));
	CLOSE(c, s, db);
	const size_t live = seam_live(c).blocks;
	size_t k = 0;
	for (bool reached = true; reached && k < 3000;) {
		const size_t requests = seam_requests(c);
		db = NULL;
		seam_fail_request(c, SEAM_STIMULUS(c) ? ++k : 0);
		int rc = s->open(":memory:", &db);
		seam_fail_request(c, 0);
		reached = k && seam_requests(c) - requests >= k;
		if (rc == SEAM_OK) {
			CLOSE(c, s, db);
		} else {
			CHECK_EQ(c, rc, SEAM_E_MEMORY);
			CHECK(c, db == NULL);
		}
		CHECK_EQ(c, seam_live(c).blocks, live);
	}
	CHECK(c, k > 2);
	seam_count(c, "requests", k - (k > 0));
	CHECK_EQ(c, s->shutdown(), SEAM_OK);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

/* A registration that finds no memory destroys its payload, once. */
static void registering(struct seam_case *c)
{
	LENT(c, s);
	NEED(c, s->function);
	NEED(c, s->collation);
	size_t failures = 0;
	for (size_t k = 1; k < 50; k++) {
		void *db = NULL;
		char payload[2];
		destroyed_forget();
		REQUIRE(CHECK_EQ(c, s->open(":memory:", &db), SEAM_OK));
		seam_fail_request(c, SEAM_STIMULUS(c) ? k : 0);
		int function = s->function(db, "doubles", 7, 1, doubles, &payload[0], destroyed);
		seam_fail_request(c, SEAM_STIMULUS(c) ? k : 0);
		int collation = s->collation(db, "by_size", 7, by_size, &payload[1], destroyed);
		seam_fail_request(c, 0);
		CHECK(c, function == SEAM_OK || function == SEAM_E_MEMORY);
		CHECK(c, collation == SEAM_OK || collation == SEAM_E_MEMORY);
		failures += function != SEAM_OK || collation != SEAM_OK;
		CHECK_EQ(c, times_destroyed(&payload[0]), function != SEAM_OK);
		CHECK_EQ(c, times_destroyed(&payload[1]), collation != SEAM_OK);
		CLOSE(c, s, db);
		CHECK_EQ(c, times_destroyed(&payload[0]), 1);
		CHECK_EQ(c, times_destroyed(&payload[1]), 1);
	}
	CHECK(c, failures > 1);
	CHECK_EQ(c, s->shutdown(), SEAM_OK);
}

static size_t commits;

static int commits_counted(void *payload)
{
	(void)payload;
	commits++;
	return 0;
}

/* A handler whose registration finds no memory is not registered, nor called. */
static void handler_refused(struct seam_case *c)
{
	LENT(c, s);
	NEED(c, s->handler);
	for (size_t k = 1; k < 4; k++) {
		void *db = NULL;
		REQUIRE(CHECK_EQ(c, s->open(":memory:", &db), SEAM_OK));
		does(c, db, "CREATE TABLE t(x)", NULL);
		commits = 0;
		seam_fail_request(c, k);
		int rc = s->handler(db, "commit", commits_counted, NULL);
		seam_fail_request(c, 0);
		does(c, db, "INSERT INTO t VALUES (1)", NULL);
		if (commits != (rc == SEAM_OK))
			FAIL(c, "request %zu fails: the registration came to %d, and the handler was called %zu times", k, rc, commits);
		CLOSE(c, s, db);
	}
	CHECK_EQ(c, s->shutdown(), SEAM_OK);
	CHECK_EQ(c, seam_live(c).blocks, 0);
}

#define WORK(name)                                                                                                     \
	static void name(struct seam_case *c)                                                                          \
	{                                                                                                              \
		starved(c, #name);                                                                                     \
	}
#define WORKS(X)                                                                                                       \
	X(select) X(sort) X(insert) X(update) X(delete) X(schema) X(index) X(utf16) X(function) X(recursive) X(vacuum)
#define ROW(name)                                                                                                      \
	{ "starved_" #name, SEAM_MUST, name, #name ": each request that fails is SQLITE_NOMEM or made good; nothing leaks or breaks", \
	  SEAM_ISOLATED | SEAM_ONCE },
WORKS(WORK)

SEAM_CASES(sqlite, memory) = {
	{ "returned", SEAM_MUST, returned, "what SQLite takes from the host's allocator is given back, all of it at shutdown",
	  SEAM_ISOLATED | SEAM_ONCE },
	{ "opening", SEAM_MUST, opening, "an opening whose request fails leaves nothing behind", SEAM_ISOLATED | SEAM_ONCE },
	{ "registering", SEAM_MUST, registering, "a registration whose request fails destroys its payload once", SEAM_ISOLATED | SEAM_ONCE },
	{ "handler_refused", SEAM_MUST, handler_refused, "a handler whose registration fails for want of memory is not called",
	  SEAM_ISOLATED | SEAM_ONCE },
	WORKS(ROW) SEAM_END
};
