/*
 * code_name: each code has its name, and back; names live as long as the process.
 * Rule: errors.code_name    Source: strerror, whose text the next call overwrites; zlib's zError, which reads past its table
 */
#include "errors/stage.h"

#include <limits.h>
#include <string.h>

#define NAME(code) { code, #code }
static const struct {
	int code;
	const char *name;
} names[] = { NAME(SEAM_OK),         NAME(SEAM_E_FAILED), NAME(SEAM_E_NULL),        NAME(SEAM_E_NUL),
	      NAME(SEAM_E_ENCODING), NAME(SEAM_E_RANGE),  NAME(SEAM_E_SPACE),       NAME(SEAM_E_MEMORY),
	      NAME(SEAM_E_PANIC),    NAME(SEAM_E_STATE),  NAME(SEAM_E_UNSUPPORTED), NAME(SEAM_E_VERSION),
	      NAME(SEAM_E_NOT_FOUND) };
#define NAMES (sizeof names / sizeof names[0])
static const int unknown[] = { 1, -13, 12, 13, 99, -99, 1000, -256, -65537, INT_MAX, INT_MIN };

static void known(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	NEED(c, p->code_name);
	for (size_t i = 0; i < NAMES; i++)
		CHECK_STR(c, p->code_name(names[i].code), names[i].name);
}

static void of_unknown(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	NEED(c, p->code_name);
	for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
		const char *text = p->code_name(unknown[i]);

		if (!text || !*text) {
			FAIL(c, "code_name(%d) is %s", unknown[i], text ? "empty" : "NULL");
			return;
		}
		for (size_t k = 0; k < NAMES; k++)
			if (strcmp(text, names[k].name) == 0)
				FAIL(c, "code_name(%d) is %s, which it is not", unknown[i], text);
	}
}

static void lasting(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	const char *text[2][NAMES + 4];
	char copy[NAMES + 4][64] = { { 0 } };

	NEED(c, p->code_name);
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < NAMES + 4; i++) {
			text[round][i] = p->code_name(i < NAMES ? names[i].code : unknown[i - NAMES]);
			REQUIRE(CHECK(c, text[round][i] != NULL));
			if (!round)
				strncpy(copy[i], text[round][i], 63);
		}
	}
	for (size_t i = 0; i < NAMES + 4; i++)
		if (strncmp(text[0][i], copy[i], 63) != 0)
			FAIL(c, "the name \"%s\" has become \"%.63s\" by later calls", copy[i], text[0][i]);
}

static void and_back(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	NEED(c, p->code_from_name);
	for (size_t i = 0; i < NAMES; i++) {
		int *code = seam_out(c, sizeof *code);

		CHECK_EQ(c, p->code_from_name(seam_in_string(c, names[i].name), code), SEAM_OK);
		CHECK_EQ(c, *code, names[i].code);
	}
}

static void back_unknown(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const char *const bad[] = {
		"",        "SEAM",     "SEAM_", "SEAM_E", "SEAM_E_NU",        "SEAM_E_NULLS",
		"seam_ok", "SEAM_OK ", "0",     "-2",     "SEAM_E_NOT-FOUND", "SEAM_E_\xff",
		" SEAM_OK", "\tSEAM_E_NULL", "SEAM_OK\n"
	};

	NEED(c, p->code_from_name);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		int *code = seam_out(c, sizeof *code);
		int rc = p->code_from_name(seam_in_string(c, bad[i]), code);

		if (rc != SEAM_E_NOT_FOUND)
			FAIL(c, "code_from_name(\"%s\") is %d, not SEAM_E_NOT_FOUND", bad[i], rc);
		if (seam_untouched(c, code, sizeof *code) != sizeof *code)
			FAIL(c, "code_from_name(\"%s\") has no code, but gave %d", bad[i], *code);
	}
}

SEAM_CASES(errors, code_name) = {
	{ "known", SEAM_MUST, known, "each code is called by its name", 0 },
	{ "of_unknown", SEAM_MUST, of_unknown, "a number that is no code has a text too, which is not a code's", 0 },
	{ "lasting", SEAM_MUST, lasting, "a name stays as it is whatever is asked for next", 0 },
	{ "and_back", SEAM_MUST, and_back, "a name gives its code", 0 },
	{ "back_unknown", SEAM_MUST, back_unknown, "what is no name has no code, nor a default", 0 },
	SEAM_END
};
