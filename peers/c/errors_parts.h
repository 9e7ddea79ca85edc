/* errors_parts.h - what the files of the errors group's C peer share. */
#ifndef SEAM_PEERS_C_ERRORS_PARTS_H
#define SEAM_PEERS_C_ERRORS_PARTS_H

#include "c.h"

#include <stdatomic.h>

/* Shelves and error objects that there are. */
extern atomic_uint_fast64_t errors_live_objects;

static inline void *lent(size_t size)
{
	return seam_c_host->alloc(seam_c_host, size, _Alignof(max_align_t));
}

static inline void lent_free(void *block, size_t size)
{
	seam_c_host->free(seam_c_host, block, size, _Alignof(max_align_t));
}

/* Needs room for a copy of the message, and does without where there is none. */
void errors_set_last(int32_t domain, int32_t code, const char *message, size_t n);

/* errors_last.c: ops */
void errors_last_clear(void);
int errors_fail(int32_t domain, int32_t code, const char *message, size_t n);
int errors_last(struct seam_errors_view *out);
int errors_object_new(int32_t domain, int32_t code, const char *message, size_t n, struct seam_errors_error *cause,
                      struct seam_errors_error **out);
void errors_object_free(struct seam_errors_error *error);
int errors_object_view(const struct seam_errors_error *error, struct seam_errors_view *out);
int errors_object_cause(const struct seam_errors_error *error, const struct seam_errors_error **out);
int errors_last_take(struct seam_errors_error **out);
int errors_attempt(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out, seam_errors_reporter reporter,
                   void *userdata);

/* errors_shelves.c */
/* Returns as shelf_close, and leaves the last error alone … */
int errors_shelf_end(struct seam_errors_shelf *shelf);
/* … which this sets. */
int errors_closed(int rc);
/* NULL where there is none. */
struct seam_errors_item *errors_item_at(const struct seam_errors_shelf *shelf, int32_t key);

/* … and its ops */
int errors_shelf_new(int mode, uint32_t limit, const char *label, struct seam_errors_shelf **out);
int errors_shelf_close(struct seam_errors_shelf *shelf);
int errors_shelf_info(const struct seam_errors_shelf *shelf, struct seam_errors_shelf_info *out);
int errors_shelf_put(struct seam_errors_shelf *shelf, int32_t key, int32_t kind, int64_t value);
int errors_shelf_put_all(struct seam_errors_shelf *shelf, const struct seam_errors_item *items, size_t n, size_t *bad);

/* errors_get.c: ops */
int errors_get(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out);
const int64_t *errors_find(const struct seam_errors_shelf *shelf, int32_t key);
bool errors_contains(const struct seam_errors_shelf *shelf, int32_t key);
int64_t errors_read_values(const struct seam_errors_shelf *shelf, int32_t first, int64_t *values, size_t n);
int errors_get_errno(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out);
bool errors_get_report(const struct seam_errors_shelf *shelf, int32_t key, struct seam_errors_report *report);
int errors_get_error(const struct seam_errors_shelf *shelf, int32_t key, int64_t *out,
                     struct seam_errors_error **error);

/* errors.c */
const char *errors_code_name(int code);

#endif
