/* mutants_whole.c - structs that are written in part. */
#include "errors/planted.h"

#include <string.h>

static int info_without_mode(const shelf_t *shelf, struct seam_errors_shelf_info *out)
{
	struct seam_errors_shelf_info info;
	int rc = REAL->shelf_info(shelf, out ? &info : NULL);

	if (rc != SEAM_OK)
		return rc;
	out->label = info.label;
	out->count = info.count;
	out->limit = info.limit;
	return rc;
}

static int info_count_is_half(const shelf_t *shelf, struct seam_errors_shelf_info *out)
{
	struct seam_errors_shelf_info info;
	int rc = REAL->shelf_info(shelf, out ? &info : NULL);
	uint32_t count;

	if (rc != SEAM_OK)
		return rc;
	count = (uint32_t)info.count;
	info.count = out->count;
	*out = info;
	memcpy(&out->count, &count, sizeof count); /* a field of 32 bits where there are 64 */
	return rc;
}

static int view_empty_without_n(struct seam_errors_view *out)
{
	struct seam_errors_view view;
	int rc = REAL->last_error(out ? &view : NULL);

	if (rc == SEAM_OK && !view.message_n)
		view.message_n = out->message_n;
	if (rc == SEAM_OK)
		*out = view;
	return rc;
}

static int view_empty_is_null(struct seam_errors_view *out)
{
	int rc = REAL->last_error(out);

	if (rc == SEAM_OK && !out->message_n)
		out->message = NULL;
	return rc;
}

static int object_n_is_int(const error_t *error, struct seam_errors_view *out)
{
	struct seam_errors_view view;
	int rc = REAL->error_view(error, out ? &view : NULL);
	int n;

	if (rc != SEAM_OK)
		return rc;
	n = (int)view.message_n;
	view.message_n = out->message_n;
	*out = view;
	memcpy(&out->message_n, &n, sizeof n);
	return rc;
}

static int object_domain_and_code_swapped(const error_t *error, struct seam_errors_view *out)
{
	int rc = REAL->error_view(error, out);

	if (rc == SEAM_OK)
		*out = (struct seam_errors_view){ out->code, out->domain, out->message, out->message_n };
	return rc;
}

SEAM_MUTANTS(errors,
             out_whole) = { SILENT(info_without_mode, "out_whole.info", "out->mode", shelf_info),
	                    SILENT(info_count_is_half, "out_whole.info", "out->count", shelf_info),
	                    SILENT(view_empty_without_n, "out_whole.view", "message_n", last_error),
	                    SILENT(view_empty_is_null, "out_whole.view", "message != ", last_error),
	                    SILENT(object_n_is_int, "out_whole.view_of_object", "message_n", error_view),
	                    SILENT(object_domain_and_code_swapped, "out_whole.view_of_object", "domain", error_view),
	                    SEAM_NO_MORE_MUTANTS };
