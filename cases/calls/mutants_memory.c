/* mutants_memory.c - ops that write where they must not: to arguments, behind slots. */
#include "planted.h"

#include <string.h>

static int writes_to_its_copy(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	int rc = O->caller(sig, fn, slots);

	for (uint32_t a = 0; rc == 0 && a < sig->n_args; a++)
		if (sig->args[a]->size)
			*(volatile unsigned char *)slots->arg[a] ^= 1;
	return rc;
}

/* A narrow result stored as a whole register: what a library that widens results does. */
static int stores_a_register(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	int rc = O->caller(sig, fn, slots);

	if (rc == 0 && slots->ret && planted_is_integer(sig->result) && sig->result->size < 8)
		memset((unsigned char *)slots->ret + sig->result->size, 0, 8 - sig->result->size);
	return rc;
}

static int stores_eight_more(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	int rc = O->caller(sig, fn, slots);

	if (rc == 0 && planted_in_memory(sig->result))
		memset((unsigned char *)slots->ret + sig->result->size, 0, 8);
	return rc;
}

#if PLANTED_CROSSINGS
static void widen_arguments(struct planted_registers *r)
{
	(void)r;
	for (uint32_t a = 0; a < planted.sig->n_args; a++)
		if (planted.sig->args[a]->size < 8)
			memset((unsigned char *)planted.slots->arg[a] + planted.sig->args[a]->size, 0, 8 - planted.sig->args[a]->size);
}

static int stores_arguments_widened(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)
{
	return planted_cross_callee(sig, slots, out, NULL, widen_arguments);
}
#endif

/* A result in memory that is built in an argument's place. */
static int result_is_an_argument(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	int rc = O->caller(sig, fn, slots);

	if (rc == 0 && sig->n_args && sig->result->members && sig->args[0]->size >= sig->result->size)
		memcpy(slots->arg[0], slots->ret, sig->result->size);
	return rc;
}

#define COPY "the caller's copy of argument"
SEAM_MUTANTS(calls, memory) = {
	CALLER("copy_in_memory_written", writes_to_its_copy, "copy.in_memory", COPY),
	CALLER("copy_in_registers_written", writes_to_its_copy, "copy.in_registers", COPY),
	CALLER("copy_of_scalars_written", writes_to_its_copy, "copy.scalars", COPY),
	CALLER("result_stored_with_eight_more", stores_eight_more, "copy.result", "behind the result's slot"),
	CALLER("result_is_an_argument", result_is_an_argument, "copy.result", COPY),
	CALLER("narrow_result_stored_as_a_register", stores_a_register, "narrow.results", "behind the result's slot"),
#if PLANTED_CROSSINGS
	CALLEE("narrow_arguments_stored_widened", stores_arguments_widened, "narrow.in_registers", "behind the callee's slot"),
	CALLEE("narrow_arguments_on_stack_stored_widened", stores_arguments_widened, "narrow.on_stack",
	       "behind the callee's slot"),
#endif
	SEAM_NO_MORE_MUTANTS
};
