/* mutants_object.c - error objects that are shared, cut, lost, or freed twice. */
#include "errors/planted.h"

#include <string.h>

#define NEW_ARGUMENTS int32_t domain, int32_t code, const char *message, size_t n, error_t *cause, error_t **out

static int object_code_short(NEW_ARGUMENTS)
{
	return REAL->error_new(domain, code && !(int16_t)code ? code : (int16_t)code, message, n, cause, out);
}

static int object_domain_byte(NEW_ARGUMENTS)
{
	return REAL->error_new((int8_t)domain, code, message, n, cause, out);
}

static int object_cut(NEW_ARGUMENTS)
{
	const char *nul = message && n ? memchr(message, 0, n) : NULL;
	return REAL->error_new(domain, code, message, nul ? (size_t)(nul - message) : n, cause, out);
}

static int object_positive_refused(NEW_ARGUMENTS)
{
	return code > 0 ? SEAM_E_RANGE : REAL->error_new(domain, code, message, n, cause, out);
}

static int object_sets_last(NEW_ARGUMENTS)
{
	int rc = REAL->error_new(domain, code, message, n, cause, out);

	if (rc == SEAM_OK)
		REAL->fail(domain, code, message, n);
	return rc;
}

static int object_without_cause(NEW_ARGUMENTS)
{
	int rc = REAL->error_new(domain, code, message, n, NULL, out);

	if (rc == SEAM_OK)
		REAL->error_free(cause);
	return rc;
}

static int object_chain_of_1000(NEW_ARGUMENTS)
{
	const error_t *at = cause;
	int depth = 0;

	while (at && depth < 1000 && REAL->error_cause(at, &at) == SEAM_OK)
		depth++;
	return depth < 999 ? REAL->error_new(domain, code, message, n, cause, out) : SEAM_E_SPACE;
}

static int object_takes_early(NEW_ARGUMENTS)
{
	int rc = REAL->error_new(domain, code, message, n, cause, out);

	if (rc == SEAM_E_MEMORY && cause)
		REAL->error_free(cause);
	return rc;
}

static int object_takes_when_refused(NEW_ARGUMENTS)
{
	int rc = REAL->error_new(domain, code, message, n, cause, out);

	if (rc == SEAM_E_RANGE && cause)
		REAL->error_free(cause);
	return rc;
}

static int view_in_a_buffer(const error_t *error, struct seam_errors_view *out)
{
	static _Thread_local char text[64];
	int rc = REAL->error_view(error, out);

	if (rc == SEAM_OK && out->message_n && out->message_n < sizeof text &&
	    memchr(out->message, 0, out->message_n)) {
		strcpy(text, out->message);
		out->message_n = strlen(text);
		out->message = text;
	}
	return rc;
}

static int view_of_the_last(const error_t *error, struct seam_errors_view *out)
{
	struct seam_errors_view last;
	int rc = REAL->error_view(error, out);

	if (rc == SEAM_OK && REAL->last_error(&last) == SEAM_OK)
		*out = last;
	return rc;
}

static int view_counts_the_nul(const error_t *error, struct seam_errors_view *out)
{
	int rc = REAL->error_view(error, out);

	if (rc == SEAM_OK && out->message_n)
		out->message_n++;
	return rc;
}

static void free_leaks(error_t *error)
{
	struct seam_errors_view view;

	if (error && REAL->error_view(error, &view) == SEAM_OK && view.message_n == 4)
		return;
	REAL->error_free(error);
}

/* One frame for each link, as a destructor that is called by a destructor. */
static size_t walk_down(const error_t *error)
{
	volatile char frame[8192];
	const error_t *cause = NULL;
	size_t below = 0;

	frame[0] = 1;
	if (REAL->error_cause(error, &cause) == SEAM_OK)
		below = walk_down(cause);
	return below + (size_t)frame[0];
}

static void free_recursive(error_t *error)
{
	if (error && walk_down(error))
		REAL->error_free(error);
}

static void free_null_used(error_t *error)
{
	volatile char first = *(volatile char *)error;
	(void)first;
	REAL->error_free(error);
}

static void free_twice(error_t *error)
{
	REAL->error_free(error);
	REAL->error_free(error);
}

static int cause_of_itself(const error_t *error, const error_t **out)
{
	int rc = REAL->error_cause(error, out);

	if (rc == SEAM_E_NOT_FOUND) {
		*out = NULL;
		return SEAM_OK;
	}
	return rc;
}

static int cause_skips(const error_t *error, const error_t **out)
{
	int rc = REAL->error_cause(error, out);

	if (rc == SEAM_OK)
		REAL->error_cause(*out, out);
	return rc;
}

SEAM_MUTANTS(errors,
             object) = { SILENT(object_code_short, "object.whole", "code", error_new),
	                 SILENT(object_domain_byte, "object.whole", "domain", error_new),
	                 SILENT(object_cut, "object.whole", "message_n", error_new),
	                 SILENT(object_positive_refused, "object.whole", "SEAM_OK", error_new),
	                 SILENT(object_sets_last, "object.not_the_last_one", "making an object", error_new),
	                 SILENT(view_in_a_buffer, "object.whole", "message_n", error_view),
	                 SILENT(view_of_the_last, "object.not_the_last_one", "domain", error_view),
	                 SILENT(view_counts_the_nul, "object.whole", "message_n", error_view),
	                 SILENT(free_leaks, "object.whole", "blocks", error_free),
	                 SEEN_BY("plain", "crash", free_null_used, "object.is_lent", "SIGSEGV", error_free),
	                 SEEN_BY("plain", "crash", free_twice, "object.whole", "freed twice", error_free),
	                 SILENT(object_without_cause, "object_chain.in_order", "the cause of link 100", error_new),
	                 SILENT(object_chain_of_1000, "object_chain.deep", "of the chain cannot be made", error_new),
	                 SILENT(object_takes_early, "no_memory.making_an_error", "blocks", error_new),
	                 SILENT(object_takes_when_refused, "object_chain.refused_keeps", "blocks", error_new),
	                 SILENT(cause_of_itself, "object_chain.in_order", "the cause of link 1", error_cause),
	                 SILENT(cause_skips, "object_chain.in_order", "domain", error_cause),
	                 SEEN_BY("plain", "crash", free_recursive, "object_chain.deep", "SIGSEGV", error_free),
	                 SEAM_NO_MORE_MUTANTS };
