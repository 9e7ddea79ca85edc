/* mutants_values.c - values changed between the slots and the reference: what wrong conversions do. */
#include "planted.h"

#include <string.h>

enum { ARENA = 1 << 18, MOST = 128, GAP = 64 };

static _Alignas(4096) unsigned char copies[ARENA];
static void *copy_of[MOST];
static unsigned char *result_copy;

bool planted_is(const struct seam_type *type, const char *letters)
{
	return type->text[0] && !type->text[1] && strchr(letters, type->text[0]);
}

bool planted_is_integer(const struct seam_type *type)
{
	return type->kind >= SEAM_BOOL && type->kind <= SEAM_ENUM_UNSIGNED;
}

bool planted_in_memory(const struct seam_type *type)
{
	return type->members && type->size > 16;
}

void planted_scalars(const struct seam_signature *sig, uint32_t arg, const struct seam_type *type, void *value, planted_change change)
{
	unsigned char *at = value;

	if (type->members) {
		for (uint32_t m = 0; m < type->count; m++)
			if (!type->members[m].is_bit_field && (type->kind == SEAM_STRUCT || m == 0))
				planted_scalars(sig, arg, type->members[m].type, at + type->members[m].offset, change);
	} else if (type->element) {
		for (uint32_t e = 0; e < type->count; e++)
			planted_scalars(sig, arg, type->element, at + e * type->element->size, change);
	} else if (type->kind != SEAM_VOID) {
		change(sig, arg, type, at);
	}
}

static void changed(const struct seam_signature *sig, uint32_t arg, void *value, bool whole, planted_change change)
{
	const struct seam_type *type = arg < sig->n_args ? sig->args[arg] : sig->result;

	if (change && whole)
		change(sig, arg, type, value);
	else if (change)
		planted_scalars(sig, arg, type, value, change);
}

/* A place for each value, as the host's slots have one. */
static bool lay_out(const struct seam_signature *sig)
{
	size_t used = GAP;

	for (uint32_t a = 0; a <= sig->n_args && a < MOST; a++) {
		const struct seam_type *type = a < sig->n_args ? sig->args[a] : sig->result;
		size_t align = type->align > GAP ? type->align : GAP;

		used = (used + align - 1) / align * align;
		if (a < sig->n_args)
			copy_of[a] = copies + used;
		else
			result_copy = copies + used;
		used += type->size + GAP;
		if (used > ARENA)
			return false;
	}
	return sig->n_args < MOST;
}

static int call(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots, bool whole, planted_change arguments,
                planted_change result)
{
	struct seam_slots changed_slots = { copy_of, slots->ret };
	int rc;

	if (!lay_out(sig))
		return O->caller(sig, fn, slots);
	for (uint32_t a = 0; a < sig->n_args; a++) {
		memcpy(copy_of[a], slots->arg[a], sig->args[a]->size);
		changed(sig, a, copy_of[a], whole, arguments);
	}
	rc = O->caller(sig, fn, &changed_slots);
	if (rc == 0 && slots->ret)
		changed(sig, sig->n_args, slots->ret, whole, result);
	return rc;
}

int planted_call(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots, planted_change arguments, planted_change result)
{
	return call(sig, fn, slots, false, arguments, result);
}

int planted_call_whole(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots, planted_change arguments,
                       planted_change result)
{
	return call(sig, fn, slots, true, arguments, result);
}

/* ---- the reference's function, with slots of its own ---- */

static struct seam_slots own;
static planted_change change_arguments, change_result;

static void take_result(struct planted_registers *r)
{
	(void)r;
	if (!planted.slots->ret)
		return;
	memcpy(result_copy, planted.slots->ret, planted.sig->result->size);
	changed(planted.sig, planted.sig->n_args, result_copy, false, change_result);
}

static void give_arguments(struct planted_registers *r)
{
	(void)r;
	for (uint32_t a = 0; a < planted.sig->n_args; a++) {
		memcpy(planted.slots->arg[a], copy_of[a], planted.sig->args[a]->size);
		changed(planted.sig, a, planted.slots->arg[a], false, change_arguments);
	}
}

int planted_callee(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out, planted_change arguments, planted_change result)
{
	int rc;

	if (!lay_out(sig))
		return O->callee(sig, slots, out);
	own = (struct seam_slots){ copy_of, result_copy };
	rc = O->callee(sig, &own, out);
	if (rc != 0)
		return rc;
	change_arguments = arguments;
	change_result = result;
	*out = planted_cross(sig, slots, *out);
	planted.before = take_result;
	planted.after = give_arguments;
	return 0;
}
