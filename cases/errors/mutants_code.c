/* mutants_code.c - codes that are narrowed, bent or replaced on their way. */
#include "errors/planted.h"

#include <limits.h>

#define RELAY(name, result)                                                                                            \
	static int name(seam_errors_int_fn fn, void *userdata)                                                         \
	{                                                                                                              \
		int rc = fn ? fn(userdata) : SEAM_E_NULL;                                                              \
		return (result);                                                                                       \
	}

RELAY(relay_int8, (signed char)rc)
RELAY(relay_exit_status, rc & 0xff)
RELAY(relay_int16, (short)rc)
RELAY(relay_abs, rc < 0 ? (int)(0u - (unsigned)rc) : rc)
RELAY(relay_positive_is_good, rc > 0 ? 0 : rc)
RELAY(relay_knows_all, rc < SEAM_E_NOT_FOUND ? SEAM_E_FAILED : rc)
RELAY(relay_minus_one, rc < 0 ? -1 : rc)
RELAY(relay_truth, rc != 0)
RELAY(relay_err_ptr, rc < -4095 ? 0 : rc)
RELAY(relay_by_float, (int)((float)rc < 2147483000.f ? (float)rc : 2147483520.f))
RELAY(relay_smallest_is_none, rc == INT_MIN ? 0 : rc)
RELAY(relay_flag_bit, rc & ~0x10000)

static int relay_twice(seam_errors_int_fn fn, void *userdata)
{
	if (fn && fn(userdata) == 0)
		return 0;
	return REAL->relay(fn, userdata);
}

static int relay_not_within(seam_errors_int_fn fn, void *userdata)
{
	static volatile int within;
	int rc = within++ ? SEAM_E_STATE : REAL->relay(fn, userdata);

	within--;
	return rc;
}

static int relay_null_is_good(seam_errors_int_fn fn, void *userdata)
{
	return fn ? fn(userdata) : SEAM_OK;
}

static int relay_calls_null(seam_errors_int_fn fn, void *userdata)
{
	seam_errors_int_fn volatile called = fn;
	return called(userdata);
}

static int relay_calls_never(seam_errors_int_fn fn, void *userdata)
{
	(void)userdata;
	return fn ? SEAM_OK : SEAM_E_NULL;
}

SEAM_MUTANTS(errors, code) = { SILENT(relay_int8, "code.positive", "came back as", relay),
	                       SILENT(relay_exit_status, "code.every_code", "came back as", relay),
	                       SILENT(relay_int16, "code.positive", "came back as", relay),
	                       SILENT(relay_abs, "code.every_code", "came back as", relay),
	                       SILENT(relay_positive_is_good, "code.positive", "came back as", relay),
	                       SILENT(relay_knows_all, "code.unknown", "came back as", relay),
	                       SILENT(relay_minus_one, "code.every_code", "came back as", relay),
	                       SILENT(relay_truth, "code.every_code", "came back as", relay),
	                       SILENT(relay_err_ptr, "code.unknown", "came back as", relay),
	                       SILENT(relay_by_float, "code.unknown", "came back as", relay),
	                       SILENT(relay_smallest_is_none, "code.unknown", "came back as", relay),
	                       SILENT(relay_flag_bit, "code.positive", "came back as", relay),
	                       SILENT(relay_twice, "code.every_code", "2 times", relay),
	                       SILENT(relay_calls_never, "code.every_code", "0 times", relay),
	                       SILENT(relay_not_within, "code.through_two", "-70001", relay),
	                       SILENT(relay_null_is_good, "code_wide.refused", "SEAM_E_NULL", relay),
	                       SEEN_BY("plain", "crash", relay_calls_null, "code_wide.refused", "SIGSEGV", relay),
	                       SEAM_NO_MORE_MUTANTS };
