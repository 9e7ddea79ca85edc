/* mutants_enum.c - numbers and names of enumerations that are cut, widened or made up. */
#include "layout/planted.h"

#include <stdlib.h>
#include <string.h>

static int value_is_int32(const char *name, int64_t *number)
{
	int rc = O->enum_value(name, number);

	if (rc == 0)
		*number = (int32_t)(uint32_t)*number;
	return rc;
}

static int value_is_unsigned(const char *name, int64_t *number)
{
	int rc = O->enum_value(name, number);

	if (rc == 0)
		*number = (uint32_t)*number;
	return rc;
}

static int value_of_prefix(const char *name, int64_t *number)
{
	return strncmp(name, "SEAM_GRADE_ZERO", 15) == 0 ? O->enum_value("SEAM_GRADE_ZERO", number)
	                                                 : O->enum_value(name, number);
}

static int value_unknown_is_zero(const char *name, int64_t *number)
{
	*number = 0;
	return O->enum_value(name, number);
}

static int name_of_neighbour(const char *type, int64_t number, const char **name)
{
	return O->enum_name(type, number == SEAM_GRADE_BELOW ? SEAM_GRADE_ABOVE : number, name);
}

static int name_in_one_buffer(const char *type, int64_t number, const char **name)
{
	static char buffer[32];
	const char *original;
	int rc = O->enum_name(type, number, &original);

	if (rc == 0) {
		strncpy(buffer, original, sizeof buffer - 1);
		*name = buffer;
	}
	return rc;
}

static int name_cut_to_int(const char *type, int64_t number, const char **name)
{
	uint32_t cut = (uint32_t)number;

	return O->enum_name(type, is(type, "grade") ? (int64_t)(int32_t)cut : (int64_t)cut, name);
}

static int name_unknown_is_null(const char *type, int64_t number, const char **name)
{
	int rc = O->enum_name(type, number, name);

	if (rc != 0)
		*name = NULL;
	return rc;
}

static int name_unknown_aborts(const char *type, int64_t number, const char **name)
{
	int rc = O->enum_name(type, number, name);

	if (rc == SEAM_E_RANGE)
		abort();
	return rc;
}

static int name_leaks(const char *type, int64_t number, const char **name)
{
	char *volatile copy = malloc(strlen(type) + 1);

	copy = NULL;
	(void)copy;
	return O->enum_name(type, number, name);
}

static int load_unsigned(const struct seam_enums *in, int64_t *grade, int64_t *flag)
{
	int rc = O->enum_load(in, grade, flag);

	if (rc == 0)
		*grade = (uint32_t)*grade;
	return rc;
}

static int load_signed(const struct seam_enums *in, int64_t *grade, int64_t *flag)
{
	int rc = O->enum_load(in, grade, flag);

	if (rc == 0)
		*flag = (int32_t)(uint32_t)*flag;
	return rc;
}

static int load_unchecked(const struct seam_enums *in, int64_t *grade, int64_t *flag)
{
	*grade = in->grade;
	*flag = in->flag;
	return SEAM_OK;
}

static int load_takes_two_flags(const struct seam_enums *in, int64_t *grade, int64_t *flag)
{
	int rc = O->enum_load(in, grade, flag);

	if (rc == SEAM_E_RANGE && (uint32_t)in->flag == (SEAM_FLAG_LOW | (uint32_t)SEAM_FLAG_HIGH)) {
		*grade = in->grade;
		*flag = in->flag;
		rc = SEAM_OK;
	}
	return rc;
}

static int load_first_then_check(const struct seam_enums *in, int64_t *grade, int64_t *flag)
{
	*grade = in->grade;
	return O->enum_load(in, grade, flag);
}

SEAM_MUTANTS(layout, enum) = {
	SILENT("enum_values.number_of_name", enum_value, value_is_int32, "SEAM_FLAG_HIGH is -2147483648")
	SILENT("enum_values.number_of_name", enum_value, value_is_unsigned, "SEAM_GRADE_BELOW is 4294967295")
	SILENT("enum_unknown.name", enum_value, value_of_prefix, "SEAM_E_NOT_FOUND")
	SILENT("enum_unknown.name", enum_value, value_unknown_is_zero, "seam_untouched")
	SILENT("enum_values.name_of_number", enum_name, name_of_neighbour, "BELOW")
	SILENT("enum_values.names_stay", enum_name, name_in_one_buffer, "names[i]")
	SILENT("enum_unknown.number", enum_name, name_cut_to_int, "grade 4294967295")
	SILENT("enum_unknown.number", enum_name, name_unknown_is_null, "seam_untouched")
	LOUD("enum_unknown.number", enum_name, name_unknown_aborts, "SIGABRT")
	QUIET("enum_values.name_of_number", enum_name, name_leaks, "asan", "leak")
	SILENT("enum_values.from_struct", enum_load, load_unsigned, "*grade")
	SILENT("enum_values.from_struct", enum_load, load_signed, "*flag")
	SILENT("enum_unknown.in_struct", enum_load, load_unchecked, "SEAM_E_RANGE")
	SILENT("enum_unknown.in_struct", enum_load, load_first_then_check, "seam_untouched")
	SILENT("enum_unknown.in_struct", enum_load, load_takes_two_flags, "SEAM_E_RANGE")
	SEAM_NO_MORE_MUTANTS
};
