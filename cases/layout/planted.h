/* planted.h - what the planted bugs of this group share. */
#ifndef SEAM_LAYOUT_PLANTED_H
#define SEAM_LAYOUT_PLANTED_H

#include "layout/layout.h"

#include <seam/case.h>
#include <string.h>

#define O seam_original(layout)

static inline bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* A plain byte store that no compiler may leave out or merge. */
static inline void put(void *p, size_t at, unsigned char byte) { ((volatile unsigned char *)p)[at] = byte; }
static inline unsigned char got(const void *p, size_t at) { return ((const volatile unsigned char *)p)[at]; }

#define SILENT(case, op, mutant, because) \
	{ #mutant, "layout." case, "plain", "fail", because, true, SEAM_OP(layout, op, mutant), 0 },
#define LOUD(case, op, mutant, because) \
	{ #mutant, "layout." case, "plain", "crash", because, false, SEAM_OP(layout, op, mutant), 0 },
#define QUIET(case, op, mutant, flavour, because) \
	{ #mutant, "layout." case, flavour, "finding", because, false, SEAM_OP(layout, op, mutant), 0 },

#endif
