/* mutants_code_wide.c - the same for codes of other types. */
#include "errors/planted.h"

static int64_t relay_int64_as_int(seam_errors_int64_fn fn, void *userdata)
{
	return (int)REAL->relay_int64(fn, userdata);
}

static int64_t relay_int64_as_unsigned(seam_errors_int64_fn fn, void *userdata)
{
	int64_t rc = REAL->relay_int64(fn, userdata);
	return rc < 0 && rc >= INT32_MIN ? (int64_t)(uint32_t)rc : rc;
}

static int64_t relay_int64_as_double(seam_errors_int64_fn fn, void *userdata)
{
	double rc = (double)REAL->relay_int64(fn, userdata);
	return rc < 9223372036854774784.0 ? (int64_t)rc : INT64_MAX;
}

static uint32_t relay_uint32_as_int(seam_errors_uint32_fn fn, void *userdata)
{
	uint32_t rc = REAL->relay_uint32(fn, userdata);
	return rc > INT32_MAX ? INT32_MAX : rc;
}

static uint32_t relay_uint32_facility_lost(seam_errors_uint32_fn fn, void *userdata)
{
	uint32_t rc = REAL->relay_uint32(fn, userdata);
	return rc >> 31 ? rc & 0x8000ffffu : rc;
}

static enum seam_errors_status relay_status_knows_all(seam_errors_status_fn fn, void *userdata)
{
	enum seam_errors_status rc = REAL->relay_status(fn, userdata);
	return !fn || rc == SEAM_STATUS_READY || rc == SEAM_STATUS_BUSY ? rc : SEAM_STATUS_LOST;
}

static enum seam_errors_status relay_status_byte(seam_errors_status_fn fn, void *userdata)
{
	return (enum seam_errors_status)(signed char)REAL->relay_status(fn, userdata);
}

static bool truth_byte(int value)
{
	return (unsigned char)value;
}

static bool truth_positive(int value)
{
	return value > 0;
}

static bool truth_is_one(int value)
{
	return value == 1;
}

static bool truth_low_bit(int value)
{
	return value & 1;
}

static int64_t relay_int64_null_is_good(seam_errors_int64_fn fn, void *userdata)
{
	return fn ? fn(userdata) : 0;
}

static uint32_t relay_uint32_null_is_good(seam_errors_uint32_fn fn, void *userdata)
{
	return fn ? fn(userdata) : 0;
}

static enum seam_errors_status relay_status_null_is_good(seam_errors_status_fn fn, void *userdata)
{
	return fn ? fn(userdata) : SEAM_STATUS_READY;
}

SEAM_MUTANTS(errors, code_wide) = {
	SILENT(relay_int64_as_int, "code_wide.of_64_bits", "came back as", relay_int64),
	SILENT(relay_int64_as_unsigned, "code_wide.of_64_bits", "came back as", relay_int64),
	SILENT(relay_int64_as_double, "code_wide.of_64_bits", "came back as", relay_int64),
	SILENT(relay_int64_null_is_good, "code_wide.refused", "SEAM_E_NULL", relay_int64),
	SILENT(relay_uint32_as_int, "code_wide.unsigned_codes", "came back as", relay_uint32),
	SILENT(relay_uint32_facility_lost, "code_wide.unsigned_codes", "came back as", relay_uint32),
	SILENT(relay_uint32_null_is_good, "code_wide.refused", "SEAM_E_NULL", relay_uint32),
	SILENT(relay_status_knows_all, "code_wide.of_an_enum", "came back as", relay_status),
	SILENT(relay_status_byte, "code_wide.of_an_enum", "came back as", relay_status),
	SILENT(relay_status_null_is_good, "code_wide.refused", "SEAM_E_NULL", relay_status),
	SILENT(truth_byte, "code_wide.to_bool", "taken for false", truth),
	SILENT(truth_positive, "code_wide.to_bool", "taken for false", truth),
	SILENT(truth_is_one, "code_wide.to_bool", "taken for false", truth),
	SILENT(truth_low_bit, "code_wide.to_bool", "taken for false", truth),
	SEAM_NO_MORE_MUTANTS
};
