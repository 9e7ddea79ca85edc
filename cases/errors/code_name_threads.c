/*
 * code_name_threads: names may be asked for on all threads at once.
 * Rule: errors.code_name_threads    Source: strerror(3), "MT-Unsafe race:strerror"; dlerror before glibc 2.34
 */
#include "errors/stage.h"

#include <string.h>

static void ask(struct seam_case *c, size_t index, void *argument)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	int code = (int)index - 4;
	char text[64] = { 0 };
	const char *name = p->code_name(code);

	(void)argument;
	if (!CHECK(c, name != NULL))
		return;
	strncpy(text, name, sizeof text - 1);
	for (int i = 0; i < 100; i++) {
		name = p->code_name(code);
		REQUIRE(CHECK(c, name != NULL));
		REQUIRE(CHECK_STR(c, name, text));
	}
}

static void at_once(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	NEED(c, p->code_name);
	if (!errors_has_threads(c))
		return;
	seam_together(c, 8, ask, NULL); /* codes and numbers that are none */
}

SEAM_CASES(errors,
           code_name_threads) = { { "at_once", SEAM_MUST, at_once, "names may be asked for on all threads at once", 0 },
	                          SEAM_END };
