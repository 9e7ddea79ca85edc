/* statement.h - cases that are about a statement by its steps. */
#ifndef SEAM_SQLITE_STATEMENT_H
#define SEAM_SQLITE_STATEMENT_H

#include "database.h"

/* After OPS: a database, and a statement of it. */
#define PREPARE(c, s, db, sql, statement)                                                                              \
	NEED(c, s->prepare);                                                                                           \
	NEED(c, s->finalize);                                                                                          \
	OPEN(c, s, db);                                                                                                \
	void *statement = NULL;                                                                                        \
	REQUIRE(CHECK_EQ(c, s->prepare(db, seam_in(c, sql, sizeof sql - 1), sizeof sql - 1, &statement), SEAM_OK))

/* A step that must come to a row (1) or to the end (0). */
static inline bool steps(struct seam_case *c, const struct seam_sqlite *s, void *statement, int expected)
{
	int row = -1;

	return CHECK_EQ(c, s->step(statement, &row), SEAM_OK) && CHECK_EQ(c, row, expected);
}

#endif
