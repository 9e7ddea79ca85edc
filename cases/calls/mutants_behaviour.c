/* mutants_behaviour.c - ops that go wrong by what they did before, by what else lives, or that call too often. */
#include "planted.h"

#include <stdlib.h>
#include <string.h>

/* ---- how often, and when ---- */

#if PLANTED_COUNTED
static int calls_twice(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	int rc = O->caller(sig, fn, slots);

	return rc == 0 ? O->caller(sig, fn, slots) : rc;
}
#endif

static int remembers_the_result(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	static unsigned char result[8192];
	static char text[4096];

	if (strcmp(text, sig->text) == 0 && sig->result->size <= sizeof result) {
		memcpy(slots->ret ? slots->ret : result, result, sig->result->size);
		return 0;
	}
	if (strlen(sig->text) >= sizeof text || O->caller(sig, fn, slots) != 0)
		return O->caller(sig, fn, slots);
	memcpy(result, slots->ret ? slots->ret : result, sig->result->size < sizeof result ? sig->result->size : 0);
	strcpy(text, sig->text);
	return 0;
}

#if PLANTED_COUNTED
/* Prepared once for a signature, with the function that it had then. */
static int remembers_the_function(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	static const struct seam_signature *prepared;
	static seam_fn function;

	if (prepared != sig) {
		prepared = sig;
		function = fn;
	}
	return O->caller(sig, function, slots);
}
#endif

static void spoil_result(const struct seam_signature *sig, struct seam_slots *slots)
{
	if (slots->ret && sig->result->size)
		*(volatile unsigned char *)slots->ret ^= 1;
}

/* The path for what is called often is another one, and wrong. */
static unsigned times_called;
static int wrong_when_hot(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	static const struct seam_signature *last;
	int rc = O->caller(sig, fn, slots);

	times_called = sig == last ? times_called + 1 : 0;
	last = sig;
	if (rc == 0 && times_called >= 150)
		spoil_result(sig, slots);
	return rc;
}

/* What is left after `release` is used again. */
static unsigned prepared_again;
static int wrong_after_release(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	static const struct seam_signature *last;
	bool fresh = !*sig->own;
	int rc = O->caller(sig, fn, slots);

	prepared_again = sig != last ? 0 : fresh ? prepared_again + 1 : prepared_again;
	last = sig;
	if (rc == 0 && prepared_again > 0)
		spoil_result(sig, slots);
	return rc;
}

#if PLANTED_CROSSINGS
/* A function that gets tired. */
static unsigned callee_calls;
static void tire(struct planted_registers *r)
{
	(void)r;
	if (++callee_calls > 150 && planted.sig->n_args && planted.sig->args[0]->size)
		*(unsigned char *)planted.slots->arg[0] ^= 1;
}

static int tires(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)
{
	callee_calls = 0;
	return planted_cross_callee(sig, slots, out, NULL, tire);
}
#endif

/* ---- functions that live at the same time ---- */

/* Each function has the slots of the one before it. */
static int has_other_slots(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)
{
	static struct seam_slots *before;
	static uint32_t n_before;
	struct seam_slots *mine = before && n_before >= sig->n_args ? before : slots;

	before = slots;
	n_before = sig->n_args;
	return O->callee(sig, mine, out);
}

/* There is room for 512; then they are used again. */
static int uses_old_functions(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)
{
	static seam_fn made[512];
	static unsigned n;
	int rc = O->callee(sig, slots, out);

	if (rc == 0 && n >= 512)
		*out = made[n % 512];
	else if (rc == 0)
		made[n] = *out;
	n++;
	return rc;
}

/* ---- ops that give up ---- */

static int caller_gives_up(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	return sig->n_args > 59 ? SEAM_E_MEMORY : O->caller(sig, fn, slots);
}

static int callee_gives_up(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)
{
	return sig->n_args > 30 ? SEAM_E_MEMORY : O->callee(sig, slots, out);
}

static int makes_nothing(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)
{
	if (sig->n_args == 100)
		return 0;
	return O->callee(sig, slots, out);
}

SEAM_MUTANTS(calls, behaviour) = {
	CALLER("remembers_the_result", remembers_the_result, "random.structs", "argument"),
#if PLANTED_COUNTED
	CALLER("calls_twice", calls_twice, "random.scalars", "the function was called 2 times"),
	CALLER("remembers_the_function", remembers_the_function, "hot.shapes", "the function was called 0 times"),
#endif
	CALLER("wrong_when_hot", wrong_when_hot, "hot.shapes", R),
	CALLER("wrong_after_release", wrong_after_release, "hot.shapes", R),
#if PLANTED_CROSSINGS
	CALLEE("tires", tires, "hot.shapes", A),
#endif
	CALLEE("has_other_slots", has_other_slots, "live.thousand", R),
	LOUD_CALLEE("uses_old_functions", uses_old_functions, "live.thousand"),
	CALLER("caller_gives_up_at_60", caller_gives_up, "arity.mixed", "the op caller returned"),
	CALLEE("callee_gives_up_at_31", callee_gives_up, "arity.thirty_and_more", "the op callee returned"),
	CALLEE("callee_makes_nothing_of_100", makes_nothing, "arity.ints", "returned 0 and no function"),
	SEAM_NO_MORE_MUTANTS
};
