/* mutants_many.c - tables and counters that are too small, 0 taken for none, what is held twice at once. */
#include "errors/planted.h"

#include <errno.h>
#include <stdio.h>

static int put_all_of_512(shelf_t *shelf, const struct seam_errors_item *items, size_t n, size_t *bad)
{
	return REAL->shelf_put_all(shelf, items, n > 512 ? 512 : n, bad);
}

enum { TABLE = 256 };

/* What was done stands in a table, which wraps. */
static int transact_with_a_table(size_t n, seam_errors_step_fn step, seam_errors_step_fn undo, void *userdata,
                                 size_t *failed_at)
{
	if (!step || !failed_at || n <= TABLE)
		return REAL->transact(n, step, undo, userdata, failed_at);
	for (size_t i = 0; i < n; i++) {
		int rc = step(userdata, i);

		if (!rc)
			continue;
		for (size_t k = i; undo && k-- > (i > TABLE ? i - TABLE : 0);)
			undo(userdata, k);
		*failed_at = i;
		return rc;
	}
	return SEAM_OK;
}

static int run_all_counts_in_a_byte(size_t n, seam_errors_step_fn step, void *userdata, size_t *first, size_t *failed)
{
	int rc = REAL->run_all(n, step, userdata, first, failed);

	if (step && first && failed)
		*failed = (uint8_t)*failed;
	return rc;
}

static int retry_counts_in_16_bits(seam_errors_int_fn fn, void *userdata, uint32_t most, uint32_t *tries)
{
	return REAL->retry(fn, userdata, most > UINT16_MAX && most < INT32_MAX ? UINT16_MAX : most, tries);
}

/* As TEMP_FAILURE_RETRY: -1 and no other number. */
static int retry_minus_one(seam_errors_int_fn fn, void *userdata, uint32_t most, uint32_t *tries)
{
	uint32_t done = 0;
	int rc;

	if (!fn || !tries || !most)
		return REAL->retry(fn, userdata, most, tries);
	do {
		rc = fn(userdata);
		done++;
	} while (rc == -1 && errno == EINTR && done < most);
	*tries = done;
	return rc;
}

/* As inet_ntoa's sons: one of a number of buffers, in turn. */
static const char *names_in_a_ring(int code)
{
	static char ring[512][32];
	static unsigned at;
	char *text;

	if (code >= SEAM_E_NOT_FOUND && code <= 0)
		return REAL->code_name(code);
	text = ring[at++ % 512];
	snprintf(text, sizeof ring[0], "unknown code %d", code);
	return text;
}

static int no_more_than_10000(int32_t domain, int32_t code, const char *message, size_t n, error_t *cause, error_t **out)
{
	if (REAL->live() > 10000)
		return SEAM_E_MEMORY;
	return REAL->error_new(domain, code, message, n, cause, out);
}

static bool contains_if_not_0(const shelf_t *shelf, int32_t key)
{
	int before = errno;
	int64_t value = 1;

	(void)REAL->get_errno(shelf, key, &value);
	errno = before;
	return value && REAL->contains(shelf, key);
}

static int64_t read_up_to_0(const shelf_t *shelf, int32_t first, int64_t *values, size_t n)
{
	int64_t done = REAL->read(shelf, first, values, n);

	for (int64_t i = 1; i < done; i++)
		if (values[i] == 0 || values[i - 1] == 0)
			return i;
	return done;
}

static int info_in_one_buffer(const shelf_t *shelf, struct seam_errors_shelf_info *out)
{
	static char label[8192];
	int rc = REAL->shelf_info(shelf, out);

	if (!rc) {
		snprintf(label, sizeof label, "%s", out->label);
		out->label = label;
	}
	return rc;
}

static int put_of_nothing_leaves(shelf_t *shelf, const struct seam_errors_item *items, size_t n, size_t *bad)
{
	return shelf && bad && !n ? SEAM_OK : REAL->shelf_put_all(shelf, items, n, bad);
}

static int refusals_not_reported(const shelf_t *shelf, int32_t key, int64_t *out, seam_errors_reporter reporter,
                                 void *userdata)
{
	return REAL->attempt(shelf, key, out, shelf && out && key >= 0 ? reporter : NULL, userdata);
}

static int relay_never_null(seam_errors_int_fn fn, void *userdata)
{
	static int nobody;

	return REAL->relay(fn, userdata ? userdata : &nobody);
}

static int scoped_one_at_a_time(seam_errors_shelf_fn fn, void *userdata)
{
	static _Thread_local bool busy;
	int rc;

	if (busy)
		return SEAM_E_STATE;
	busy = true;
	rc = REAL->scoped(fn, userdata);
	busy = false;
	return rc;
}

SEAM_MUTANTS(errors, many) = {
	SILENT(put_all_of_512, "many.items", "has another value", shelf_put_all),
	SILENT(transact_with_a_table, "many.steps", "n.undone == STEPS", transact),
	SILENT(run_all_counts_in_a_byte, "many.steps", "failed == STEPS", run_all),
	SILENT(retry_counts_in_16_bits, "many.tries", "calls == TRIES", retry),
	SILENT(retry_minus_one, "many.tries", "calls == TRIES", retry),
	SILENT(names_in_a_ring, "many.names", "by later calls", code_name),
	SILENT(no_more_than_10000, "many.links", "cannot be made", error_new),
	SILENT(contains_if_not_0, "ways.readable", "p->contains(shelf, key)", contains),
	SILENT(read_up_to_0, "ways.readable", "p->read", read),
	SILENT(info_in_one_buffer, "ways.labels", "is not the shelf's own", shelf_info),
	SILENT(put_of_nothing_leaves, "ways.nothing_put", "SEAM_E_NOT_FOUND", shelf_put_all),
	SILENT(refusals_not_reported, "ways.refusals_reported", "codes[0]", attempt),
	SILENT(relay_never_null, "given_back.null_userdata", "NULL userdata did not arrive", relay),
	SILENT(scoped_one_at_a_time, "given_back.scope_in_scope", "300", scoped),
	SEAM_NO_MORE_MUTANTS
};
