/* mutants_vtable.c - objects with methods, of the peer and of the host. */
#include "callbacks/planted.h"

#include <limits.h>

static struct seam_methods methods;
static const struct seam_methods *real_methods;

static int add_says_ok(void *self, int64_t n)
{
	real_methods->add(self, n);
	return SEAM_OK;
}

static int reset_nothing(void *self)
{
	(void)self;
	return SEAM_OK;
}

static void destroy_nothing(void *self)
{
	(void)self;
}

static int object_new_with(int64_t start, struct seam_object *object, const struct seam_methods *other)
{
	int rc = REAL->object_new(start, object);

	if (rc == SEAM_OK) {
		real_methods = object->methods;
		methods = *real_methods;
		methods.add = other->add ? other->add : methods.add;
		methods.reset = other->reset ? other->reset : methods.reset;
		methods.destroy = other->destroy ? other->destroy : methods.destroy;
		object->methods = &methods;
	}
	return rc;
}

static int object_new_says_ok(int64_t start, struct seam_object *object)
{
	return object_new_with(start, object, &(struct seam_methods){ .add = add_says_ok });
}

static int object_new_resets_nothing(int64_t start, struct seam_object *object)
{
	return object_new_with(start, object, &(struct seam_methods){ .reset = reset_nothing });
}

static int object_new_never_goes(int64_t start, struct seam_object *object)
{
	return object_new_with(start, object, &(struct seam_methods){ .destroy = destroy_nothing });
}

static int drive_destroys_twice(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
                                int *result)
{
	int rc = REAL->object_drive(object, numbers, n, total, result);

	if (rc == SEAM_OK)
		object->methods->destroy(object->self);
	return rc;
}

static int drive_destroys_refused(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
                                  int *result)
{
	int rc = REAL->object_drive(object, numbers, n, total, result);

	if (rc != SEAM_OK && object && object->methods && object->methods->destroy)
		object->methods->destroy(object->self);
	return rc;
}

static int drive_resets_anyway(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
                               int *result)
{
	int (*volatile reset)(void *) = object && object->methods ? object->methods->reset : reset_nothing;

	if (object && object->methods && !object->methods->reset)
		reset(object->self);
	return REAL->object_drive(object, numbers, n, total, result);
}

static int drive_low_byte(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
			  int *result)
{
	int rc = REAL->object_drive(object, numbers, n, total, result);

	if (rc == SEAM_OK)
		*result = (signed char)*result;
	return rc;
}

/* Takes the total for good without asking what the method returned. */
static int drive_trusts_total(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
                              int *result)
{
	int rc = REAL->object_drive(object, numbers, n, total, result);

	if (rc == SEAM_OK && *result == INT_MIN)
		*result = 0;
	return rc;
}

static int drive_total_on_failure(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total,
                                  int *result)
{
	int rc = REAL->object_drive(object, numbers, n, total, result);

	if (rc == SEAM_OK && *result)
		*total = 0;
	return rc;
}

SEAM_MUTANTS(callbacks, vtable) = {
	{ "object_new_says_ok", "callbacks.error_value.method", "plain", "fail",
	  "SEAM_E_PANIC", true, SEAM_OP(callbacks, object_new, object_new_says_ok), 0 },
	{ "object_new_resets_nothing", "callbacks.vtable_by_peer.works", "plain", "fail",
	  "*total == 0", true, SEAM_OP(callbacks, object_new, object_new_resets_nothing), 0 },
	{ "object_new_never_goes", "callbacks.vtable_by_peer.works", "plain", "fail",
	  "now == before", true, SEAM_OP(callbacks, object_new, object_new_never_goes), 0 },
	{ "drive_destroys_twice", "callbacks.vtable.in_order", "plain", "fail",
	  "d.calls", true, SEAM_OP(callbacks, object_drive, drive_destroys_twice), 0 },
	{ "drive_resets_anyway", "callbacks.vtable.no_reset", "plain", "crash",
	  "SIGSEGV", false, SEAM_OP(callbacks, object_drive, drive_resets_anyway), 0 },
	{ "drive_low_byte", "callbacks.vtable_stops.add", "plain", "fail",
	  "result == values[i]", true, SEAM_OP(callbacks, object_drive, drive_low_byte), 0 },
	{ "drive_total_on_failure", "callbacks.vtable_stops.add", "plain", "fail",
	  "seam_untouched", true, SEAM_OP(callbacks, object_drive, drive_total_on_failure), 0 },
	{ "drive_trusts_total", "callbacks.vtable_stops.reset_and_total", "plain", "fail",
	  "result == INT_MIN", true, SEAM_OP(callbacks, object_drive, drive_trusts_total), 0 },
	{ "drive_destroys_refused", "callbacks.vtable.missing", "plain", "fail",
	  "d.calls", true, SEAM_OP(callbacks, object_drive, drive_destroys_refused), 0 },
	SEAM_NO_MORE_MUTANTS
};
