/*
 * enum_values: names and numbers are C's, negative ones and those above INT_MAX too.
 * Rule: layout.enum_values    Source: C11 6.7.2.2; psABI, the type of an enum
 */
#include "layout/types.h"

static const struct { const char *type, *name; int64_t number; } listed[] = {
#define GRADE(name) { "grade", #name, name }
#define FLAG(name)  { "flag", #name, name }
	GRADE(SEAM_GRADE_BELOW), GRADE(SEAM_GRADE_ZERO), GRADE(SEAM_GRADE_ABOVE), GRADE(SEAM_GRADE_FAR),
	FLAG(SEAM_FLAG_NONE),    FLAG(SEAM_FLAG_LOW),    FLAG(SEAM_FLAG_HIGH),
};
static const size_t n_listed = sizeof listed / sizeof listed[0];

static void number_of_name(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->enum_value);

	for (size_t i = 0; i < n_listed; i++) {
		int64_t *number = seam_out(c, sizeof *number);
		int rc = ops->enum_value(seam_in_string(c, listed[i].name), number);

		if (rc != SEAM_OK || *number != listed[i].number)
			FAIL(c, "%s is %lld (returned %d), expected %lld", listed[i].name, (long long)*number, rc,
			     (long long)listed[i].number);
	}
}

static void name_of_number(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->enum_name);

	for (size_t i = 0; i < n_listed; i++) {
		const char *name = NULL;
		int rc = ops->enum_name(seam_in_string(c, listed[i].type), listed[i].number, &name);

		if (CHECK_EQ(c, rc, SEAM_OK))
			CHECK_STR(c, name, listed[i].name);
	}
}

/* All the names are looked at after the last call. */
static void names_stay(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	const char *names[sizeof listed / sizeof listed[0]] = { NULL };
	NEED(c, ops->enum_name);

	for (size_t i = 0; i < n_listed; i++) {
		const char *type = seam_in_string(c, listed[i].type);

		REQUIRE(CHECK_EQ(c, ops->enum_name(type, listed[i].number, &names[i]), SEAM_OK));
		seam_drop(c, type);
	}
	for (size_t i = 0; i < n_listed; i++)
		CHECK_STR(c, names[i], listed[i].name);
}

static void from_struct(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	struct seam_enums in = { 0xff, SEAM_GRADE_BELOW, 0xff, SEAM_FLAG_HIGH };
	int64_t *grade = seam_out(c, sizeof *grade), *flag = seam_out(c, sizeof *flag);
	NEED(c, ops->enum_load);

	REQUIRE(CHECK_EQ(c, ops->enum_load(LAYOUT_IN(c, in), grade, flag), SEAM_OK));
	CHECK_EQ(c, *grade, SEAM_GRADE_BELOW);
	CHECK_EQ(c, *flag, SEAM_FLAG_HIGH);
}

SEAM_CASES(layout, enum_values) = {
	{ "number_of_name", SEAM_MUST, number_of_name, "an enumerator's number is C's", 0 },
	{ "name_of_number", SEAM_MUST, name_of_number, "a number's enumerator is C's", 0 },
	{ "names_stay", SEAM_MUST, names_stay, "an earlier name is as it was after later calls", 0 },
	{ "from_struct", SEAM_MUST, from_struct, "-1 in a field stays negative, 2^31 positive", 0 },
	SEAM_END
};
