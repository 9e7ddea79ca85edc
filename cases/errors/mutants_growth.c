/* mutants_growth.c - a little more of the C heap, each time. */
#include "errors/planted.h"

#include <stdlib.h>
#include <string.h>

static char *volatile latest;

static const char *name_copied(int code)
{
	const char *name = REAL->code_name(code);
	char *copy = malloc(strlen(name) + 1);

	return copy ? (latest = strcpy(copy, name)) : name;
}

static int fail_writes_a_history(int32_t domain, int32_t code, const char *message, size_t n)
{
	char *entry = malloc(n + sizeof latest);

	if (entry) {
		memcpy(entry, (char *)(uintptr_t)&latest,
		       sizeof latest); /* each has the one before: all can be reached */
		latest = entry;
	}
	return REAL->fail(domain, code, message, n);
}

SEAM_MUTANTS_OF(errors, growth) = { SILENT(name_copied, "code_name.known", "growth: ", code_name),
	                            SILENT(fail_writes_a_history, "message.percent", "growth: ", fail),
	                            SEAM_NO_MORE_MUTANTS };
