#include "call.h"

#include "registers.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA = 1 << 19, GAP = 64 };

const char *const way_names[WAYS] = { "the peer calls C", "C calls the peer" };

/* Slots lie at the same places in all three: the caller's, the callee's, and a copy of what was there before the call. */
static _Alignas(4096) unsigned char given_memory[ARENA], seen_memory[ARENA], before_memory[ARENA];
/* Where a peer's callee puts a result in memory, on its way to C. */
enum { RESULT_AT = 4096, RESULT_MOST = 1 << 16 };
static _Alignas(4096) unsigned char result_memory[RESULT_AT + RESULT_MOST + GAP];
#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
#define RESULT_STRAIGHT 1 /* what the thunk copies would count as unset */
#endif
#endif
#ifndef RESULT_STRAIGHT
#define RESULT_STRAIGHT 0
#endif
static void *given_args[SEAM_MOST_ARGS], *seen_args[SEAM_MOST_ARGS];
static size_t used;
static struct seam_crossing crossing;
static struct seam_narrow narrow[CALLS_MOST_NARROW];
static seam_fn elsewhere_thunk;
static struct seam_crossing op_crossing; /* of the op `caller` itself, which is a function, too */

__attribute__((format(printf, 2, 3))) static int wrong(struct call *call, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(call->what, sizeof call->what, format, arguments);
	va_end(arguments);
	return -1;
}

static bool place(const struct seam_type *type, void **given, void **seen)
{
	size_t align = type->align > GAP ? type->align : GAP;

	used = (used + align - 1) / align * align;
	*given = given_memory + used;
	*seen = seen_memory + used;
	used += type->size + GAP;
	return used <= ARENA;
}

int call_open(struct call *call, const struct seam_signature *sig, const struct sides *sides, uint32_t function)
{
	bool fits = sig->n_args <= SEAM_MOST_ARGS;

	*call = (struct call){ .sig = sig, .sides = sides, .function = function };
	used = GAP;
	for (uint32_t a = 0; fits && a < sig->n_args; a++) {
		call->first_leaf[a] = call->leaves.count;
		fits = place(sig->args[a], &given_args[a], &seen_args[a]) && leaves_of(&call->leaves, sig->args[a], 0);
	}
	call->given.arg = given_args;
	call->seen.arg = seen_args;
	call->first_leaf[sig->n_args] = call->leaves.count;
	if (fits && sig->result->kind != SEAM_VOID)
		fits = place(sig->result, &call->given.ret, &call->seen.ret) &&
		       leaves_of(&call->leaves, sig->result, 0);
	call->first_leaf[sig->n_args + 1] = call->leaves.count;
	crossing = (struct seam_crossing){ .pattern = 0xd15ea5ed5eed0bad };
	crossing.use.known = calls_registers(sig, &crossing.use, narrow);
	return fits ? 0 : wrong(call, "the values of this signature are more than the case has room for");
}

void call_close(struct call *call)
{
	free(call->leaves.leaf);
}

int call_prepare(struct call *call, const struct seam_calls *ops, enum way way, seam_fn *peer_callee)
{
	int rc = 0;

	*peer_callee = NULL;
	if (way == C_CALLS_PEER && !call->muted)
		rc = ops->callee(call->sig, &call->seen, peer_callee);
	if (rc == SEAM_E_UNSUPPORTED)
		return rc;
	if (rc != 0)
		return wrong(call, "the op callee returned %d", rc);
	if (way == C_CALLS_PEER && !*peer_callee && !call->muted)
		return wrong(call, "the op callee returned 0 and no function");
	return 0;
}

static size_t offset_of(const void *at, const unsigned char *memory)
{
	return (size_t)((const unsigned char *)at - memory);
}

/* Argument `a` as it was before the call. */
static unsigned char *argument_before(uint32_t a)
{
	return before_memory + offset_of(given_args[a], given_memory);
}

/* ---- what goes in ---- */

/* A promotion to double need not keep a NaN's payload: RISC-V's does not. */
static enum round round_of(const struct seam_signature *sig, uint32_t a, enum round round)
{
	return a >= sig->n_fixed && sig->args[a]->kind == SEAM_FLOAT32 && round == ROUND_NAN ? ROUND_LOW : round;
}

static void fill(struct call *call, enum round round)
{
	const struct seam_signature *sig = call->sig;
	unsigned n = 0;

	memset(given_memory, round & 1 ? 0x5A : 0xA5, used);
	memset(seen_memory, round & 1 ? 0xA5 : 0x5A, used);
	for (uint32_t a = 0; a < sig->n_args; a++)
		for (size_t l = call->first_leaf[a]; l < call->first_leaf[a + 1]; l++)
			leaf_fill(&call->leaves.leaf[l], given_args[a], n++, round_of(sig, a, round));
	for (size_t l = call->first_leaf[sig->n_args]; l < call->first_leaf[sig->n_args + 1]; l++)
		leaf_fill(&call->leaves.leaf[l], call->seen.ret, 1000 + n++, round);
	memcpy(before_memory, given_memory, used);
}

/* ---- what came out ---- */

static void name_leaf(const struct call *call, uint32_t a, size_t l, char *text, size_t size)
{
	const struct leaf *leaf = &call->leaves.leaf[l];
	size_t leaves = call->first_leaf[a + 1] - call->first_leaf[a];
	char what[32] = "the result";

	if (a < call->sig->n_args)
		snprintf(what, sizeof what, "argument %" PRIu32, a + 1);
	if (leaves == 1 && !leaf->bits)
		snprintf(text, size, "%s", what);
	else if (leaf->bits)
		snprintf(text, size, "%s, bit-field %" PRIu32, what, leaf->member + 1);
	else
		snprintf(text, size, "%s, at offset %" PRIu32, what, leaf->offset);
}

/* Compares the leaves of argument `a`, or of the result. */
static int compare(struct call *call, uint32_t a, const void *sent, const void *came)
{
	for (size_t l = call->first_leaf[a]; l < call->first_leaf[a + 1]; l++) {
		const struct leaf *leaf = &call->leaves.leaf[l];
		char name[80], seen[80], expected[80];

		if (leaf_equal(leaf, sent, came))
			continue;
		name_leaf(call, a, l, name, sizeof name);
		leaf_text(leaf, came, seen, sizeof seen);
		leaf_text(leaf, sent, expected, sizeof expected);
		return wrong(call, "%s is %s, not %s", name, seen, expected);
	}
	return 0;
}

/* The first byte from `from` to `to` that is not what it was; `to` when all are.  What is in slots is not looked at: padding may
 * hold anything, and checkers take it for unset. */
static size_t first_changed(const unsigned char *memory, const unsigned char *before, int poison, size_t from,
                            size_t to)
{
	unsigned char all[4 * GAP];

	/* All as it was, as nearly always: seen at once. */
	if (before ? memcmp(memory + from, before + from, to - from) == 0
	           : to - from <= sizeof all && memcmp(memory + from, memset(all, poison, to - from), to - from) == 0)
		return to;
	while (from < to && memory[from] == (before ? before[from] : poison))
		from++;
	return from;
}

/* The caller's arguments are as they were, and nothing was written around its result. */
static int compare_given(struct call *call)
{
	size_t result = call->given.ret ? offset_of(call->given.ret, given_memory) : used;
	size_t behind = call->given.ret ? result + call->sig->result->size : used, first;

	for (uint32_t a = 0; a < call->sig->n_args; a++) {
		size_t start = offset_of(given_args[a], given_memory), end = start + call->sig->args[a]->size;

		first = first_changed(given_memory, before_memory, 0, start, end);
		if (first < end)
			return wrong(call, "the caller's copy of argument %" PRIu32 " was written to, at byte %zu",
			             a + 1, first - start);
	}
	if (first_changed(given_memory, before_memory, 0, 0, result) < result)
		return wrong(call, "something was written before the result's slot, or between the caller's slots");
	first = first_changed(given_memory, before_memory, 0, behind, used);
	return first < used ? wrong(call, "behind the result's slot, which has %" PRIu32 " bytes, byte %zu was written",
	                            call->sig->result->size, first - result + 1)
	                    : 0;
}

/* Nothing was written around a result in memory. */
static int compare_result(struct call *call)
{
	const unsigned char *result = crossing.result;
	size_t size = crossing.result_size, first;

	if (!result)
		return 0;
	first = first_changed(result - GAP, NULL, 0xC3, 0, GAP);
	if (first < GAP)
		return wrong(call, "before the memory for the result, %zu bytes from its start, something was written",
		             GAP - first);
	first = first_changed(result + size, NULL, 0xC3, 0, GAP);
	return first < GAP ? wrong(call, "behind the memory for the result, which has %zu bytes, byte %zu was written",
	                           size, size + first + 1)
	                   : 0;
}

/* Nothing was written around the callee's arguments. */
static int compare_seen(struct call *call, enum round round)
{
	size_t at = 0, end = call->seen.ret ? offset_of(call->seen.ret, seen_memory) : used;
	int poison = round & 1 ? 0xA5 : 0x5A;

	for (uint32_t a = 0; a <= call->sig->n_args; a++) {
		size_t start = a < call->sig->n_args ? offset_of(seen_args[a], seen_memory) : end, first;

		first = first_changed(seen_memory, NULL, poison, at, start);
		if (first < start)
			return wrong(call, "behind the callee's slot for argument %" PRIu32 ", byte %zu was written", a,
			             first - at + 1);
		at = start + (a < call->sig->n_args ? call->sig->args[a]->size : 0);
	}
	return 0;
}

static bool is_bare_integer(const struct seam_type *type)
{
	return seam_kind_is_integer(type->kind) && type->size <= 8;
}

/* What the side made of narrow integers, widened: it had believed them extended. */
static int compare_wide(struct call *call, const struct seam_compiled *side, enum way way)
{
	const struct seam_signature *sig = call->sig;

	if (!side->wide)
		return 0;
	for (uint32_t a = 0; way == PEER_CALLS_C && a < sig->n_fixed; a++) {
		int64_t value;

		if (!is_bare_integer(sig->args[a]))
			continue;
		value = leaf_wide(&call->leaves.leaf[call->first_leaf[a]], argument_before(a));
		if (side->wide[a] != value)
			return wrong(call,
			             "argument %" PRIu32 " was not extended: the callee takes it for %" PRId64
			             ", not %" PRId64,
			             a + 1, side->wide[a], value);
	}
	if (way == C_CALLS_PEER && is_bare_integer(sig->result)) {
		int64_t value = leaf_wide(&call->leaves.leaf[call->first_leaf[sig->n_args]], call->seen.ret);

		if (side->wide[SEAM_MOST_ARGS] != value)
			return wrong(call,
			             "the result was not extended: the caller takes it for %" PRId64 ", not %" PRId64,
			             side->wide[SEAM_MOST_ARGS], value);
	}
	return 0;
}

static int compare_crossing(struct call *call, enum way way)
{
	unsigned broken = crossing.broken;

	if (call->rule_flags & CALLS_REGISTERS)
		broken &= call->registers;
	else if (!(call->rule_flags & CALLS_EXTENDED))
		broken &= ~SEAM_ARG_NOT_EXTENDED;
	if (!seam_thunks_work())
		return 0;
	if (crossing.calls != 1)
		return wrong(call, "the function was called %u times, not once", crossing.calls);
	if (broken)
		return wrong(call, "%s", crossing.what);
	broken = way == PEER_CALLS_C ? op_crossing.broken : 0;
	if (call->rule_flags & CALLS_REGISTERS)
		broken &= call->registers;
	return broken ? wrong(call, "the op caller itself: %s", op_crossing.what) : 0;
}

static int compare_all(struct call *call, const struct seam_compiled *side, enum way way, enum round round)
{
	if (call->rule_flags & CALLS_REGISTERS)
		return compare_crossing(call, way);
	for (uint32_t a = 0; a < call->sig->n_args; a++)
		if (compare(call, a, argument_before(a), seen_args[a]) != 0)
			return -1;
	if (call->given.ret && compare(call, call->sig->n_args, call->seen.ret, call->given.ret) != 0)
		return -1;
	if (compare_result(call) != 0 || compare_given(call) != 0 || compare_seen(call, round) != 0 ||
	    compare_crossing(call, way) != 0)
		return -1;
	return call->rule_flags & CALLS_EXTENDED ? compare_wide(call, side, way) : 0;
}

/* ---- the negative control ---- */

static struct leaf *flipped_leaf(struct call *call, uint32_t *a)
{
	size_t l;

	if (!call->leaves.count)
		return NULL;
	l = call->flip_at % call->leaves.count;
	for (*a = 0; call->first_leaf[*a + 1] <= l; ++*a)
		;
	return &call->leaves.leaf[l];
}

/* Turns over one bit of one value that is expected; false: nothing is. */
static bool flip(struct call *call)
{
	uint32_t a;
	const struct leaf *leaf = flipped_leaf(call, &a);
	unsigned char *at;
	int64_t value;

	if (!leaf || (call->rule_flags & CALLS_REGISTERS))
		return false;
	at = a < call->sig->n_args ? argument_before(a) : call->seen.ret;
	at += leaf->offset;
	if (leaf->bits) {
		leaf->access(at, leaf->member, &value, 0);
		value ^= 1;
		leaf->access(at, leaf->member, &value, 1);
	} else {
		unsigned bit = call->flip_at % (leaf->kind == SEAM_LDOUBLE ? 64 : 8 * leaf->size);

		at[bit / 8] ^= (unsigned char)(1u << bit % 8);
	}
	return true;
}

/* ---- the call itself ---- */

static unsigned spoil_of(const struct call *call, enum way way)
{
	if (way == PEER_CALLS_C)
		return SEAM_SPOIL_ARGS | SEAM_SPOIL_RESULTS;
	return SEAM_SPOIL_ARGS | SEAM_SPOIL_SAVED | (call->rule_flags & CALLS_DIRTY ? SEAM_SPOIL_NARROW : 0);
}

/*
 * Puts the thunk before the callee of this way.  From round to round it is another one, and where the last one was a second stands,
 * so that a peer that keeps an address is seen: it has called the function 0 times.
 */
static seam_fn cross(struct call *call, enum way way, seam_fn target, bool second)
{
	static struct seam_crossing elsewhere;
	seam_fn thunk, first = NULL;

	elsewhere.target = crossing.target = target;
	if (second && seam_thunks_work())
		first = seam_thunk(&elsewhere);
	crossing.spoil = spoil_of(call, way);
	crossing.result = NULL;
	crossing.result_size = call->sig->result->size;
	if (way == C_CALLS_PEER && !RESULT_STRAIGHT && crossing.result_size <= RESULT_MOST) {
		crossing.result = result_memory + RESULT_AT;
		memset(result_memory + RESULT_AT - GAP, 0xC3, crossing.result_size + 2 * GAP);
	}
	crossing.calls = crossing.broken = 0;
	crossing.what[0] = '\0';
	thunk = seam_thunk(&crossing);
	elsewhere_thunk = first;
	return thunk ? thunk : target;
}

static int call_op(struct call *call, const struct seam_calls *ops, seam_fn target)
{
	seam_fn thunk;
	int rc;

	op_crossing.target = (seam_fn)ops->caller;
	thunk = seam_thunk(&op_crossing);
	rc = thunk ? ((__typeof__(ops->caller))thunk)(call->sig, target, &call->given)
	           : ops->caller(call->sig, target, &call->given);
	if (thunk && thunk != op_crossing.target)
		seam_thunk_end(thunk);
	return rc;
}

static int make_call(struct call *call, const struct seam_calls *ops, enum way way,
                     const struct seam_compiled_function *side_function, seam_fn thunk)
{
	if (call->muted)
		return 0;
	if (way == PEER_CALLS_C)
		return call_op(call, ops, thunk);
	side_function->caller(thunk, &call->given);
	return 0;
}

static int call_times(struct call *call, const struct seam_calls *ops, enum way way, seam_fn peer_callee, unsigned side,
                      enum round round, unsigned times)
{
	const struct seam_compiled *compiled = call->sides->side[side];
	const struct seam_compiled_function *function = &compiled->functions[call->function];
	seam_fn thunk =
		cross(call, way, way == PEER_CALLS_C ? function->callee : peer_callee, (side + (unsigned)round) & 1);
	int rc = 0;

	compiled->slots[call->function] = &call->seen;
	while (rc == 0 && times--) {
		fill(call, round);
		crossing.calls = 0;
		rc = make_call(call, ops, way, function, thunk);
		if (rc == 0 && times && !call->muted && !call->flip && compare_all(call, compiled, way, round) != 0)
			break; /* of many calls each is looked at */
	}
	if (thunk != crossing.target)
		seam_thunk_end(thunk);
	if (elsewhere_thunk)
		seam_thunk_end(elsewhere_thunk);
	if (rc == SEAM_E_UNSUPPORTED)
		return crossing.calls ? wrong(call, "said to be unsupported after the function was called") : rc;
	if (rc != 0)
		return wrong(call, "the op caller returned %d", rc);
	call->flipped = call->flip && flip(call);
	rc = compare_all(call, compiled, way, round);
	if (rc != 0)
		seam_thunks_reset(); /* a wrong result may have left the x87 stack as it should not be */
	return rc;
}

int call_round(struct call *call, const struct seam_calls *ops, enum way way, seam_fn peer_callee, unsigned side,
               enum round round)
{
	return call_times(call, ops, way, peer_callee, side, round, 1);
}

int call_hot(struct call *call, const struct seam_calls *ops, enum way way, seam_fn peer_callee, unsigned side,
             unsigned times)
{
	return call_times(call, ops, way, peer_callee, side, ROUND_HIGH, times);
}

static bool arrives(struct call *call, unsigned from, unsigned to, enum round round)
{
	const struct seam_compiled *caller = call->sides->side[from], *callee = call->sides->side[to];

	callee->slots[call->function] = &call->seen;
	fill(call, round);
	caller->functions[call->function].caller(callee->functions[call->function].callee, &call->given);
	for (uint32_t a = 0; a < call->sig->n_args; a++)
		if (compare(call, a, given_args[a], seen_args[a]) != 0)
			return false;
	return !call->given.ret || compare(call, call->sig->n_args, call->seen.ret, call->given.ret) == 0;
}

bool call_is_decided(struct call *call)
{
	bool decided = true;

	for (unsigned a = 0; a < call->sides->count; a++)
		for (unsigned b = 0; decided && b < call->sides->count; b++)
			if (a != b)
				decided = arrives(call, a, b, ROUND_HIGH) && arrives(call, a, b, ROUND_LOW);
	if (!decided)
		seam_thunks_reset();
	return decided;
}
