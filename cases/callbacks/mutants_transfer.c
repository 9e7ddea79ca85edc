/* mutants_transfer.c - streams of callbacks whose counts, ends and failures are misread. */
#include "callbacks/planted.h"
#include "callbacks/rows.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The bugs, each of which changes one thing of the loop below. */
enum bug {
	WHOLE_BUFFER,   /* writes the buffer, not what came                  */
	ONE_WRITE,      /* takes a short write for a whole one               */
	FROM_THE_START, /* writes the rest again from the beginning          */
	WRITES_THE_END, /* writes the 0 bytes of the end                     */
	READ_32,        /* the count in an int                               */
	WRITE_32,
	ZERO_IS_DONE, /* a write that takes nothing has taken all          */
	CANCEL_BYTE,  /* progress' value in a char                         */
	CANCEL_ERROR, /* only what is below 0 cancels                      */
	CANCEL_LATE,  /* one more read first                               */
	CANCEL_ONE,   /* cancelled is cancelled: the value is 1            */
	READS_ON,     /* asks once more after the end                      */
	NO_CHECK,     /* counts beyond what was asked for are believed     */
	NO_WRITE_CHECK,
	PROGRESS_FIRST, /* tells what was read, not what was taken           */
	FORMAT,         /* the name is a format                              */
	READS_STRUCT,   /* the host's struct, each time                      */
	CALLS_NULL,
	ERROR_IS_OK /* what is below -4095 is no error, as in system calls */
};

static int64_t as_int(enum bug bug, enum bug when, int64_t value)
{
	return bug == when ? (int32_t)value : value;
}

static int write_all(enum bug bug, const struct seam_transfer *t, const char *bytes, size_t size, uint64_t *done,
                     int64_t *value)
{
	for (size_t at = 0; at < size;) {
		const char *from = bug == FROM_THE_START ? bytes : bytes + at;
		size_t n = size - at;

		*value = as_int(bug, WRITE_32, t->write(from, n, t->userdata));
		if (bug == ZERO_IS_DONE && *value == 0)
			return SEAM_OK;
		if (bug == ERROR_IS_OK && *value < -4095)
			*value = (int64_t)n;
		if (*value <= 0)
			return SEAM_E_FAILED;
		if ((uint64_t)*value > n && bug != NO_WRITE_CHECK)
			return SEAM_E_RANGE;
		*done += (uint64_t)*value;
		at += bug == ONE_WRITE ? n : (size_t)*value;
	}
	return SEAM_OK;
}

static int cancelled(enum bug bug, const struct seam_transfer *t, uint64_t done, uint64_t came)
{
	int value =
		t->progress || bug == CALLS_NULL ? t->progress(bug == PROGRESS_FIRST ? came : done, t->userdata) : 0;

	return bug == CANCEL_BYTE                ? (signed char)value
	       : bug == CANCEL_ERROR             ? (value < 0 ? value : 0)
	       : bug == CANCEL_ONE && value != 0 ? 1
	                                         : value;
}

static int run(enum bug bug, const struct seam_transfer *t, char *buffer, size_t size, uint64_t *done, int64_t *value)
{
	uint64_t came = 0;
	int stop = 0;

	for (;;) {
		int rc;

		*value = as_int(bug, READ_32, t->read(buffer, size, t->userdata));
		if (stop) {
			*value = stop;
			return SEAM_E_FAILED;
		}
		if (*value == 0 && bug == WRITES_THE_END)
			t->write(buffer, 0, t->userdata);
		if (*value == 0 && bug == READS_ON)
			t->read(buffer, size, t->userdata);
		if (*value <= 0)
			return *value == 0 ? SEAM_OK : SEAM_E_FAILED;
		came += (uint64_t)*value + size * (bug == PROGRESS_FIRST);
		if (*value > (int64_t)size && bug != NO_CHECK)
			return SEAM_E_RANGE;
		rc = write_all(bug, t, buffer, bug == WHOLE_BUFFER ? size : (size_t)*value, done, value);
		if (rc)
			return rc;
		*value = cancelled(bug, t, *done, came);
		if (bug == CANCEL_LATE && *value)
			stop = (int)*value;
		else if (*value)
			return SEAM_E_FAILED;
	}
}

static int transfer(enum bug bug, const struct seam_transfer *given, const char *name, uint64_t *done, int64_t *result)
{
	static char buffer[4097];
	struct seam_transfer mine = { .size = 0 };
	const struct seam_transfer *t = bug == READS_STRUCT ? given : &mine;
	const char *volatile format = "%s";
	char line[200];
	int rc;

	if (!given || !name || !done || !result || given->size < offsetof(struct seam_transfer, progress) ||
	    !given->read || !given->write)
		return REAL->transfer(given, name, done, result);
	memcpy(&mine, given, given->size < sizeof mine ? given->size : sizeof mine);
	if (bug == FORMAT)
		format = name;
	if (mine.log || bug == CALLS_NULL) {
		char text[160];
		snprintf(text, sizeof text, format, name, name, name);
		snprintf(line, sizeof line, "transfer of %s", text);
		mine.log(1, line, mine.userdata);
	}
	*done = 0;
	rc = run(bug, t, buffer, 4096, done, result);
	return rc;
}

#define BUG(function, bug)                                                                                             \
	static int function(const struct seam_transfer *t, const char *name, uint64_t *done, int64_t *result)          \
	{                                                                                                              \
		return transfer(bug, t, name, done, result);                                                           \
	}
BUG(whole_buffer, WHOLE_BUFFER)
BUG(one_write, ONE_WRITE)
BUG(from_the_start, FROM_THE_START)
BUG(writes_the_end, WRITES_THE_END)
BUG(read_32, READ_32)
BUG(write_32, WRITE_32)
BUG(zero_is_done, ZERO_IS_DONE)
BUG(cancel_byte, CANCEL_BYTE)
BUG(cancel_error, CANCEL_ERROR)
BUG(cancel_late, CANCEL_LATE)
BUG(cancel_one, CANCEL_ONE)
BUG(reads_on, READS_ON)
BUG(no_check, NO_CHECK)
BUG(no_write_check, NO_WRITE_CHECK)
BUG(progress_first, PROGRESS_FIRST)
BUG(format, FORMAT)
BUG(reads_struct, READS_STRUCT)
BUG(calls_null, CALLS_NULL)
BUG(error_is_ok, ERROR_IS_OK)

/* Takes the struct for one of this version. */
static int whole_struct(const struct seam_transfer *t, const char *name, uint64_t *done, int64_t *result)
{
	struct seam_transfer mine;

	if (!t || t->size < offsetof(struct seam_transfer, progress))
		return REAL->transfer(t, name, done, result);
	memcpy(&mine, t, sizeof mine);
	mine.size = sizeof mine;
	return REAL->transfer(&mine, name, done, result);
}

static int any_size(const struct seam_transfer *t, const char *name, uint64_t *done, int64_t *result)
{
	int rc = REAL->transfer(t, name, done, result);
	return rc == SEAM_E_VERSION ? SEAM_OK : rc;
}

/* Takes the value for its own failure. */
static int panics(const struct seam_transfer *t, const char *name, uint64_t *done, int64_t *result)
{
	int rc = REAL->transfer(t, name, done, result);
	return rc == SEAM_E_FAILED && *result == SEAM_E_PANIC ? SEAM_E_PANIC : rc;
}

SEAM_MUTANTS(callbacks, transfer) = {
	ROW("transfer_whole_buffer", "transfer.all", "s->wrong", true, transfer, whole_buffer),
	ROW("transfer_progress_first", "transfer.all", "s->wrong", true, transfer, progress_first),
	ROW("transfer_writes_the_end", "transfer.nothing", "s->wrong", true, transfer, writes_the_end),
	ROW("transfer_reads_on", "transfer.nothing", "after_end", true, transfer, reads_on),
	ROW("transfer_whole_buffer_short", "transfer.short_reads", "s->wrong", true, transfer, whole_buffer),
	ROW("transfer_one_write", "transfer.short_writes", "s->wrong", true, transfer, one_write),
	ROW("transfer_from_the_start", "transfer.short_writes", "s->wrong", true, transfer, from_the_start),
	ROW("transfer_read_32", "transfer.read_fails", "== rc", true, transfer, read_32),
	ROW("transfer_write_32", "transfer.write_fails", "*result == value", true, transfer, write_32),
	ROW("transfer_zero_is_done", "transfer.write_fails", "== rc", true, transfer, zero_is_done),
	ROW("transfer_cancel_byte", "transfer.cancelled", "== rc", true, transfer, cancel_byte),
	ROW("transfer_cancel_error", "transfer.cancelled", "== rc", true, transfer, cancel_error),
	ROW("transfer_cancel_late", "transfer.cancelled", "after_end", true, transfer, cancel_late),
	ROW("transfer_cancel_one", "transfer.cancelled", "*result", true, transfer, cancel_one),
	ROW("transfer_no_check", "transfer.too_much", "SEAM_E_RANGE", true, transfer, no_check),
	ROW("transfer_no_write_check", "transfer.too_much", "SEAM_E_RANGE", true, transfer, no_write_check),
	ROW("transfer_format", "transfer_table.log_text", "s.line", true, transfer, format),
	CRASH("transfer_calls_null", "transfer_table.optional", transfer, calls_null),
	CRASH("transfer_whole_struct", "transfer_table.shorter", transfer, whole_struct),
	CRASH("transfer_reads_struct", "transfer_table.read_once", transfer, reads_struct),
	ROW("transfer_any_size", "transfer_table.refused", "SEAM_E_VERSION", true, transfer, any_size),
	ROW("transfer_panics", "transfer_table.panic_below", "SEAM_E_FAILED", true, transfer, panics),
	ROW("transfer_errno_window", "longjmp_shield.transfer", "SEAM_E_FAILED", true, transfer, error_is_ok),
	SEAM_NO_MORE_MUTANTS
};
