/*
 * enum_unknown: a name or number that is not listed is refused, and harms nothing.
 * Rule: layout.enum_unknown    Source: RS-2026-0121
 */
#include "layout/types.h"
#include <string.h>

static void unknown_name(struct seam_case *c)
{
	static const char *const strangers[] = { "SEAM_GRADE_NONE", "SEAM_GRADE_ABOV", "SEAM_GRADE_ZERO0", "" };
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->enum_value);

	for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
		int64_t *number = seam_out(c, sizeof *number);
		const char *name = SEAM_STIMULUS(c) ? strangers[i] : "SEAM_GRADE_ZERO";

		CHECK_EQ(c, ops->enum_value(seam_in_string(c, name), number), SEAM_E_NOT_FOUND);
		CHECK_EQ(c, seam_untouched(c, number, sizeof *number), sizeof *number);
	}
}

static void unknown_number(struct seam_case *c)
{
	static const struct { const char *type; int64_t number; int expected; } strangers[] = {
		{ "grade", 2, SEAM_E_RANGE },
		{ "grade", -2, SEAM_E_RANGE },
		{ "grade", 999, SEAM_E_RANGE },
		{ "grade", INT32_MAX, SEAM_E_RANGE },
		{ "grade", INT32_MIN, SEAM_E_RANGE },
		{ "grade", UINT32_MAX, SEAM_E_RANGE }, /* -1 when cut to 32 bits */
		{ "grade", INT64_C(0x100000001), SEAM_E_RANGE },
		{ "flag", 2, SEAM_E_RANGE },
		{ "flag", -1, SEAM_E_RANGE },
		{ "flag", INT32_MIN, SEAM_E_RANGE }, /* 2^31 when cut */
		{ "flag", INT64_C(0x100000001), SEAM_E_RANGE },
		{ "flag", INT64_C(0x80000001), SEAM_E_RANGE }, /* two flags are no enumerator */
		{ "colour", 0, SEAM_E_NOT_FOUND },
	};
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->enum_name);

	for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
		const char **name = seam_out(c, sizeof *name);
		const char *type = SEAM_STIMULUS(c) ? strangers[i].type : "grade";
		int rc = ops->enum_name(seam_in_string(c, type), SEAM_STIMULUS(c) ? strangers[i].number : 0, name);

		if (rc != strangers[i].expected)
			FAIL(c, "%s %lld gives %d, expected %d", strangers[i].type, (long long)strangers[i].number, rc,
			     strangers[i].expected);
		CHECK_EQ(c, seam_untouched(c, name, sizeof *name), sizeof *name);
	}
}

static void unknown_in_struct(struct seam_case *c)
{
	static const uint32_t strangers[][2] = {
		{ 2, SEAM_FLAG_LOW }, { 1, 2 }, { 0xfffffffeu, 0xffffffffu }, { 1001, 0 }, { 1, 0x80000001u }
	};
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->enum_load);

	for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
		int64_t *grade = seam_out(c, sizeof *grade), *flag = seam_out(c, sizeof *flag);
		struct seam_enums in = { 1, SEAM_GRADE_ZERO, 2, SEAM_FLAG_LOW };

		if (SEAM_STIMULUS(c)) {
			memcpy(&in.grade, &strangers[i][0], sizeof in.grade);
			memcpy(&in.flag, &strangers[i][1], sizeof in.flag);
		}
		CHECK_EQ(c, ops->enum_load(LAYOUT_IN(c, in), grade, flag), SEAM_E_RANGE);
		CHECK_EQ(c, seam_untouched(c, grade, sizeof *grade), sizeof *grade);
		CHECK_EQ(c, seam_untouched(c, flag, sizeof *flag), sizeof *flag);
	}
}

SEAM_CASES(layout, enum_unknown) = {
	{ "name", SEAM_MUST, unknown_name, "a name that is no enumerator's is not found", 0 },
	{ "number", SEAM_MUST, unknown_number, "a number that is not listed is refused, its upper bits included", 0 },
	{ "in_struct", SEAM_MUST, unknown_in_struct, "a field with a number that is not listed is refused", 0 },
	SEAM_END
};
