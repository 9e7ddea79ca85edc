/* mutants_fixed_field.c - fields of a fixed size that are taken for terminated strings. */
#include "strings/planted.h"

#include <string.h>

static int field_is_terminated(const char *field, char **out)
{
	return field ? O->echo(field, out) : SEAM_E_NULL;
}

static int field_is_all_text(const char *field, char **out)
{
	char text[SEAM_STRINGS_FIELD + 1] = "";

	if (!field)
		return SEAM_E_NULL;
	for (size_t i = 0; i < SEAM_STRINGS_FIELD; i++)
		text[i] = field[i] ? field[i] : ' ';
	return O->echo(text, out);
}

static int field_keeps_rubbish(char *field, const char *s)
{
	if (!field || !s || strlen(s) >= SEAM_STRINGS_FIELD)
		return O->field_set(field, s);
	memcpy(field, s, strlen(s) + 1);
	return SEAM_OK;
}

static int field_is_terminated_always(char *field, const char *s)
{
	int rc = O->field_set(field, s);

	if (rc == SEAM_OK)
		field[SEAM_STRINGS_FIELD - 1] = '\0';
	return rc;
}

static int field_cuts(char *field, const char *s)
{
	char text[SEAM_STRINGS_FIELD + 1] = "";

	if (!s)
		return SEAM_E_NULL;
	strncpy(text, s, SEAM_STRINGS_FIELD);
	return O->field_set(field, text);
}

static int field_null_is_empty(char *field, const char *s)
{
	return O->field_set(field, s ? s : "");
}

SEAM_MUTANTS(strings, fixed_field) = {
	{ "field_is_terminated", "strings.fixed_field.full", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(strings, field_get, field_is_terminated), 0 },
	{ "field_is_terminated_too", "strings.fixed_field.full_in_a_record", "plain", "fail",
	  "17 bytes, from 16: 61", true, SEAM_OP(strings, field_get, field_is_terminated), 0 },
	{ "field_is_all_text", "strings.fixed_field.ends_at_nul", "plain", "fail",
	  "6 bytes, from 5: 20", true, SEAM_OP(strings, field_get, field_is_all_text), 0 },
	{ "field_keeps_rubbish", "strings.fixed_field.set", "plain", "fail",
	  "16 bytes, from 1:", true, SEAM_OP(strings, field_set, field_keeps_rubbish), 0 },
	{ "field_is_terminated_always", "strings.fixed_field.set", "plain", "fail",
	  "16 bytes, from 15: 00", true, SEAM_OP(strings, field_set, field_is_terminated_always), 0 },
	{ "field_cuts", "strings.fixed_field.set_too_long", "plain", "fail",
	  "SEAM_E_SPACE", true, SEAM_OP(strings, field_set, field_cuts), 0 },
	{ "field_null_is_empty", "strings.fixed_field.null", "plain", "fail",
	  "SEAM_E_NULL", true, SEAM_OP(strings, field_set, field_null_is_empty), 0 },
	SEAM_NO_MORE_MUTANTS
};
