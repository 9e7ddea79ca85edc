/* mutants_variants.c - other ways to keep this contract, which no case may mistake for a bug. */
#include "errors/planted.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define LAWFUL(name, op, why) { #name, "errors.*", "plain", "pass", why, false, SEAM_OP(errors, op, name), 0 }

static const char *unknown_in_two_ways(int code)
{
	if (code <= 0 && code >= SEAM_E_NOT_FOUND)
		return REAL->code_name(code);
	return code < 0 ? "an unknown failure" : "no failure";
}

static int get_in_other_words(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get(shelf, key, out);
	char text[80];

	if (rc == SEAM_OK)
		return rc;
	return REAL->fail(SEAM_DOMAIN_SHELF, rc, text,
	                  (size_t)snprintf(text, sizeof text, "Schl\xc3\xbcssel %ld (0x%lx): %d", (long)key,
	                                   (unsigned long)key, rc));
}

static int get_uses_errno(const shelf_t *shelf, int32_t key, int64_t *out)
{
	int rc = REAL->get(shelf, key, out);

	errno = EDOM;
	return rc;
}

static int new_with_a_spare(int mode, uint32_t limit, const char *label, shelf_t **out)
{
	error_t *spare = NULL;
	int rc = REAL->shelf_new(mode, limit, label, out);

	if (rc == SEAM_OK &&
	    REAL->error_new(1, -1, "spare", 5, NULL, &spare) == SEAM_OK) /* where there is none, it does without */
		REAL->error_free(spare);
	return rc;
}

static int new_looks_at_the_label_last(int mode, uint32_t limit, const char *label, shelf_t **out)
{
	shelf_t *made = NULL;
	int rc = REAL->shelf_new(mode, limit, label ? label : "", out ? &made : NULL);

	if (rc != SEAM_OK)
		return rc;
	if (!label)
		return REAL->shelf_close(made) == SEAM_OK ? SEAM_E_NULL : SEAM_E_FAILED;
	*out = made;
	return rc;
}

static int fail_by_way_of_an_object(int32_t domain, int32_t code, const char *message, size_t n)
{
	error_t *error = NULL;
	struct seam_errors_view view;
	int rc;

	if (!code || (!message && n) || REAL->error_new(domain, code, message, n, NULL, &error) != SEAM_OK)
		return REAL->fail(domain, code, message, n);
	rc = REAL->error_view(error, &view) == SEAM_OK ? REAL->fail(domain, code, view.message, n) : code;
	REAL->error_free(error);
	return rc;
}

struct shown {
	seam_errors_reporter reporter;
	void *userdata;
};

static int show_a_copy(void *userdata, const struct seam_errors_view *error)
{
	struct shown *s = userdata;
	char text[128];
	struct seam_errors_view view = *error;

	if (view.message_n >= sizeof text)
		return s->reporter(s->userdata, error);
	memcpy(text, view.message, view.message_n + 1);
	view.message = text;
	return s->reporter(s->userdata, &view);
}

static int attempt_shows_a_copy(const shelf_t *shelf, int32_t key, int64_t *out, seam_errors_reporter reporter,
                                void *userdata)
{
	struct shown s = { reporter, userdata };
	return REAL->attempt(shelf, key, out, reporter ? show_a_copy : NULL, &s);
}

static void mostly_ignored(int number)
{
	(void)number;
}

static int relay_with_a_handler(seam_errors_int_fn fn, void *userdata)
{
	void (*before)(int) = signal(SIGTERM, mostly_ignored);
	int rc = REAL->relay(fn, userdata);

	signal(SIGTERM, before);
	return rc;
}

static bool report_by_way_of_the_stack(const shelf_t *shelf, int32_t key, struct seam_errors_report *report)
{
	struct seam_errors_report made;
	bool good = REAL->get_report(shelf, key, report ? &made : NULL);

	if (report)
		*report = made;
	return good;
}

static int64_t read_one_by_one(const shelf_t *shelf, int32_t first, int64_t *values, size_t n)
{
	int64_t done = 0, rc = 0;

	if (!values || !n)
		return REAL->read(shelf, first, values, n);
	while ((uint64_t)done < n && first + done <= INT32_MAX) {
		rc = REAL->read(shelf, (int32_t)(first + done), values + done, 1);
		if (rc != 1)
			break;
		done++;
	}
	return done ? done : rc;
}

SEAM_VARIANTS(errors, many) = { LAWFUL(unknown_in_two_ways, code_name, "texts for unknown codes are the peer's choice"),
	                        LAWFUL(get_in_other_words, get, "so are messages, but for the key in them"),
	                        LAWFUL(get_uses_errno, get, "errno is promised for the ops of errno alone"),
	                        LAWFUL(new_with_a_spare, shelf_new, "memory may be asked for in vain"),
	                        LAWFUL(new_looks_at_the_label_last, shelf_new, "the order of refusals is not said"),
	                        LAWFUL(fail_by_way_of_an_object, fail, "how a message is kept is the peer's choice"),
	                        LAWFUL(attempt_shows_a_copy, attempt, "the reporter may be shown a copy"),
	                        LAWFUL(relay_with_a_handler, relay, "a handler may be set while the peer needs it"),
	                        LAWFUL(report_by_way_of_the_stack, get_report, "a report has no padding"),
	                        LAWFUL(read_one_by_one, read, "how many reads a read takes is not said"),
	                        SEAM_NO_MORE_MUTANTS };
