/* planted.h - what the planted bugs of this group share. */
#ifndef SEAM_SQLITE_PLANTED_H
#define SEAM_SQLITE_PLANTED_H

#include "sqlite/sqlite.h"

#include <seam/case.h>
#include <sqlite3.h>
#include <string.h>

#define O seam_original(sqlite)

#define M(name, killed_by, because, silent, member, function)                                                          \
	{ name, "sqlite." killed_by, "plain", "fail", because, silent, SEAM_OP(sqlite, member, function), 0 }
#define IN(flavour, outcome, name, killed_by, because, member, function)                                               \
	{ name, "sqlite." killed_by, flavour, outcome, because, false, SEAM_OP(sqlite, member, function), 0 }

#endif
